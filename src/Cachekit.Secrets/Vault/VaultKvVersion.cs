namespace Cachekit.Secrets;

/// <summary>Which version of the KV secrets engine a mount has.</summary>
public enum VaultKvVersion
{
    /// <summary>Vault is asked (<c>sys/internal/ui/mounts</c>), once per mount.</summary>
    Detect,

    /// <summary>Version 1: values without versions.</summary>
    V1,

    /// <summary>Version 2: values with versions, under <c>data/</c> and <c>metadata/</c>.</summary>
    V2,
}
