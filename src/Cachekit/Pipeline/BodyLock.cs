using Microsoft.Extensions.Logging;

namespace Cachekit.Pipeline;

/// <summary>The lock under which one process of many runs a body; renewed until it is given back, so that the body may take as long as it needs.</summary>
/// <remarks>
/// The hold time is short, because the others wait for it to end when the holder dies. It is renewed at half of it. A lock that was lost, to a
/// server that was restarted for example, costs a body that runs twice: nothing relies on it for correctness.
/// </remarks>
internal sealed class BodyLock
{
    private readonly ICacheBackendLock _lock;
    private readonly TimeSpan _hold;
    private readonly ILogger _logger;
    private readonly string _method;
    private readonly ITimer _timer;
    private Task _renewal = Task.CompletedTask;
    private int _ended;

    internal BodyLock(ICacheBackendLock taken, TimeSpan hold, TimeProvider timeProvider, ILogger logger, string method)
    {
        _lock = taken;
        _hold = hold;
        _logger = logger;
        _method = method;
        using AsyncFlowControl? unflowed = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
        _timer = timeProvider.CreateTimer(static state => ((BodyLock)state!).Renew(), this, hold / 2, hold / 2);
    }

    /// <summary>Gives the lock back. A backend that fails is logged: the lock ends with its hold time.</summary>
    internal async ValueTask ReleaseAsync()
    {
        if (!End())
        {
            return;
        }

        try
        {
            // One that is under way could otherwise arrive behind the release.
            await Volatile.Read(ref _renewal).ConfigureAwait(false);
            await _lock.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (CacheBackendException exception)
        {
            Log.LockNotReleased(_logger, exception, _method);
        }
    }

    /// <inheritdoc cref="ReleaseAsync"/>
    internal void Release()
    {
        if (!End())
        {
            return;
        }

        try
        {
            _lock.Release();
        }
        catch (CacheBackendException exception)
        {
            Log.LockNotReleased(_logger, exception, _method);
        }
    }

    private bool End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return false;
        }

        _timer.Dispose();
        return true;
    }

    private void Renew()
    {
        if (Volatile.Read(ref _renewal).IsCompleted && Volatile.Read(ref _ended) == 0)
        {
            Volatile.Write(ref _renewal, RenewAsync());
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            if (!await _lock.TryRenewAsync(_hold).ConfigureAwait(false) && Volatile.Read(ref _ended) == 0)
            {
                _timer.Dispose();
                Log.LockLost(_logger, _method);
            }
        }
        catch (CacheBackendException exception)
        {
            // The next renewal may come in time.
            Log.LockNotRenewed(_logger, exception, _method);
        }
    }
}
