using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>Keeps the directory within its limits: above 90 % of one, the entries written longest ago go until both are at 70 %.</summary>
/// <remarks>
/// Listing the directory costs a system call per entry, so the totals run along with our own writes. Other processes write too: the totals are
/// counted afresh after we have used up a quarter of the room that was left, so that four processes together cannot pass a limit
/// without noticing, and after a minute.
/// </remarks>
internal sealed class EntryEviction(CacheDirectory directory, long maxBytes, int maxCount, TimeProvider time, ILogger logger)
{
    private const int RoomShare = 4;
    private static readonly TimeSpan RecountEvery = TimeSpan.FromMinutes(1);

    private readonly object _turn = new();
    private long _bytes;
    private long _count;
    private long _addedBytes;
    private long _addedCount;
    private long _bytesBeforeRecount;
    private long _countBeforeRecount;
    private long _countedAt;
    private bool _counted;

    /// <summary>How a file is removed; a test makes it fail.</summary>
    internal Action<string> Remove { get; set; } = File.Delete;

    /// <summary>Whether one more entry may be written. At the limit it first tries to make room.</summary>
    public bool HasRoomForEntry()
    {
        if (Volatile.Read(ref _counted) && Interlocked.Read(ref _count) < maxCount)
        {
            return true;
        }

        lock (_turn)
        {
            if (!_counted || Interlocked.Read(ref _count) >= maxCount)
            {
                TryRun();
            }

            return Interlocked.Read(ref _count) < maxCount;
        }
    }

    /// <summary>Accounts for a written entry and evicts when a limit is near. Never fails: the entry is written.</summary>
    public void Written(long? oldSize, long newSize)
    {
        var growth = newSize - (oldSize ?? 0);
        var bytes = Interlocked.Add(ref _bytes, growth);
        var count = oldSize is null ? Interlocked.Increment(ref _count) : Interlocked.Read(ref _count);
        var addedBytes = Interlocked.Add(ref _addedBytes, Math.Max(0, growth));
        var addedCount = oldSize is null ? Interlocked.Increment(ref _addedCount) : Interlocked.Read(ref _addedCount);

        var isDue = IsAbove(bytes, count)
            || addedBytes > Interlocked.Read(ref _bytesBeforeRecount)
            || addedCount > Interlocked.Read(ref _countBeforeRecount)
            || time.GetElapsedTime(Interlocked.Read(ref _countedAt)) > RecountEvery;

        // Whoever comes second need not wait: the first one makes room for both.
        if (isDue && Monitor.TryEnter(_turn))
        {
            try
            {
                TryRun();
            }
            finally
            {
                Monitor.Exit(_turn);
            }
        }
    }

    /// <summary>Accounts for a removed entry.</summary>
    public void Removed(long size)
    {
        Interlocked.Add(ref _bytes, -size);
        Interlocked.Decrement(ref _count);
    }

    /// <summary>Counts the directory afresh.</summary>
    public (long Bytes, long Count) Recount()
    {
        lock (_turn)
        {
            var scan = Count();
            return (scan.Bytes, scan.Entries.Count);
        }
    }

    private bool IsAbove(long bytes, long count) =>
        bytes > maxBytes * FileBackendDefaults.EvictAbove || count > maxCount * FileBackendDefaults.EvictAbove;

    private void TryRun()
    {
        try
        {
            var scan = Count();
            if (IsAbove(scan.Bytes, scan.Entries.Count))
            {
                Evict(scan);
            }

            var orphans = DirectoryScan.SweepOrphans(directory.FullPath, time.GetUtcNow());
            if (orphans > 0)
            {
                FileBackendLog.OrphansSwept(logger, orphans, directory.FullPath);
            }
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            FileBackendLog.EvictionFailed(logger, directory.FullPath, exception);
        }
    }

    private DirectoryScan Count()
    {
        var scan = DirectoryScan.Run(directory.FullPath);
        SetTotals(scan.Bytes, scan.Entries.Count);
        return scan;
    }

    private void Evict(DirectoryScan scan)
    {
        var (bytes, count) = (scan.Bytes, scan.Entries.Count);
        scan.Entries.Sort(static (a, b) =>
            a.WrittenAt != b.WrittenAt ? a.WrittenAt.CompareTo(b.WrittenAt) : string.CompareOrdinal(a.Name, b.Name));

        foreach (var entry in scan.Entries)
        {
            if (bytes <= maxBytes * FileBackendDefaults.EvictDownTo && count <= maxCount * FileBackendDefaults.EvictDownTo)
            {
                break;
            }

            if (TryEvict(entry))
            {
                bytes -= entry.Size;
                count--;
            }
        }

        FileBackendLog.Evicted(logger, scan.Entries.Count - count, scan.Entries.Count, scan.Bytes - bytes, directory.FullPath);
        SetTotals(bytes, count);
    }

    private bool TryEvict(ScannedEntry entry)
    {
        try
        {
            // An entry that was replaced since the listing is not among the oldest any more.
            var file = new FileInfo(directory.PathOf(entry.Name));
            if (file.Exists && file.LastWriteTimeUtc != entry.WrittenAt.UtcDateTime)
            {
                return false;
            }

            Remove(file.FullName);
            return true;
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            return false;
        }
    }

    private void SetTotals(long bytes, long count)
    {
        Interlocked.Exchange(ref _bytes, bytes);
        Interlocked.Exchange(ref _count, count);
        Interlocked.Exchange(ref _addedBytes, 0);
        Interlocked.Exchange(ref _addedCount, 0);
        Interlocked.Exchange(ref _bytesBeforeRecount, Math.Max(0, maxBytes - bytes) / RoomShare);
        Interlocked.Exchange(ref _countBeforeRecount, Math.Max(0, maxCount - count) / RoomShare);
        Interlocked.Exchange(ref _countedAt, time.GetTimestamp());
        Volatile.Write(ref _counted, true);
    }
}
