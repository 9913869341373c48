using System.Collections.Concurrent;

namespace Cachekit.Backends;

/// <summary>Keeps operations that nobody holds any more.</summary>
internal static class MemcachedOperationPool
{
    // About what a busy process has waiting at a time; beyond that the garbage collector takes them.
    private const int Capacity = 1024;

    private static readonly ConcurrentQueue<MemcachedOperation> Shared = new();
    private static int _count;

    // A caller that takes its outcome often asks for something else at once, on the same thread.
    [ThreadStatic]
    private static MemcachedOperation? _own;

    public static MemcachedOperation Rent()
    {
        if (_own is { } own)
        {
            _own = null;
            return own;
        }

        if (Shared.TryDequeue(out var operation))
        {
            Interlocked.Decrement(ref _count);
            return operation;
        }

        return new MemcachedOperation();
    }

    public static void Return(MemcachedOperation operation)
    {
        if (_own is null)
        {
            _own = operation;
        }
        else if (Volatile.Read(ref _count) < Capacity)
        {
            Interlocked.Increment(ref _count);
            Shared.Enqueue(operation);
        }
    }
}
