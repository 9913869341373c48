using System.Runtime.ExceptionServices;
using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Runs the flights that a call leads. It never throws: what goes wrong goes to the callers.</summary>
    /// <remarks>As for one flight: nobody waits here for the body, and who may leave does not wait for the backend either.</remarks>
    private ValueTask LeadAllAsync<TId, TResult, TBody>(
        BatchCall<TId, TKey, TValue> call, BatchFlights<TKey, TValue> flights, TBody body, CancellationToken cancellationToken)
        where TBody : struct, IAsyncBatchBody<TId, TKey, TValue, TResult>
    {
        if (flights.Led.Count == 0)
        {
            return default;
        }

        var run = RunAllAsync<TId, TResult, TBody>(call, flights.Led, body);
        if (!cancellationToken.CanBeCanceled)
        {
            return run;
        }

        _ = run.AsTask();
        return default;
    }

    private async ValueTask RunAllAsync<TId, TResult, TBody>(BatchCall<TId, TKey, TValue> call, List<BatchSeat<TKey, TValue>> led, TBody body)
        where TBody : struct, IAsyncBatchBody<TId, TKey, TValue, TResult>
    {
        var backendFailed = false;
        var missing = led;
        try
        {
            missing = WithoutLocal(led);
            if (_port is not null && AsksBackend(missing) is { Count: > 0 } asked)
            {
                using var cancellation = BatchCancellation.Of(asked.Select(static seat => seat.Flight.Token));
                var readings = await ReadManyAsync(_port, asked.ConvertAll(seat => InquiryOf(seat.Flight)), cancellation.Token).ConfigureAwait(false);
                missing = LandFound(asked, readings, out backendFailed);
            }
        }
        catch (Exception exception)
        {
            FailAll(missing, exception);
            return;
        }

        if (missing.Count > 0)
        {
            _ = ComputeAllAsync<TId, TResult, TBody>(call, missing, body, backendFailed);
        }
    }

    private async Task ComputeAllAsync<TId, TResult, TBody>(
        BatchCall<TId, TKey, TValue> call, List<BatchSeat<TKey, TValue>> missing, TBody body, bool backendFailed)
        where TBody : struct, IAsyncBatchBody<TId, TKey, TValue, TResult>
    {
        _telemetry.BatchRan(call.Slots - missing.Count, missing.Count);
        using var cancellation = BatchCancellation.Of(missing.Select(static seat => seat.Flight.Token));
        var node = NodeFor(missing);
        try
        {
            FlightNode.Current = node;
            StampAnew(missing);
            var running = body.InvokeAsync(IdsOf(call, missing), cancellation.Token);
            var result = running.IsCompleted || _policy.HardTimeout is not { } limit
                ? await running.ConfigureAwait(false)
                : await WithinAsync(missing, running.AsTask(), limit).ConfigureAwait(false);
            var kept = PrepareAll<TId, TResult, TBody>(call, missing, in body, result);
            if (!backendFailed)
            {
                await WriteManyAsync(kept, cancellation.Token).ConfigureAwait(false);
            }

            LandAll(kept);
        }
        catch (Exception exception)
        {
            FailAll(missing, exception);
        }
        finally
        {
            node.End();
        }
    }

    /// <inheritdoc cref="LeadAllAsync"/>
    private void LeadAll<TId, TResult, TBody>(
        BatchCall<TId, TKey, TValue> call, BatchFlights<TKey, TValue> flights, TBody body, CancellationToken cancellationToken)
        where TBody : struct, ISyncBatchBody<TId, TKey, TValue, TResult>
    {
        if (flights.Led.Count == 0)
        {
            return;
        }

        // This thread cannot leave, but it can stop to count as somebody who waits.
        using (cancellationToken.UnsafeRegister(static state => ((BatchDeparture)state!).Leave(), new BatchDeparture(this, flights.Led)))
        {
            RunAll<TId, TResult, TBody>(call, flights.Led, body);
        }
    }

    private void RunAll<TId, TResult, TBody>(BatchCall<TId, TKey, TValue> call, List<BatchSeat<TKey, TValue>> led, TBody body)
        where TBody : struct, ISyncBatchBody<TId, TKey, TValue, TResult>
    {
        var outer = FlightNode.Current;
        var missing = led;
        FlightNode? node = null;
        try
        {
            var backendFailed = false;
            missing = WithoutLocal(led);
            if (_port is not null && AsksBackend(missing) is { Count: > 0 } asked)
            {
                missing = LandFound(asked, ReadMany(_port, asked.ConvertAll(seat => InquiryOf(seat.Flight))), out backendFailed);
            }

            if (missing.Count == 0)
            {
                return;
            }

            _telemetry.BatchRan(call.Slots - missing.Count, missing.Count);
            using var cancellation = BatchCancellation.Of(missing.Select(static seat => seat.Flight.Token));
            FlightNode.Current = node = NodeFor(missing);
            StampAnew(missing);
            var kept = PrepareAll<TId, TResult, TBody>(call, missing, in body, Invoke<TId, TResult, TBody>(missing, body, IdsOf(call, missing), cancellation.Token));
            if (!backendFailed)
            {
                WriteMany(kept);
            }

            LandAll(kept);
        }
        catch (Exception exception)
        {
            FailAll(missing, exception);
        }
        finally
        {
            node?.End();
            FlightNode.Current = outer;
        }
    }

    private async ValueTask<TResult> WithinAsync<TResult>(List<BatchSeat<TKey, TValue>> missing, Task<TResult> running, TimeSpan limit)
    {
        try
        {
            return await running.WaitAsync(limit, _timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            AbandonAll(missing, running);
            throw TooLate(limit);
        }
    }

    private TResult Invoke<TId, TResult, TBody>(List<BatchSeat<TKey, TValue>> missing, TBody body, TId[] ids, CancellationToken cancellationToken)
        where TBody : struct, ISyncBatchBody<TId, TKey, TValue, TResult>
    {
        if (_policy.HardTimeout is not { } limit)
        {
            return body.Invoke(ids, cancellationToken);
        }

        // As for one key: a thread of its own, and the caller's waits.
        var running = Task.Factory.StartNew(
            () => body.Invoke(ids, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var late = new CancellationTokenSource(limit, _timeProvider);
        try
        {
            WaitUntilOver(running, late.Token);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            AbandonAll(missing, running);
            throw TooLate(limit);
        }

        return running.GetAwaiter().GetResult();
    }

    private void AbandonAll(List<BatchSeat<TKey, TValue>> missing, Task running)
    {
        Abandon(missing[0].Flight, running);
        foreach (var seat in missing)
        {
            CancelBody(seat.Flight);
        }
    }

    private static TId[] IdsOf<TId>(BatchCall<TId, TKey, TValue> call, List<BatchSeat<TKey, TValue>> seats)
    {
        var ids = new TId[seats.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = call.IdOf(seats[i].Slot);
        }

        return ids;
    }

    /// <summary>The body that several flights share, as a node of its own: each of them waits for it, and what it waits for they all do.</summary>
    private static FlightNode NodeFor(List<BatchSeat<TKey, TValue>> seats)
    {
        var node = new FlightNode();
        foreach (var seat in seats)
        {
            // Nothing can lead back from a node that waits for nobody yet.
            seat.Flight.Node.TryWaitFor(node);
        }

        return node;
    }

    private List<BatchSeat<TKey, TValue>> WithoutLocal(List<BatchSeat<TKey, TValue>> led)
    {
        var missing = new List<BatchSeat<TKey, TValue>>(led.Count);
        foreach (var seat in led)
        {
            if (!seat.Flight.Replaces && TryFindLocal(seat.Flight, out var local))
            {
                Land(seat.Flight, in local);
            }
            else
            {
                missing.Add(seat);
            }
        }

        return missing;
    }

    // Either all of a call's flights replace what is stored, or none.
    private static List<BatchSeat<TKey, TValue>>? AsksBackend(List<BatchSeat<TKey, TValue>> missing) =>
        missing.Count > 0 && !missing[0].Flight.Replaces ? missing : null;

    private List<BatchSeat<TKey, TValue>> LandFound(List<BatchSeat<TKey, TValue>> asked, BatchReading<TValue>[] readings, out bool backendFailed)
    {
        backendFailed = false;
        var missing = new List<BatchSeat<TKey, TValue>>();
        for (var i = 0; i < readings.Length; i++)
        {
            backendFailed |= readings[i].Reading.Failed;
            if (readings[i].Failure is { } failure)
            {
                Fail(asked[i].Flight, failure.SourceException);
            }
            else if (readings[i].Reading is { Found: true, Result.IsStale: false } found)
            {
                Land(asked[i].Flight, found.Result);
            }
            else
            {
                if (readings[i].Reading.Found && asked[i].Flight.Stale is null)
                {
                    // For those who get it where the body fails.
                    (asked[i].Flight.Stale, asked[i].Flight.StaleMetadata) = (readings[i].Reading.Result, readings[i].Reading.Metadata);
                }

                missing.Add(asked[i]);
            }
        }

        return missing;
    }

    /// <summary>Takes the values out of what the body returned, and encodes them. Flights without a value of their own have failed then.</summary>
    private List<BatchResult<TKey, TValue>> PrepareAll<TId, TResult, TBody>(
        BatchCall<TId, TKey, TValue> call, List<BatchSeat<TKey, TValue>> missing, in TBody body, TResult result)
        where TBody : struct, IBatchBody<TId, TKey, TValue, TResult>
    {
        var items = new BatchItems<TId, TValue>(body.Method, IdsOf(call, missing));
        body.Split(result, items);
        var kept = new List<BatchResult<TKey, TValue>>(missing.Count);
        for (var i = 0; i < missing.Count; i++)
        {
            var (flight, slot) = missing[i];
            var isThere = items.TryGet(i, out var value);
            if (value is null || !isThere)
            {
                if (!body.RemembersAbsent)
                {
                    if (isThere)
                    {
                        call.Set(slot, value);
                    }

                    Fail(flight, new FlightUnansweredException());
                    continue;
                }

                value = default!;
            }

            try
            {
                kept.Add(new BatchResult<TKey, TValue>(flight, Prepare(flight, value)));
            }
            catch (Exception exception)
            {
                // Its own code threw while it was encoded, say: no business of the other ids.
                Fail(flight, exception);
            }
        }

        return kept;
    }

    private void LandAll(List<BatchResult<TKey, TValue>> results)
    {
        foreach (var result in results)
        {
            KeepLocal(result.Flight, in result.Prepared);
            Land(result.Flight, in result.Prepared);
        }
    }

    private void FailAll(List<BatchSeat<TKey, TValue>> seats, Exception exception)
    {
        foreach (var seat in seats)
        {
            if (!seat.Flight.IsOver && !TryFailSafe(seat.Flight, exception))
            {
                Fail(seat.Flight, exception);
            }
        }
    }

    private sealed class BatchDeparture(MethodCache<TKey, TValue> cache, List<BatchSeat<TKey, TValue>> led)
    {
        internal void Leave()
        {
            foreach (var seat in led)
            {
                cache.Leave(seat.Flight);
            }
        }
    }
}
