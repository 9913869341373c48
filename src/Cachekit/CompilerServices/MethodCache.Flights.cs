using System.Diagnostics.CodeAnalysis;
using Cachekit.Flights;
using Cachekit.Local;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    void IBoundMethod.DetachFlights() => DetachFlights();

    /// <summary>Joins the key's flight, or starts one.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="cancellable">Whether the caller may leave.</param>
    /// <param name="readsOnly">Whether the caller wants nothing stored; it has a flight of its own then.</param>
    /// <param name="leads">Whether the caller has to run the flight.</param>
    /// <exception cref="CacheKeyException">An argument has no form in a key.</exception>
    /// <exception cref="InvalidOperationException">The call comes from the body that it would wait for.</exception>
    private Flight<TKey, TValue> Board(in TKey key, bool cancellable, bool readsOnly, out bool leads)
    {
        if (!readsOnly
            && ((_flights.TryGetValue(key, out var running) && TryBoard(running))
                || (Volatile.Read(ref _running) > 0 && _refreshes.TryGetValue(key, out running) && TryBoard(running))))
        {
            leads = false;
            return running;
        }

        var own = NewFlight(in key, cancellable, replaces: false, isRefresh: false, readsOnly);
        if (readsOnly)
        {
            own.Detach();
            FlightNode.Current?.TryWaitFor(own.Node);
            leads = true;
            return own;
        }

        while (true)
        {
            running = _flights.GetOrAdd(own.Key, own);
            if (ReferenceEquals(running, own))
            {
                FlightNode.Current?.TryWaitFor(own.Node);
                leads = true;
                return own;
            }

            if (TryBoard(running))
            {
                leads = false;
                return running;
            }

            TakeOut(running);
        }
    }

    /// <summary>Starts a flight that takes the place of a running one.</summary>
    private Flight<TKey, TValue> Replace(in TKey key, bool cancellable, bool runsBody)
    {
        var own = NewFlight(in key, cancellable, replaces: true);
        own.IsGiven = !runsBody;
        own.TellsOthers = true;
        while (true)
        {
            if (!_flights.TryGetValue(own.Key, out var running))
            {
                if (_flights.TryAdd(own.Key, own))
                {
                    break;
                }

                continue;
            }

            if (runsBody && FlightNode.Current is { } current && running.Node.LeadsTo(current))
            {
                ThrowCallsItself();
            }

            if (_flights.TryUpdate(own.Key, own, running))
            {
                running.DetachFor(own);
                break;
            }
        }

        DetachRefresh(in key);

        // Only now is what it replaces out of the table: a flight that began meanwhile is older, whenever it took its own epoch.
        own.Epoch = Epoch.Next();
        FlightNode.Current?.TryWaitFor(own.Node);
        return own;
    }

    /// <summary>Whether a flight runs that takes the place of whatever was there.</summary>
    private bool IsReplaced(TKey key) => _flights.TryGetValue(key, out var running) && running.Replaces;

    private Flight<TKey, TValue> NewFlight(in TKey key, bool cancellable, bool replaces, bool isRefresh = false, bool readsOnly = false)
    {
        // First the order of events, then the copy of the arguments, then everything else: whatever is read or computed comes after.
        var epoch = Epoch.Current;
        var stamp = _port is null && !_entries.IsSecret ? 0 : StampClock.Next(_timeProvider);
        var snapshot = key.Snapshot();
        var textKey = TextKey(in snapshot);
        return new Flight<TKey, TValue>(in snapshot, textKey, epoch, stamp, cancellable || _policy.HardTimeout is not null)
        {
            Replaces = replaces,
            IsRefresh = isRefresh,
            ReadsOnly = readsOnly,
        };
    }

    private bool TryBoard(Flight<TKey, TValue> flight)
    {
        var caller = FlightNode.Current;
        if (caller is not null && !caller.TryWaitFor(flight.Node))
        {
            ThrowCallsItself();
        }

        if (flight.TryBoard())
        {
            return true;
        }

        caller?.StopWaitingFor(flight.Node);
        return false;
    }

    /// <summary>One caller stops waiting; the last one ends the flight.</summary>
    private void Leave(Flight<TKey, TValue> flight)
    {
        if (!flight.Leave())
        {
            return;
        }

        TakeOut(flight);
        CancelBody(flight);
    }

    private void CancelBody(Flight<TKey, TValue> flight)
    {
        try
        {
            flight.Cancel();
        }
        catch (AggregateException exception)
        {
            // What the body registered on its token is no business of the caller that left.
            Log.CancellationCallbackFailed(_logger, exception, _definition.Method);
        }
    }

    private void TakeOut(Flight<TKey, TValue> flight) =>
        (flight.IsRefresh ? _refreshes : _flights).TryRemove(KeyValuePair.Create(flight.Key, flight));

    private void Detach(in TKey key)
    {
        if (_flights.TryRemove(key, out var flight))
        {
            flight.Detach();
        }

        DetachRefresh(in key);
    }

    private void DetachRefresh(in TKey key)
    {
        if (_refreshes.TryRemove(key, out var refresh))
        {
            refresh.Detach();
        }
    }

    private void DetachFlights()
    {
        foreach (var (_, flight) in _flights.Concat(_refreshes))
        {
            flight.Detach();
            TakeOut(flight);
        }
    }

    private void Land(Flight<TKey, TValue> flight, in FlightResult<TValue> result)
    {
        // Out of the table before the callers go on: their next call must not find a flight that has ended.
        flight.EndNode();
        TakeOut(flight);
        flight.Close();
        EndTrace(flight, result.Layer, failure: null);
        flight.Land(in result);
    }

    private void Land(Flight<TKey, TValue> flight, in Prepared<TValue> prepared)
    {
        if (prepared.Failure is { } failure)
        {
            Fail(flight, failure);
        }
        else
        {
            Land(flight, prepared.Result);
        }
    }

    private void Fail(Flight<TKey, TValue> flight, Exception exception)
    {
        flight.EndNode();
        TakeOut(flight);

        // Nobody waits for a refresh but those who joined it.
        _telemetry.Miss(flight.Close() - (flight.IsRefresh ? 1 : 0));
        EndTrace(flight, CacheLayer.None, exception);
        flight.Fail(exception);
    }

    /// <summary>What one of the callers gets.</summary>
    private TValue Deliver(Flight<TKey, TValue> flight, bool leads, in FlightResult<TValue> result)
    {
        Count(result.Layer, leads, result.IsStale);
        if (leads || result.Payload is null)
        {
            return result.Value;
        }

        try
        {
            return Unpack(flight.Key, flight.TextKey, result.Payload);
        }
        catch (Exception exception) when (exception is CacheSerializationException or CacheEncryptionException)
        {
            Log.CopyFailed(_logger, Loggable(exception), _definition.Method, Digest(flight.Key, flight.TextKey));
            return result.Value;
        }
    }

    private void Count(CacheLayer layer, bool leads, bool isStale = false)
    {
        if (isStale)
        {
            CountAged(layer, isStale);
            return;
        }

        switch (layer)
        {
            case CacheLayer.None:
                _telemetry.Miss();
                break;
            case CacheLayer.Backend:
                _telemetry.Hit(CacheLayer.Backend);
                break;
            case CacheLayer.Local when !leads:
                // The leader's own look was counted by the store.
                _telemetry.Hit(CacheLayer.Local);
                break;
            default:
                break;
        }
    }

    [DoesNotReturn]
    private void ThrowCallsItself() => throw new InvalidOperationException(
        $"The uncached body of '{_definition.Method}' calls '{_definition.Method}' with its own arguments, directly or through other cached methods: "
        + "the call would wait for itself forever. Call the uncached method there, or other arguments.");
}
