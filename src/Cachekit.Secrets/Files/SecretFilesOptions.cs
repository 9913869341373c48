namespace Cachekit.Secrets;

/// <summary>How files of secrets, as Kubernetes and Docker mount them, are a layer of the configuration.</summary>
/// <remarks><see cref="SecretStoreOptions.RefreshInterval"/> is 10 seconds by default here: what is read again is a small folder.</remarks>
public sealed class SecretFilesOptions : SecretStoreOptions
{
    /// <summary>Makes options with an interval of 10 seconds.</summary>
    public SecretFilesOptions() => RefreshInterval = TimeSpan.FromSeconds(10);

    /// <summary>Whether files are read that everybody on the machine (in the container) can read.</summary>
    /// <value><see langword="false"/> by default: they are refused. On Windows nothing is checked. Files that everybody can change are always refused.</value>
    public bool AllowWorldReadable { get; set; }

    /// <summary>Whether a file that is no text, a key store for example, is read as Base64.</summary>
    /// <value><see langword="false"/> by default: it is refused.</value>
    public bool BinaryAsBase64 { get; set; }
}
