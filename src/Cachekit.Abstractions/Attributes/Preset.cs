namespace Cachekit;

/// <summary>A named set of defaults for one purpose; the names mean the same in every CacheKit SDK.</summary>
/// <remarks>
/// Explicit settings of the attribute always win over the preset.
/// </remarks>
public enum Preset
{
    /// <summary>
    /// Speed first: entries live 5 minutes, and are stored without compression and checksum. When the backend fails, the error reaches the caller.
    /// </summary>
    Minimal = 0,

    /// <summary>For a developer's machine: entries live 5 minutes. When the backend fails, the body runs uncached.</summary>
    Dev = 1,

    /// <summary>
    /// For tests: entries live 5 minutes. When the backend fails, the body runs uncached.
    /// </summary>
    Test = 2,

    /// <summary>The default: entries live 10 minutes. When the backend fails, the body runs uncached.</summary>
    Production = 3,

    /// <summary>
    /// Like <see cref="Production"/>, and every layer holds ciphertext only, as with <see cref="SecureAttribute"/>. It needs a master key. An entry
    /// that is not authentic is an error, unless <c>CachekitOptions.Encryption.FailClosed</c> says otherwise.
    /// </summary>
    Secure = 4,

    /// <summary>
    /// The managed HTTP backend, whatever backend other methods use: entries live 1 hour. When it is away, calls run uncached. It needs an API
    /// key (<c>CACHEKIT_API_KEY</c>): without one a host does not start.
    /// </summary>
    Io = 5,
}
