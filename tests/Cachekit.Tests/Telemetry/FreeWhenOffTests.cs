using Cachekit.Telemetry;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Telemetry;

/// <summary>While nobody listens nothing is allocated; and hits in memory allocate nothing even while somebody does.</summary>
[Collection(ActivityGroup.Name)]
public sealed class FreeWhenOffTests
{
    private const int Rounds = 1000;

    [Fact]
    public void WithoutListener_NothingIsAllocated()
    {
        using var world = new MeasuredWorld(isListening: false);
        var runtime = world.Runtime(options => options.LoggerFactory = null);
        var method = MeasuredWorld.TelemetryOf(MeasuredWorld.Texts(runtime));
        var backend = runtime.Telemetry.Backend("redis", null);

        Assert.Equal(0, AllocatedBy(() => Everything(method, backend)));
    }

    [Fact]
    public void WithListener_TheSameAllocates()
    {
        // The test above would notice: this is what it looks for.
        using var world = new MeasuredWorld();
        using var activities = new ActivityRecorder();
        var runtime = world.Runtime(options => options.LoggerFactory = null);
        var method = MeasuredWorld.TelemetryOf(MeasuredWorld.Texts(runtime));
        var backend = runtime.Telemetry.Backend("redis", null);

        Assert.NotEqual(0, AllocatedBy(() => Everything(method, backend)));
    }

    [Fact]
    public async Task HitInMemory_AllocatesNothingWhileSomebodyListens()
    {
        using var world = new MeasuredWorld();
        using var activities = new ActivityRecorder();
        var cache = MeasuredWorld.Texts(world.Runtime());
        await cache.CallAsync(1, "value");

        Assert.Equal(0, AllocatedBy(() =>
        {
            if (!cache.TryGetLocal(1, out _))
            {
                throw new InvalidOperationException("The entry is in memory.");
            }
        }));
        Assert.Equal([cache.Info.LocalHits], world.Metrics.Look("cachekit.requests", ("cachekit.result", "hit"), ("cachekit.layer", "local")));
    }

    private static void Everything(MethodTelemetry method, BackendTelemetry backend)
    {
        var trace = method.Begin(CallKind.Get);
        method.BackendRead(method.StartRead(), 100);
        method.Decoded(method.Start(), CacheLayer.Backend);
        using (var call = backend.Begin("read", "key"))
        {
            call?.Found(true);
        }

        method.LockWaited(method.Start(), LockOutcome.Acquired);
        var body = method.StartBody();
        body.Succeeded();
        method.Encoded(method.Start(), 100, 80);
        method.BackendWrote(80);
        method.Miss();
        method.Hit(CacheLayer.Backend);
        method.StaleHit(CacheLayer.Local);
        method.RefreshStarted();
        method.RefreshSkipped(RefreshSkipReason.Limit);
        method.Invalidated(InvalidationScope.Entry);
        method.End(in trace, CacheLayer.Backend, failure: null);
    }

    private static long AllocatedBy(Action action)
    {
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
