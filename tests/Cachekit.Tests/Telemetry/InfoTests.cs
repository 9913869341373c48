using Cachekit.Pipeline;
using Cachekit.Telemetry;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Telemetry;

/// <summary>The numbers of <see cref="CachedMethodInfo"/>.</summary>
public sealed class InfoTests
{
    private readonly World _world = new();

    [Fact]
    public async Task Hits_AreThoseOfBothLayers()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "value");
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "value");
        await cache.CallAsync(1, "value");
        await cache.CallAsync(2, "value");

        Assert.Equal((2, 1, 1, 1), (cache.Info.Hits, cache.Info.LocalHits, cache.Info.BackendHits, cache.Info.Misses));
        Assert.Equal((1, 0), (cache.Info.BodyRuns, cache.Info.BodyFailures));
    }

    [Fact]
    public async Task AverageBackendLatency_IsOfReadsThatDidNotFail()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        Assert.Null(cache.Info.AverageBackendLatency);

        foreach (var milliseconds in new[] { 10, 30 })
        {
            var gate = _world.Faults.Hang(BackendOperation.Get);
            var call = cache.CallAsync(milliseconds, "value").AsTask();
            await gate.WhenArrivedAsync();
            _world.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            gate.Open();
            await call;
        }

        Assert.Equal(TimeSpan.FromMilliseconds(20), cache.Info.AverageBackendLatency);
        _world.Faults.Fail(BackendOperation.Get);
        await cache.CallAsync(3, "value");
        Assert.Equal(TimeSpan.FromMilliseconds(20), cache.Info.AverageBackendLatency);
    }

    [Fact]
    public async Task LastOperation_IsExactBeyondMemory_AndNoticedForHits()
    {
        var runtime = _world.Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        Assert.Null(cache.Info.LastOperationAt);

        await cache.CallAsync(1, "value");
        var called = _world.Time.GetUtcNow();
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(called, cache.Info.LastOperationAt);

        await cache.CallAsync(1, "value");
        _world.Time.Advance(SweepTimer.Period);
        var noticed = cache.Info.LastOperationAt!.Value;
        Assert.InRange(noticed, called + TimeSpan.FromSeconds(10), called + TimeSpan.FromSeconds(10) + SweepTimer.Period);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(noticed, cache.Info.LastOperationAt);
    }

    [Fact]
    public async Task Invalidation_IsAnOperation()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.InvalidateAsync(1, CancellationToken.None);

        Assert.Equal(1, cache.Info.Invalidations);
        Assert.Equal(_world.Time.GetUtcNow(), cache.Info.LastOperationAt);
    }

    [Fact]
    public void WhatTheEngineSays_IsInTheNumbers()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var telemetry = ((IBoundMethod)cache).Telemetry;
        telemetry.Hit(CacheLayer.Backend);
        telemetry.StaleHit(CacheLayer.Backend);
        telemetry.RefreshStarted();
        telemetry.RefreshSucceeded();
        telemetry.RefreshFailed();
        telemetry.RefreshFailed();
        telemetry.RefreshSkipped(RefreshSkipReason.Limit);
        telemetry.FailSafeServed();
        telemetry.SoftTimeout();
        telemetry.HardTimeout();
        telemetry.LockWaited(0, LockOutcome.Acquired);
        telemetry.DecryptFailed(EncryptionErrorKind.Malformed, CacheLayer.Local);

        var info = cache.Info;
        Assert.Equal((1, 1, 1, 2, 1), (info.Hits, info.StaleHits, info.Refreshes, info.RefreshFailures, info.RefreshesSkipped));
        Assert.Equal((1, 1, 1, 1, 1), (info.FailSafeHits, info.SoftTimeouts, info.HardTimeouts, info.LockWaits, info.DecryptionFailures));
        Assert.Equal(100 * 1024 * 1024, info.LocalLimitBytes);
    }

    [Fact]
    public void WithoutMemory_ThereIsNoLimit() =>
        Assert.Null(World.Texts<IntKey>().In(_world.Runtime(options => options.Local.Enabled = false)).Info.LocalLimitBytes);
}
