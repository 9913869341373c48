using Cachekit.Pipeline;

namespace Cachekit.Invalidation;

/// <summary>An invalidation that the backend has not taken yet.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Scope">The method of an entry; 0 for other kinds.</param>
/// <param name="Target">The hash in the message.</param>
/// <param name="Stamp">What is older is invalid.</param>
internal abstract record PendingInvalidation(InvalidationKind Kind, ulong Scope, ulong Target, long Stamp)
{
    /// <summary>What makes two of them the same: the later one is enough.</summary>
    internal abstract string Identity { get; }

    /// <summary>Does it in the backend, without what guards the calls of users: it shall be done at once when the backend works again.</summary>
    internal abstract ValueTask DoAsync(ICacheBackend backend);

    /// <summary>Whether one message can tell of both.</summary>
    internal bool GoesWith(PendingInvalidation other) => Kind == other.Kind && Scope == other.Scope && GetType() == other.GetType();

    /// <summary>An entry that has to go.</summary>
    internal sealed record Entry(ulong Scope, ulong Target, long Stamp, string TextKey) : PendingInvalidation(InvalidationKind.Entries, Scope, Target, Stamp)
    {
        internal override string Identity => TextKey;

        internal override async ValueTask DoAsync(ICacheBackend backend) => await backend.DeleteAsync(TextKey, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>A marker that has to be written.</summary>
    internal sealed record Risen(InvalidationKind Kind, ulong Target, long Stamp, Marker Marker, TimeSpan? Life) : PendingInvalidation(Kind, 0, Target, Stamp)
    {
        internal override string Identity => Marker.Key;

        internal override ValueTask DoAsync(ICacheBackend backend) => Marker.WriteAgainAsync(Life);
    }

    /// <summary>Shared entries, which have no marker.</summary>
    internal sealed record Shared(ulong Target, long Stamp, string Prefix) : PendingInvalidation(InvalidationKind.Methods, 0, Target, Stamp)
    {
        internal override string Identity => Prefix;

        internal override async ValueTask DoAsync(ICacheBackend backend) =>
            await ((IPrefixCacheBackend)backend).DeleteByPrefixAsync(Prefix, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>What is done in the backend, and only has to be told.</summary>
    internal sealed record Untold(InvalidationKind Kind, ulong Scope, ulong Target, long Stamp) : PendingInvalidation(Kind, Scope, Target, Stamp)
    {
        internal override string Identity => $"{(byte)Kind}:{Scope:x}:{Target:x}";

        internal override ValueTask DoAsync(ICacheBackend backend) => default;
    }
}
