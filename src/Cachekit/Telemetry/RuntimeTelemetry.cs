using Cachekit.Local;
using Microsoft.Extensions.Logging;

namespace Cachekit.Telemetry;

/// <summary>What a runtime counts and reports: the methods and backends that are measured in it.</summary>
internal sealed class RuntimeTelemetry
{
    private readonly object _lock = new();
    private TelemetrySettings _settings;
    private readonly Instruments _instruments;
    private readonly TimeProvider _timeProvider;
    private readonly CoarseClock _clock;
    private readonly ILogger _logger;
    private MethodTelemetry[] _methods = [];
    private BackendTelemetry[] _backends = [];

    internal RuntimeTelemetry(TelemetrySettings settings, TimeProvider timeProvider, CoarseClock clock, ILogger logger, IServiceProvider? services)
    {
        _settings = settings;
        _timeProvider = timeProvider;
        _clock = clock;
        _logger = logger;
        _instruments = Instruments.For(services);
        _instruments.Add(this);
    }

    /// <summary>The methods that are measured.</summary>
    internal IEnumerable<MethodTelemetry> MeasuredMethods => Volatile.Read(ref _methods).Where(static method => method.IsMeasured);

    /// <summary>All methods.</summary>
    internal IReadOnlyList<MethodTelemetry> Methods => Volatile.Read(ref _methods);

    /// <summary>The backends, unless nothing is measured.</summary>
    internal IEnumerable<BackendTelemetry> MeasuredBackends => _settings.Enabled is false ? [] : Volatile.Read(ref _backends);

    /// <summary>All backends.</summary>
    internal IReadOnlyList<BackendTelemetry> Backends => Volatile.Read(ref _backends);

    /// <summary>Makes the telemetry of a method that is bound to the runtime.</summary>
    internal MethodTelemetry Method(MethodIdentity identity, LocalStore? store, LocalNamespace? local)
    {
        lock (_lock)
        {
            var method = new MethodTelemetry(identity, _settings, _instruments, store, local, _timeProvider, _clock, _logger);
            Volatile.Write(ref _methods, [.. _methods, method]);
            return method;
        }
    }

    /// <summary>Takes other settings for what is logged. What is measured stays as it was: instruments do not come and go.</summary>
    internal void Apply(TelemetrySettings settings)
    {
        lock (_lock)
        {
            _settings = settings with { Enabled = _settings.Enabled };
            foreach (var method in _methods)
            {
                method.Apply(_settings);
            }
        }
    }

    /// <summary>Makes the telemetry of a backend.</summary>
    /// <param name="name">Its kind, for example <c>redis</c>.</param>
    /// <param name="configuredName">The name under which methods use it; <see langword="null"/> for the one of all others.</param>
    internal BackendTelemetry Backend(string name, string? configuredName)
    {
        var backend = new BackendTelemetry(name, configuredName, isMeasured: _settings.Enabled is not false, _instruments, _timeProvider);
        lock (_lock)
        {
            Volatile.Write(ref _backends, [.. _backends, backend]);
        }

        return backend;
    }

    /// <summary>The budgets of the namespaces whose methods are measured.</summary>
    internal IEnumerable<(KeyValuePair<string, object?>[] Tags, long Budget)> LocalBudgets() =>
        MeasuredMethods.Select(static method => method.Local).OfType<LocalNamespace>().Distinct()
            .Select(static local => (local.Name is null ? [] : new[] { new KeyValuePair<string, object?>(TagNames.Namespace, local.Name) }, local.Budget));

    /// <summary>Notices which methods memory has answered since the last time.</summary>
    internal void NoticeHits()
    {
        foreach (var method in Volatile.Read(ref _methods))
        {
            method.NoticeHits();
        }
    }

    /// <summary>The runtime is disposed of.</summary>
    internal void Retire() => _instruments.Retire(this);
}
