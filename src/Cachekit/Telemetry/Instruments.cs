using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Cachekit.Telemetry;

/// <summary>The instruments of one meter, and the runtimes that they read.</summary>
/// <remarks>
/// Runtimes of hosts with a meter factory use the meter of that factory, which listeners can tell apart; all others share one. Counters are
/// observed, never pushed: nothing is added to a call for them, and several runtimes in a process are summed up instead of overwriting each
/// other. A runtime that was disposed of leaves its counts behind, because a counter never goes down.
/// </remarks>
internal sealed class Instruments
{
    /// <summary>The source of all activities.</summary>
    internal static readonly ActivitySource Activities = new(CachekitTelemetry.ActivitySourceName, Version);

    private static readonly ConditionalWeakTable<IMeterFactory, Instruments> ByFactory = [];
    private static readonly Lazy<Instruments> Shared = new(static () => new Instruments(new Meter(CachekitTelemetry.MeterName, Version)));

    private readonly object _lock = new();
    private readonly Dictionary<CounterDefinition, MeasurementSum> _retired = [];
    private WeakReference<RuntimeTelemetry>[] _runtimes = [];

    private Instruments(Meter meter)
    {
        foreach (var counter in CounterDefinitions.All)
        {
            _retired.Add(counter, new MeasurementSum());
            meter.CreateObservableCounter(counter.Name, () => Observe(counter, Retired(counter)), counter.Unit, counter.Description);
        }

        foreach (var gauge in GaugeDefinitions.UpDown)
        {
            meter.CreateObservableUpDownCounter(gauge.Name, () => Observe(gauge, new MeasurementSum()), gauge.Unit, gauge.Description);
        }

        meter.CreateObservableGauge(
            "cachekit.backend.breaker.state", BreakerStates, "{state}", "The state of the circuit breaker of a backend: 0 closed, 1 open, 2 half-open.");
        meter.CreateObservableGauge("cachekit.backend.timeout", Timeouts, "s", "How long an operation of a backend may take now.");
        RequestDuration = Histogram(
            meter, "cachekit.request.duration", "s", "How long calls took that memory did not answer; callers that wait for the same execution count once.", Buckets.Calls);
        BodyDuration = Histogram(meter, "cachekit.body.duration", "s", "How long the uncached bodies ran.", Buckets.Calls);
        LockDuration = Histogram(meter, "cachekit.lock.wait.duration", "s", "How long misses waited for the lock of their key.", Buckets.Calls);
        BackendDuration = Histogram(meter, "cachekit.backend.operation.duration", "s", "How long operations of a backend took, with waiting and repeating.", Buckets.Backend);
        SerializationDuration = Histogram(
            meter, "cachekit.serialization.duration", "s", "How long it took to make bytes of values and values of bytes, with compression and encryption.", Buckets.Work);
        ValueSize = Histogram(meter, "cachekit.value.size", "By", "The encoded size of values that were made.", Buckets.Sizes);
        EntrySize = Histogram(meter, "cachekit.entry.size", "By", "The size of entries as backends store them, compressed and encrypted.", Buckets.Sizes);
    }

    internal Histogram<double> RequestDuration { get; }

    internal Histogram<double> BodyDuration { get; }

    internal Histogram<double> LockDuration { get; }

    internal Histogram<double> BackendDuration { get; }

    internal Histogram<double> SerializationDuration { get; }

    internal Histogram<long> ValueSize { get; }

    internal Histogram<long> EntrySize { get; }

    private static string? Version =>
        typeof(Instruments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    /// <summary>The instruments of a host, or those of all that have none.</summary>
    internal static Instruments For(IServiceProvider? services) =>
        services?.GetService(typeof(IMeterFactory)) is IMeterFactory factory
            ? ByFactory.GetValue(factory, static owner => new Instruments(owner.Create(CachekitTelemetry.MeterName, Version)))
            : Shared.Value;

    /// <summary>Has a runtime observed, until it is retired or collected.</summary>
    internal void Add(RuntimeTelemetry runtime)
    {
        lock (_lock)
        {
            _runtimes = [.. _runtimes.Where(static other => other.TryGetTarget(out _)), new WeakReference<RuntimeTelemetry>(runtime)];
        }
    }

    /// <summary>Keeps the counts of a runtime that is disposed of, and forgets the runtime.</summary>
    internal void Retire(RuntimeTelemetry runtime)
    {
        lock (_lock)
        {
            var left = Array.FindAll(_runtimes, other => other.TryGetTarget(out var target) && !ReferenceEquals(target, runtime));
            if (!Array.Exists(_runtimes, other => other.TryGetTarget(out var target) && ReferenceEquals(target, runtime)))
            {
                return;
            }

            _runtimes = left;
            foreach (var (counter, sum) in _retired)
            {
                counter.Collect(runtime, sum);
            }
        }
    }

    private MeasurementSum Retired(CounterDefinition counter)
    {
        lock (_lock)
        {
            return _retired[counter].Copy();
        }
    }

    private IEnumerable<Measurement<long>> Observe(CounterDefinition definition, MeasurementSum sum)
    {
        foreach (var runtime in Runtimes())
        {
            definition.Collect(runtime, sum);
        }

        return sum.ToMeasurements();
    }

    // Of two backends with the same tags the worse one shows.
    private IEnumerable<Measurement<int>> BreakerStates() => Guards()
        .GroupBy(static guard => guard.Backend.Identity, StringComparer.Ordinal)
        .Select(static same => new Measurement<int>(
            (int)same.Select(static guard => guard.Status.BreakerState).MaxBy(static state => state is CacheBreakerState.Open ? int.MaxValue : (int)state), same.First().Backend.Tags));

    private IEnumerable<Measurement<double>> Timeouts() => Guards()
        .Where(static guard => guard.Status.Timeout is not null)
        .GroupBy(static guard => guard.Backend.Identity, StringComparer.Ordinal)
        .Select(static same => new Measurement<double>(same.Max(static guard => guard.Status.Timeout!.Value.TotalSeconds), same.First().Backend.Tags));

    private IEnumerable<(BackendTelemetry Backend, IBackendStatus Status)> Guards() =>
        from runtime in Runtimes()
        from backend in runtime.MeasuredBackends
        where backend.Status is not null
        select (backend, backend.Status);

    private IEnumerable<RuntimeTelemetry> Runtimes()
    {
        WeakReference<RuntimeTelemetry>[] all;
        lock (_lock)
        {
            all = _runtimes;
        }

        foreach (var one in all)
        {
            if (one.TryGetTarget(out var runtime))
            {
                yield return runtime;
            }
        }
    }

    private static Histogram<T> Histogram<T>(Meter meter, string name, string unit, string description, T[] buckets)
        where T : struct =>
        meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = buckets });
}
