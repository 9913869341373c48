using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

// The first caller runs everything on its own thread, through the backend's synchronous members; the others block until it is done.
// Nothing here, and nothing that can be waited for here, is asynchronous.
public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Answers a synchronous call that memory could not answer.</summary>
    /// <typeparam name="TBody">The body.</typeparam>
    /// <param name="key">The arguments.</param>
    /// <param name="body">Runs the uncached method.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    public TValue Get<TBody>(TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBody<TValue>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (CacheScope.Mode is var mode and not CacheScopeMode.None)
        {
            return GetInScope(mode, key, body, cancellationToken);
        }

        return _ages && TryServeAging<TBody, SyncBodyRunner<TBody, TValue>>(in key, in body, out var value)
            ? value
            : GetMissing(key, body, readsOnly: false, cancellationToken);
    }

    private TValue GetMissing<TBody>(TKey key, TBody body, bool readsOnly, CancellationToken cancellationToken)
        where TBody : struct, ISyncBody<TValue>
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var flight = Board(in key, cancellationToken.CanBeCanceled, readsOnly, out var leads);
            try
            {
                return leads ? Lead(flight, body, cancellationToken) : Follow(flight, cancellationToken);
            }
            catch (FlightWithoutResultException) when (!leads)
            {
                // The refresh, or the batch, that was joined has no result: on with a flight of one's own.
            }
        }
    }

    /// <summary>Runs the body whatever is cached, and replaces the entry when it succeeds.</summary>
    /// <typeparam name="TBody">The body.</typeparam>
    /// <param name="key">The arguments.</param>
    /// <param name="body">Runs the uncached method.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    /// <returns>A completed task: the body is synchronous, and so is the backend, because synchronous callers may wait for both.</returns>
    public ValueTask<TValue> RefreshSyncBodyAsync<TBody>(TKey key, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBody<TValue>
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var flight = Replace(in key, cancellationToken.CanBeCanceled, runsBody: true);
            return new ValueTask<TValue>(Lead(flight, body, cancellationToken));
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TValue>(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<TValue>(exception);
        }
    }

    private TValue Lead<TBody>(Flight<TKey, TValue> flight, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBody<TValue>
    {
        var caller = FlightNode.Current;
        try
        {
            // This thread cannot leave, but it can stop to count as somebody who waits.
            using (cancellationToken.UnsafeRegister(static state => ((Departure)state!).Leave(), new Departure(this, flight)))
            {
                Run(flight, body);
            }

            var result = flight.Task.GetAwaiter().GetResult();
            return Deliver(flight, leads: true, in result);
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested && exception.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            caller?.StopWaitingFor(flight.Node);
        }
    }

    private TValue Follow(Flight<TKey, TValue> flight, CancellationToken cancellationToken)
    {
        var caller = FlightNode.Current;
        try
        {
            WaitUntilOver(flight.Task, cancellationToken);
            var result = flight.Task.GetAwaiter().GetResult();
            return Deliver(flight, leads: false, in result);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            Leave(flight);
            if (exception.CancellationToken == cancellationToken)
            {
                throw;
            }

            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        finally
        {
            caller?.StopWaitingFor(flight.Node);
        }
    }

    private static void WaitUntilOver(Task task, CancellationToken cancellationToken)
    {
        try
        {
            task.Wait(cancellationToken);
        }
        catch (AggregateException) when (task.IsFaulted)
        {
            // The caller takes the exception itself from the task, not this wrapping.
        }
    }

    /// <summary>The whole flight. It never throws: what goes wrong goes to the callers.</summary>
    private void Run<TBody>(Flight<TKey, TValue> flight, TBody body)
        where TBody : struct, ISyncBody<TValue>
    {
        var outer = FlightNode.Current;
        BodyLock? held = null;
        try
        {
            FlightNode.Current = flight.Node;
            BeginTrace(flight);
            var backendFailed = false;
            if (!flight.Replaces)
            {
                if (TryFindLocal(flight, out var local))
                {
                    Land(flight, in local);
                    return;
                }

                if (_port is not null)
                {
                    var reading = Read(_port, InquiryOf(flight));
                    if (TryLand<TBody, SyncBodyRunner<TBody, TValue>>(flight, in body, in reading))
                    {
                        return;
                    }

                    backendFailed = reading.Failed;
                }
            }

            if (CanWaitSoftly(flight))
            {
                WaitSoftly<TBody, SyncBodyRunner<TBody, TValue>>(flight, body);
                return;
            }

            if (UsesLocks && !backendFailed && !flight.Replaces && !flight.ReadsOnly)
            {
                (held, var reading) = Enter(_port!, flight);
                if (reading is { Found: true, Result.IsStale: false })
                {
                    Land(flight, reading.Result);
                    return;
                }

                backendFailed = reading.Failed;
            }

            var (previous, metadata) = FindPrevious<TBody>(flight);
            var prepared = Prepare(flight, Invoke(flight, body, PreviousOf(previous, metadata)), previous, metadata);
            if (backendFailed)
            {
                KeepLocal(flight, in prepared);
            }
            else
            {
                Keep(flight, in prepared);
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
            held?.Release();
            FlightNode.Current = outer;
        }
    }

    private sealed class Departure(MethodCache<TKey, TValue> cache, Flight<TKey, TValue> flight)
    {
        internal void Leave() => cache.Leave(flight);

        internal void Cancel() => cache.CancelBody(flight);
    }
}
