using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Where Microsoft.FeatureManagement has flags in a configuration, in both of its schemas.</summary>
internal static class FlagSchema
{
    private const string Section = "FeatureManagement";
    private const string EnabledFor = "EnabledFor";
    private const string MicrosoftSection = "feature_management";
    private const string MicrosoftFlags = "feature_flags";
    private const string MicrosoftId = "id";
    private const string MicrosoftEnabled = "enabled";

    /// <summary>Whether the value of a key turns a flag on or off.</summary>
    public static bool IsSwitch(string key) => key.Split(':') switch
    {
        [var section, _] => Is(section, Section),
        [var section, _, var enabledFor] => Is(section, Section) && Is(enabledFor, EnabledFor),
        [var section, var flags, _, var enabled] => Is(section, MicrosoftSection) && Is(flags, MicrosoftFlags) && Is(enabled, MicrosoftEnabled),
        _ => false,
    };

    /// <summary>The flags, with the key of what turns each on or off, and its value.</summary>
    public static IEnumerable<(string Name, string Key, string? Value)> Flags(IConfiguration configuration)
    {
        foreach (var flag in configuration.GetSection(Section).GetChildren())
        {
            var enabledFor = flag.GetSection(EnabledFor);
            yield return flag.Value is null && enabledFor.Value is not null ? (flag.Key, enabledFor.Path, enabledFor.Value) : (flag.Key, flag.Path, flag.Value);
        }

        foreach (var flag in configuration.GetSection(MicrosoftSection).GetSection(MicrosoftFlags).GetChildren())
        {
            if (flag[MicrosoftId] is { Length: > 0 } name)
            {
                var enabled = flag.GetSection(MicrosoftEnabled);
                yield return (name, enabled.Path, enabled.Value);
            }
        }
    }

    /// <summary>What a text means, as everywhere else in Cachekit: true, 1, yes, on; false, 0, no, off. <see langword="null"/>: neither.</summary>
    public static bool? Truth(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => null,
    };

    private static bool Is(string part, string name) => part.Equals(name, StringComparison.OrdinalIgnoreCase);
}
