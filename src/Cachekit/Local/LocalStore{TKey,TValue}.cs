using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Cachekit.Local;

/// <summary>The entries of one method: a hash table that is read without a lock and written under the namespace's.</summary>
/// <remarks>
/// <para>
/// The slots are heads of chains that run through the entries. A writer publishes an entry by one store of a reference and takes one out
/// by linking its predecessor past it; the removed entry keeps its own link, so a reader that stands on it goes on. Growing links the same
/// entries into a longer array, during which a reader can be led into another chain and miss its key. It cannot find a wrong one, because it
/// compares keys, and it cannot run in circles, because linking always goes from entries not moved yet to ones moved before. So only a
/// reader that has found nothing asks whether the table was being moved, and looks again under the lock.
/// </para>
/// <para>
/// Which write wins: the one with the later epoch, so the slow reader of an old value never replaces a newer one. Equal epochs mean that
/// no write or invalidation came between the two reads; then the later call wins. A removal leaves its epoch behind in a fence, a small
/// array by hash, and a value from before it is not taken in any more. Two keys can share a place of the fence: then a value that was
/// being computed meanwhile is not kept, which costs one more read of it.
/// </para>
/// </remarks>
internal sealed partial class LocalStore<TKey, TValue> : LocalStore
    where TKey : struct, IEquatable<TKey>
{
    private const int MinimumSlots = 16;
    private const int MaximumSlots = 1 << 30;

    // By the upper bits: keys that share a table slot need not share a place of the fence.
    private const int FenceLength = 1024;
    private const int FenceShift = 22;

    private readonly LocalNamespace _namespace;
    private readonly CoarseClock _clock;
    private readonly HitView _view;
    private readonly StoreTotals _totals = new();
    private readonly StripedCounter _hits = new();
    private LocalEntry<TKey, TValue>?[] _slots = new LocalEntry<TKey, TValue>?[MinimumSlots];
    private long _invalidatedEpoch;
    private bool _moving;
    private long[]? _fence;

    public LocalStore(LocalNamespace @namespace, CoarseClock clock)
    {
        _namespace = @namespace;
        _clock = clock;
        _view = @namespace.View;
        @namespace.Add(this);
    }

    /// <inheritdoc/>
    public override long Count => _totals.Count;

    /// <inheritdoc/>
    public override long Bytes => _totals.Bytes;

    /// <inheritdoc/>
    public override long Hits => _hits.Value;

    /// <summary>The fresh entry of a key; null when there is none, when it wants to be made anew or is past its life, or when it is older than an invalidation.</summary>
    public LocalEntry<TKey, TValue>? Get(in TKey key)
    {
        var hash = Unsafe.AsRef(in key).GetHashCode();
        var slots = Volatile.Read(ref _slots);
        var entry = Volatile.Read(ref slots[hash & (slots.Length - 1)]);
        while (entry is not null)
        {
            if (entry.Hash == hash && entry.Key.Equals(key))
            {
                return IsLive(entry) ? Hit(entry) : null;
            }

            entry = Volatile.Read(ref entry.Next);
        }

        return WasMoved(slots) ? GetLocked(in key) : null;
    }

    /// <summary>The entry of a key that can be served, fresh or stale; it does not count as a hit.</summary>
    public LocalEntry<TKey, TValue>? Peek(in TKey key)
    {
        var hash = Unsafe.AsRef(in key).GetHashCode();
        var slots = Volatile.Read(ref _slots);
        var entry = Volatile.Read(ref slots[hash & (slots.Length - 1)]);
        while (entry is not null && !(entry.Hash == hash && entry.Key.Equals(key)))
        {
            entry = Volatile.Read(ref entry.Next);
        }

        if (entry is null && WasMoved(slots))
        {
            lock (_namespace.Lock)
            {
                entry = Find(in key, hash);
            }
        }

        return entry is not null && !IsDead(entry, _clock.NowMilliseconds) ? entry : null;
    }

    /// <summary>
    /// Keeps an entry in place of the key's present one, unless that is newer. An entry that cannot be kept, because it is above the whole
    /// budget, dead already, older than a removal of the key, or for which nothing else may go, still makes the older present one go.
    /// </summary>
    /// <exception cref="ArgumentException">The entry was kept before: its links may still lead readers.</exception>
    public void Set(LocalEntry<TKey, TValue> entry)
    {
        if (entry.Store is not null)
        {
            throw new ArgumentException("An entry can be kept only once; make a new one for every write.", nameof(entry));
        }

        lock (_namespace.Lock)
        {
            var now = _clock.NowMilliseconds;
            var old = Find(in entry.Key, entry.Hash);
            if (old is not null && old.Epoch > entry.Epoch && !IsDead(old, now))
            {
                return;
            }

            if (entry.Size > _namespace.Budget || IsDead(entry, now) || IsFenced(entry) || IsFencedByMark(entry))
            {
                // What was there is older still: not even its successor may be served.
                if (old is not null)
                {
                    Drop(old);
                }
            }
            else
            {
                MakeRoomFor(entry, old);
                if (old is not null)
                {
                    Replace(old, entry);
                }
                else
                {
                    Add(entry);
                }
            }

            _namespace.AfterWrite(entry);
            if (entry.Queue is EvictionQueue.None)
            {
                // There was no room. A value from before this one must not take the place that it did not get.
                RaiseFence(entry.Hash, entry.Epoch);
            }
        }
    }

    /// <summary>Removes a key, and refuses values of it that were read before.</summary>
    /// <returns>Whether there was an entry that could have been served.</returns>
    public bool Remove(in TKey key)
    {
        lock (_namespace.Lock)
        {
            var hash = Unsafe.AsRef(in key).GetHashCode();
            RaiseFence(hash, Epoch.Next());
            if (Find(in key, hash) is not { } entry)
            {
                return false;
            }

            Drop(entry);
            return !IsDead(entry, _clock.NowMilliseconds);
        }
    }

    /// <summary>Removes a key's entry if it is from before an epoch, and refuses values of it that were read before.</summary>
    public void RemoveBefore(in TKey key, long epoch)
    {
        lock (_namespace.Lock)
        {
            var hash = Unsafe.AsRef(in key).GetHashCode();
            RaiseFence(hash, epoch);
            if (Find(in key, hash) is { } entry && entry.Epoch < epoch)
            {
                Drop(entry);
            }
        }
    }

    /// <summary>Makes every entry of the epoch and of earlier ones unreachable, in constant time.</summary>
    /// <param name="epoch">The epoch of the invalidation, from <see cref="Epoch.Next"/>.</param>
    public void InvalidateAll(long epoch)
    {
        lock (_namespace.Lock)
        {
            if (epoch > _invalidatedEpoch)
            {
                Volatile.Write(ref _invalidatedEpoch, epoch);
                _namespace.ReclaimSoon();
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsDead(LocalEntry entry, long now) =>
        entry.ExpiresAt <= now || entry.Epoch <= Volatile.Read(ref _invalidatedEpoch) || entry.Epoch <= _view.InvalidatedEpoch;

    /// <inheritdoc/>
    public override void Unlink(LocalEntry entry)
    {
        Debug.Assert(entry is LocalEntry<TKey, TValue>, "An entry belongs to one store.");
        var own = Unsafe.As<LocalEntry<TKey, TValue>>(entry);
        Unlink(own, null);
        UnindexMark(own);
        _totals.Remove(entry);
    }

    /// <inheritdoc/>
    public override void Sweep(ref int position, ref int slots)
    {
        var now = _clock.NowMilliseconds;
        var index = position;
        while (index < _slots.Length && slots > 0)
        {
            for (var entry = _slots[index]; entry is not null; entry = entry.Next)
            {
                if (IsDead(entry, now))
                {
                    Drop(entry);
                    CountOut(isDead: true);
                }
            }

            index++;
            slots--;
        }

        position = index < _slots.Length ? index : 0;
    }

    private bool IsLive(LocalEntry<TKey, TValue> entry) =>
        entry.Epoch > Volatile.Read(ref _invalidatedEpoch)
        && entry.Epoch > _view.InvalidatedEpoch
        && (entry.FreshUntil is var freshUntil && (freshUntil == long.MaxValue || freshUntil > _clock.NowMilliseconds));

    private LocalEntry<TKey, TValue> Hit(LocalEntry<TKey, TValue> entry)
    {
        // Only the first hit of a period writes, so a hot entry stays shared between the caches of the cores.
        var period = _view.Period;
        if (entry.UsedIn != period)
        {
            entry.UsedIn = period;
        }

        _hits.Increment();
        return entry;
    }

    // In this order: a reader that was misled has seen a link written after the flag was set, and the flag falls after the new array is out.
    private bool WasMoved(LocalEntry<TKey, TValue>?[] slots) => Volatile.Read(ref _moving) || Volatile.Read(ref _slots) != slots;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LocalEntry<TKey, TValue>? GetLocked(in TKey key)
    {
        LocalEntry<TKey, TValue>? entry;
        lock (_namespace.Lock)
        {
            entry = Find(in key, Unsafe.AsRef(in key).GetHashCode());
        }

        return entry is not null && IsLive(entry) ? Hit(entry) : null;
    }

    private LocalEntry<TKey, TValue>? Find(in TKey key, int hash)
    {
        var entry = _slots[hash & (_slots.Length - 1)];
        while (entry is not null && !(entry.Hash == hash && entry.Key.Equals(key)))
        {
            entry = entry.Next;
        }

        return entry;
    }

    private void Add(LocalEntry<TKey, TValue> entry)
    {
        if (_totals.Count >= _slots.Length && _slots.Length < MaximumSlots)
        {
            Grow();
        }

        entry.Store = this;
        ref var slot = ref _slots[entry.Hash & (_slots.Length - 1)];
        entry.Next = slot;
        Volatile.Write(ref slot, entry);
        IndexMark(entry);
        _totals.Add(entry);
        _namespace.Policy.Add(entry);
    }

    private void Replace(LocalEntry<TKey, TValue> old, LocalEntry<TKey, TValue> entry)
    {
        entry.Store = this;
        entry.Next = old.Next;
        Unlink(old, entry);
        UnindexMark(old);
        IndexMark(entry);
        _totals.Remove(old);
        _totals.Add(entry);
        _namespace.Policy.Replace(old, entry);
    }

    private void Drop(LocalEntry<TKey, TValue> entry)
    {
        _namespace.Policy.Remove(entry);
        Unlink(entry);
    }

    // Without a successor the chain goes on behind the entry.
    private void Unlink(LocalEntry<TKey, TValue> entry, LocalEntry<TKey, TValue>? successor)
    {
        ref var link = ref _slots[entry.Hash & (_slots.Length - 1)];
        while (!ReferenceEquals(link, entry))
        {
            link = ref link!.Next;
        }

        Volatile.Write(ref link, successor ?? entry.Next);
    }

    private void Grow()
    {
        var slots = new LocalEntry<TKey, TValue>?[_slots.Length * 2];
        Volatile.Write(ref _moving, true);
        foreach (var head in _slots)
        {
            for (var entry = head; entry is not null;)
            {
                var next = entry.Next;
                ref var slot = ref slots[entry.Hash & (slots.Length - 1)];
                Volatile.Write(ref entry.Next, slot);
                slot = entry;
                entry = next;
            }
        }

        Volatile.Write(ref _slots, slots);
        Volatile.Write(ref _moving, false);
    }

    private bool IsFenced(LocalEntry<TKey, TValue> entry) => _fence is { } fence && entry.Epoch < fence[(uint)entry.Hash >> FenceShift];

    private void RaiseFence(int hash, long epoch)
    {
        var fence = _fence ??= new long[FenceLength];
        ref var place = ref fence[(uint)hash >> FenceShift];
        place = Math.Max(place, epoch);
    }
}
