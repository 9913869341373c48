namespace Cachekit.Local;

/// <summary>A queue of entries, linked through the entries themselves. Needs the namespace's lock.</summary>
internal sealed class EntryList(EvictionQueue queue)
{
    private LocalEntry? _newest;

    /// <summary>The entry that has been in the queue for the longest time.</summary>
    public LocalEntry? Oldest { get; private set; }

    public long Bytes { get; private set; }

    public int Count { get; private set; }

    public void Add(LocalEntry entry)
    {
        entry.Queue = queue;
        entry.Newer = null;
        entry.Older = _newest;
        if (_newest is null)
        {
            Oldest = entry;
        }
        else
        {
            _newest.Newer = entry;
        }

        _newest = entry;
        Bytes += entry.Size;
        Count++;
    }

    public void Remove(LocalEntry entry)
    {
        if (entry.Older is null)
        {
            Oldest = entry.Newer;
        }
        else
        {
            entry.Older.Newer = entry.Newer;
        }

        if (entry.Newer is null)
        {
            _newest = entry.Older;
        }
        else
        {
            entry.Newer.Older = entry.Older;
        }

        entry.Queue = EvictionQueue.None;
        entry.Newer = null;
        entry.Older = null;
        Bytes -= entry.Size;
        Count--;
    }

    /// <summary>Puts an entry into the place of another.</summary>
    public void Replace(LocalEntry old, LocalEntry entry)
    {
        entry.Queue = queue;
        entry.Newer = old.Newer;
        entry.Older = old.Older;
        if (old.Older is null)
        {
            Oldest = entry;
        }
        else
        {
            old.Older.Newer = entry;
        }

        if (old.Newer is null)
        {
            _newest = entry;
        }
        else
        {
            old.Newer.Older = entry;
        }

        old.Queue = EvictionQueue.None;
        old.Newer = null;
        old.Older = null;
        Bytes += entry.Size - old.Size;
    }
}
