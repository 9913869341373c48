using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using Cachekit.Local;

namespace Cachekit.Benchmarks.Local;

/// <summary>Do hits of several threads disturb each other? Popular keys are hit by all threads at once.</summary>
[MemoryDiagnoser]
public class LocalThroughputBenchmarks
{
    private const int Ids = 10_000;
    private const int CallsPerThread = 1 << 20;

    private readonly ConcurrentDictionary<(int, string), object> _dictionary = new();
    private readonly string[] _regions = [.. Enumerable.Range(0, 8).Select(static i => $"region-{i:00}")];
    private readonly int[] _ids = new int[1 << 16];
    private LocalStore<UserKey, User> _store = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var clock = new CoarseClock(TimeProvider.System);
        _store = new LocalStore<UserKey, User>(new LocalNamespace(null, 64 << 20, clock), clock);
        var sums = new double[Ids];
        var sum = 0.0;
        for (var id = 0; id < Ids; id++)
        {
            sums[id] = sum += Math.Pow(id + 1, -0.99);
            var region = new string(_regions[id & 7].AsSpan());
            var user = new User(id, "name", "mail", region, Active: true);
            _dictionary[(id, region)] = user;
            _store.Set(LocalEntry<UserKey, User>.ForValue(
                new UserKey(id, region), user, 200, clock.NowMilliseconds + 3_600_000, Epoch.Current));
        }

        var random = new Random(1);
        for (var i = 0; i < _ids.Length; i++)
        {
            var found = Array.BinarySearch(sums, random.NextDouble() * sum);
            _ids[i] = Math.Min(Ids - 1, found < 0 ? ~found : found);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = CallsPerThread)]
    public void ConcurrentDictionary() => Run(id => _dictionary.TryGetValue((id, _regions[id & 7]), out _));

    [Benchmark(OperationsPerInvoke = CallsPerThread)]
    public void Store() => Run(id => _store.Get(new UserKey(id, _regions[id & 7])) is not null);

    private void Run(Func<int, bool> isHit)
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var misses = 0;
            for (var i = 0; i < CallsPerThread; i++)
            {
                misses += isHit(_ids[(i + (thread * 1000)) & (_ids.Length - 1)]) ? 0 : 1;
            }

            if (misses != 0)
            {
                throw new InvalidOperationException($"{misses} misses: this measures hits.");
            }
        });
    }
}
