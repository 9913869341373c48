using System.Collections.Concurrent;
using Cachekit.Resilience;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;

namespace Cachekit.Pipeline;

/// <summary>The two ways to one backend, and what both know about it: its invalidation markers, and whether it fails.</summary>
internal sealed class BackendPorts
{
    private readonly ConcurrentDictionary<string, Marker> _markers = new(StringComparer.Ordinal);
    private int _failing;
    private int _refusing;

    internal BackendPorts(ICacheBackend backend, ResilienceSettings settings, TimeProvider timeProvider, ILogger logger, BackendTelemetry telemetry)
    {
        Telemetry = telemetry;
        Stack = settings.Enabled ? new BackendStack(backend, settings, timeProvider, logger) : null;
        telemetry.Status = Stack is null ? null : new StackStatus(Stack);
        Resilient = new BackendPort(backend, this, Stack, timeProvider, logger);
        Direct = Stack is null ? Resilient : new BackendPort(backend, this, stack: null, timeProvider, logger);
    }

    /// <summary>What stands in between; <see langword="null"/> where options say that nothing does.</summary>
    internal BackendStack? Stack { get; }

    internal BackendTelemetry Telemetry { get; }

    /// <summary>Whether the last call failed that said anything about the backend.</summary>
    internal bool IsFailing => Volatile.Read(ref _failing) != 0;

    /// <summary>Through the stack.</summary>
    internal BackendPort Resilient { get; }

    /// <summary>To the backend itself, for the presets that want that.</summary>
    internal BackendPort Direct { get; }

    internal Marker Marker(string key) => _markers.GetOrAdd(key, static (k, port) => new Marker(port, k), Resilient);

    /// <returns>Whether it worked until now.</returns>
    internal bool BeginFailing() => Interlocked.Exchange(ref _failing, 1) == 0;

    /// <returns>Whether it failed until now.</returns>
    internal bool StopFailing() => Volatile.Read(ref _failing) != 0 && Interlocked.Exchange(ref _failing, 0) != 0;

    /// <returns>Whether it refused nothing until now.</returns>
    internal bool BeginRefusing() => Interlocked.Exchange(ref _refusing, 1) == 0;
}
