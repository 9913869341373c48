using System.Diagnostics;

namespace Cachekit.Local;

/// <summary>The stores that share a byte budget, eviction and invalidation.</summary>
/// <remarks>
/// One lock guards all that writes: tables, queues and sizes of all stores of the namespace. Hits take no lock. Invalidation only raises an
/// epoch that each hit compares with its entry's; the memory of entries that died so, or of age, comes back in small steps with the
/// following writes, with eviction, which takes the dead first, and with <see cref="Sweep"/>.
/// </remarks>
internal sealed class LocalNamespace
{
    // Slots visited per write: enough to come around in a fraction of the table's turnover, too few to be felt.
    private const int SlotsPerWrite = 2;
    private const int SlotsPerWriteAfterInvalidation = 16;
    private const int SlotsPerEviction = 512;
    private const int SlotsPerLock = 256;

    private readonly object _lock = new();
    private readonly CoarseClock _clock;
    private readonly EvictionPolicy _policy;
    private readonly List<LocalStore> _stores = [];
    private int _sweepStore;
    private int _sweepSlot;
    private int _lapsWanted;
    private long _budget;

    public LocalNamespace(string? name, long budgetBytes, CoarseClock clock)
    {
        Name = name;
        _budget = budgetBytes;
        _clock = clock;
        _policy = new EvictionPolicy(View);
    }

    public string? Name { get; }

    /// <summary>The bytes that all entries together may take.</summary>
    public long Budget => Volatile.Read(ref _budget);

    /// <summary>The bytes that entries take; dead ones count until their memory is reclaimed.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _policy.Bytes;
            }
        }
    }

    /// <summary>The number of entries; dead ones count until their memory is reclaimed.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _policy.Count;
            }
        }
    }

    /// <summary>What hits read.</summary>
    internal HitView View { get; } = new();

    /// <summary>The one lock of all writes.</summary>
    internal object Lock => _lock;

    internal EvictionPolicy Policy => _policy;

    /// <summary>Gives the namespace another budget, and evicts what is over it.</summary>
    public void Resize(long budgetBytes)
    {
        lock (_lock)
        {
            Volatile.Write(ref _budget, budgetBytes);
            Trim(added: null);
        }
    }

    /// <summary>Makes every entry of the epoch and of earlier ones unreachable, in constant time.</summary>
    /// <param name="epoch">The epoch of the invalidation, from <see cref="Epoch.Next"/>.</param>
    public void InvalidateAll(long epoch)
    {
        lock (_lock)
        {
            if (epoch > View.InvalidatedEpoch)
            {
                View.InvalidatedEpoch = epoch;
                ReclaimSoon();
            }
        }
    }

    /// <summary>Removes all dead entries. Writers wait for a small part of it at most.</summary>
    public void Sweep()
    {
        for (var index = 0; ; index++)
        {
            var position = 0;
            do
            {
                lock (_lock)
                {
                    if (index >= _stores.Count)
                    {
                        return;
                    }

                    var slots = SlotsPerLock;
                    _stores[index].Sweep(ref position, ref slots);
                }
            }
            while (position != 0);
        }
    }

    /// <summary>Registers a store. It stays for the life of the namespace.</summary>
    internal void Add(LocalStore store)
    {
        lock (_lock)
        {
            _stores.Add(store);
        }
    }

    /// <summary>Has following writes look for dead entries with more effort. Needs the lock.</summary>
    internal void ReclaimSoon()
    {
        Debug.Assert(Monitor.IsEntered(_lock), "The lock is needed.");

        // The lap that is under way has passed some entries already.
        _lapsWanted = 2;
    }

    /// <summary>Brings the namespace back into its budget. Needs the lock.</summary>
    /// <param name="added">The entry that was written; it goes again where there is no room and nothing else may go.</param>
    internal void AfterWrite(LocalEntry added)
    {
        Debug.Assert(Monitor.IsEntered(_lock), "The lock is needed.");
        SweepSlots(_lapsWanted > 0 ? SlotsPerWriteAfterInvalidation : SlotsPerWrite);

        // The dead are better victims than any other, but no write may have to search a large table to its end for them.
        for (var left = SlotsPerEviction; left > 0 && _lapsWanted > 0 && _policy.Bytes > Budget; left -= SlotsPerWriteAfterInvalidation)
        {
            SweepSlots(SlotsPerWriteAfterInvalidation);
        }

        Trim(added);
    }

    private void Trim(LocalEntry? added)
    {
        var now = _clock.NowMilliseconds;
        while (_policy.Bytes > Budget && _policy.Evict(now) is { } victim)
        {
            victim.Store!.Unlink(victim);
            victim.Store.CountOut(victim.Store.IsDead(victim, now));
        }

        // Only entries that must not be evicted are left; some of them may be dead.
        for (var left = SlotsPerEviction; left > 0 && _policy.Bytes > Budget; left -= SlotsPerWriteAfterInvalidation)
        {
            SweepSlots(SlotsPerWriteAfterInvalidation);
        }

        if (_policy.Bytes > Budget && added is { Queue: not EvictionQueue.None })
        {
            _policy.Remove(added);
            added.Store!.Unlink(added);
        }
    }

    private void SweepSlots(int slots)
    {
        while (slots > 0)
        {
            _stores[_sweepStore].Sweep(ref _sweepSlot, ref slots);
            if (_sweepSlot != 0)
            {
                return;
            }

            if (++_sweepStore >= _stores.Count)
            {
                _sweepStore = 0;
                _lapsWanted = Math.Max(0, _lapsWanted - 1);

                // One lap at a time: an almost empty namespace would be searched again and again.
                return;
            }
        }
    }
}
