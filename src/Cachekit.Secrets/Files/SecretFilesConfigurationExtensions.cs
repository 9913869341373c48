using Cachekit;
using Cachekit.Secrets;

namespace Microsoft.Extensions.Configuration;

/// <summary>Adds files of secrets to a configuration.</summary>
public static class SecretFilesConfigurationExtensions
{
    /// <summary>Adds a folder with a file per secret, as Kubernetes and Docker mount it: the name is the key, the content the value.</summary>
    /// <remarks>
    /// <para><c>__</c> in names is <c>:</c>, and one line break at the end is not part of the value. Names that begin with a dot, and folders, are left out.</para>
    /// <para>Kubernetes exchanges all files of a volume at once; values are always of one version. What has changed is noticed within
    /// <see cref="SecretStoreOptions.RefreshInterval"/> (10 seconds).</para>
    /// <para>Both mount files that everybody in the container can read; those are refused, see <see cref="SecretFilesOptions.AllowWorldReadable"/>.</para>
    /// </remarks>
    /// <param name="builder">The configuration.</param>
    /// <param name="path">The folder.</param>
    /// <param name="configure">Sets how it is read.</param>
    /// <returns>The configuration, to go on with.</returns>
    /// <exception cref="SecretsException">When the configuration is built: the folder is missing and not optional, or a file is refused.</exception>
    /// <exception cref="CacheConfigurationException">When the configuration is built: an option is wrong.</exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder builder, string path = "/run/secrets", Action<SecretFilesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new SecretFilesOptions();
        configure?.Invoke(options);
        var folder = Path.GetFullPath(path, DotEnvConfigurationSource.BasePath(builder));
        return builder.Add(new SecretStoreConfigurationSource(new SecretFileStore(folder, options), options));
    }
}
