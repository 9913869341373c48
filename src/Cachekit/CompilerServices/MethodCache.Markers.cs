using Cachekit.Invalidation;
using Cachekit.Local;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

// Whether what the backend holds is still valid: by the markers of its method, namespace and tags, and by what was said about the entry itself.
public sealed partial class MethodCache<TKey, TValue>
{
    private static readonly bool IsTagged = typeof(ITaggedKey).IsAssignableFrom(typeof(TKey));

    private readonly TagMarkers? _tagMarkers;
    private bool _hasValueTags;

    /// <summary>Whether a stored value was not invalidated since it was made.</summary>
    /// <exception cref="CacheBackendException">The backend failed: nothing is known about stored values then.</exception>
    private ValueTask<bool> IsCurrentAsync(in Inquiry<TKey> inquiry, in FoundValue<TValue> found, CancellationToken cancellationToken)
    {
        if (found.Stamp is not { } stamp)
        {
            return new ValueTask<bool>(true);
        }

        if (IsOutdated(in inquiry, stamp))
        {
            return new ValueTask<bool>(false);
        }

        var tags = TagsOf(in inquiry, in found);
        return tags is null && TryGetKnown(out var newest)
            ? new ValueTask<bool>(stamp > newest)
            : IsNewerThanAsync(MarkersOf(tags), stamp, cancellationToken);
    }

    /// <inheritdoc cref="IsCurrentAsync"/>
    private bool IsCurrent(in Inquiry<TKey> inquiry, in FoundValue<TValue> found)
    {
        if (found.Stamp is not { } stamp)
        {
            return true;
        }

        if (IsOutdated(in inquiry, stamp))
        {
            return false;
        }

        var tags = TagsOf(in inquiry, in found);
        return tags is null && TryGetKnown(out var newest) ? stamp > newest : IsNewerThan(MarkersOf(tags), stamp);
    }

    private bool IsOutdated(in Inquiry<TKey> inquiry, long stamp) => _hub is { } hub && hub.IsOutdated(TargetHash.Of(inquiry.TextKey), stamp);

    /// <summary>The newest marker of method and namespace, where both were read lately.</summary>
    private bool TryGetKnown(out long newest)
    {
        if (!_methodMarker!.TryGet(out newest))
        {
            return false;
        }

        if (_namespaceMarker is null)
        {
            return true;
        }

        var isKnown = _namespaceMarker.TryGet(out var all);
        newest = Math.Max(newest, all);
        return isKnown;
    }

    private List<Marker> MarkersOf(string[]? tags)
    {
        var markers = new List<Marker>(2 + (tags?.Length ?? 0)) { _methodMarker! };
        if (_namespaceMarker is not null)
        {
            markers.Add(_namespaceMarker);
        }

        foreach (var tag in tags ?? [])
        {
            markers.Add(_tagMarkers!.For(tag));
        }

        return markers;
    }

    private async ValueTask<bool> IsNewerThanAsync(List<Marker> markers, long stamp, CancellationToken cancellationToken)
    {
        if (!TryDecide(markers, stamp, out var unread))
        {
            return false;
        }

        if (unread.Count > 1 && _port!.SupportsBatches)
        {
            var askedAt = _timeProvider.GetTimestamp();
            var found = await _port.GetManyAsync(unread.ConvertAll(static marker => marker.Key), cancellationToken).ConfigureAwait(false);
            return Keep(unread, found, askedAt) < stamp;
        }

        foreach (var marker in unread)
        {
            if (await marker.GetAsync(cancellationToken).ConfigureAwait(false) >= stamp)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsNewerThan(List<Marker> markers, long stamp)
    {
        if (!TryDecide(markers, stamp, out var unread))
        {
            return false;
        }

        if (unread.Count > 1 && _port!.SupportsBatches)
        {
            var askedAt = _timeProvider.GetTimestamp();
            return Keep(unread, _port.GetMany(unread.ConvertAll(static marker => marker.Key)), askedAt) < stamp;
        }

        return unread.TrueForAll(marker => marker.Get() < stamp);
    }

    /// <summary>Asks what is known already.</summary>
    /// <returns><see langword="false"/> when that is enough: the value is invalid.</returns>
    private static bool TryDecide(List<Marker> markers, long stamp, out List<Marker> unread)
    {
        unread = new List<Marker>(markers.Count);
        foreach (var marker in markers)
        {
            if (!marker.TryGet(out var known))
            {
                unread.Add(marker);
            }

            // What was read long ago still invalidates: markers only rise.
            if (known >= stamp)
            {
                return false;
            }
        }

        return true;
    }

    private static long Keep(List<Marker> markers, BackendValue[] found, long askedAt)
    {
        var newest = 0L;
        for (var i = 0; i < found.Length; i++)
        {
            using var value = found[i];
            newest = Math.Max(newest, markers[i].Keep(value, askedAt));
        }

        return newest;
    }

    private string[]? TagsOf(in Inquiry<TKey> inquiry, in FoundValue<TValue> found) => TagsOf(inquiry.Key, found.Details);

    /// <summary>The tags of an entry: those of its key, and those of its value.</summary>
    private string[]? TagsOf(in TKey key, ValueDetails? details)
    {
        string[]? ofValue = null;
        if (details is { Tags.Count: > 0 })
        {
            _hasValueTags = true;
            ofValue = [.. details.Tags];
        }

        if (!IsTagged || ((ITaggedKey)key).GetTags() is not { Length: > 0 } ofKey)
        {
            return ofValue;
        }

        return ofValue is null ? ofKey : [.. ofKey.Union(ofValue, StringComparer.Ordinal)];
    }

    private ulong[]? TagHashesOf(in TKey key, ValueDetails? details) =>
        TagsOf(in key, details) is { } tags ? [.. tags.Select(TargetHash.OfTag).Distinct()] : null;

    /// <summary>Makes the entries with a tag go from memory, and what is being made not be kept.</summary>
    private void InvalidateTag(ulong tag)
    {
        if (_hasValueTags)
        {
            // Which tags a running body will find nobody knows.
            DetachFlights();
        }
        else if (IsTagged)
        {
            foreach (var (_, flight) in _flights.Concat(_refreshes))
            {
                if (Array.Exists(((ITaggedKey)flight.Key).GetTags(), one => TargetHash.OfTag(one) == tag))
                {
                    flight.Detach();
                    TakeOut(flight);
                }
            }
        }

        _store?.RemoveByTag(tag);
    }
}
