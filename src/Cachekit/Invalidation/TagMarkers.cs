using System.Collections.Concurrent;
using Cachekit.Keys;
using Cachekit.Pipeline;

namespace Cachekit.Invalidation;

/// <summary>The markers of the tags that this process has to do with. There can be as many tags as users, so those of which nobody has asked lately are forgotten.</summary>
internal sealed class TagMarkers(BackendPort port)
{
    /// <summary>How many are kept before the ones are dropped whose belief has ended: they would be read again in any case.</summary>
    internal const int Capacity = 16_384;

    private readonly ConcurrentDictionary<ulong, Marker> _markers = new();
    private int _count;
    private int _pruneAt = Capacity;

    internal int Count => Volatile.Read(ref _count);

    internal Marker For(string tag)
    {
        var hash = TargetHash.OfTag(tag);
        if (_markers.TryGetValue(hash, out var known))
        {
            return known;
        }

        var marker = new Marker(port, CacheKeyText.CreateTagMarker(tag));
        if (!_markers.TryAdd(hash, marker))
        {
            return _markers.GetOrAdd(hash, marker);
        }

        var count = Interlocked.Increment(ref _count);
        if (count > Volatile.Read(ref _pruneAt))
        {
            // Not again with the next one, where all of them are in use.
            Volatile.Write(ref _pruneAt, count + (Capacity / 8));
            Prune();
        }

        return marker;
    }

    /// <summary>A message says that the marker has risen.</summary>
    internal void RaiseTo(ulong tag, long stamp)
    {
        if (_markers.TryGetValue(tag, out var marker))
        {
            marker.RaiseTo(stamp);
        }
    }

    internal void Doubt()
    {
        foreach (var (_, marker) in _markers)
        {
            marker.Doubt();
        }
    }

    private void Prune()
    {
        foreach (var (hash, marker) in _markers)
        {
            if (!marker.TryGet(out _) && _markers.TryRemove(hash, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }

        Volatile.Write(ref _pruneAt, Math.Max(Capacity, Count + (Capacity / 8)));
    }
}
