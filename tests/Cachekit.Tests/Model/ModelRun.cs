using System.Globalization;
using Cachekit.CompilerServices;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Batches;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Model;

/// <summary>
/// One random schedule. The truth is a number for each key that only grows; bodies read it, and writers change it and invalidate or set the
/// entry. The reference is one sentence: a call that begins after the end of a write's invalidation never gets a number from before that write,
/// nor one after the end of a refresh a number from before that refresh began.
/// </summary>
internal sealed class ModelRun
{
    private const int Keys = 3;
    private const int MostAtATime = 8;

    private static readonly int[] AllKeys = [.. Enumerable.Range(0, Keys)];

    private static readonly TimeSpan Ttl = TimeSpan.FromMinutes(10);

    private readonly Random _random;
    private readonly FakeTimeProvider _time = new();
    private readonly Turnstile _turnstile = new();
    private readonly MemoryBackend _store;
    private readonly CachedMethod<IntKey, string?> _method;
    private readonly object _lock = new();
    private readonly int[] _truth = new int[Keys];
    private readonly int[] _floor = new int[Keys];
    private readonly List<string> _trace = [];
    private readonly List<Task> _running = [];
    private CachekitRuntime _runtime;
    private MortalBackend _backend;
    private string? _violation;
    private bool _resting;

    public ModelRun(int seed, CachePolicyOptions policy)
    {
        _random = new Random(seed);
        _store = new MemoryBackend(_time);
        _method = World.Texts<IntKey>(definition => definition with { Ttl = Ttl, Policy = policy });
        (_runtime, _backend) = Start();
    }

    /// <returns>What went wrong and how it came to it, or <see langword="null"/>.</returns>
    public async Task<string?> RunAsync(int steps)
    {
        for (var step = 0; step < steps && _violation is null; step++)
        {
            Step();
            await SettleAsync();
        }

        _turnstile.Open();
        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        await _runtime.Background.WhenIdleAsync().WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        _resting = true;

        // When everything has come to rest, both layers have to hold nothing old.
        for (var key = 0; key < Keys; key++)
        {
            Check(key, _floor[key], await _method.In(_runtime).AskAsync(key, Body(key)), "at rest, memory");
            Check(key, _floor[key], await _method.In(Start().Runtime).AskAsync(key, Body(key)), "at rest, another process");
        }

        return _violation is null ? null : _violation + Environment.NewLine + string.Join(Environment.NewLine, _trace);
    }

    private void Step()
    {
        var key = Roll(Keys);
        _running.RemoveAll(static task => task.IsCompleted);
        if (_running.Count == 0 && _runtime.Background.WhenIdleAsync().IsCompleted)
        {
            _backend.Rest();
        }

        switch (Roll(100))
        {
            case < 26 when _running.Count < MostAtATime:
                Begin($"get {key}", GetAsync(key));
                break;
            case < 36 when _running.Count < MostAtATime:
                Begin($"write {key}", InvalidateAsync(key));
                break;
            case < 41 when _running.Count < MostAtATime:
                Begin($"set {key}", SetAsync(key));
                break;
            case < 44 when _running.Count < MostAtATime:
                Begin($"refresh {key}", RefreshAsync(key));
                break;
            case < 47 when _running.Count < MostAtATime:
                Begin("write all", InvalidateAllAsync());
                break;
            case < 50 when _running.Count < MostAtATime:
                Begin("get all", GetAllAsync());
                break;
            case < 51 when _running.Count < MostAtATime:
                Begin("refresh all", RefreshAllAsync());
                break;
            case < 57:
                var minutes = 1 + Roll(11);
                Note(string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes pass"));
                _time.Advance(TimeSpan.FromMinutes(minutes));
                break;
            case < 59:
                Note("crash");
                Crash();
                break;
            default:
                if (_turnstile.Release(Roll) is { } what)
                {
                    Note($"  {what} goes on");
                }

                break;
        }
    }

    /// <summary>
    /// A process that dies while it works on the store may leave what it was about to take out again: a value whose write an invalidation has
    /// overtaken. What was promised before holds only where nothing was under way; what is promised afterwards holds in any case.
    /// </summary>
    private void Crash()
    {
        var dead = _backend;
        var method = _method.In(_runtime);
        var wasBusy = dead.Die();
        var (runtime, backend) = Start();
        lock (_lock)
        {
            for (var key = 0; key < Keys; key++)
            {
                // Between the end of a write and the look at what came meanwhile no operation is under way, and no schedule stops there.
                _floor[key] = wasBusy || dead.MayTakeOut(method.GetKey(key)) ? 0 : _floor[key];
            }

            (_runtime, _backend) = (runtime, backend);
        }
    }

    private void Begin(string what, Task task)
    {
        Note(what);
        _running.Add(task);
    }

    private async Task GetAllAsync()
    {
        int[] floor;
        lock (_lock)
        {
            floor = [.. _floor];
        }

        try
        {
            var values = await _method.In(_runtime).ManyAsync(BodyOfAll(), AllKeys);
            foreach (var (key, value) in values)
            {
                Note($"    a call of all got {value} for key {key}");
                Check(key, floor[key], value, "a call of all");
            }
        }
        catch (FormatException)
        {
            // The body was told to fail.
        }
    }

    private async Task GetAsync(int key)
    {
        int floor;
        lock (_lock)
        {
            floor = _floor[key];
        }

        try
        {
            var value = await _method.In(_runtime).AskAsync(key, Body(key));
            Note($"    a call got {value} for key {key}");
            Check(key, floor, value, "a call");
        }
        catch (FormatException)
        {
            // The body was told to fail.
        }
    }

    private async Task InvalidateAsync(int key)
    {
        var version = Write(key);
        await TryAsync(async runtime => await _method.In(runtime).InvalidateAsync(key, CancellationToken.None), () => Raise(key, version));
    }

    private async Task InvalidateAllAsync()
    {
        var versions = Array.ConvertAll(AllKeys, Write);
        await TryAsync(async runtime => await _method.In(runtime).InvalidateAllAsync(CancellationToken.None), () => RaiseAll(versions));
    }

    private async Task SetAsync(int key)
    {
        var version = Write(key);
        await TryAsync(async runtime => await _method.In(runtime).SetAsync(key, Text(version), CancellationToken.None), () => Raise(key, version));
    }

    private async Task RefreshAsync(int key)
    {
        try
        {
            int version;
            lock (_lock)
            {
                version = _truth[key];
            }

            await TryAsync(async runtime => await _method.In(runtime).RefreshWithAsync(key, Body(key), CancellationToken.None), () => Raise(key, version));
        }
        catch (FormatException)
        {
            // The body was told to fail.
        }
    }

    private async Task RefreshAllAsync()
    {
        try
        {
            int[] versions;
            lock (_lock)
            {
                versions = [.. _truth];
            }

            await TryAsync(async runtime => await _method.In(runtime).RefreshManyAsync(BodyOfAll(), AllKeys), () => RaiseAll(versions));
        }
        catch (FormatException)
        {
            // The body was told to fail.
        }
    }

    /// <summary>What fails is not known to have reached the backend, and promises nothing; nor does a process that has died.</summary>
    private async Task TryAsync(Func<CachekitRuntime, Task> change, Action done)
    {
        var runtime = _runtime;
        try
        {
            await change(runtime);
            lock (_lock)
            {
                if (ReferenceEquals(runtime, _runtime))
                {
                    done();
                }
            }
        }
        catch (CacheBackendException)
        {
            // The process has died, or the backend failed.
        }
    }

    private Func<CancellationToken, ValueTask<string?>> Body(int key) => async _ =>
    {
        await _turnstile.WaitAsync($"body {key}");
        int version;
        bool fails;
        lock (_lock)
        {
            version = _truth[key];
            fails = !_resting && Roll(10) == 0;
        }

        await _turnstile.WaitAsync($"result {key}");
        return fails ? throw new FormatException("The body was told to fail.") : Text(version);
    };

    private BatchBody<string?> BodyOfAll() => new(async (ids, cancellationToken) =>
    {
        var values = new Dictionary<int, string?>();
        foreach (var id in ids)
        {
            values.Add(id, await Body(id)(cancellationToken));
        }

        return values;
    });

    private int Roll(int sides)
    {
        lock (_random)
        {
            return _random.Next(sides);
        }
    }

    private int Write(int key)
    {
        lock (_lock)
        {
            _trace.Add($"    key {key} becomes {_truth[key] + 1}");
            return ++_truth[key];
        }
    }

    private void Note(string what)
    {
        lock (_lock)
        {
            _trace.Add(what);
        }
    }

    private void Raise(int key, int version)
    {
        lock (_lock)
        {
            _trace.Add($"    key {key} has no value before {version} any more");
            _floor[key] = Math.Max(_floor[key], version);
        }
    }

    private void RaiseAll(int[] versions)
    {
        for (var key = 0; key < Keys; key++)
        {
            Raise(key, versions[key]);
        }
    }

    private void Check(int key, int floor, string? value, string who)
    {
        var version = int.Parse(value!, CultureInfo.InvariantCulture);
        lock (_lock)
        {
            if (version < floor || version > _truth[key])
            {
                _violation ??= $"{who} got {version} for key {key}: {floor} had been written before it began, and {_truth[key]} is the newest.";
            }
        }
    }

    private (CachekitRuntime Runtime, MortalBackend Backend) Start()
    {
        var backend = new MortalBackend(_store, _turnstile, () => !_resting && Roll(25) == 0);
        var options = new CachekitOptions { TimeProvider = _time, Variables = static _ => null };
        options.UseBackend(backend);

        // Retries wait for a clock that stands still.
        options.Resilience.Enabled = false;
        return (new CachekitRuntime(options), backend);
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Lets everything run to where it waits, as far as that can be seen.</summary>
    private static async Task SettleAsync()
    {
        for (var i = 0; i < 4; i++)
        {
            await Task.Yield();
            for (var spin = 0; spin < 20 && ThreadPool.PendingWorkItemCount > 0; spin++)
            {
                await Task.Yield();
            }
        }
    }
}
