using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Cachekit.DependencyInjection;
using Cachekit.Flights;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Telemetry;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.CompilerServices;

// A refresh is a flight of its own that nobody has to wait for. It stands in a table of its own, so that callers go on with the value that is
// there; those who find none join it. Whatever takes the key's flight out (an invalidation, a value set by hand) takes the refresh out too, and
// then it stores nothing, in no layer.
public sealed partial class MethodCache<TKey, TValue>
{
    private const int MaxRefreshes = 32;

    private readonly ConcurrentDictionary<TKey, Flight<TKey, TValue>> _refreshes = new();
    private int _running;

    /// <summary>Starts the refresh of an entry in memory, unless one runs, or has failed just now.</summary>
    private void RefreshSoon<TBody, TRunner>(in TKey key, in TBody body, LocalEntry<TKey, TValue> entry, long now)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        if (Volatile.Read(ref _running) >= MaxRefreshes)
        {
            _telemetry.RefreshSkipped(RefreshSkipReason.Limit);
        }
        else if (entry.TryClaim(now))
        {
            StartClaimed<TBody, TRunner>(in key, in body, entry, now);
        }
    }

    /// <summary>Starts the refresh of an entry that was claimed for it. One that was started for another entry of the key does not give this claim back.</summary>
    private Flight<TKey, TValue>? StartClaimed<TBody, TRunner>(in TKey key, in TBody body, LocalEntry<TKey, TValue> entry, long now)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        var refresh = StartRefresh<TBody, TRunner>(in key, in body, entry);
        if (refresh is null || !ReferenceEquals(refresh.Claimed, entry))
        {
            entry.Release(now + (refresh is null ? 0 : Backoff(0)), failed: false);
        }

        return refresh;
    }

    /// <summary>Starts a refresh.</summary>
    /// <returns>The refresh, or the one that runs; <see langword="null"/> when there cannot be one now.</returns>
    private Flight<TKey, TValue>? StartRefresh<TBody, TRunner>(in TKey key, in TBody body, LocalEntry<TKey, TValue>? entry)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        if (_refreshes.TryGetValue(key, out var running))
        {
            return running;
        }

        if (Interlocked.Increment(ref _running) > MaxRefreshes || _runtime.Background.TryBegin() is not { } work)
        {
            Interlocked.Decrement(ref _running);
            _telemetry.RefreshSkipped(RefreshSkipReason.Limit);
            return null;
        }

        var flight = NewFlight(in key, cancellable: true, replaces: false, isRefresh: true);
        flight.Claimed = entry;
        flight.Bar();
        running = _refreshes.GetOrAdd(flight.Key, flight);
        if (!ReferenceEquals(running, flight))
        {
            Interlocked.Decrement(ref _running);
            work.Dispose();
            return running;
        }

        // What is being replaced could be read here and kept after its successor. A replacement that begins later finds the refresh in the table.
        if (IsReplaced(flight.Key))
        {
            flight.Detach();
            Interlocked.Decrement(ref _running);
            work.Dispose();
            _telemetry.RefreshSkipped(RefreshSkipReason.Superseded);
            Fail(flight, new RefreshSkippedException("the entry is being replaced", RefreshSkipReason.Superseded));
            return null;
        }

        var job = new RefreshJob<TBody, TRunner>(this, flight, body, work, CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture, Activity.Current?.Context ?? default);

        // Without the execution context of the call: what it holds (the request, its user) may have ended by then.
        ThreadPool.UnsafeQueueUserWorkItem(job, preferLocal: false);
        return flight;
    }

    private async Task RefreshInBackgroundAsync<TBody, TRunner>(Flight<TKey, TValue> flight, TBody body)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        BodyLock? held = null;
        RefreshedOwner owner = default;
        try
        {
            FlightNode.Current = flight.Node;
            using var ending = _runtime.Background.Stopping.UnsafeRegister(static state => ((Departure)state!).Cancel(), new Departure(this, flight));
            if (UsesLocks && _port is { } port)
            {
                (held, var isTaken) = await TryTakeLockAsync(port, flight).ConfigureAwait(false);
                if (isTaken)
                {
                    throw new RefreshSkippedException("another process makes the entry anew", RefreshSkipReason.LockHeld);
                }
            }

            var previous = Remains(flight.Key, out var metadata);
            var seen = StoredMark.Unknown;
            if (_port is { } backend)
            {
                var reading = await ReadAsync(backend, InquiryOf(flight) with { Marks = true }, flight.Token).ConfigureAwait(false);
                if (reading is { Found: true, Result.IsStale: false, WantsRefresh: false })
                {
                    // Another process was quicker.
                    GiveBack(flight, failed: false);
                    _telemetry.RefreshSkipped(RefreshSkipReason.Superseded);
                    Land(flight, reading.Result);
                    return;
                }

                seen = reading.Mark;
                if (previous is null && reading.Found)
                {
                    (previous, metadata) = (reading.Result, reading.Metadata);
                }
            }

            (owner, body) = await RefreshedOwner.ForAsync<TKey, TBody>(_runtime, _policy.BackgroundRefresh, body).ConfigureAwait(false);
            RequireSameArguments(flight, in body);
            flight.Admit();
            var made = await InvokeAsync<TBody, TRunner>(flight, body, PreviousOf(previous, metadata)).ConfigureAwait(false);
            RequireSameArguments(flight, in body);
            var prepared = Prepare(flight, made, previous, metadata);
            if (_port is null || await IsAsSeenAsync(_port, flight, seen).ConfigureAwait(false))
            {
                await KeepAsync(flight, prepared, flight.Token).ConfigureAwait(false);
            }

            GiveBack(flight, failed: false);
            if (flight.IsDetached)
            {
                _telemetry.RefreshSkipped(RefreshSkipReason.Superseded);
            }
            else
            {
                _telemetry.RefreshSucceeded();
            }

            Land(flight, in prepared);
        }
        catch (RefreshSkippedException exception)
        {
            GiveBack(flight, failed: false);
            _telemetry.RefreshSkipped(exception.Kind);
            Log.RefreshSkipped(_logger, _definition.Method, exception.Message);
            Fail(flight, exception);
        }
        catch (Exception exception)
        {
            GiveBack(flight, failed: true);
            _telemetry.RefreshFailed();
            if (!_runtime.Background.Stopping.IsCancellationRequested)
            {
                Log.RefreshFailed(_logger, exception, _definition.Method, Digest(flight.Key, flight.TextKey));
            }

            Fail(flight, exception);
        }
        finally
        {
            await EndAsync(owner).ConfigureAwait(false);
            if (held is not null)
            {
                await held.ReleaseAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Lets the entry that a refresh was started for be claimed again. Only after the refresh is out of the table: who claims it must start another one.</summary>
    private void GiveBack(Flight<TKey, TValue> refresh, bool failed)
    {
        TakeOut(refresh);
        if (refresh.Claimed is { } entry)
        {
            entry.Release(_clock.NowMilliseconds + Backoff(failed ? entry.Failures : 0), failed);
        }
    }

    /// <summary>Ends the scope of a refresh. What its services throw then is no business of anybody who waits for the value.</summary>
    private async ValueTask EndAsync(RefreshedOwner owner)
    {
        try
        {
            await owner.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.BackgroundWorkFailed(_logger, exception, _definition.Method);
        }
    }

    /// <summary>A caller that changes its list while the refresh runs would have the result of other arguments stored under its key.</summary>
    /// <exception cref="RefreshSkippedException">The arguments are not what they were.</exception>
    private static void RequireSameArguments<TBody>(Flight<TKey, TValue> flight, in TBody body)
        where TBody : struct
    {
        if (body is IOwnedBody<TKey, TBody> owned && !owned.GetKey().Equals(flight.Key))
        {
            throw new RefreshSkippedException("its arguments, or the members of the instance that are in its key, are not what they were at the call");
        }
    }

    /// <summary>Whether the backend still has what it had when the refresh began: whoever wrote or removed it meanwhile knows better.</summary>
    private async ValueTask<bool> IsAsSeenAsync(BackendPort port, Flight<TKey, TValue> flight, StoredMark seen)
    {
        if (!seen.IsKnown)
        {
            return true;
        }

        try
        {
            using var now = await port.GetAsync(flight.TextKey!, withLife: false, flight.Token).ConfigureAwait(false);
            if (seen.IsSame(in now, _clock.NowMilliseconds))
            {
                return true;
            }

            flight.Detach();
            _store?.Remove(flight.Key);
            return false;
        }
        catch (CacheBackendException)
        {
            // The write that follows fails as well, or finds out more.
            return true;
        }
    }

    private void RunInBackground(Func<Task> work)
    {
        if (_runtime.Background.TryBegin() is { } begun)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.cache.RunAsync(state.work, state.begun), (cache: this, work, begun), preferLocal: false);
        }
    }

    private async Task RunAsync(Func<Task> work, IDisposable begun)
    {
        using (begun)
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.BackgroundWorkFailed(_logger, exception, _definition.Method);
            }
        }
    }

    private sealed class RefreshJob<TBody, TRunner>(
        MethodCache<TKey, TValue> cache,
        Flight<TKey, TValue> flight,
        TBody body,
        IDisposable work,
        CultureInfo culture,
        CultureInfo uiCulture,
        ActivityContext trigger) : IThreadPoolWorkItem
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        public void Execute()
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = uiCulture;
            _ = RunAsync();
        }

        private async Task RunAsync()
        {
            using (work)
            {
                cache.BeginRefreshTrace(flight, trigger);
                await cache.RefreshInBackgroundAsync<TBody, TRunner>(flight, body).ConfigureAwait(false);
                Interlocked.Decrement(ref cache._running);
            }
        }
    }
}
