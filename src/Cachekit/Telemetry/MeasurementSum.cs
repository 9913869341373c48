using System.Diagnostics.Metrics;

namespace Cachekit.Telemetry;

/// <summary>Adds measurements with equal tags up: several runtimes, or instantiations of one generic method, are one to who collects them.</summary>
internal sealed class MeasurementSum
{
    private readonly Dictionary<string, (long Value, KeyValuePair<string, object?>[] Tags)> _byTags;

    internal MeasurementSum() => _byTags = new(StringComparer.Ordinal);

    private MeasurementSum(MeasurementSum other) => _byTags = new(other._byTags, StringComparer.Ordinal);

    internal MeasurementSum Copy() => new(this);

    /// <param name="tags">The tags of the method, namespace or backend.</param>
    /// <param name="value">What to add.</param>
    /// <param name="more">Further tags, name by value.</param>
    internal void Add(KeyValuePair<string, object?>[] tags, long value, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var all = new KeyValuePair<string, object?>[tags.Length + more.Length];
        tags.CopyTo(all, 0);
        for (var i = 0; i < more.Length; i++)
        {
            all[tags.Length + i] = new(more[i].Name, more[i].Value);
        }

        var identity = string.Join('\n', all.Select(static tag => $"{tag.Key}={tag.Value}"));
        _byTags[identity] = (_byTags.TryGetValue(identity, out var found) ? found.Value + value : value, all);
    }

    /// <summary>Adds what is not zero; a series that nothing happened to is none.</summary>
    internal void AddCount(KeyValuePair<string, object?>[] tags, long value, params ReadOnlySpan<(string Name, string Value)> more)
    {
        if (value != 0)
        {
            Add(tags, value, more);
        }
    }

    internal IEnumerable<Measurement<long>> ToMeasurements() => _byTags.Values.Select(static sum => new Measurement<long>(sum.Value, sum.Tags));
}
