using System.Numerics;

namespace Cachekit.Local;

/// <summary>Remembers which keys were evicted lately, in eight bytes a key.</summary>
/// <remarks>
/// A hash table with sets of four places. A place holds 32 bits of the key's identity and the number of its eviction; it counts as long as
/// no more than the wanted number of evictions came after it, so nothing ever has to be taken out. Two keys of one identity are mistaken
/// for each other: a newcomer is then thought to be known, and no more.
/// </remarks>
internal sealed class GhostQueue
{
    private const int Ways = 4;
    private const int MinimumPlaces = 64;

    private ulong[] _places = new ulong[MinimumPlaces];
    private uint _evictions;

    /// <summary>Remembers a key as the latest of all.</summary>
    /// <param name="identity">The key's identity.</param>
    /// <param name="capacity">How many keys to remember at least.</param>
    public void Add(uint identity, int capacity)
    {
        // Twice the places: keys fall unevenly on the sets.
        if (_places.Length < capacity * 2L && _places.Length < 1 << 28)
        {
            Grow((int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(capacity * 2L, 1 << 28)));
        }

        // 0 stands for a free place.
        if (++_evictions == 0)
        {
            Array.Clear(_places);
            _evictions = 1;
        }

        Put(_places, ((ulong)identity << 32) | _evictions);
    }

    /// <summary>Forgets a key, if it is among those evicted last.</summary>
    /// <param name="identity">The key's identity.</param>
    /// <param name="capacity">How many of the last evictions count.</param>
    /// <returns>How many evictions came after that of the key; -1 when it is not known.</returns>
    public int Take(uint identity, int capacity)
    {
        var set = SetOf(_places, identity);
        for (var i = 0; i < Ways; i++)
        {
            ref var place = ref _places[set + i];
            var later = _evictions - (uint)place;
            if (place != 0 && (uint)(place >> 32) == identity && later < (uint)capacity)
            {
                place = 0;
                return (int)later;
            }
        }

        return -1;
    }

    private static int SetOf(ulong[] places, uint identity) => (int)(identity & (uint)(places.Length - 1)) & ~(Ways - 1);

    private static void Put(ulong[] places, ulong ghost)
    {
        var set = SetOf(places, (uint)(ghost >> 32));
        var oldest = set;
        for (var i = 0; i < Ways; i++)
        {
            if ((uint)(places[set + i] >> 32) == (uint)(ghost >> 32))
            {
                oldest = set + i;
                break;
            }

            if ((uint)places[set + i] < (uint)places[oldest])
            {
                oldest = set + i;
            }
        }

        places[oldest] = ghost;
    }

    private void Grow(int length)
    {
        var places = new ulong[length];
        foreach (var ghost in _places)
        {
            if (ghost != 0)
            {
                Put(places, ghost);
            }
        }

        _places = places;
    }
}
