using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Cachekit.Tests.Telemetry;

/// <summary>The meter factory of one test, and everything that its meters measure. Other tests of the process are not heard.</summary>
internal sealed class MetricRecorder : IMeterFactory, IServiceProvider
{
    private readonly ConcurrentBag<Meter> _meters = [];
    private readonly ConcurrentDictionary<string, Instrument> _published = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly MeterListener _listener = new();

    public MetricRecorder()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this) && _published.TryAdd(instrument.Name, instrument) && IsListening)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public bool IsListening { get; init; } = true;

    public IReadOnlyDictionary<string, Instrument> Published => _published;

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options.Name, options.Version, options.Tags, scope: this);
        _meters.Add(meter);
        return meter;
    }

    public object? GetService(Type serviceType) => serviceType == typeof(IMeterFactory) ? this : null;

    /// <summary>What is measured under a name with these tags, further tags aside: of counters and gauges as they are now, of histograms since the last look.</summary>
    public double[] Look(string name, params (string Name, string Value)[] tags)
    {
        if (_published[name].IsObservable)
        {
            _measured.Clear();
            _listener.RecordObservableInstruments();
        }

        var found = _measured.Where(one => one.Name == name && tags.All(tag => one.Tags.TryGetValue(tag.Name, out var value) && (string?)value == tag.Value))
            .Select(one => one.Value).ToArray();
        _measured.Clear();
        return found;
    }

    /// <summary>All tags that appear with a name now.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> TagsOf(string name)
    {
        _measured.Clear();
        _listener.RecordObservableInstruments();
        return [.. _measured.Where(one => one.Name == name).Select(one => one.Tags)];
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _meters)
        {
            meter.Dispose();
        }
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue((instrument.Name, value, new Dictionary<string, object?>(tags.ToArray(), StringComparer.Ordinal)));
}
