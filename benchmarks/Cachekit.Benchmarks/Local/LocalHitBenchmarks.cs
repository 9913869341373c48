using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using Cachekit.Local;

namespace Cachekit.Benchmarks.Local;

/// <summary>What does a hit cost, compared to a bare dictionary that knows neither expiry nor eviction nor invalidation?</summary>
/// <remarks>Eight regions of nine characters; the caller's string is never the stored instance, so every hit compares characters.</remarks>
[MemoryDiagnoser]
public class LocalHitBenchmarks
{
    private const int Calls = 8;

    private readonly ConcurrentDictionary<(int, string), object> _dictionary = new();
    private readonly string[] _regions = [.. Enumerable.Range(0, Calls).Select(static i => $"region-{i:00}")];
    private readonly StripedCounter _counter = new();
    private LocalStore<UserKey, User> _store = null!;
    private LocalStore<UserKey, User> _timeless = null!;
    private CoarseClock _clock = null!;
    private LocalCaller<UserKey, User> _caller = null!;

    [GlobalSetup]
    public void Setup()
    {
        _clock = new CoarseClock(TimeProvider.System);
        var ns = new LocalNamespace(null, 64 << 20, _clock);
        _store = new LocalStore<UserKey, User>(ns, _clock);
        _timeless = new LocalStore<UserKey, User>(ns, _clock);
        _caller = new LocalCaller<UserKey, User>(_store);
        for (var id = 0; id < Calls; id++)
        {
            var region = new string(_regions[id].AsSpan());
            var user = new User(id, "name", "mail", region, Active: true);
            var key = new UserKey(id, region);
            _dictionary[(id, region)] = user;
            _store.Set(LocalEntry<UserKey, User>.ForValue(in key, user, 200, _clock.NowMilliseconds + 3_600_000, Epoch.Current));
            _timeless.Set(LocalEntry<UserKey, User>.ForValue(in key, user, 200, long.MaxValue, Epoch.Current));
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int ConcurrentDictionary()
    {
        var found = 0;
        for (var id = 0; id < Calls; id++)
        {
            found += _dictionary.TryGetValue((id, _regions[id]), out _) ? 1 : 0;
        }

        return found;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Store()
    {
        var found = 0;
        for (var id = 0; id < Calls; id++)
        {
            found += _store.Get(new UserKey(id, _regions[id])) is not null ? 1 : 0;
        }

        return found;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Store_EntryThatNeverExpires()
    {
        var found = 0;
        for (var id = 0; id < Calls; id++)
        {
            found += _timeless.Get(new UserKey(id, _regions[id])) is not null ? 1 : 0;
        }

        return found;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Store_ThroughGenericClass()
    {
        var found = 0;
        for (var id = 0; id < Calls; id++)
        {
            found += _caller.TryGet(new UserKey(id, _regions[id]), out _) ? 1 : 0;
        }

        return found;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Counter()
    {
        for (var id = 0; id < Calls; id++)
        {
            _counter.Increment();
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Hash()
    {
        var sum = 0;
        for (var id = 0; id < Calls; id++)
        {
            sum += new UserKey(id, _regions[id]).GetHashCode();
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public long Clock()
    {
        var sum = 0L;
        for (var id = 0; id < Calls; id++)
        {
            sum += _clock.NowMilliseconds;
        }

        return sum;
    }
}
