using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Cachekit.Backends;

/// <summary>Sends a request again after a failure that is likely to pass, as long as the call's time allows.</summary>
internal sealed class HttpRetry
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);
    private static readonly ResiliencePropertyKey<HttpTry> TryKey = new("Cachekit.Http.Try");

    private readonly int _maxRetries;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly ILogger _logger;

    /// <param name="maxRetries">How often a request is sent again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Draws numbers from 0 to 1.</param>
    /// <param name="logger">Where it logs.</param>
    public HttpRetry(int maxRetries, TimeProvider time, Func<double> random, ILogger logger)
    {
        _maxRetries = maxRetries;
        _time = time;
        _random = random;
        _logger = logger;
        if (maxRetries == 0)
        {
            Pipeline = ResiliencePipeline.Empty;
            return;
        }

        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = maxRetries,
            ShouldHandle = args => new ValueTask<bool>(IsWorthwhile(args)),
            DelayGenerator = static args => new ValueTask<TimeSpan?>(TryOf(args.Context).Delay),
        });
        Pipeline = builder.Build();
    }

    public ResiliencePipeline Pipeline { get; }

    /// <summary>How long the pauses of a call can add up to where the server wishes none; <see langword="null"/>: nothing is sent again.</summary>
    public static TimeSpan? LongestPauses(int maxRetries, TimeSpan timeout)
    {
        if (maxRetries == 0)
        {
            return null;
        }

        var sum = 0L;
        for (var attempt = 0; attempt < maxRetries && sum < timeout.Ticks; attempt++)
        {
            sum += Pause(attempt, random: 1);
        }

        return new TimeSpan(Math.Min(sum, timeout.Ticks));
    }

    /// <summary>Rents what a call needs to be repeated.</summary>
    /// <param name="call">The call.</param>
    /// <param name="timeout">How long it may take, with all its repetitions.</param>
    /// <param name="cancellationToken">Is cancelled when that time is over.</param>
    public ResilienceContext Begin(HttpCall call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(TryKey, new HttpTry(call, _time.GetTimestamp(), timeout));
        return context;
    }

    private static HttpTry TryOf(ResilienceContext context) => context.Properties.GetValue(TryKey, null!);

    private bool IsWorthwhile(RetryPredicateArguments<object> args)
    {
        var current = TryOf(args.Context);
        if (args.AttemptNumber >= _maxRetries
            || args.Outcome.Exception is not HttpFailure { Kind: BackendErrorKind.Transient } failure
            || !current.Call.Operation.IsRepeatable)
        {
            return false;
        }

        current.Delay = failure.RetryAfter is { Ticks: > 0 } wished ? wished : Backoff(args.AttemptNumber);
        if (current.Delay >= current.Timeout - _time.GetElapsedTime(current.Started))
        {
            // Waiting would use up the time and say less in the end.
            return false;
        }

        HttpBackendLog.Repeating(_logger, args.AttemptNumber + 1, current.Delay.TotalMilliseconds, failure.Message);
        return true;
    }

    /// <summary>Twice as long each time, and spread, so that those who failed together do not come back together.</summary>
    private TimeSpan Backoff(int attempt) => new(Pause(attempt, _random()));

    private static long Pause(int attempt, double random) => (long)(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks * Math.Pow(2, attempt)) * (0.5 + random));
}
