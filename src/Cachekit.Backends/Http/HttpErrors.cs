using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Cachekit.Pipeline;

namespace Cachekit.Backends;

/// <summary>Turns statuses and faults of the connection into classified failures with a way out.</summary>
internal static class HttpErrors
{
    // How servers of HTTP/2 refuse a request that they do not even read.
    private const long ProtocolError = 1;

    /// <summary>Whether an exception comes from the connection, not from a mistake in here.</summary>
    public static bool IsFault(Exception exception) =>
        exception is HttpRequestException or IOException or SocketException or AuthenticationException or OperationCanceledException;

    /// <summary>What a status other than a good one means.</summary>
    /// <param name="call">The call.</param>
    /// <param name="host">The server.</param>
    /// <param name="status">The status.</param>
    /// <param name="text">What the server says about it, fit for logs; empty: nothing.</param>
    /// <param name="retryAfter">How long the server wants to be left alone.</param>
    public static HttpFailure OfStatus(HttpCall call, string host, int status, string text, TimeSpan? retryAfter)
    {
        var (kind, advice) = Classify(call.Operation, status);
        var said = text.Length == 0 ? "" : $" and says '{text}'";
        return new HttpFailure(
            kind,
            $"{Start(call)}: {host} answered {status.ToString(CultureInfo.InvariantCulture)}{said}. {advice}".TrimEnd())
        {
            RetryAfter = retryAfter,
            IsValueTooLarge = status == 413,
        };
    }

    /// <summary>What a fault of the connection means.</summary>
    public static HttpFailure OfFault(HttpCall call, string host, Exception exception)
    {
        var (kind, cause) = Classify(exception);
        return new HttpFailure(kind, $"{Start(call)} at {host}: {cause}", exception);
    }

    public static HttpFailure TimedOut(HttpCall call, string host, TimeSpan timeout, Exception exception) =>
        new(
            BackendErrorKind.Timeout,
            $"{Start(call)}: {host} did not answer within {timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s. "
            + $"If that is to be expected, raise {nameof(HttpBackendOptions.Timeout)} ({HttpBackendProvider.Timeout.Variable}).",
            exception);

    /// <summary>An answer that no server of this API gives.</summary>
    public static HttpFailure Unexpected(HttpCall call, string host, string cause, BackendErrorKind kind = BackendErrorKind.Unknown) =>
        new(kind, $"{Start(call)}: the answer of {host} {cause}.");

    /// <summary>A call that cannot be made.</summary>
    public static CacheBackendException Refused(HttpOperation operation, string problem) =>
        new(BackendErrorKind.Permanent, $"The http backend did not {operation.Verb} an entry: {problem}.");

    private static string Start(HttpCall call) => call.Key is null
        ? $"The http backend could not {call.Operation.Verb} the server"
        : $"The http backend could not {call.Operation.Verb} the entry {KeyDigest.Of(call.Key)}";

    private static (BackendErrorKind Kind, string Advice) Classify(HttpOperation operation, int status) => status switch
    {
        401 => (BackendErrorKind.Authentication, $"The API key is not valid: check {HttpBackendProvider.ApiKeyVariable}."),
        403 => (BackendErrorKind.Authentication, "The API key does not allow this: check which keys and namespaces it may use."),
        404 or 405 => (BackendErrorKind.Permanent, $"That is no server of this API: check {HttpBackendProvider.ApiUrl.Variable}."),
        409 when operation == HttpOperation.Renew => (BackendErrorKind.Permanent, "The entry is past its life: only writing it anew makes it fresh again."),
        400 when operation == HttpOperation.Renew => (BackendErrorKind.Permanent, "The new life and the entry's stale window may be more than 30 days together: use a shorter life."),
        413 => (BackendErrorKind.Permanent, "The value is too large for the server."),
        408 or 429 or >= 500 => (BackendErrorKind.Transient, ""),
        >= 300 and < 400 => (BackendErrorKind.Permanent, $"A redirect is never followed, because the API key would go with it: correct {HttpBackendProvider.ApiUrl.Variable}."),
        < 300 => (BackendErrorKind.Permanent, "No server of this API answers so."),
        _ => (BackendErrorKind.Permanent, ""),
    };

    private static (BackendErrorKind Kind, string Cause) Classify(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return (BackendErrorKind.Permanent, "its name leads to this machine or into a private network. The guide to the HTTP backend says how to use a server of your own.");
                case AuthenticationException:
                    return (BackendErrorKind.Permanent, $"its certificate is not trusted, or is not for this name. {HttpBackendProvider.TrustedCertificateFile.Variable} names a file with further roots to trust.");
                case HttpProtocolException { ErrorCode: ProtocolError }:
                    return (BackendErrorKind.Permanent, "it refuses the request as malformed, for example because of a character in the key, or does not keep to HTTP/2 itself.");
                case OperationCanceledException or TimeoutException:
                    return (BackendErrorKind.Transient, "the connection took too long.");
            }
        }

        return exception is HttpRequestException { HttpRequestError: var error }
            ? Classify(error, exception)
            : (BackendErrorKind.Transient, $"the connection was lost ({exception.Message})");
    }

    private static (BackendErrorKind Kind, string Cause) Classify(HttpRequestError error, Exception exception) => error switch
    {
        HttpRequestError.NameResolutionError => (BackendErrorKind.Transient, $"its name has no address. Check {HttpBackendProvider.ApiUrl.Variable} and the name service."),
        HttpRequestError.ConnectionError => (BackendErrorKind.Transient, $"no connection ({exception.InnerException?.Message ?? exception.Message}). Check that the server runs."),
        HttpRequestError.ConfigurationLimitExceeded => (BackendErrorKind.Permanent, "its answer has too many headers for one of this API."),
        HttpRequestError.VersionNegotiationError => (BackendErrorKind.Permanent, "it speaks neither HTTP/2 nor HTTP/1.1."),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => (BackendErrorKind.Transient, "it does not answer in HTTP as it should."),
        _ => (BackendErrorKind.Transient, $"the connection was lost ({exception.InnerException?.Message ?? exception.Message})."),
    };

    /// <summary>Makes what a server says fit for messages and logs: one line, short, and without secrets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isWhole">Whether this is all of it.</param>
    /// <param name="apiKey">What must not be in it.</param>
    /// <param name="lockId">What must not be in it either; <see langword="null"/>: there is none.</param>
    public static string Clean(string text, bool isWhole, string apiKey, string? lockId = null)
    {
        const int MaxLength = 256;

        // A secret could be cut in two at the end.
        var known = isWhole ? text : text[..Math.Max(0, text.Length - Math.Max(apiKey.Length, lockId?.Length ?? 0))];
        var clean = known.Replace(apiKey, "***", StringComparison.OrdinalIgnoreCase);
        clean = lockId is null ? clean : clean.Replace(lockId, "***", StringComparison.OrdinalIgnoreCase);
        clean = string.Create(clean.Length, clean, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
            }
        }).Trim();
        return clean.Length <= MaxLength ? clean : clean[..(char.IsHighSurrogate(clean[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }

    public static TimeSpan? RetryAfterOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };
}
