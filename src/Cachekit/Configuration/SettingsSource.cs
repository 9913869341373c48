using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Cachekit.Configuration;

/// <summary>Where a runtime's settings came from, to look there again when the configuration changes.</summary>
/// <param name="options">What code said.</param>
/// <param name="section">The section of the configuration.</param>
internal sealed class SettingsSource(CachekitOptions options, IConfiguration section)
{
    /// <summary>Calls back after each change of the configuration, until it is disposed of.</summary>
    internal IDisposable Watch(Action changed) => ChangeToken.OnChange(section.GetReloadToken, changed);

    /// <summary>The settings as they are now.</summary>
    /// <exception cref="CacheConfigurationException">At least one of them is wrong.</exception>
    internal ChangeableSettings Read()
    {
        var problems = new List<string>();
        var settings = SettingsResolver.ReadChangeable(options, new SettingsReader(section, options.Variables, problems), problems);
        return problems.Count == 0 ? settings : throw new CacheConfigurationException(problems);
    }
}
