using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cachekit.Telemetry;

namespace Cachekit.Tests.Telemetry;

/// <summary>Every instrument, fed with what the engine says of a method or a backend.</summary>
public sealed partial class InstrumentTests : IDisposable
{
    private readonly MeasuredWorld _world = new();
    private readonly CachekitRuntime _runtime;
    private readonly MethodTelemetry _method;
    private readonly BackendTelemetry _backend;

    public InstrumentTests()
    {
        _runtime = _world.Runtime();
        _method = MeasuredWorld.TelemetryOf(MeasuredWorld.Texts(_runtime));
        _backend = _runtime.Telemetry.Backend("redis", "reports");
    }

    private MetricRecorder Metrics => _world.Metrics;

    public void Dispose() => _world.Dispose();

    [Fact]
    public void StaleHits_AreNotAmongTheFreshOnes()
    {
        _method.Hit(CacheLayer.Local);
        _method.Hit(CacheLayer.Local);
        _method.StaleHit(CacheLayer.Local);
        _method.Hit(CacheLayer.Backend);
        _method.StaleHit(CacheLayer.Backend);

        Assert.Equal([1], Metrics.Look("cachekit.requests", ("cachekit.result", "hit"), ("cachekit.layer", "local")));
        Assert.Equal([1], Metrics.Look("cachekit.requests", ("cachekit.result", "stale_hit"), ("cachekit.layer", "local")));
        Assert.Equal([0], Metrics.Look("cachekit.requests", ("cachekit.result", "hit"), ("cachekit.layer", "backend")));
        Assert.Equal([1], Metrics.Look("cachekit.requests", ("cachekit.result", "stale_hit"), ("cachekit.layer", "backend")));
    }

    [Fact]
    public void FreshHits_NeverGoDown()
    {
        _method.Hit(CacheLayer.Local);
        Assert.Equal(1, _method.FreshLocalHits());

        // As if the hit that this belongs to were not visible yet.
        _method.StaleHit(CacheLayer.Local);
        Assert.Equal(1, _method.FreshLocalHits());
    }

    [Fact]
    public void Refreshes_AreCountedByOutcome()
    {
        _method.RefreshStarted();
        _method.RefreshSucceeded();
        _method.RefreshFailed();
        _method.RefreshSkipped(RefreshSkipReason.Limit);
        _method.RefreshSkipped(RefreshSkipReason.LockHeld);

        Assert.Equal([1], Metrics.Look("cachekit.refreshes", ("cachekit.outcome", "success")));
        Assert.Equal([1], Metrics.Look("cachekit.refreshes", ("cachekit.outcome", "failure")));
        Assert.Equal([1], Metrics.Look("cachekit.refreshes", ("cachekit.outcome", "skipped"), ("cachekit.reason", "limit")));
        Assert.Equal([1], Metrics.Look("cachekit.refreshes", ("cachekit.outcome", "skipped"), ("cachekit.reason", "lock_held")));
    }

    [Fact]
    public void WhatSavesACall_IsCounted()
    {
        _method.FailSafeServed();
        _method.SoftTimeout();
        _method.HardTimeout();
        _method.HardTimeout();

        Assert.Equal([1], Metrics.Look("cachekit.fail_safe.hits"));
        Assert.Equal([1], Metrics.Look("cachekit.timeouts", ("cachekit.kind", "soft")));
        Assert.Equal([2], Metrics.Look("cachekit.timeouts", ("cachekit.kind", "hard")));
    }

    [Fact]
    public void LockWaits_AreCountedAndMeasured()
    {
        var startedAt = _method.Start();
        _world.Time.Advance(TimeSpan.FromMilliseconds(500));
        _method.LockWaited(startedAt, LockOutcome.Served);
        Assert.Equal([0.5], Metrics.Look("cachekit.lock.wait.duration", ("cachekit.outcome", "served")));

        Assert.Equal([1], Metrics.Look("cachekit.locks", ("cachekit.outcome", "served")));
    }

    [Fact]
    public void DecryptFailures_AreCountedByReasonAndLayer()
    {
        _method.DecryptFailed(EncryptionErrorKind.Tampered, CacheLayer.Local);
        _method.DecryptFailed(EncryptionErrorKind.UnknownKey, CacheLayer.Backend);

        Assert.Equal([1], Metrics.Look("cachekit.decrypt.failures", ("cachekit.reason", "tampered"), ("cachekit.layer", "local")));
        Assert.Equal([1], Metrics.Look("cachekit.decrypt.failures", ("cachekit.reason", "unknown_key"), ("cachekit.layer", "backend")));
    }

    [Fact]
    public void Batches_AreCountedWithTheirItems()
    {
        _method.BatchRan(hits: 3, misses: 2);

        Assert.Equal([1], Metrics.Look("cachekit.batches"));
        Assert.Equal([3], Metrics.Look("cachekit.batch.items", ("cachekit.result", "hit")));
        Assert.Equal([2], Metrics.Look("cachekit.batch.items", ("cachekit.result", "miss")));
    }

    [Fact]
    public void RemoteInvalidations_AreToldApart()
    {
        _method.Invalidated(InvalidationScope.Tag, remote: true);

        Assert.Equal([1], Metrics.Look("cachekit.invalidations", ("cachekit.kind", "tag"), ("cachekit.origin", "remote")));
    }

    [Fact]
    public void Backends_ReportErrorsRefusalsAndMessages()
    {
        _backend.Failed(new CacheBackendException(BackendErrorKind.Timeout, "late"), null);
        _backend.Failed(new TimeZoneNotFoundException(), null);
        _backend.Failed(new CacheBackendException(BackendErrorKind.Permanent, "large") { IsValueTooLarge = true }, null);
        _backend.Failed(new CacheBackendException(BackendErrorKind.CircuitOpen, "refused"), null);
        _backend.Status = new Status { BreakerRefusals = 4, QueueRefusals = 3, Retries = 2 };
        _backend.NotificationSent();
        _backend.NotificationReceived();
        _backend.NotificationReceived();
        _backend.NotificationsMissed();

        Assert.Equal([1], Metrics.Look("cachekit.backend.errors", ("cachekit.backend.name", "reports"), ("error.type", "timeout")));
        Assert.Equal([1], Metrics.Look("cachekit.backend.errors", ("error.type", "unknown")));
        Assert.Equal([1], Metrics.Look("cachekit.backend.errors", ("error.type", "value_too_large")));
        Assert.Empty(Metrics.Look("cachekit.backend.errors", ("error.type", "permanent")));
        Assert.Empty(Metrics.Look("cachekit.backend.errors", ("error.type", "circuit_open")));
        Assert.Equal([4], Metrics.Look("cachekit.backend.refusals", ("cachekit.reason", "circuit_open")));
        Assert.Equal([3], Metrics.Look("cachekit.backend.refusals", ("cachekit.reason", "backpressure")));
        Assert.Equal([2], Metrics.Look("cachekit.backend.retries"));
        Assert.Equal([1], Metrics.Look("cachekit.backend.notifications", ("cachekit.direction", "sent")));
        Assert.Equal([2], Metrics.Look("cachekit.backend.notifications", ("cachekit.direction", "received")));
        Assert.Equal([1], Metrics.Look("cachekit.backend.notification.gaps"));
    }

    [Fact]
    public void Status_IsReadWhenItIsCollected()
    {
        var status = new Status { BreakerState = CacheBreakerState.Open, Running = 3, Queued = 2, Timeout = TimeSpan.FromMilliseconds(250) };
        _backend.Status = status;

        Assert.Equal([1], Metrics.Look("cachekit.backend.breaker.state", ("cachekit.backend", "redis")));
        Assert.Equal([3], Metrics.Look("cachekit.backend.running", ("cachekit.backend", "redis")));
        Assert.Equal([2], Metrics.Look("cachekit.backend.queued", ("cachekit.backend", "redis")));
        Assert.Equal([0.25], Metrics.Look("cachekit.backend.timeout", ("cachekit.backend", "redis")));
        status.BreakerState = CacheBreakerState.HalfOpen;
        Assert.Equal([2], Metrics.Look("cachekit.backend.breaker.state", ("cachekit.backend", "redis")));
    }

    [Fact]
    public void OfBackendsWithTheSameTags_TheWorseOneShows()
    {
        _backend.Status = new Status { BreakerState = CacheBreakerState.HalfOpen, Running = 1, Timeout = TimeSpan.FromSeconds(1) };
        _runtime.Telemetry.Backend("redis", "reports").Status = new Status { BreakerState = CacheBreakerState.Open, Running = 2, Timeout = TimeSpan.FromSeconds(2) };

        Assert.Equal([1], Metrics.Look("cachekit.backend.breaker.state", ("cachekit.backend", "redis")));
        Assert.Equal([3], Metrics.Look("cachekit.backend.running", ("cachekit.backend", "redis")));
        Assert.Equal([2], Metrics.Look("cachekit.backend.timeout", ("cachekit.backend", "redis")));
    }

    [Fact]
    public void EveryInstrument_IsInTheGuide_AndNoOther()
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", "guides", "telemetry.md"));
        var rows = Row().Matches(guide).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["unit"].Value, StringComparer.Ordinal);

        Assert.Equal(Metrics.Published.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        Assert.All(Metrics.Published.Values, instrument =>
        {
            Assert.Equal(CachekitTelemetry.MeterName, instrument.Meter.Name);
            Assert.Equal(instrument.Unit, rows[instrument.Name]);
            Assert.False(string.IsNullOrWhiteSpace(instrument.Description));
        });
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex(@"^\| `(?<name>cachekit\.[a-z_.]+)` \| (?<unit>\S+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private sealed class Status : IBackendStatus
    {
        public CacheBreakerState BreakerState { get; set; }

        public int Running { get; init; }

        public int Queued { get; init; }

        public int QueueLimit => 100;

        public TimeSpan? Timeout { get; init; }

        public long BreakerRefusals { get; init; }

        public long QueueRefusals { get; init; }

        public long Retries { get; init; }
    }
}
