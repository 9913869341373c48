namespace Cachekit.Local;

/// <summary>Decides which entry of a namespace goes when the budget is spent. Needs the namespace's lock.</summary>
internal sealed class EvictionPolicy(long budget)
{
    private readonly EntryList _small = new(EvictionQueue.Small);
    private readonly EntryList _main = new(EvictionQueue.Main);
    private readonly GhostQueue _ghosts = new();
    private readonly long _smallTarget = budget / 10;

    public long Bytes => _small.Bytes + _main.Bytes;

    public int Count => _small.Count + _main.Count;

    public void Add(LocalEntry entry)
    {
        if (_ghosts.Take(Identity(entry), Count))
        {
            _main.Add(entry);
        }
        else
        {
            _small.Add(entry);
        }
    }

    public void Replace(LocalEntry old, LocalEntry entry)
    {
        // Being written again is a sign of being wanted, as a hit is.
        entry.Frequency = (byte)Math.Min(old.Frequency + 1, LocalEntry.MaxFrequency);
        ListOf(old).Replace(old, entry);
    }

    public void Remove(LocalEntry entry) => ListOf(entry).Remove(entry);

    /// <summary>Takes the next victim out of its queue; null when there is none.</summary>
    public LocalEntry? Evict(long now)
    {
        while (Count > 0)
        {
            var victim = _small.Bytes > _smallTarget || _main.Count == 0 ? FromSmall(now) : FromMain(now);
            if (victim is not null)
            {
                return victim;
            }
        }

        return null;
    }

    private LocalEntry? FromSmall(long now)
    {
        while (_small.Oldest is { } entry)
        {
            _small.Remove(entry);
            if (entry.Store!.IsDead(entry, now))
            {
                return entry;
            }

            if (entry.Frequency > 1)
            {
                entry.Frequency = 0;
                _main.Add(entry);
                continue;
            }

            _ghosts.Add(Identity(entry), Count);
            return entry;
        }

        return null;
    }

    private LocalEntry? FromMain(long now)
    {
        while (_main.Oldest is { } entry)
        {
            _main.Remove(entry);
            if (entry.Frequency == 0 || entry.Store!.IsDead(entry, now))
            {
                return entry;
            }

            entry.Frequency--;
            _main.Add(entry);
        }

        return null;
    }

    private static uint Identity(LocalEntry entry) => (uint)entry.Hash ^ entry.Store!.Salt;

    private EntryList ListOf(LocalEntry entry) => entry.Queue == EvictionQueue.Small ? _small : _main;
}
