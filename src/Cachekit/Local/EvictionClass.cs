namespace Cachekit.Local;

/// <summary>Decides which entry of one priority goes when the budget is spent. Needs the namespace's lock.</summary>
/// <remarks>
/// <para>
/// Entries stand in two lists by the time of their last use: those that were stored and not asked for since, and those that proved to be
/// wanted again. The victim is the older one of the two last entries. That alone is LRU. What makes it better is a handicap: the age of
/// new entries counts 2^handicap times, so that a scan, or the long tail of a skewed distribution, leaves the proven ones alone.
/// </para>
/// <para>
/// How large the handicap should be follows from what comes back soon after its eviction. A new entry that comes back went too early, so
/// the handicap falls; a proven one that comes back raises it. A new one weighs twice as much: where the two are equally wanted, as in
/// traffic that LRU suits best, the handicap then rests at zero instead of wandering about.
/// </para>
/// </remarks>
internal sealed class EvictionClass
{
    private const double MaxHandicap = 8;
    private const double Step = 16;
    private const double NewWeight = 2;

    // Shares of the entries' number: up to which number of evictions ago a key is known, and up to which it was evicted just now.
    private const double Known = 0.5;
    private const double JustNow = 0.1;

    // No writer may have to put a whole cache into order: beyond this, the entry at hand goes, used or not.
    private const int MaxFilingsPerVictim = 256;

    private readonly HitView _view;
    private readonly RecencyList _new = new(EvictionQueue.New);
    private readonly RecencyList _proven = new(EvictionQueue.Proven);
    private readonly GhostQueue _newGhosts = new();
    private readonly GhostQueue _provenGhosts = new();
    private double _handicap;
    private double _ageFactor = 1;

    public EvictionClass(HitView view)
    {
        _view = view;
        Begin(view.Period);
    }

    public long Bytes => _new.Bytes + _proven.Bytes;

    public int Count => _new.Count + _proven.Count;

    /// <summary>Begins a period, the one after the present one.</summary>
    public void Begin(long period)
    {
        _new.Begin(period);
        _proven.Begin(period);
    }

    public void Add(LocalEntry entry)
    {
        var known = (int)(Count * Known);
        var identity = Identity(entry);
        var list = _proven;
        if (_newGhosts.Take(identity, known) is var evictions and >= 0)
        {
            Learn(evictions, -NewWeight);
        }
        else if ((evictions = _provenGhosts.Take(identity, known)) >= 0)
        {
            Learn(evictions, 1);
        }
        else
        {
            list = _new;
        }

        list.Add(entry, _view.Period);
    }

    /// <summary>Files an entry whose key was there before: it is wanted again.</summary>
    public void AddProven(LocalEntry entry) => _proven.Add(entry, _view.Period);

    public void Remove(LocalEntry entry) => (entry.Queue == EvictionQueue.New ? _new : _proven).Remove(entry);

    /// <summary>Takes the next victim out of its list; null when there is none. Entries that are dead anyway go first.</summary>
    public LocalEntry? Evict(long now)
    {
        var filings = 0;
        var fresh = Settle(_new, now, ref filings);
        if (fresh is not null && fresh.Store!.IsDead(fresh, now))
        {
            _new.Remove(fresh);
            return fresh;
        }

        var proven = Settle(_proven, now, ref filings);
        if (proven is not null && proven.Store!.IsDead(proven, now))
        {
            _proven.Remove(proven);
            return proven;
        }

        if (fresh is not null && (proven is null || AgeOf(fresh) * _ageFactor >= AgeOf(proven)))
        {
            _newGhosts.Add(Identity(fresh), Count);
            _new.Remove(fresh);
            return fresh;
        }

        if (proven is not null)
        {
            _provenGhosts.Add(Identity(proven), Count);
            _proven.Remove(proven);
        }

        return proven;
    }

    // Files entries at the old end that were used since then under their use, until the oldest one is known to be the oldest.
    private LocalEntry? Settle(RecencyList list, long now, ref int filings)
    {
        while (list.Oldest is { } entry)
        {
            if (entry.UsedIn < entry.FiledIn || ++filings > MaxFilingsPerVictim || entry.Store!.IsDead(entry, now))
            {
                return entry;
            }

            list.Remove(entry);
            _proven.Add(entry, entry.UsedIn);
        }

        return null;
    }

    private void Learn(int evictions, double weight)
    {
        if (evictions <= Count * JustNow)
        {
            _handicap = Math.Clamp(_handicap + (weight * Step / Math.Max(1, Count)), 0, MaxHandicap);
            _ageFactor = Math.Pow(2, _handicap);
        }
    }

    private long AgeOf(LocalEntry entry) => _view.Period - entry.FiledIn;

    private static uint Identity(LocalEntry entry) => (uint)entry.Hash ^ entry.Store!.Salt;
}
