using Cachekit;
using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds <c>.env</c> files to a configuration.</summary>
public static class DotEnvConfigurationExtensions
{
    /// <summary>
    /// Adds a <c>.env</c> file and, with a higher precedence each, <c>.env.local</c>, <c>.env.{environment}</c> and <c>.env.{environment}.local</c>.
    /// </summary>
    /// <remarks>
    /// <para><c>__</c> in names is <c>:</c>. A reference, <c>$NAME</c> or <c>${NAME}</c>, outside of single quotes is replaced by the value that a line before it or a
    /// file of lower precedence gave, else by that of the process's variable, else by nothing.</para>
    /// <para>Files that everybody can read are refused, see <see cref="DotEnvOptions.AllowWorldReadable"/>.</para>
    /// </remarks>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The first file, relative to the base path of the configuration.</param>
    /// <param name="configure">Sets how files are read.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="SecretsException">When the configuration is built: a file is refused or wrong; the message names the line, and no value.</exception>
    /// <exception cref="CacheConfigurationException">When the configuration is built: an option is wrong.</exception>
    public static IConfigurationBuilder AddDotEnv(this IConfigurationBuilder builder, string path = ".env", Action<DotEnvOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new DotEnvOptions();
        configure?.Invoke(options);
        return builder.Add(new DotEnvConfigurationSource(path, options));
    }
}
