using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Asks the providers of a configuration, the highest first, what they have.</summary>
internal sealed class LayerExplainer
{
    private readonly List<(IConfigurationProvider Provider, ILayerDescription Description)> _layers = [];
    private readonly bool _showValues;

    /// <exception cref="ArgumentException">The configuration does not say what it consists of.</exception>
    public LayerExplainer(IConfiguration configuration, bool showValues)
    {
        _showValues = showValues;
        if (configuration is not IConfigurationRoot root)
        {
            throw new ArgumentException(
                "A section of a configuration does not know its layers. Explain the whole configuration, which is what a host has as IConfiguration, or one key of it: configuration.Explain(\"Section:Key\").",
                nameof(configuration));
        }

        Add(root);
    }

    public SettingsExplanation ExplainAll()
    {
        // Indexes of lists by their number.
        var keys = new SortedSet<string>(ConfigurationKeyComparer.Instance);
        var counts = new int[_layers.Count];
        for (var i = 0; i < _layers.Count; i++)
        {
            var own = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            Collect(_layers[i].Provider, null, own);
            counts[i] = own.Count;
            keys.UnionWith(own);
        }

        var wins = new int[_layers.Count];
        var settings = new List<ExplainedSetting>(keys.Count);
        foreach (var key in keys)
        {
            var (setting, winner) = Explain(key);
            settings.Add(setting);
            if (winner >= 0)
            {
                wins[winner]++;
            }
        }

        return new SettingsExplanation(settings, [.. _layers.Select((layer, i) => new ExplainedLayer(layer.Description.LayerName, counts[i], wins[i], layer.Description.Problem))]);
    }

    public ExplainedSetting ExplainOne(string key) => Explain(key).Setting;

    private void Add(IConfigurationRoot root)
    {
        foreach (var provider in root.Providers.Reverse())
        {
            if (provider is ChainedConfigurationProvider { Configuration: IConfigurationRoot chained })
            {
                Add(chained);
            }
            else
            {
                _layers.Add((provider, provider as ILayerDescription ?? ForeignLayer.Of(provider)));
            }
        }
    }

    private (ExplainedSetting Setting, int Winner) Explain(string key)
    {
        var winner = -1;
        string? value = null;
        var others = new List<string>();
        var secret = SecretLooks.IsSecretKey(key);
        for (var i = 0; i < _layers.Count; i++)
        {
            var (provider, description) = _layers[i];
            if (!provider.TryGet(key, out var found))
            {
                continue;
            }

            if (winner < 0)
            {
                winner = i;
                value = found;
                secret |= description.HoldsSecrets;
            }
            else
            {
                others.Add(description.LayerOf(key));
            }
        }

        var masked = !string.IsNullOrEmpty(value) && (!_showValues || secret || SecretLooks.IsSecretValue(value));
        var layer = winner < 0 ? null : _layers[winner].Description.LayerOf(key);
        return (new ExplainedSetting(key, masked ? SecretMask.Text : value, masked, layer, others, winner < 0 ? Remark(key) : ""), winner);
    }

    private string Remark(string key)
    {
        var children = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (provider, _) in _layers)
        {
            children.UnionWith(provider.GetChildKeys([], key));
        }

        return children.Count > 0
            ? $"a section with {string.Join(", ", children.Order(StringComparer.OrdinalIgnoreCase))}"
            : $"no layer has it ({string.Join(", ", _layers.Select(layer => layer.Description.LayerName))})";
    }

    private static void Collect(IConfigurationProvider provider, string? path, HashSet<string> keys)
    {
        foreach (var name in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = path is null ? name : ConfigurationPath.Combine(path, name);
            if (provider.TryGet(key, out _))
            {
                keys.Add(key);
            }

            Collect(provider, key, keys);
        }
    }
}
