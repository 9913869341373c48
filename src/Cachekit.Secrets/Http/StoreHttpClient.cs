using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Cachekit.Secrets;

/// <summary>Asks a store over HTTP: repeats what can be repeated, follows no redirect, and never puts a body or a header into a message.</summary>
internal sealed class StoreHttpClient : IDisposable
{
    /// <summary>No store has more secrets than that in one answer; a server that sends more is not the one that was meant.</summary>
    public const int MaxResponseBytes = 64 * 1024 * 1024;

    private readonly string _store;
    private readonly HttpClient _client;
    private readonly ResiliencePipeline<StoreResponse> _pipeline;

    /// <param name="store">What messages call the store.</param>
    /// <param name="options">How it is asked.</param>
    /// <param name="timeProvider">The clock of timeouts and retries.</param>
    /// <param name="loggerFactory">Where repetitions are logged.</param>
    /// <param name="repeatsToo">Whether an answer of another status is worth a repetition too: some services say in the body that they are asked too often.</param>
    public StoreHttpClient(string store, StoreHttpOptions options, TimeProvider timeProvider, ILoggerFactory? loggerFactory, Func<StoreResponse, bool>? repeatsToo = null)
    {
        _store = store;
        var logger = loggerFactory?.CreateLogger(SecretsLog.Category) ?? NullLogger.Instance;
        var handler = options.HandlerFactory?.Invoke() ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) };
        _client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxResponseBytes };

        var builder = new ResiliencePipelineBuilder<StoreResponse> { TimeProvider = timeProvider };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<StoreResponse>
            {
                MaxRetryAttempts = options.Retries,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome is { Exception: HttpRequestException or TimeoutRejectedException or IOException }
                    || arguments.Outcome.Result is { } answer && (IsTransient(answer.Status) || repeatsToo is not null && repeatsToo(answer))),
                DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Result, options.MaxRetryDelay, timeProvider)),
                OnRetry = arguments =>
                {
                    SecretsLog.RequestRepeated(logger, store, arguments.AttemptNumber + 1, Reason(arguments.Outcome), arguments.RetryDelay.TotalMilliseconds);
                    return default;
                },
            });
        }

        _pipeline = builder.AddTimeout(options.RequestTimeout).Build();
    }

    /// <summary>Sends a request, again where that can help.</summary>
    /// <param name="request">Makes the request; called for each attempt, since signatures and messages are good for one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer, whatever its status; a redirect is refused.</returns>
    /// <exception cref="SecretsException">There was no answer.</exception>
    public async ValueTask<StoreResponse> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        StoreResponse answer;
        try
        {
            answer = await _pipeline.ExecuteAsync(
                static async (state, token) =>
                {
                    using var message = state.request();
                    using var response = await state._client.SendAsync(message, HttpCompletionOption.ResponseContentRead, token).ConfigureAwait(false);
                    var body = await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
                    return new StoreResponse(response.StatusCode, response.Headers, body);
                },
                (request, _client),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or IOException)
        {
            var why = exception switch
            {
                TimeoutRejectedException => "it did not answer in time",
                { InnerException: AuthenticationException } => "its certificate is not trusted, or it speaks no TLS that this machine accepts",
                _ => exception.Message.TrimEnd('.'),
            };
            throw new SecretsException(SecretsErrorCode.UnknownError, $"{_store} could not be reached: {why}. Check its address, and whether this machine can reach it.", exception) { IsStoreAway = true };
        }

        if ((int)answer.Status is >= 300 and < 400)
        {
            var place = answer.Headers.Location is { IsAbsoluteUri: true } location ? location.GetLeftPart(UriPartial.Authority) : "another place";
            throw new SecretsException(
                SecretsErrorCode.UnknownError,
                $"{_store} answered {(int)answer.Status}, a redirect to {place}, which is not followed because it would carry the token there. Configure that address itself if it is the right one.");
        }

        return answer;
    }

    public void Dispose() => _client.Dispose();

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan? RetryAfter(StoreResponse? answer, TimeSpan atMost, TimeProvider timeProvider)
    {
        var header = answer?.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } date ? date - timeProvider.GetUtcNow() : null);
        return wait switch
        {
            null => null,
            { } time when time < TimeSpan.Zero => TimeSpan.Zero,
            { } time => time < atMost ? time : atMost,
        };
    }

    private static string Reason(Outcome<StoreResponse> outcome) => outcome.Result is { } answer ? $"status {(int)answer.Status}" : outcome.Exception?.GetType().Name ?? "";
}
