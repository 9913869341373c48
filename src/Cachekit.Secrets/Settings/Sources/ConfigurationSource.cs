using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A configuration. Both names count, since files of variables and secret stores are layers of it as well; the last layer that has one of them wins.</summary>
internal sealed class ConfigurationSource(IConfiguration configuration) : SettingsSource
{
    // A message that lists more would be read by nobody.
    private const int ShownLayers = 6;

    public override string Describe(SettingsKey key) => $"{key.Path} in the configuration{Layers()}";

    public override SettingsFound? Find(SettingsKey key, bool hasChildren)
    {
        if (configuration is IConfigurationRoot root)
        {
            foreach (var provider in root.Providers.Reverse())
            {
                if (Find(provider, key.Variable) is { } byVariable)
                {
                    return byVariable.Text is null ? null : byVariable;
                }

                if (Find(provider, key.Path) is { } byPath)
                {
                    return byPath.Text is null ? Children(key, hasChildren) : byPath;
                }
            }
        }
        else if ((configuration[key.Variable], configuration[key.Path]) is var (variable, path) && (variable ?? path) is { } text)
        {
            return new SettingsFound($"{(variable is null ? key.Path : key.Variable)} in the configuration", text);
        }

        return Children(key, hasChildren);
    }

    /// <summary>A layer that says <c>null</c> hides those below it, as everywhere in configuration.</summary>
    private static SettingsFound? Find(IConfigurationProvider provider, string key) =>
        provider.TryGet(key, out var text) ? new SettingsFound($"{key} in {NameOf(provider)}", text, []) : null;

    private SettingsFound? Children(SettingsKey key, bool hasChildren)
    {
        if (!hasChildren)
        {
            return null;
        }

        var children = configuration.GetSection(key.Path).GetChildren().Select(child => KeyValuePair.Create(child.Key, child.Value)).ToArray();
        return children.Length > 0 ? new SettingsFound($"{key.Path} in the configuration", null, children) : null;
    }

    private string Layers()
    {
        if (configuration is not IConfigurationRoot root)
        {
            return "";
        }

        var names = root.Providers.Select(NameOf).Where(name => name != EnvironmentName).Distinct(StringComparer.Ordinal).ToArray();
        var more = names.Length > ShownLayers ? $" and {names.Length - ShownLayers} more" : "";
        return names.Length == 0 ? "" : $" ({string.Join(", ", names.Take(ShownLayers))}{more})";
    }

    private const string EnvironmentName = "the environment variables";

    private static string NameOf(IConfigurationProvider provider) => provider switch
    {
        ILayerDescription layer => layer.LayerName,
        FileConfigurationProvider file => file.Source.Path ?? "a file",
        Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => EnvironmentName,
        Microsoft.Extensions.Configuration.Memory.MemoryConfigurationProvider => "values in memory",
        ChainedConfigurationProvider => "a configuration below it",
        _ => provider.GetType().Name,
    };
}
