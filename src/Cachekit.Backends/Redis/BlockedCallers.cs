namespace Cachekit.Backends;

/// <summary>Keeps threads of the pool free for reading answers while other threads of the pool wait for them.</summary>
/// <remarks>
/// Answers are read by the pool. It serves who came first, and adds threads for blocked ones with pauses of up to a quarter of a second: of a burst of
/// callers each new thread would take up the next one and wait too, and calls would time out that have been answered. So the number of threads that
/// the pool makes without a pause grows with the callers that wait. It stays where it is then, as the next burst is likely; threads without work
/// end by themselves.
/// </remarks>
internal static class BlockedCallers
{
    // Beyond this, callers are better off with a timeout than with a machine full of threads.
    internal const int Most = 1024;

    private static readonly object Gate = new();
    private static int _count;

    public static Scope Enter()
    {
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            return default;
        }

        var needed = Math.Min(Interlocked.Increment(ref _count), Most) + Environment.ProcessorCount;
        ThreadPool.GetMinThreads(out var workers, out _);
        if (workers < needed)
        {
            Raise(needed);
        }

        return new Scope(counts: true);
    }

    private static void Raise(int needed)
    {
        lock (Gate)
        {
            ThreadPool.GetMinThreads(out var workers, out var completions);
            if (workers < needed)
            {
                // Refused where the program allows no more threads, which is for it to say.
                ThreadPool.SetMinThreads(needed, completions);
            }
        }
    }

    /// <summary>A wait, which ends with it.</summary>
    internal readonly struct Scope(bool counts) : IDisposable
    {
        public void Dispose()
        {
            if (counts)
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }
}
