namespace Cachekit.Local;

/// <summary>Decides which entry of a namespace goes when the budget is spent: one of the lowest priority that there is. Needs the namespace's lock.</summary>
/// <remarks>
/// Each priority has its own order (<see cref="EvictionClass"/>), made when its first entry comes. They share the periods, which go on with all
/// entries that come in.
/// </remarks>
internal sealed class EvictionPolicy(HitView view)
{
    private readonly EvictionClass _normal = new(view);
    private EvictionClass? _low;
    private EvictionClass? _high;
    private EvictionClass? _kept;
    private int _addedInPeriod;

    public long Bytes => _normal.Bytes + (_low?.Bytes ?? 0) + (_high?.Bytes ?? 0) + (_kept?.Bytes ?? 0);

    public int Count => _normal.Count + (_low?.Count ?? 0) + (_high?.Count ?? 0) + (_kept?.Count ?? 0);

    public void Add(LocalEntry entry)
    {
        CountPeriod();
        ClassOf(entry).Add(entry);
    }

    public void Replace(LocalEntry old, LocalEntry entry)
    {
        Remove(old);
        ClassOf(entry).AddProven(entry);
    }

    public void Remove(LocalEntry entry) => ClassOf(entry).Remove(entry);

    /// <summary>Takes the next victim out of its list; null when there is none that may go.</summary>
    public LocalEntry? Evict(long now) => _low?.Evict(now) ?? _normal.Evict(now) ?? _high?.Evict(now);

    // All entries of a method have its priority, so it stands once at the store.
    private EvictionClass ClassOf(LocalEntry entry) => entry.Store!.Priority switch
    {
        CachePriority.Low => _low ??= new EvictionClass(view),
        CachePriority.High => _high ??= new EvictionClass(view),
        CachePriority.NeverRemove => _kept ??= new EvictionClass(view),
        _ => _normal,
    };

    private void CountPeriod()
    {
        if (++_addedInPeriod > Count / RecencyList.Periods)
        {
            _addedInPeriod = 0;
            view.Period++;
            _normal.Begin(view.Period);
            _low?.Begin(view.Period);
            _high?.Begin(view.Period);
            _kept?.Begin(view.Period);
        }
    }
}
