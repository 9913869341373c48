using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Cachekit.Resilience;

/// <summary>
/// What stands between cached methods and one backend, from outside: the limit of concurrent calls with its queue, the circuit breaker, retries,
/// and the adaptive timeout. All methods of a runtime share it, so that an outage is learnt once.
/// </summary>
/// <remarks>
/// Synchronous calls have pipelines of their own: they wait on their thread, and have no timeout, because nothing could end them. The pipelines
/// differ in nothing else but the timeout, and share breaker, gate and estimate.
/// </remarks>
internal sealed class BackendStack
{
    private static readonly TimeSpan OverloadLogPeriod = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _timeProvider;
    private readonly Func<double> _random;
    private readonly TimeSpan? _ownPauses;
    private readonly string _backend;
    private readonly ILogger _logger;
    private volatile Pipelines _pipelines;
    private long _overloadLoggedAt;
    private long _retries;

    /// <param name="backend">The backend.</param>
    /// <param name="settings">The limits.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Where changes are logged.</param>
    /// <param name="random">Draws numbers from 0 to 1; <see langword="null"/>: at random.</param>
    internal BackendStack(ICacheBackend backend, ResilienceSettings settings, TimeProvider timeProvider, ILogger logger, Func<double>? random = null)
    {
        _backend = backend.Name;
        _timeProvider = timeProvider;
        _logger = logger;
        _random = random ?? Random.Shared.NextDouble;
        _ownPauses = (backend as IRetryingBackend)?.OwnRetryPauses;
        Gate = new ConcurrencyGate(settings, timeProvider);
        Breaker = new CircuitBreaker(settings, timeProvider)
        {
            Changed = change =>
            {
                Log.BreakerChanged(logger, _backend, change, _pipelines!.Settings);
                BreakerChanged?.Invoke(change);
            },
        };
        _pipelines = Build(settings, new AdaptiveTimeout(settings));
    }

    /// <summary>Is told of each change of the breaker's state. It returns soon and does not throw.</summary>
    internal event Action<BreakerChange>? BreakerChanged;

    internal CircuitBreaker Breaker { get; }

    internal ConcurrencyGate Gate { get; }

    /// <summary>How many calls were made once more.</summary>
    internal long Retries => Interlocked.Read(ref _retries);

    /// <summary>How long a call for one entry may take at present; <see langword="null"/>: as long as the backend lets it.</summary>
    internal TimeSpan? CurrentTimeout => _pipelines is { Settings.TimeoutEnabled: true } pipelines ? pipelines.Timeout.Current : null;

    /// <summary>Takes other limits, for all calls that begin from now on. The breaker keeps its state, the timeout its estimate within the new bounds.</summary>
    /// <returns>Whether anything is different.</returns>
    internal bool Apply(ResilienceSettings settings)
    {
        var before = _pipelines;

        // Whether there is a stack at all was decided when the backend was first used.
        settings = settings with { Enabled = before.Settings.Enabled };
        if (settings == before.Settings)
        {
            return false;
        }

        _pipelines = Build(settings, new AdaptiveTimeout(settings, settings.InitialTimeout == before.Settings.InitialTimeout ? before.Timeout.Current : null));
        Breaker.Apply(settings);
        Gate.Apply(settings);
        return true;
    }

    internal async ValueTask<TResult> ExecuteAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, BackendCallKind kind, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            var outcome = await _pipelines.Async[(int)kind].ExecuteOutcomeAsync(
                static async (context, call) =>
                {
                    try
                    {
                        return Outcome.FromResult(await call.call(call.state, context.CancellationToken).ConfigureAwait(false));
                    }
                    catch (Exception exception)
                    {
                        return Outcome.FromException<TResult>(exception);
                    }
                },
                context,
                (call, state)).ConfigureAwait(false);
            outcome.ThrowIfException();
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    internal TResult Execute<TState, TResult>(Func<TState, TResult> call, TState state, BackendCallKind kind, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        try
        {
            return _pipelines.Sync[(int)kind].Execute(static (_, call) => call.call(call.state), context, (call, state));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private CacheBackendException Shed()
    {
        var last = Volatile.Read(ref _overloadLoggedAt);
        var now = _timeProvider.GetTimestamp();
        if ((last == 0 || _timeProvider.GetElapsedTime(last, now) >= OverloadLogPeriod) && Interlocked.CompareExchange(ref _overloadLoggedAt, now, last) == last)
        {
            Log.Overloaded(_logger, _backend, Gate.Running, Gate.Queued);
        }

        return Refusals.Backpressure(_backend);
    }

    private Pipelines Build(ResilienceSettings settings, AdaptiveTimeout timeout)
    {
        var kinds = Enum.GetValues<BackendCallKind>();
        return new Pipelines(
            settings,
            timeout,
            Array.ConvertAll(kinds, kind => Build(kind, settings, timeout, isSync: false)),
            Array.ConvertAll(kinds, kind => Build(kind, settings, timeout, isSync: true)));
    }

    private ResiliencePipeline Build(BackendCallKind kind, ResilienceSettings settings, AdaptiveTimeout timeout, bool isSync)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _timeProvider };
        builder.AddStrategy(_ => new ConcurrencyStrategy(Gate, Shed, isSync));
        builder.AddStrategy(_ => new CircuitBreakerStrategy(Breaker, _backend));
        if (settings.Attempts > 1 && _ownPauses is null && kind is not BackendCallKind.Sweep)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = settings.Attempts - 1,
                ShouldHandle = args => new ValueTask<bool>(IsRepeated(args, settings)),
                OnRetry = _ =>
                {
                    Interlocked.Increment(ref _retries);
                    return default;
                },
                DelayGenerator = static args => new ValueTask<TimeSpan?>(RetryBudget.Of(args.Context).Pause),
            });
        }

        builder.AddStrategy(_ => new AttemptStrategy(timeout, _timeProvider, _backend, learns: kind is BackendCallKind.Entry));
        if (settings.TimeoutEnabled && kind is not BackendCallKind.Sweep && !isSync)
        {
            builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new ValueTask<TimeSpan>(TimeoutOf(kind, settings, timeout, args.Context)) });
        }

        return builder.Build();
    }

    /// <summary>A caller waits for all attempts together no longer than one call may take at most.</summary>
    private bool IsRepeated(RetryPredicateArguments<object> args, ResilienceSettings settings)
    {
        if (args.AttemptNumber + 1 >= settings.Attempts
            || !BackendErrors.IsWorthRepeating(args.Outcome.Exception)
            || args.Context.CancellationToken.IsCancellationRequested

            // Others have found out meanwhile that it is no use; and one try is enough to find out that it is again.
            || Breaker.State is not CacheBreakerState.Closed)
        {
            return false;
        }

        var pause = Math.Min(settings.MaxDelay.Ticks, settings.BaseDelay.Ticks * Math.Pow(2, args.AttemptNumber)) * (0.5 + _random());
        return RetryBudget.Of(args.Context).TryPause(new TimeSpan((long)pause), settings.MaximumTimeout);
    }

    private TimeSpan TimeoutOf(BackendCallKind kind, ResilienceSettings settings, AdaptiveTimeout timeout, ResilienceContext context)
    {
        var whole = settings.MaximumTimeout - RetryBudget.SpentIn(context);
        if (kind is BackendCallKind.Bulk)
        {
            return whole;
        }

        // What a backend waits between its own attempts is not the slowness that the estimate knows.
        var usual = timeout.Current + (_ownPauses ?? TimeSpan.Zero);
        return _ownPauses is null && whole < usual ? whole : usual;
    }

    /// <summary>What belongs together and is changed together: a call uses one set from begin to end.</summary>
    private sealed record Pipelines(ResilienceSettings Settings, AdaptiveTimeout Timeout, ResiliencePipeline[] Async, ResiliencePipeline[] Sync);
}
