using System.Runtime.CompilerServices;
using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Answers a call that memory could not answer.</summary>
    /// <typeparam name="TBody">The body.</typeparam>
    /// <param name="key">The arguments.</param>
    /// <param name="body">Runs the uncached method.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    public ValueTask<TValue> GetAsync<TBody>(TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBody<TValue>
    {
        if (CacheScope.Mode is var mode and not CacheScopeMode.None)
        {
            return GetInScopeAsync(mode, key, body, cancellationToken);
        }

        if (!cancellationToken.IsCancellationRequested && _ages)
        {
            try
            {
                if (TryServeAging<TBody, AsyncBodyRunner<TBody, TValue>>(in key, in body, out var value))
                {
                    return new ValueTask<TValue>(value);
                }
            }
            catch (Exception exception)
            {
                return ValueTask.FromException<TValue>(exception);
            }
        }

        return GetMissingAsync(key, body, readsOnly: false, cancellationToken);
    }

    private async ValueTask<TValue> GetMissingAsync<TBody>(TKey key, TBody body, bool readsOnly, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBody<TValue>
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var flight = Board(in key, cancellationToken.CanBeCanceled, readsOnly, out var leads);
            try
            {
                if (leads)
                {
                    await LeadAsync(flight, body, cancellationToken).ConfigureAwait(false);
                    if (FlightNode.Current is null && flight.TryGetResult(out var result))
                    {
                        return Deliver(flight, leads: true, in result);
                    }
                }

                return await WaitAsync(flight, leads, cancellationToken).ConfigureAwait(false);
            }
            catch (FlightWithoutResultException) when (!leads)
            {
                // The refresh, or the batch, that was joined has no result: on with a flight of one's own.
            }
        }
    }

    /// <inheritdoc cref="GetAsync"/>
    public Task<TValue> GetTaskAsync<TBody>(TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBody<TValue> => GetAsync(key, body, cancellationToken).AsTask();

    /// <summary>Runs the body whatever is cached, and replaces the entry when it succeeds.</summary>
    /// <typeparam name="TBody">The body.</typeparam>
    /// <param name="key">The arguments.</param>
    /// <param name="body">Runs the uncached method.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    public async ValueTask<TValue> RefreshAsync<TBody>(TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBody<TValue>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var flight = Replace(in key, cancellationToken.CanBeCanceled, runsBody: true);
        await LeadAsync(flight, body, cancellationToken).ConfigureAwait(false);
        return await WaitAsync(flight, leads: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs a flight for a caller. It never throws: what goes wrong goes to the callers.</summary>
    /// <remarks>
    /// A caller who stays goes on at once where the backend answers, and needs no turn of the thread pool for it. Nobody waits here for the
    /// body: callers never go on inside of whatever completes it.
    /// </remarks>
    private ValueTask LeadAsync<TBody>(Flight<TKey, TValue> flight, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBody<TValue>
    {
        var run = RunAsync(flight, body);
        if (!cancellationToken.CanBeCanceled)
        {
            return run;
        }

        _ = run.AsTask();
        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RunAsync<TBody>(Flight<TKey, TValue> flight, TBody body)
        where TBody : struct, IAsyncBody<TValue>
    {
        var backendFailed = false;
        BeginTrace(flight);
        try
        {
            if (!flight.Replaces)
            {
                if (TryFindLocal(flight, out var local))
                {
                    Land(flight, in local);
                    return;
                }

                if (_port is not null)
                {
                    var reading = await ReadAsync(_port, InquiryOf(flight), flight.Token).ConfigureAwait(false);
                    if (TryLand<TBody, AsyncBodyRunner<TBody, TValue>>(flight, in body, in reading))
                    {
                        return;
                    }

                    backendFailed = reading.Failed;
                }
            }
        }
        catch (Exception exception)
        {
            Fail(flight, exception);
            return;
        }

        _ = ComputeAsync(flight, body, backendFailed);
    }

    private async Task ComputeAsync<TBody>(Flight<TKey, TValue> flight, TBody body, bool backendFailed)
        where TBody : struct, IAsyncBody<TValue>
    {
        BodyLock? held = null;
        try
        {
            FlightNode.Current = flight.Node;
            if (CanWaitSoftly(flight))
            {
                await WaitSoftlyAsync<TBody, AsyncBodyRunner<TBody, TValue>>(flight, body).ConfigureAwait(false);
                return;
            }

            if (UsesLocks && !backendFailed && !flight.Replaces && !flight.ReadsOnly)
            {
                (held, var reading) = await EnterAsync(_port!, flight).ConfigureAwait(false);
                if (reading is { Found: true, Result.IsStale: false })
                {
                    Land(flight, reading.Result);
                    return;
                }

                backendFailed = reading.Failed;
            }

            var (previous, metadata) = await FindPreviousAsync<TBody>(flight).ConfigureAwait(false);
            var made = await InvokeAsync<TBody, AsyncBodyRunner<TBody, TValue>>(flight, body, PreviousOf(previous, metadata)).ConfigureAwait(false);
            var prepared = Prepare(flight, made, previous, metadata);
            if (backendFailed)
            {
                // Asking it again would make the caller wait for a second failure.
                KeepLocal(flight, in prepared);
            }
            else
            {
                await KeepAsync(flight, prepared, flight.Token).ConfigureAwait(false);
            }

            Land(flight, in prepared);
        }
        catch (Exception exception)
        {
            if (!TryFailSafe(flight, exception))
            {
                Fail(flight, exception);
            }
        }
        finally
        {
            if (held is not null)
            {
                await held.ReleaseAsync().ConfigureAwait(false);
            }
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TValue> WaitAsync(Flight<TKey, TValue> flight, bool leads, CancellationToken cancellationToken)
    {
        var caller = FlightNode.Current;
        try
        {
            var task = flight.Task;
            var result = task.IsCompleted || !cancellationToken.CanBeCanceled
                ? await task.ConfigureAwait(false)
                : await task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return Deliver(flight, leads, in result);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            Leave(flight);
            if (exception.CancellationToken == cancellationToken)
            {
                throw;
            }

            // The flight was cancelled because its callers left; each of them gets to see its own token.
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            caller?.StopWaitingFor(flight.Node);
        }
    }

    /// <summary>Between a caller's look into memory and its flight another one may have landed.</summary>
    private bool TryFindLocal(Flight<TKey, TValue> flight, out FlightResult<TValue> result)
    {
        if (_keepsStale && !flight.IsRefresh)
        {
            flight.Stale = Remains(flight.Key, out var metadata);
            flight.StaleMetadata = metadata;
        }

        if (_store?.Get(flight.Key) is { } entry)
        {
            if (_holdsObjects)
            {
                result = new FlightResult<TValue>(entry.Value, null, CacheLayer.Local);
                return true;
            }

            if (TryUnpack(entry, out var value))
            {
                result = new FlightResult<TValue>(value, entry.Payload, CacheLayer.Local);
                return true;
            }
        }

        result = default;
        return false;
    }

    /// <summary>Lands a flight with what the backend had, and sees to it that what is old is made anew; a stale value may also be kept for later.</summary>
    private bool TryLand<TBody, TRunner>(Flight<TKey, TValue> flight, in TBody body, in Reading<TValue> reading)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        if (!reading.Found)
        {
            return false;
        }

        if (reading.Result.IsStale && (!RefreshesInBackground || flight.ReadsOnly))
        {
            if (flight.Stale is null)
            {
                (flight.Stale, flight.StaleMetadata) = (reading.Result, reading.Metadata);
            }

            return false;
        }

        if (reading.WantsRefresh && !flight.ReadsOnly)
        {
            StartRefresh<TBody, TRunner>(flight.Key, in body, entry: null);
        }

        Land(flight, reading.Result);
        return true;
    }

    private Inquiry<TKey> InquiryOf(Flight<TKey, TValue> flight) =>
        new(flight.Key, flight.TextKey!, flight.Epoch, _clock.NowMilliseconds, Keep: !flight.ReadsOnly);
}
