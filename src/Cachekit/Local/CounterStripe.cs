using System.Numerics;

namespace Cachekit.Local;

/// <summary>Gives each living thread a stripe of all <see cref="StripedCounter"/>s, as long as there are free ones.</summary>
internal static class CounterStripe
{
    /// <summary>How many threads can own a stripe.</summary>
    public static readonly int Count = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount * 2), 8, 64);

    private static readonly Stack<int> Free = new(Enumerable.Range(0, Count).Reverse());

    // Stored plus one: 0, the value of a new thread, stands for "not asked yet".
    [ThreadStatic]
    private static int IndexPlusOne;

    [ThreadStatic]
    private static Lease? CurrentLease;

    /// <summary>The stripe of this thread: -1 when it has not asked for one yet, <see cref="Count"/> when there was none.</summary>
    public static int Index => IndexPlusOne - 1;

    /// <summary>The stripe of this thread, taken now if it has none; <see cref="Count"/> when all are owned.</summary>
    public static int Acquire()
    {
        if (IndexPlusOne == 0)
        {
            IndexPlusOne = Take() + 1;
        }

        return IndexPlusOne - 1;
    }

    private static int Take()
    {
        lock (Free)
        {
            if (!Free.TryPop(out var index))
            {
                return Count;
            }

            CurrentLease = new Lease(index);
            return index;
        }
    }

    // Nothing but its thread refers to a lease: the collector finds it when the thread is gone.
    private sealed class Lease(int index)
    {
        ~Lease()
        {
            lock (Free)
            {
                Free.Push(index);
            }
        }
    }
}
