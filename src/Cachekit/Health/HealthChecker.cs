using Cachekit.Pipeline;

namespace Cachekit.Health;

/// <summary>Asks the backends of a runtime how they do: one check of a level at a time, whose answer all get who ask within the next seconds.</summary>
internal sealed class HealthChecker(CachekitRuntime runtime)
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan Reused = TimeSpan.FromSeconds(10);

    private const double HighLoad = 0.8;

    private readonly object _lock = new();
    private readonly Check?[] _checks = new Check?[Enum.GetValues<CacheHealthLevel>().Length];

    /// <summary>The report of the last check, or of a new one when that is too old.</summary>
    internal Task<CacheHealthReport> CheckAsync(CacheHealthLevel level, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = runtime.TimeProvider.GetTimestamp();
            if (_checks[(int)level] is not { } check || (check.Report.IsCompleted && runtime.TimeProvider.GetElapsedTime(check.StartedAt, now) >= Reused))
            {
                // Of nobody's flow and nobody's token: it belongs to all who wait for it.
                using AsyncFlowControl? unflowed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
                check = new Check(now, Task.Run(() => RunAsync(level), CancellationToken.None));
                _checks[(int)level] = check;
            }

            return check.Report.WaitAsync(cancellationToken);
        }
    }

    private async Task<CacheHealthReport> RunAsync(CacheHealthLevel level)
    {
        var time = runtime.TimeProvider;
        var startedAt = time.GetTimestamp();
        var checkedAt = time.GetUtcNow();
        var backends = await Task.WhenAll(runtime.PortsInUse().Select(port => CheckAsync(port, level))).ConfigureAwait(false);
        return new CacheHealthReport
        {
            Status = backends.Select(static backend => backend.Health.Status).Append(CacheHealthStatus.Healthy).Min(),
            Level = level,
            CheckedAt = checkedAt,
            Duration = time.GetElapsedTime(startedAt),
            Backends = Array.ConvertAll(backends, static backend => backend.Health),
            Methods = level is CacheHealthLevel.Full ? MethodsOf(backends.ToDictionary(static backend => backend.Port.Backend, static backend => backend.Health)) : [],
        };
    }

    private CacheMethodHealth[] MethodsOf(Dictionary<ICacheBackend, CacheBackendHealth> backends) =>
    [
        .. runtime.BoundMethods.OfType<IBoundMethod>().Select(method =>
        {
            var backend = method.Backend is { } used ? backends.GetValueOrDefault(used) : null;
            var identity = method.Telemetry.Identity;
            return new CacheMethodHealth
            {
                Method = identity.Method,
                Namespace = identity.Namespace,
                IsHealthy = backend is null or { Status: not CacheHealthStatus.Unhealthy },
                IsMeasured = method.Telemetry.IsMeasured,
                Backend = identity.Backend,
                Components = backend?.Components ?? new Dictionary<string, CacheHealthStatus>(StringComparer.Ordinal),
            };
        }),
    ];

    private async Task<(BackendPort Port, CacheBackendHealth Health)> CheckAsync(BackendPort port, CacheHealthLevel level)
    {
        var answer = level is CacheHealthLevel.Ping ? null : await AskAsync(port.Backend).ConfigureAwait(false);
        var components = new Dictionary<string, CacheHealthStatus>(StringComparer.Ordinal)
        {
            ["calls"] = port.IsFailing ? CacheHealthStatus.Unhealthy : CacheHealthStatus.Healthy,
        };
        var status = port.Telemetry.Status;
        if (status is not null)
        {
            components["breaker"] = status.BreakerState switch
            {
                CacheBreakerState.Closed => CacheHealthStatus.Healthy,
                CacheBreakerState.Open => CacheHealthStatus.Unhealthy,
                _ => CacheHealthStatus.Degraded,
            };
            components["load"] = LoadOf(status.Queued, status.QueueLimit);
        }

        if (answer is not null)
        {
            components["connection"] = answer.IsHealthy ? CacheHealthStatus.Healthy : CacheHealthStatus.Unhealthy;

            // It has just shown that it works; an earlier failure says nothing more about it.
            if (answer.IsHealthy)
            {
                components["calls"] = CacheHealthStatus.Healthy;
            }
        }

        return (port, new CacheBackendHealth
        {
            Backend = port.Name,
            Name = port.Telemetry.ConfiguredName,
            Status = components.Values.Min(),
            Components = components,
            Answer = level is CacheHealthLevel.Full || answer is null ? answer : answer with { Details = new Dictionary<string, object>(StringComparer.Ordinal) },
            BreakerState = status?.BreakerState,
            Running = status?.Running ?? 0,
            Queued = status?.Queued ?? 0,
            Timeout = status?.Timeout,
        });
    }

    private static CacheHealthStatus LoadOf(int queued, int limit) =>
        queued == 0 || queued < limit * HighLoad ? CacheHealthStatus.Healthy
        : queued < limit ? CacheHealthStatus.Degraded
        : CacheHealthStatus.Unhealthy;

    /// <summary>Asks past breaker and queue, which have an opinion of their own. A backend that cannot be asked says whether an entry is there that nobody has.</summary>
    private async Task<BackendHealth> AskAsync(ICacheBackend backend)
    {
        using var ending = new CancellationTokenSource(Limit, runtime.TimeProvider);
        try
        {
            var startedAt = runtime.TimeProvider.GetTimestamp();
            if (backend is IHealthCheckedCacheBackend checkable)
            {
                // A backend may hang and not heed its token.
                return await checkable.CheckHealthAsync(ending.Token).AsTask().WaitAsync(ending.Token).ConfigureAwait(false);
            }

            await backend.ExistsAsync("cachekit:health", ending.Token).AsTask().WaitAsync(ending.Token).ConfigureAwait(false);
            return new BackendHealth(IsHealthy: true, runtime.TimeProvider.GetElapsedTime(startedAt), new Dictionary<string, object>(StringComparer.Ordinal));
        }
        catch (Exception exception)
        {
            var error = ending.IsCancellationRequested
                ? new CacheBackendException(BackendErrorKind.Timeout, $"The backend '{backend.Name}' did not say within {Limit.TotalSeconds} s how it does.", exception)
                : exception;
            return new BackendHealth(IsHealthy: false, Latency: null, new Dictionary<string, object>(StringComparer.Ordinal), error);
        }
    }

    private sealed record Check(long StartedAt, Task<CacheHealthReport> Report);
}
