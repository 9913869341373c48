using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Cachekit.Secrets;

/// <summary>What providers of others are called.</summary>
/// <param name="LayerName">The name.</param>
/// <param name="HoldsSecrets">Whether all values are secrets.</param>
internal sealed record ForeignLayer(string LayerName, bool HoldsSecrets) : ILayerDescription
{
    private const string Suffix = "ConfigurationProvider";

    public static ForeignLayer Of(IConfigurationProvider provider) => provider switch
    {
        // The file of 'dotnet user-secrets' is always called that.
        FileConfigurationProvider { Source.Path: { } path } => new(path, Path.GetFileName(path).Equals("secrets.json", StringComparison.OrdinalIgnoreCase)),
        EnvironmentVariablesConfigurationProvider => new("environment variables" + Prefix(provider.ToString()), false),
        MemoryConfigurationProvider => new("memory", false),

        // A section does not tell what its values come from, and a store of secrets may be among it.
        ChainedConfigurationProvider => new("a section of another configuration", true),
        _ => Named(provider.GetType().Name),
    };

    private static ForeignLayer Named(string type) => type switch
    {
        "CommandLineConfigurationProvider" => new("command line", false),

        // Whoever has files of keys has secrets in them.
        "KeyPerFileConfigurationProvider" => new("key per file", true),
        _ => new(type.EndsWith(Suffix, StringComparison.Ordinal) && type.Length > Suffix.Length ? type[..^Suffix.Length] : type, false),
    };

    /// <summary>The prefix, which only the provider's text tells.</summary>
    private static string Prefix(string? text)
    {
        var parts = text?.Split('\'') ?? [];
        return parts is [_, { Length: > 0 } prefix, ..] ? $" {prefix}*" : "";
    }
}
