using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds YAML files to a configuration.</summary>
public static class YamlConfigurationExtensions
{
    /// <summary>Adds a YAML file: tables are sections, lists have their indexes as keys.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The file, relative to the base path of the configuration.</param>
    /// <param name="optional">Whether it may be missing.</param>
    /// <param name="reloadOnChange">Whether it is read again when it changes.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="FileNotFoundException">When the configuration is built: the file is missing and not optional.</exception>
    /// <exception cref="InvalidDataException">When the configuration is built: it is no YAML; the inner exception names line and column, and no value.</exception>
    public static IConfigurationBuilder AddYamlFile(this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.AddYamlFile(source =>
        {
            source.Path = path;
            source.Optional = optional;
            source.ReloadOnChange = reloadOnChange;
            source.ResolveFileProvider();
        });
    }

    /// <summary>Adds a YAML file.</summary>
    /// <param name="builder">The configuration.</param>
    /// <param name="configure">Sets where the file is and how it is read.</param>
    /// <returns>The configuration, to go on with.</returns>
    public static IConfigurationBuilder AddYamlFile(this IConfigurationBuilder builder, Action<YamlConfigurationSource> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.Add(configure);
    }
}
