using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cachekit.Encryption;

/// <summary>
/// Hands out the first 8 bytes of nonces: numbers that go up by one from a random start, so that two of one process never are the same, and two of
/// different processes only by a coincidence of 64 random bits.
/// </summary>
/// <remarks>
/// A copied process finds its mark at 0 and draws a new start before it hands out anything. There is no lock: one that was held at the moment of
/// the copy would be held for ever.
/// </remarks>
internal sealed class InstanceIds
{
    private readonly ForkMark _mark;
    private Series _series;

    internal InstanceIds(ForkMark mark)
    {
        _mark = mark;
        _series = new Series(1);
        mark.Write(1);
    }

    /// <summary>The one of this process.</summary>
    internal static InstanceIds Shared { get; } = new(ForkMark.Create());

    /// <summary>Whether a run was begun in this process, and not in the one that this process is a copy of.</summary>
    internal bool IsOfThisProcess(NonceRun run) => _mark.Read() == run.Generation;

    /// <param name="first">The first counter of the run.</param>
    internal NonceRun Begin(long first)
    {
        var generation = _mark.Read();

        // The start is read after the mark: the one from before a copy must not be met with the mark from after it.
        Interlocked.MemoryBarrier();
        if (generation == 0)
        {
            generation = Reseed();
        }

        return new NonceRun(unchecked((ulong)Interlocked.Increment(ref Volatile.Read(ref _series).Last)), generation, first);
    }

    // Threads that meet here may draw more than one start, and one of them wins; a mark that falls behind costs the runs a renewal.
    private long Reseed()
    {
        var old = Volatile.Read(ref _series);
        Interlocked.CompareExchange(ref _series, new Series(old.Generation + 1), old);
        var generation = Volatile.Read(ref _series).Generation;
        _mark.Write(generation);
        return generation;
    }

    private sealed class Series
    {
        internal readonly long Generation;
        internal long Last;

        internal Series(long generation)
        {
            Generation = generation;
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<long>(ref Last)));
        }
    }
}
