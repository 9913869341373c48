using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Resilience;

public class RuntimeResilienceTests
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(5);

    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Preset.Production)]
    [InlineData(Preset.Dev)]
    public async Task AnOutage_IsLearntOnceAndTheBodiesRunWithoutTheBackend(Preset preset)
    {
        var runtime = Runtime();
        var cache = World.Texts<IntKey>(d => d with { Preset = preset }).In(runtime);
        _world.Faults.Fail(BackendOperation.All);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("value", await cache.CallAsync(i, "value"));
        }

        var backend = Assert.Single(runtime.Backends);
        Assert.Equal(CacheBreakerState.Open, backend.BreakerState);
        var calls = _world.Faults.Calls.Count();
        var refusals = backend.BreakerRefusals;
        Assert.Equal("async", await cache.CallAsync(10, "async"));
        Assert.Equal("sync", cache.Ask(11, _ => "sync"));
        Assert.Equal(calls, _world.Faults.Calls.Count());
        Assert.Equal(refusals + 2, backend.BreakerRefusals);

        // Memory works, and says nothing about the backend.
        Assert.Equal("async", await cache.CallAsync(10, "other"));
        Assert.Equal(refusals + 2, backend.BreakerRefusals);
        Assert.Equal(CacheLayer.None, (await cache.TryGetAsync(99, Ct)).Layer);
    }

    [Fact]
    public async Task AfterAnOutage_TheBackendIsUsedAgainByItself()
    {
        var runtime = Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        _world.Faults.Fail(BackendOperation.All);
        for (var i = 0; i < 5; i++)
        {
            cache.Ask(i, _ => "value");
        }

        _world.Faults.Heal();
        _world.Time.Advance(CoolDown);
        await cache.CallAsync(10, "first");
        await cache.CallAsync(11, "second");

        Assert.Equal(CacheBreakerState.Closed, runtime.Backends[0].BreakerState);
        Assert.Contains(cache.GetKey(10), _world.Store.Keys);
    }

    [Theory]
    [InlineData(Preset.Minimal)]
    [InlineData(Preset.Test)]
    public async Task MinimalAndTest_GoPastTheBreaker(Preset preset)
    {
        var runtime = Runtime();
        var cache = World.Texts<IntKey>(d => d with { Preset = preset }).In(runtime);
        runtime.Backends[0].Isolate();

        Assert.Equal("value", await cache.CallAsync(1, "value"));
        Assert.Contains(cache.GetKey(1), _world.Store.Keys);

        // Its markers are read past it too.
        var other = World.Texts<IntKey>(d => d with { Preset = preset }).In(Runtime());
        Assert.Equal("value", await other.CallAsync(1, "other"));
        await other.InvalidateAllAsync(Ct);

        _world.Faults.Fail(BackendOperation.All);
        for (var i = 10; i < 20; i++)
        {
            if (preset is Preset.Minimal)
            {
                await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.CallAsync(i, "value"));
            }
            else
            {
                await cache.CallAsync(i, "value");
            }
        }

        Assert.Equal(0, runtime.Backends[0].FailuresInWindow);
    }

    [Fact]
    public async Task ByHand_ABackendIsLeftAloneAndUsedAgain()
    {
        var runtime = Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        var backend = runtime.Backends[0];
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        backend.Isolate();
        Assert.True(backend.IsIsolated);
        Assert.Equal(_world.Time.GetUtcNow(), backend.BreakerStateSince);
        _world.Time.Advance(TimeSpan.FromHours(1));
        await cache.CallAsync(1, "value");
        Assert.Empty(_world.Store.Keys);

        backend.ResetBreaker();

        Assert.Equal(CacheBreakerState.Closed, backend.BreakerState);
        await cache.CallAsync(2, "value");
        Assert.Contains(cache.GetKey(2), _world.Store.Keys);
    }

    [Fact]
    public async Task ACrowd_IsNoOutage()
    {
        var runtime = Runtime(options =>
        {
            options.Resilience.Concurrency.Limit = 1;
            options.Resilience.Concurrency.QueueLimit = 1;
            options.Resilience.Timeout.Enabled = false;
        });
        var cache = World.Texts<IntKey>().In(runtime);
        var backend = runtime.Backends[0];
        var gate = _world.Faults.Hang(BackendOperation.Get);
        var first = cache.CallAsync(1, "first").AsTask();
        await gate.WhenArrivedAsync();
        var second = cache.CallAsync(2, "second").AsTask();
        Assert.Equal((1, 1), (backend.Running, backend.Queued));

        Assert.Equal("third", await cache.CallAsync(3, "third"));
        _world.Time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("second", await second);
        gate.Open();
        Assert.Equal("first", await first);

        Assert.Equal(2, backend.QueueRefusals);
        Assert.Equal(CacheBreakerState.Closed, backend.BreakerState);
        Assert.Equal([cache.GetKey(1)], _world.Store.Keys);
    }

    [Fact]
    public void Off_NothingStandsInBetween()
    {
        var runtime = _world.Runtime(options => options.Resilience.Enabled = false);
        var cache = World.Texts<IntKey>().In(runtime);
        _world.Faults.Fail(BackendOperation.All);
        for (var i = 0; i < 20; i++)
        {
            cache.Ask(i, _ => "value");
        }

        var backend = runtime.Backends[0];
        backend.Isolate();
        Assert.Equal(20, _world.Faults.Calls.Count());
        Assert.Equal((CacheBreakerState.Closed, (TimeSpan?)null, (DateTimeOffset?)null), (backend.BreakerState, backend.CurrentTimeout, backend.BreakerStateSince));
    }

    [Fact]
    public async Task EachBackend_HasABreakerAndSettingsOfItsOwn()
    {
        var other = new FaultyBackend(new MemoryBackend(_world.Time));
        var runtime = Runtime(options =>
        {
            options.AddBackend("reports", other).AddBackend("archive", other);
            options.ResilienceFor("reports").Breaker.FailureThreshold = 2;
        });
        var standard = World.Texts<IntKey>().In(runtime);
        var reports = World.Texts<IntKey>(d => d with { Backend = "reports" }).In(runtime);
        other.Fail(BackendOperation.All);
        await reports.CallAsync(1, "value");
        await reports.CallAsync(2, "value");
        await standard.CallAsync(1, "value");

        Assert.Equal(2, runtime.Backends.Count);
        Assert.Equal(CacheBreakerState.Closed, runtime.Backends[0].BreakerState);
        Assert.Empty(runtime.Backends[0].Names);
        Assert.Same(_world.Faults, runtime.Backends[0].Backend);
        Assert.Equal(CacheBreakerState.Open, runtime.Backends[1].BreakerState);
        Assert.Equal(["archive", "reports"], runtime.Backends[1].Names);
        Assert.Contains(standard.GetKey(1), _world.Store.Keys);
    }

    [Fact]
    public async Task WhileOpen_AnInvalidationSaysThatItDidNotArrive()
    {
        var runtime = Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        runtime.Backends[0].Isolate();

        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.InvalidateAsync(1, Ct));
        Assert.Equal(BackendErrorKind.CircuitOpen, exception.Kind);
        cache.InvalidateAfterCall(1);
        Assert.Equal(1, _world.Logs.Count(1120, Microsoft.Extensions.Logging.LogLevel.Error));
    }

    private CachekitRuntime Runtime(Action<CachekitOptions>? configure = null) => _world.Runtime(options =>
    {
        options.Resilience.Enabled = true;
        options.Resilience.Retry.Attempts = 1;
        configure?.Invoke(options);
    });
}
