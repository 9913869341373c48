using Cachekit.Flights;
using Cachekit.Pipeline;
using Cachekit.Telemetry;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.CompilerServices;

// One process of many runs the body. The lock keeps work from being done twice, and nothing relies on it: who does not get it in time, or cannot
// ask for it, runs the body without.
public sealed partial class MethodCache<TKey, TValue>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    private bool UsesLocks => _policy.LockEnabled && _port is { SupportsLocks: true };

    /// <summary>Takes the key's lock, or waits for the result of the process that has it.</summary>
    /// <returns>The lock, where this flight has it; and the result, where another process brought one meanwhile.</returns>
    private async ValueTask<(BodyLock? Held, Reading<TValue> Reading)> EnterAsync(BackendPort port, Flight<TKey, TValue> flight)
    {
        var since = _timeProvider.GetTimestamp();
        var wait = _lockTimes.Wait;
        for (var pause = FirstPause; ; pause = NextPause(pause))
        {
            var (held, isTaken) = await TryTakeLockAsync(port, flight).ConfigureAwait(false);
            if (held is not null)
            {
                _telemetry.LockWaited(since, LockOutcome.Acquired);
                // Who had it before may have stored the result.
                return (held, await ReadUnderAsync(held, port, flight).ConfigureAwait(false));
            }

            var left = wait - _timeProvider.GetElapsedTime(since);
            if (!isTaken || left <= TimeSpan.Zero)
            {
                NotWaitedAnyLonger(flight, isTaken, since, wait);
                return default;
            }

            await Pause.ForAsync(pause < left ? pause : left, _timeProvider, flight.Token).ConfigureAwait(false);
            var reading = await ReadAsync(port, InquiryOf(flight), flight.Token).ConfigureAwait(false);
            if (reading is { Found: true, Result.IsStale: false } or { Failed: true })
            {
                _telemetry.LockWaited(since, reading.Failed ? LockOutcome.Failed : LockOutcome.Served);
                return (null, reading);
            }
        }
    }

    /// <inheritdoc cref="EnterAsync"/>
    private (BodyLock? Held, Reading<TValue> Reading) Enter(BackendPort port, Flight<TKey, TValue> flight)
    {
        var since = _timeProvider.GetTimestamp();
        var wait = _lockTimes.Wait;
        for (var pause = FirstPause; ; pause = NextPause(pause))
        {
            var (held, isTaken) = TryTakeLock(port, flight);
            if (held is not null)
            {
                _telemetry.LockWaited(since, LockOutcome.Acquired);
                return (held, ReadUnder(held, port, flight));
            }

            var left = wait - _timeProvider.GetElapsedTime(since);
            if (!isTaken || left <= TimeSpan.Zero)
            {
                NotWaitedAnyLonger(flight, isTaken, since, wait);
                return default;
            }

            Pause.For(pause < left ? pause : left, _timeProvider, flight.Token);
            var reading = Read(port, InquiryOf(flight));
            if (reading is { Found: true, Result.IsStale: false } or { Failed: true })
            {
                _telemetry.LockWaited(since, reading.Failed ? LockOutcome.Failed : LockOutcome.Served);
                return (null, reading);
            }
        }
    }

    /// <returns>The lock; or whether somebody else has it. Neither where the backend failed.</returns>
    private async ValueTask<(BodyLock? Held, bool IsTaken)> TryTakeLockAsync(BackendPort port, Flight<TKey, TValue> flight)
    {
        try
        {
            var taken = await port.TryAcquireLockAsync(flight.TextKey!, _lockTimes.Hold, flight.Token).ConfigureAwait(false);
            return (Held(taken), taken is null);
        }
        catch (CacheBackendException exception)
        {
            Log.LockFailed(_logger, exception, _definition.Method);
            return default;
        }
    }

    /// <inheritdoc cref="TryTakeLockAsync"/>
    private (BodyLock? Held, bool IsTaken) TryTakeLock(BackendPort port, Flight<TKey, TValue> flight)
    {
        try
        {
            var taken = port.TryAcquireLock(flight.TextKey!, _lockTimes.Hold);
            return (Held(taken), taken is null);
        }
        catch (CacheBackendException exception)
        {
            Log.LockFailed(_logger, exception, _definition.Method);
            return default;
        }
    }

    private BodyLock? Held(ICacheBackendLock? taken) =>
        taken is null ? null : new BodyLock(taken, _lockTimes.Hold, _timeProvider, _logger, _definition.Method);

    private async ValueTask<Reading<TValue>> ReadUnderAsync(BodyLock held, BackendPort port, Flight<TKey, TValue> flight)
    {
        try
        {
            return await ReadAsync(port, InquiryOf(flight), flight.Token).ConfigureAwait(false);
        }
        catch
        {
            await held.ReleaseAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Reading<TValue> ReadUnder(BodyLock held, BackendPort port, Flight<TKey, TValue> flight)
    {
        try
        {
            return Read(port, InquiryOf(flight));
        }
        catch
        {
            held.Release();
            throw;
        }
    }

    private void NotWaitedAnyLonger(Flight<TKey, TValue> flight, bool isTaken, long since, TimeSpan wait)
    {
        _telemetry.LockWaited(since, isTaken ? LockOutcome.TimedOut : LockOutcome.Failed);
        if (isTaken)
        {
            Log.LockWaitOver(_logger, _definition.Method, wait, Digest(flight.Key, flight.TextKey));
        }
    }

    private static TimeSpan NextPause(TimeSpan pause)
    {
        var longer = pause * (1.25 + (0.5 * Random.Shared.NextDouble()));
        return longer < LongestPause ? longer : LongestPause;
    }
}
