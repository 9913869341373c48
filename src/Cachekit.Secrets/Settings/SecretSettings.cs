using Cachekit.Secrets.CompilerServices;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Reads typed settings where no host does it.</summary>
public static class SecretSettings
{
    /// <summary>Reads settings from the environment, then from secrets, then from a configuration.</summary>
    /// <param name="secrets">The secrets, if there are any.</param>
    /// <param name="configuration">The configuration, if there is one.</param>
    /// <typeparam name="T">The type of the settings.</typeparam>
    /// <exception cref="CacheConfigurationException">Something is missing or wrong; all problems are in it, and no value.</exception>
    public static T Load<T>(Secrets? secrets = null, IConfiguration? configuration = null)
        where T : ISecretSettings<T> => Load<T>(new SettingsSources { Secrets = secrets, Configuration = configuration });

    /// <summary>Reads settings from chosen sources.</summary>
    /// <param name="sources">The sources.</param>
    /// <typeparam name="T">The type of the settings.</typeparam>
    /// <exception cref="CacheConfigurationException">Something is missing or wrong; all problems are in it, and no value.</exception>
    public static T Load<T>(SettingsSources sources)
        where T : ISecretSettings<T>
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = new List<string>();
        return SettingsReader.TryReadAll<T>(sources.ToList(), problems, out var settings) ? settings : throw new CacheConfigurationException(problems);
    }
}
