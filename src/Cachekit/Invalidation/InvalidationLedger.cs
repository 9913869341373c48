using System.Diagnostics.CodeAnalysis;
using Cachekit.Pipeline;

namespace Cachekit.Invalidation;

/// <summary>What was invalidated lately, and what this process wrote into the backend lately: two tables by hash, of fixed size, where the last one stays.</summary>
/// <remarks>
/// <para>Both are for the same race. A body has read the database before a change, and its result arrives in the backend after the entry was removed there. Who wrote it finds
/// it here when the message comes, and removes it again. Who reads it sees by its stamp that it is older than the invalidation, and takes it for a miss.</para>
/// <para>A place that two keys share forgets the older one. Then the race is as it would be without the table, and no worse.</para>
/// </remarks>
internal sealed class InvalidationLedger(TimeProvider timeProvider)
{
    /// <summary>How long ago a write can be that its invalidation has overtaken: longer than a message travels.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(2);

    /// <summary>By how much the clocks of two machines may differ, in ticks, so that a write at the time of an invalidation counts as later than it.</summary>
    private const long Skew = 50 * TimeSpan.TicksPerMillisecond;

    private const int Length = 4096;

    private Invalidated?[]? _invalidated;
    private Written?[]? _written;

    /// <summary>Notes an invalidation.</summary>
    /// <returns>Whether it is news: later than any that is noted for the entry.</returns>
    internal bool Note(ulong entry, long stamp)
    {
        ref var place = ref Places(ref _invalidated)[entry % Length];
        while (true)
        {
            var known = Volatile.Read(ref place);
            if (known is not null && known.Entry == entry && known.Stamp >= stamp)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref place, new Invalidated(entry, stamp), known) == known)
            {
                return true;
            }
        }
    }

    /// <summary>Whether a value is older than an invalidation of its entry.</summary>
    internal bool IsOutdated(ulong entry, long stamp) =>
        Volatile.Read(ref _invalidated) is { } places
        && Volatile.Read(ref places[entry % Length]) is { } known
        && known.Entry == entry
        && stamp < known.Stamp;

    /// <summary>Notes that a value is written into the backend, before and after: a write that ended before the invalidation was removed by it.</summary>
    /// <param name="scope">The method.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="textKey">The entry's key in the backend.</param>
    /// <param name="content">The hash of what is written.</param>
    /// <param name="stamp">The stamp from before it was made.</param>
    /// <param name="isGiven">Whether it was given by hand.</param>
    internal void Wrote(ulong scope, ulong entry, string textKey, ulong content, long stamp, bool isGiven) => Volatile.Write(
        ref Places(ref _written)[entry % Length],
        new Written(scope, entry, textKey, content, stamp, isGiven, timeProvider.GetTimestamp(), StampClock.Next(timeProvider)));

    /// <summary>Takes out the write that an invalidation may have overtaken. It may as well have been removed or replaced in time.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="stamp">The stamp of the invalidation.</param>
    /// <param name="textKey">The entry's key in the backend.</param>
    /// <param name="content">The hash of what was written.</param>
    internal bool TryTakeOvertaken(ulong entry, long stamp, [NotNullWhen(true)] out string? textKey, out ulong content)
    {
        textKey = null;
        content = 0;
        if (Volatile.Read(ref _written) is not { } places)
        {
            return false;
        }

        ref var place = ref places[entry % Length];
        if (Volatile.Read(ref place) is not { } write
            || write.Entry != entry
            || write.Stamp >= stamp
            || write.DoneAt < stamp - Skew
            || timeProvider.GetElapsedTime(write.At) > Recent
            || Interlocked.CompareExchange(ref place, null, write) != write)
        {
            return false;
        }

        textKey = write.TextKey;
        content = write.Content;
        return true;
    }

    /// <summary>Takes out all writes of which a message may have been missed.</summary>
    internal List<(ulong Scope, ulong Entry, string TextKey, long Stamp)> TakeRecent()
    {
        var recent = new List<(ulong, ulong, string, long)>();
        if (Volatile.Read(ref _written) is not { } places)
        {
            return recent;
        }

        for (var i = 0; i < places.Length; i++)
        {
            // What was given by hand is the truth itself, whatever others said about it.
            if (Volatile.Read(ref places[i]) is { IsGiven: false } write
                && timeProvider.GetElapsedTime(write.At) <= Recent
                && Interlocked.CompareExchange(ref places[i], null, write) == write)
            {
                recent.Add((write.Scope, write.Entry, write.TextKey, write.Stamp));
            }
        }

        return recent;
    }

    private static T?[] Places<T>(ref T?[]? places)
        where T : class
    {
        if (Volatile.Read(ref places) is { } existing)
        {
            return existing;
        }

        Interlocked.CompareExchange(ref places, new T?[Length], null);
        return places;
    }

    private sealed record Invalidated(ulong Entry, long Stamp);

    private sealed record Written(ulong Scope, ulong Entry, string TextKey, ulong Content, long Stamp, bool IsGiven, long At, long DoneAt);
}
