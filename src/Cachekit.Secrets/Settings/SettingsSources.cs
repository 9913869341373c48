using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Where settings are looked for: first in variables, then in secrets, then in a configuration.</summary>
public sealed class SettingsSources
{
    /// <summary>The value of an environment variable, <see langword="null"/> for one that is not set.</summary>
    /// <value>Those of the process by default; <see langword="null"/>: none are asked, as tests may want it.</value>
    public Func<string, string?>? Variables { get; set; } = Environment.GetEnvironmentVariable;

    /// <summary>Loaded secrets.</summary>
    /// <value><see langword="null"/> by default: none are asked.</value>
    public Secrets? Secrets { get; set; }

    /// <summary>A configuration, with all its layers.</summary>
    /// <value><see langword="null"/> by default: none is asked.</value>
    public IConfiguration? Configuration { get; set; }

    internal IReadOnlyList<SettingsSource> ToList()
    {
        var sources = new List<SettingsSource>(3);
        if (Variables is { } variables)
        {
            sources.Add(new VariableSource(variables));
        }

        if (Secrets is { } secrets)
        {
            sources.Add(new SecretsSource(secrets));
        }

        if (Configuration is { } configuration)
        {
            sources.Add(new ConfigurationSource(configuration));
        }

        return sources;
    }
}
