using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Telemetry;

/// <summary>What ordinary calls leave in the metrics.</summary>
public sealed class CallMetricsTests : IDisposable
{
    private readonly MeasuredWorld _world = new();

    private MetricRecorder Metrics => _world.Metrics;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Requests_AreCountedByResultAndLayer()
    {
        var first = MeasuredWorld.Texts(_world.Runtime());
        await first.CallAsync(1, "value");
        await first.CallAsync(1, "value");
        await first.CallAsync(1, "value");
        var second = MeasuredWorld.Texts(_world.Runtime());
        await second.CallAsync(1, "value");

        Assert.Equal([2], Metrics.Look("cachekit.requests", ("cachekit.result", "hit"), ("cachekit.layer", "local")));
        Assert.Equal([1], Metrics.Look("cachekit.requests", ("cachekit.result", "hit"), ("cachekit.layer", "backend")));
        Assert.Equal([1], Metrics.Look("cachekit.requests", ("cachekit.result", "miss")));
        Assert.All(Metrics.TagsOf("cachekit.requests"), tags => Assert.Equal(
            ("Shop.Catalog.FindAsync", "shop", "faulty"), (tags["cachekit.method"], tags["cachekit.namespace"], tags["cachekit.backend"])));
    }

    [Fact]
    public async Task DisposedRuntime_LeavesItsCountsBehind()
    {
        using (var runtime = _world.Runtime())
        {
            var cache = MeasuredWorld.Texts(runtime);
            await cache.CallAsync(1, "value");
            await cache.CallAsync(1, "value");
        }

        await MeasuredWorld.Texts(_world.Runtime()).CallAsync(2, "other");

        Assert.Equal([2], Metrics.Look("cachekit.requests", ("cachekit.result", "miss")));
        Assert.Equal([1], Metrics.Look("cachekit.requests", ("cachekit.result", "hit"), ("cachekit.layer", "local")));
        Assert.Equal([1], Metrics.Look("cachekit.local.entries"));
    }

    [Fact]
    public async Task Durations_AreThoseOfBodyBackendAndCall()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());

        await cache.AskAsync(1, _ =>
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(250));
            return new ValueTask<string?>("value");
        });

        Assert.Equal([0.25], Metrics.Look("cachekit.body.duration", ("cachekit.outcome", "success")));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.AskAsync(2, _ =>
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(40));
            throw new InvalidOperationException();
        }));
        Assert.Equal([0.04], Metrics.Look("cachekit.request.duration", ("cachekit.layer", "none"), ("cachekit.outcome", "failure")));
        Assert.Equal([1], Metrics.Look("cachekit.bodies", ("cachekit.outcome", "failure")));
    }

    [Fact]
    public void SynchronousCalls_AreMeasuredToo()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());

        Assert.Throws<InvalidOperationException>(() => cache.Ask(2, _ =>
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(40));
            throw new InvalidOperationException();
        }));

        Assert.Equal([0.04], Metrics.Look("cachekit.body.duration", ("cachekit.outcome", "failure")));
    }

    [Fact]
    public async Task BackendOperations_AreMeasuredByOutcome()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime(options => options.Local.Enabled = false));
        await cache.CallAsync(1, "value");
        Assert.NotEmpty(Metrics.Look("cachekit.backend.operation.duration", ("cachekit.operation", "read"), ("cachekit.outcome", "miss")));
        await cache.CallAsync(1, "value");
        Assert.NotEmpty(Metrics.Look("cachekit.backend.operation.duration", ("cachekit.operation", "read"), ("cachekit.outcome", "hit")));
        await cache.InvalidateAsync(1, CancellationToken.None);
        Assert.NotEmpty(Metrics.Look("cachekit.backend.operation.duration", ("cachekit.operation", "remove"), ("cachekit.outcome", "success")));

        _world.Faults.Fail(BackendOperation.All, BackendErrorKind.Permanent);
        await cache.CallAsync(1, "value");
        Assert.NotEmpty(Metrics.Look(
            "cachekit.backend.operation.duration", ("cachekit.operation", "read"), ("cachekit.outcome", "failure"), ("error.type", "permanent")));
        Assert.NotEmpty(Metrics.Look("cachekit.backend.errors", ("cachekit.backend", "faulty"), ("error.type", "permanent")));
    }

    [Fact]
    public async Task CancelledOperation_IsNoFailureOfTheBackend()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        var gate = _world.Faults.Hang(BackendOperation.Get);
        using var leaving = new CancellationTokenSource();
        var call = cache.CallAsync(1, _ => new ValueTask<string?>("value"), leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.Open();

        Assert.NotEmpty(Metrics.Look("cachekit.backend.operation.duration", ("cachekit.outcome", "cancelled")));
        Assert.Empty(Metrics.Look("cachekit.backend.errors"));
    }

    [Fact]
    public async Task Sizes_AreThoseOfValueAndEntry()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        await cache.CallAsync(1, "value");

        // "value" is one byte of length and five characters.
        Assert.Equal([6], Metrics.Look("cachekit.value.size"));
        var written = _world.Store.Peek(cache.GetKey(1))!.Length;
        await cache.CallAsync(2, "value");
        Assert.Equal([written], Metrics.Look("cachekit.entry.size"));
        Assert.Equal([2 * written], Metrics.Look("cachekit.io", ("cachekit.direction", "write")));
        Assert.Equal([2], Metrics.Look("cachekit.local.entries"));
        Assert.Equal([cache.Info.LocalBytes], Metrics.Look("cachekit.local.size"));
        Assert.Equal([100 * 1024 * 1024], Metrics.Look("cachekit.local.limit", ("cachekit.namespace", "shop")));
        await MeasuredWorld.Texts(_world.Runtime()).CallAsync(1, "other");
        Assert.Equal([written], Metrics.Look("cachekit.io", ("cachekit.direction", "read")));
    }

    [Fact]
    public async Task TooLargeValue_IsCounted()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime(options => options.MaxValueSize = 4));
        await cache.CallAsync(1, "value");

        Assert.Equal([1], Metrics.Look("cachekit.values.too_large"));
    }

    [Fact]
    public async Task Evictions_AreCountedByReason()
    {
        var runtime = _world.Runtime(options => options.Local.MaxSizeMb = 1);
        var cache = MeasuredWorld.Texts(runtime);
        var large = new string('x', 300_000);
        await cache.CallAsync(1, large);
        await cache.CallAsync(2, large);

        Assert.Equal([1], Metrics.Look("cachekit.local.evictions", ("cachekit.reason", "capacity")));
        Assert.Equal(1, cache.Info.Evictions);
        _world.Time.Advance(TimeSpan.FromHours(1));
        runtime.Sweep();
        Assert.Equal([1], Metrics.Look("cachekit.local.evictions", ("cachekit.reason", "expired")));
        Assert.Equal([0], Metrics.Look("cachekit.local.entries"));
    }

    [Fact]
    public async Task Invalidations_AreCountedByKind()
    {
        var runtime = _world.Runtime();
        var cache = MeasuredWorld.Texts(runtime);
        await cache.InvalidateAsync(1, CancellationToken.None);
        await cache.InvalidateAsync(2, CancellationToken.None);
        await cache.InvalidateAllAsync(CancellationToken.None);
        await runtime.InvalidateNamespaceAsync("shop", CancellationToken.None);

        Assert.Equal([2], Metrics.Look("cachekit.invalidations", ("cachekit.kind", "entry"), ("cachekit.origin", "local")));
        Assert.Equal([1], Metrics.Look("cachekit.invalidations", ("cachekit.kind", "method"), ("cachekit.origin", "local")));
        Assert.Equal([1], Metrics.Look("cachekit.invalidations", ("cachekit.kind", "namespace"), ("cachekit.origin", "local")));
    }

    [Fact]
    public async Task BytesInMemory_AreDecodedInMeasuredTime()
    {
        var cache = World.Lists().In(_world.Runtime());
        await cache.CallAsync(1, [1, 2]);
        Metrics.Look("cachekit.serialization.duration");

        await cache.CallAsync(1, []);

        Assert.Single(Metrics.Look("cachekit.serialization.duration", ("cachekit.operation", "decode"), ("cachekit.layer", "local")));
    }

    [Fact]
    public async Task UndecodableEntry_IsCounted()
    {
        var cache = MeasuredWorld.Texts(_world.Runtime());
        _world.Store.Set(cache.GetKey(1), new byte[] { 1, 2, 3 }, null);
        await cache.CallAsync(1, "value");

        Assert.Equal([1], Metrics.Look("cachekit.decode.failures", ("cachekit.layer", "backend")));
    }

    [Theory]
    [InlineData(Preset.Production, true)]
    [InlineData(Preset.Minimal, false)]
    [InlineData(Preset.Dev, false)]
    [InlineData(Preset.Test, false)]
    public async Task Preset_DecidesWhetherAMethodIsMeasured(Preset preset, bool measured)
    {
        var cache = MeasuredWorld.Texts(_world.Runtime(), preset);
        await cache.CallAsync(1, "value");

        Assert.Equal(measured, Metrics.Look("cachekit.requests").Length > 0);
        await cache.CallAsync(2, "value");
        Assert.Equal(measured, Metrics.Look("cachekit.body.duration").Length > 0);
        Assert.Equal(2, cache.Info.BodyRuns);
    }

    [Theory]
    [InlineData(Preset.Production, false)]
    [InlineData(Preset.Minimal, true)]
    public async Task Enabled_OverridesThePreset(Preset preset, bool enabled)
    {
        var cache = MeasuredWorld.Texts(_world.Runtime(options => options.Telemetry.Enabled = enabled), preset);
        await cache.CallAsync(1, "value");
        Assert.Equal(enabled, Metrics.Look("cachekit.backend.operation.duration").Length > 0);

        Assert.Equal(enabled, Metrics.Look("cachekit.requests").Length > 0);
    }
}
