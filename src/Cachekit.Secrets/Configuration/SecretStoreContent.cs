using System.Diagnostics;

namespace Cachekit.Secrets;

/// <summary>What a secret store had when it was read.</summary>
/// <param name="values">Values by configuration path (<c>Database:Password</c>); paths are compared without case, as everywhere in configuration.</param>
[DebuggerDisplay("{Values.Count} secrets")]
public sealed class SecretStoreContent(IReadOnlyDictionary<string, string?> values)
{
    /// <summary>Values by configuration path.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public IReadOnlyDictionary<string, string?> Values { get; } = values ?? throw new ArgumentNullException(nameof(values));

    /// <summary>When it has to be read again, because a lease ends for example, even if that is earlier than the configured interval.</summary>
    /// <value><see langword="null"/> by default: by the interval alone.</value>
    public TimeSpan? ReadAgainAfter { get; init; }

    /// <summary>Why a part could not be read, for which <see cref="Values"/> has what an earlier read found. It is told, and the read repeated, as where all of it fails.</summary>
    /// <value><see langword="null"/> by default: everything was read.</value>
    public Exception? Problem { get; init; }
}
