namespace Cachekit.Encryption;

/// <summary>What secure methods work with: options, environment and defaults put together and found valid.</summary>
internal sealed class EncryptionSettings
{
    /// <summary>The master keys; <see langword="null"/> when there are none, and secure methods cannot be used.</summary>
    internal Keyring? Keyring { get; init; }

    /// <summary>The tenant of methods that say none themselves.</summary>
    internal string Tenant { get; init; } = EntryCipher.DefaultTenant;

    /// <summary>Whether entries that cannot be authenticated are errors; <see langword="null"/>: the preset says.</summary>
    internal bool? FailClosed { get; init; }
}
