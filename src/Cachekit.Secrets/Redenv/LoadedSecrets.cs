using System.ComponentModel;

namespace Cachekit.Secrets;

/// <summary>The cache entry: secrets, and when they were read. Memory keeps the object itself.</summary>
/// <remarks>
/// The secrets are no part of what is encoded, because the engine encodes what it keeps to know its size, and no buffer needs a copy of them. There is no
/// backend that would have to read them back.
/// </remarks>
[ImmutableObject(true)]
internal sealed class LoadedSecrets
{
    [CacheIgnore]
    public Secrets Secrets { get; init; } = Secrets.Empty;

    /// <summary>When the store was read, as a timestamp of the clock; those of a snapshot go back to its time.</summary>
    public required long ReadAt { get; init; }

    /// <summary>How long after <see cref="ReadAt"/> they are fresh.</summary>
    public required TimeSpan FreshFor { get; init; }
}
