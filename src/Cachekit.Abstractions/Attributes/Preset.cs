namespace Cachekit;

/// <summary>A named set of defaults for one purpose; the names mean the same in every CacheKit SDK, <see cref="Dev"/> and <see cref="Test"/> in some.</summary>
/// <remarks>
/// Explicit settings of the attribute always win over the preset, and so do those of <c>CachekitOptions</c>. What a preset cannot honour is an error. In every
/// preset entries are kept in memory, and an exception of the body reaches the caller, unless there is a stale value to serve instead.
/// </remarks>
public enum Preset
{
    /// <summary>
    /// Speed first: entries live 5 minutes, and are stored without compression and checksum. Nothing runs in the background, nothing is told to other processes, no
    /// lock is taken, nothing is counted or traced, and no breaker stands before the backend. When the backend is away, the error reaches the caller.
    /// </summary>
    Minimal = 0,

    /// <summary>
    /// For a developer's machine: entries live 5 minutes, are refreshed in the background, and nothing is told to other processes. When the backend is away, the body runs
    /// uncached.
    /// </summary>
    Dev = 1,

    /// <summary>
    /// For tests, and deterministic: entries live 5 minutes; nothing runs in the background, nothing is told to other processes, no lock is taken, and no breaker or retry
    /// changes an outcome. Settings that would do one of these are errors. When the backend is away, the body runs uncached.
    /// </summary>
    Test = 2,

    /// <summary>
    /// The default: entries live 10 minutes and are refreshed in the background; processes tell each other what is invalid, and take a lock on a miss, where the backend can do
    /// so; a stale value is served when the body fails, where there is a stale window. When the backend is away, the body runs uncached, and after some failures calls do not
    /// ask the backend any more until it has recovered.
    /// </summary>
    Production = 3,

    /// <summary>
    /// Like <see cref="Production"/>, and every layer holds ciphertext only, as with <see cref="SecureAttribute"/>. It needs a master key. When the backend is away, the body runs
    /// uncached. An entry that is not authentic is an error, unless <c>CachekitOptions.Encryption.FailClosed</c> says otherwise.
    /// </summary>
    Secure = 4,

    /// <summary>
    /// Like <see cref="Production"/>, and in the managed HTTP backend, whatever backend other methods use: entries live 1 hour, and can be served for another one while they are made anew.
    /// When the backend is away, the body runs uncached. It needs an API key (<c>CACHEKIT_API_KEY</c>): without one a host does not start.
    /// </summary>
    Io = 5,
}
