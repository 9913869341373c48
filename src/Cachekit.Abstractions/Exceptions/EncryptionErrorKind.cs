namespace Cachekit;

/// <summary>What went wrong with the encryption of an entry.</summary>
public enum EncryptionErrorKind
{
    /// <summary>Not classified.</summary>
    Unknown = 0,

    /// <summary>
    /// The entry is not what was written under this key for this tenant: its bytes were changed, or it was written with another master key, for
    /// another tenant or under another cache key.
    /// </summary>
    Tampered = 1,

    /// <summary>The entry names a key, by its fingerprint, that is neither the current one nor one of the previous ones.</summary>
    UnknownKey = 2,

    /// <summary>The entry is no ciphertext where only ciphertext may be. That is normal while encryption is being introduced.</summary>
    NotEncrypted = 3,

    /// <summary>The entry is too short to be a ciphertext.</summary>
    Malformed = 4,

    /// <summary>This encryptor has used all its nonces: 4,294,967,295 encryptions. A restart, or a new master key, brings new ones.</summary>
    NoncesExhausted = 5,

    /// <summary>The platform's cryptography failed.</summary>
    Failed = 6,
}
