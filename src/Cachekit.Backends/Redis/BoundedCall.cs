namespace Cachekit.Backends;

/// <summary>Waits for an answer of the client, but no longer than the timeout and the caller's patience.</summary>
internal sealed class BoundedCall : Expirable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeoutSweep _sweep;
    private readonly string _operation;
    private readonly int _times;
    private readonly long _startedAt;

    private BoundedCall(TimeoutSweep sweep, string operation, int times)
    {
        _sweep = sweep;
        _operation = operation;
        _times = times;

        // All that wait are told of the same limit, so a longer wait is one that begins later.
        _startedAt = sweep.Time.GetTimestamp() + ((times - 1) * sweep.TimeoutStamps);
    }

    /// <param name="task">What is waited for.</param>
    /// <param name="sweep">The timeout.</param>
    /// <param name="operation">What it is for.</param>
    /// <param name="cancellationToken">The caller's patience.</param>
    /// <param name="times">How many times the timeout it may take.</param>
    /// <exception cref="CacheBackendException">No answer came in time.</exception>
    public static async ValueTask WaitAsync(Task task, TimeoutSweep sweep, string operation, CancellationToken cancellationToken, int times = 1)
    {
        if (task.IsCompleted)
        {
            await task.ConfigureAwait(false);
            return;
        }

        var call = new BoundedCall(sweep, operation, times);
        sweep.Add(call);
        try
        {
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
            {
                // Seen here, since nobody may look at it any more.
                _ = task.Exception;
                call._ended.TrySetResult();
            });
            using (cancellationToken.UnsafeRegister(static (state, token) => ((BoundedCall)state!)._ended.TrySetCanceled(token), call))
            {
                await call._ended.Task.ConfigureAwait(false);
            }

            await task.ConfigureAwait(false);
        }
        finally
        {
            sweep.Remove(call);
        }
    }

    /// <inheritdoc cref="WaitAsync(Task, TimeoutSweep, string, CancellationToken, int)"/>
    public static async ValueTask<T> WaitAsync<T>(Task<T> task, TimeoutSweep sweep, string operation, CancellationToken cancellationToken, int times = 1)
    {
        await WaitAsync((Task)task, sweep, operation, cancellationToken, times).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    public override void OnTick(long now, long limit)
    {
        if (_startedAt <= limit)
        {
            _ended.TrySetException(RedisErrors.TimedOut(_operation, _sweep.Timeout * _times));
        }
    }
}
