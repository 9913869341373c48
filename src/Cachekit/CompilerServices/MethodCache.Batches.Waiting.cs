using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Waits for the flights that the call leads, then for those of others.</summary>
    private async ValueTask WaitForAllAsync<TId>(BatchCall<TId, TKey, TValue> call, BatchFlights<TKey, TValue> flights, CancellationToken cancellationToken)
    {
        var caller = FlightNode.Current;
        var waited = 0;
        try
        {
            foreach (var (flight, slot) in flights.Led)
            {
                waited++;
                try
                {
                    call.Set(slot, caller is null && flight.TryGetResult(out var result)
                        ? Deliver(flight, leads: true, in result)
                        : await WaitAsync(flight, leads: true, cancellationToken).ConfigureAwait(false));
                }
                catch (FlightUnansweredException)
                {
                    call.SetAbsent(slot);
                }
            }

            foreach (var (flight, slot) in flights.Joined)
            {
                waited++;
                try
                {
                    call.Set(slot, await WaitAsync(flight, leads: false, cancellationToken).ConfigureAwait(false));
                }
                catch (FlightWithoutResultException)
                {
                    // It stays open, and is asked again with the body of this call.
                }
            }
        }
        catch
        {
            LeaveAll(flights, waited, caller);
            throw;
        }

        flights.Failure?.Throw();
    }

    /// <inheritdoc cref="WaitForAllAsync"/>
    private void WaitForAll<TId>(BatchCall<TId, TKey, TValue> call, BatchFlights<TKey, TValue> flights, CancellationToken cancellationToken)
    {
        var caller = FlightNode.Current;
        var waited = 0;
        try
        {
            foreach (var (flight, slot) in flights.Led)
            {
                waited++;
                try
                {
                    call.Set(slot, TakeOver(flight, caller, cancellationToken));
                }
                catch (FlightUnansweredException)
                {
                    call.SetAbsent(slot);
                }
            }

            foreach (var (flight, slot) in flights.Joined)
            {
                waited++;
                try
                {
                    call.Set(slot, Follow(flight, cancellationToken));
                }
                catch (FlightWithoutResultException)
                {
                    // It stays open, and is asked again with the body of this call.
                }
            }
        }
        catch
        {
            LeaveAll(flights, waited, caller);
            throw;
        }

        flights.Failure?.Throw();
    }

    /// <summary>The result of a flight that this thread has led to its end.</summary>
    private TValue TakeOver(Flight<TKey, TValue> flight, FlightNode? caller, CancellationToken cancellationToken)
    {
        try
        {
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

    /// <summary>The call ends without the flights that it has not waited for.</summary>
    /// <param name="flights">All flights of the call.</param>
    /// <param name="waited">How many of them it has waited for.</param>
    /// <param name="caller">Who waits.</param>
    private void LeaveAll(BatchFlights<TKey, TValue> flights, int waited, FlightNode? caller)
    {
        foreach (var (flight, _) in flights.Led.Concat(flights.Joined).Skip(waited))
        {
            caller?.StopWaitingFor(flight.Node);
            Leave(flight);
        }
    }
}
