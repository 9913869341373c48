using Cachekit.Health;
using Cachekit.Telemetry;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Health;

public sealed class HealthTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutBackend_ItIsHealthy()
    {
        var report = await _world.LocalRuntime().CheckHealthAsync(CacheHealthLevel.Full, Ct);

        Assert.Equal(CacheHealthStatus.Healthy, report.Status);
        Assert.Empty(report.Backends);
        Assert.Equal(_world.Time.GetUtcNow(), report.CheckedAt);
    }

    [Fact]
    public async Task Ping_AsksNobody_AndBasicAsks()
    {
        var runtime = _world.Runtime();
        var ping = await runtime.CheckHealthAsync(CacheHealthLevel.Ping, Ct);
        Assert.Empty(_world.Faults.Calls.All);
        Assert.Null(Assert.Single(ping.Backends).Answer);

        var basic = Assert.Single((await runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct)).Backends);
        Assert.NotEmpty(_world.Faults.Calls.All);
        Assert.True(basic.Answer!.IsHealthy);
        Assert.Empty(basic.Answer.Details);
        Assert.Equal(CacheHealthStatus.Healthy, basic.Components["connection"]);
    }

    [Fact]
    public async Task FailedCall_ShowsInAPing_UntilTheNextSuccess()
    {
        var runtime = _world.Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        _world.Faults.Fail(BackendOperation.All);
        await cache.CallAsync(1, "value");
        var failing = await runtime.CheckHealthAsync(CacheHealthLevel.Ping, Ct);
        Assert.Equal((CacheHealthStatus.Unhealthy, CacheHealthStatus.Unhealthy), (failing.Status, failing.Backends[0].Components["calls"]));

        _world.Faults.Heal();
        await cache.CallAsync(2, "value");
        _world.Time.Advance(HealthChecker.Reused);
        Assert.Equal(CacheHealthStatus.Healthy, (await runtime.CheckHealthAsync(CacheHealthLevel.Ping, Ct)).Status);
    }

    [Fact]
    public async Task FailingBackend_IsInTheReport_NotAnException()
    {
        _world.Faults.Fail(BackendOperation.All, static () => new InvalidOperationException("broken"));
        var report = await _world.Runtime().CheckHealthAsync(CacheHealthLevel.Basic, Ct);

        Assert.Equal(CacheHealthStatus.Unhealthy, report.Status);
        var backend = Assert.Single(report.Backends);
        Assert.Equal(("faulty", null), (backend.Backend, backend.Name));
        Assert.False(backend.Answer!.IsHealthy);
        Assert.Equal(CacheHealthStatus.Unhealthy, backend.Components["connection"]);
    }

    [Fact]
    public async Task HangingBackend_HasFiveSeconds()
    {
        var gate = _world.Faults.Hang(BackendOperation.All);
        var check = _world.Runtime().CheckHealthAsync(CacheHealthLevel.Basic, Ct);
        await gate.WhenArrivedAsync();
        _world.Time.Advance(HealthChecker.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(check.IsCompleted);
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));

        var answer = (await check).Backends[0].Answer!;
        Assert.Equal(BackendErrorKind.Timeout, Assert.IsType<CacheBackendException>(answer.Error).Kind);
        gate.Open();
    }

    [Fact]
    public async Task Answer_IsReusedForTenSeconds()
    {
        var runtime = _world.Runtime();
        var first = await runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct);
        _world.Time.Advance(HealthChecker.Reused - TimeSpan.FromMilliseconds(1));
        Assert.Same(first, await runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct));
        Assert.NotSame(first, await runtime.CheckHealthAsync(CacheHealthLevel.Full, Ct));

        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotSame(first, await runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct));
    }

    [Fact]
    public async Task CallersWhoLeave_DoNotEndTheCheckOfOthers()
    {
        var gate = _world.Faults.Hang(BackendOperation.All);
        var runtime = _world.Runtime();
        using var leaving = new CancellationTokenSource();
        var left = runtime.CheckHealthAsync(CacheHealthLevel.Basic, leaving.Token);
        var stayed = runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct);
        await gate.WhenArrivedAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        gate.Open();
        Assert.Equal(CacheHealthStatus.Healthy, (await stayed).Status);
    }

    [Theory]
    [InlineData(0, 0, CacheHealthStatus.Healthy)]
    [InlineData(2, 0, CacheHealthStatus.Degraded)]
    [InlineData(1, 0, CacheHealthStatus.Unhealthy)]
    [InlineData(0, 79, CacheHealthStatus.Healthy)]
    [InlineData(0, 80, CacheHealthStatus.Degraded)]
    [InlineData(0, 100, CacheHealthStatus.Unhealthy)]
    public async Task BreakerAndQueue_DecideToo(int breaker, int queued, CacheHealthStatus expected)
    {
        var runtime = _world.Runtime();
        World.Texts<IntKey>().In(runtime);
        runtime.Telemetry.Backends[0].Status = new Status { BreakerState = (CacheBreakerState)breaker, Queued = queued };

        var report = await runtime.CheckHealthAsync(CacheHealthLevel.Ping, Ct);

        Assert.Equal(expected, report.Status);
        Assert.Equal(queued, report.Backends[0].Queued);
        Assert.Equal(TimeSpan.FromSeconds(1), report.Backends[0].Timeout);
    }

    [Fact]
    public async Task Full_HasMethodsAndDetails()
    {
        var runtime = _world.Runtime();
        World.Texts<IntKey>(definition => definition with { Namespace = "shop" }).In(runtime);
        runtime.Telemetry.Backends[0].Status = new Status { BreakerState = CacheBreakerState.Open };

        var report = await runtime.CheckHealthAsync(CacheHealthLevel.Full, Ct);

        var method = Assert.Single(report.Methods);
        Assert.Equal(("Shop.Catalog.FindAsync", "shop", "faulty", false, true), (method.Method, method.Namespace, method.Backend, method.IsHealthy, method.IsMeasured));
        Assert.Equal(CacheHealthStatus.Unhealthy, method.Components["breaker"]);
        Assert.Empty((await runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct)).Methods);
    }

    [Fact]
    public async Task BackendWithoutHealth_IsAskedForAnEntry()
    {
        var report = await _world.Runtime(options => options.UseBackend(new DisposableBackend())).CheckHealthAsync(CacheHealthLevel.Basic, Ct);

        Assert.True(Assert.Single(report.Backends).Answer!.IsHealthy);
    }

    [Fact]
    public async Task UnknownLevel_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.Runtime().CheckHealthAsync((CacheHealthLevel)7, Ct));

    private sealed class Status : IBackendStatus
    {
        public CacheBreakerState BreakerState { get; init; }

        public int Running => 0;

        public int Queued { get; init; }

        public int QueueLimit => 100;

        public TimeSpan? Timeout => TimeSpan.FromSeconds(1);

        public long BreakerRefusals => 0;

        public long QueueRefusals => 0;

        public long Retries => 0;
    }
}
