namespace Cachekit.Backends;

/// <summary>
/// Waits for a file that another process holds, a few milliseconds at a time. Other SDKs lock an entry while they renew its life, and
/// opening a file then fails at once instead of waiting.
/// </summary>
internal struct ContentionRetry(TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private long _since;
    private bool _started;

    /// <summary>Waits before the next try.</summary>
    /// <exception cref="CacheBackendException">The time is over.</exception>
    public void Wait(Exception contention, string operation, string path)
    {
        ThrowIfOver(contention, operation, path);
        Task.Delay(Pause, time).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Wait"/>
    public Task WaitAsync(Exception contention, string operation, string path, CancellationToken cancellationToken)
    {
        ThrowIfOver(contention, operation, path);
        return Task.Delay(Pause, time, cancellationToken);
    }

    private void ThrowIfOver(Exception contention, string operation, string path)
    {
        if (!_started)
        {
            _started = true;
            _since = time.GetTimestamp();
        }
        else if (time.GetElapsedTime(_since) >= timeout)
        {
            throw FileErrors.TimedOut(operation, path, timeout, contention);
        }
    }
}
