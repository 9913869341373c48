using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

// How bodies are run: what they get of the previous value, and how long they may take.
public sealed partial class MethodCache<TKey, TValue>
{
    private async ValueTask<Cacheable<TValue>> InvokeAsync<TBody, TRunner>(Flight<TKey, TValue> flight, TBody body, CachePrevious<TValue> previous)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        StampAnew(flight);
        var began = _timeProvider.GetTimestamp();
        var run = _telemetry.StartBody();
        try
        {
            var running = TRunner.RunAsync(body, previous, flight.Token);
            if (!running.IsCompleted && _policy.HardTimeout is { } limit)
            {
                var inTime = await WithinAsync(flight, running.AsTask(), limit).ConfigureAwait(false);
                run.Succeeded();
                return inTime;
            }

            var made = await running.ConfigureAwait(false);
            run.Succeeded();
            _lockTimes.Observe(_timeProvider.GetElapsedTime(began));
            return made;
        }
        finally
        {
            run.FailedUnlessEnded();
        }
    }

    private async ValueTask<Cacheable<TValue>> WithinAsync(Flight<TKey, TValue> flight, Task<Cacheable<TValue>> running, TimeSpan limit)
    {
        try
        {
            return await running.WaitAsync(limit, _timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            Abandon(flight, running);
            throw TooLate(limit);
        }
    }

    /// <summary>A synchronous body has its caller's thread, unless its time is limited: then it has one of its own, and the caller's waits.</summary>
    private Cacheable<TValue> Invoke<TBody>(Flight<TKey, TValue> flight, TBody body, CachePrevious<TValue> previous)
        where TBody : struct, ISyncBody<TValue>
    {
        StampAnew(flight);
        var run = _telemetry.StartBody();
        try
        {
            var made = InvokeInTime(flight, body, previous);
            run.Succeeded();
            return made;
        }
        finally
        {
            run.FailedUnlessEnded();
        }
    }

    private Cacheable<TValue> InvokeInTime<TBody>(Flight<TKey, TValue> flight, TBody body, CachePrevious<TValue> previous)
        where TBody : struct, ISyncBody<TValue>
    {
        var began = _timeProvider.GetTimestamp();
        if (_policy.HardTimeout is not { } limit)
        {
            var made = SyncBodyRunner<TBody, TValue>.Run(body, previous, flight.Token);
            _lockTimes.Observe(_timeProvider.GetElapsedTime(began));
            return made;
        }

        var running = Task.Factory.StartNew(
            () => SyncBodyRunner<TBody, TValue>.Run(body, previous, flight.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        using var late = new CancellationTokenSource(limit, _timeProvider);
        try
        {
            WaitUntilOver(running, late.Token);
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            Abandon(flight, running);
            throw TooLate(limit);
        }

        return running.GetAwaiter().GetResult();
    }

    /// <summary>Asks a body to end for which nobody waits any more, and sees to it that its exception is not lost.</summary>
    private void Abandon(Flight<TKey, TValue> flight, Task running)
    {
        _telemetry.HardTimeout();
        _ = running.ContinueWith(
            static (task, state) => ((MethodCache<TKey, TValue>)state!).ReportAbandoned(task.Exception!),
            this,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        CancelBody(flight);
    }

    private void ReportAbandoned(AggregateException exception) => Log.LateBodyFailed(_logger, exception, _definition.Method);

    private TimeoutException TooLate(TimeSpan limit) => new(
        $"The uncached body of '{_definition.Method}' took longer than its HardTimeout of {limit}. It was asked to end through its cancellation token. Give it more time, or have it answer sooner.");
}
