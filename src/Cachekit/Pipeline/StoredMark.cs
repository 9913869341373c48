using Cachekit.Hashing;

namespace Cachekit.Pipeline;

/// <summary>By which it can be told later whether an entry of a backend is still the one that was read.</summary>
/// <param name="IsKnown">Whether the backend answered.</param>
/// <param name="Hash">Of the bytes; <see langword="null"/>: there was no entry.</param>
/// <param name="EndsAt">The coarse clock's time at which it ends by itself.</param>
internal readonly record struct StoredMark(bool IsKnown, ulong? Hash, long EndsAt)
{
    // Backends tell lives in seconds, some of them.
    private const long Tolerance = 1000;

    internal static StoredMark Unknown => default;

    internal static StoredMark Of(in BackendValue found, long askedAt) => new(
        IsKnown: true,
        HashOf(in found),
        found.Remaining is { } remaining && !found.IsStale ? askedAt + (long)remaining.TotalMilliseconds - Tolerance : found.IsStale ? askedAt : long.MaxValue);

    /// <summary>Whether nobody has replaced or removed the entry; what has ended by itself was not removed.</summary>
    internal bool IsSame(in BackendValue now, long time)
    {
        var hash = HashOf(in now);
        return hash == Hash || (hash is null && time >= EndsAt);
    }

    private static ulong? HashOf(in BackendValue found) => found.Found ? XxHash3.Hash(found.Bytes.Span) : null;
}
