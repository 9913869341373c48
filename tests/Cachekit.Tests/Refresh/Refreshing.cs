using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

/// <summary>A method whose bodies count, in a world with a clock; entries live 10 minutes.</summary>
internal sealed class Refreshing
{
    private int _runs;

    public Refreshing(CachePolicyOptions policy, Preset preset = Preset.Production, bool local = false, TimeSpan? ttl = null)
    {
        Policy = policy;
        Preset = preset;
        Ttl = ttl;
        Runtime = local ? World.LocalRuntime() : World.Runtime();
        Cache = CacheIn(Runtime);
    }

    public World World { get; } = new();

    public CachePolicyOptions Policy { get; }

    public Preset Preset { get; }

    public TimeSpan? Ttl { get; }

    public CachekitRuntime Runtime { get; }

    public MethodCache<IntKey, string?> Cache { get; }

    /// <summary>How often the body ran.</summary>
    public int Runs => Volatile.Read(ref _runs);

    /// <summary>What the next run throws.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What a run waits for.</summary>
    public Task? Gate { get; set; }

    public MethodCache<IntKey, string?> CacheIn(CachekitRuntime runtime) =>
        World.Texts<IntKey>(definition => definition with { Preset = Preset, Policy = Policy, Ttl = Ttl ?? TimeSpan.FromMinutes(10) }).In(runtime);

    /// <summary>Calls with a body that returns <c>v1</c> at its first run, <c>v2</c> at its second, and so on.</summary>
    public ValueTask<string?> CallAsync(int id = 1) => Cache.AskAsync(id, RunAsync);

    public ValueTask<string?> CallInAsync(MethodCache<IntKey, string?> cache, int id = 1) => cache.AskAsync(id, RunAsync);

    public async ValueTask<string?> RunAsync(CancellationToken cancellationToken)
    {
        var run = Interlocked.Increment(ref _runs);
        if (Gate is { } gate)
        {
            await gate.WaitAsync(cancellationToken);
        }

        return Failure is { } failure ? throw failure : $"v{run}";
    }

    public void Pass(double minutes) => World.Time.Advance(TimeSpan.FromMinutes(minutes));

    /// <summary>Waits for everything that runs in the background.</summary>
    public Task SettleAsync() => Runtime.Background.WhenIdleAsync();
}
