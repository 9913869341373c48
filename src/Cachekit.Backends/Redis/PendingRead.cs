using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>
/// A caller that waits for an entry. Two sides hold it, the caller and who reads for it; when both have let go of it, it serves again. So a read
/// whose caller has given up never gets its late answer into another's hands.
/// </summary>
internal sealed class PendingRead : IValueTaskSource<BackendValue>
{
    private const int MostKept = 1024;
    private static readonly ConcurrentQueue<PendingRead> Pool = new();
    private static int _kept;

    private ManualResetValueTaskSourceCore<BackendValue> _core;
    private CancellationTokenRegistration _registration;
    private int _completed;
    private int _holders;

    public RedisKey Key { get; private set; }

    public long StartedAt { get; private set; }

    /// <summary>Whether the remaining life is asked for too.</summary>
    public bool WantsLife { get; set; }

    public bool IsCompleted => Volatile.Read(ref _completed) != 0;

    public ValueTask<BackendValue> Task => new(this, _core.Version);

    public static PendingRead Rent(RedisKey key, bool wantsLife, long now)
    {
        if (Pool.TryDequeue(out var read))
        {
            Interlocked.Decrement(ref _kept);
        }
        else
        {
            read = new PendingRead();
        }

        read.Key = key;
        read.WantsLife = wantsLife;
        read.StartedAt = now;
        read._holders = 2;
        Volatile.Write(ref read._completed, 0);
        return read;
    }

    /// <summary>Lets a token end the wait. Called once, before anybody reads for it.</summary>
    public void Observe(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((PendingRead)state!).TryFail(new OperationCanceledException(token)), this);

    /// <param name="value">What was found.</param>
    /// <param name="inline">Whether the caller goes on right here, on the reader's thread.</param>
    public bool TryComplete(in BackendValue value, bool inline)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _core.RunContinuationsAsynchronously = !inline;
        _core.SetResult(value);
        return true;
    }

    public bool TryFail(Exception exception)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _core.RunContinuationsAsynchronously = true;
        _core.SetException(exception);
        return true;
    }

    /// <summary>One side lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) != 0)
        {
            return;
        }

        _core.Reset();
        Key = default;
        _registration = default;
        if (Interlocked.Increment(ref _kept) <= MostKept)
        {
            Pool.Enqueue(this);
        }
        else
        {
            Interlocked.Decrement(ref _kept);
        }
    }

    BackendValue IValueTaskSource<BackendValue>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            // Waits for a cancellation that runs just now, which must not meet the next use of this object.
            _registration.Dispose();
            Release();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<BackendValue>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<BackendValue>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
