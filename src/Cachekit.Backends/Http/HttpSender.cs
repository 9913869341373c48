using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;

namespace Cachekit.Backends;

/// <summary>Makes a call of the API: sends it, repeats it, reads the answer, and classifies what goes wrong.</summary>
internal sealed class HttpSender(
    HttpMessageInvoker client,
    ApiEndpoint endpoint,
    string apiKey,
    TimeSpan timeout,
    HttpRetry retry,
    HttpSession session,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    // What is worth reading of the text of an error.
    private const int MaxErrorBytes = 4 * 1024;

    // From here on a refusal should come before the bytes have travelled.
    private const int AskFirstBytes = 1024 * 1024;

    private const string UserAgent = "cachekit-dotnet";

    private static readonly Version Http11 = new(1, 1);
    private static readonly Version Http2 = new(2, 0);

    private readonly string _authorization = $"Bearer {apiKey}";
    private int _refused;

    public ApiEndpoint Endpoint => endpoint;

    /// <summary>Makes the call on this thread. The time limit holds here too.</summary>
    public HttpAnswer Send(HttpCall call)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        var context = retry.Begin(call, timeout, limit.Token);
        try
        {
            return Settled(retry.Pipeline.Execute(
                static (context, state) => state.Sender.Attempt(state.Call, context.CancellationToken), context, (Sender: this, Call: call)));
        }
        catch (OperationCanceledException exception)
        {
            throw HttpErrors.TimedOut(call, endpoint.Host, timeout, exception);
        }
        catch (HttpFailure failure)
        {
            Note(failure);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc cref="Send"/>
    public async ValueTask<HttpAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(timeout, time);
        using var caller = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        var context = retry.Begin(call, timeout, limit.Token);
        try
        {
            return Settled(await retry.Pipeline.ExecuteAsync(
                static (context, state) => state.Sender.AttemptAsync(state.Call, context.CancellationToken), context, (Sender: this, Call: call)).ConfigureAwait(false));
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw HttpErrors.TimedOut(call, endpoint.Host, timeout, exception);
        }
        catch (HttpFailure failure)
        {
            Note(failure);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => client.Dispose();

    private HttpAnswer Attempt(HttpCall call, CancellationToken cancellationToken)
    {
        // Only HTTP/1.1 can be spoken without asynchronous work.
        using var request = Request(call, Http11);
        try
        {
            using var response = client.Send(request, cancellationToken);

            // A blocked read knows no token: it ends when its connection does.
            using var end = cancellationToken.UnsafeRegister(static response => ((HttpResponseMessage)response!).Dispose(), response);
            using var stream = response.Content.ReadAsStream(cancellationToken);
            var (limit, length) = Expect(call, response);
            var (body, size) = limit == 0 ? ReadText(stream) : BodyReader.Read(stream, length, limit);
            return Judge(call, response, limit, body, size);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever a read throws whose connection has been taken away.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (HttpErrors.IsFault(exception))
        {
            throw HttpErrors.OfFault(call, endpoint.Host, exception);
        }
    }

    private async ValueTask<HttpAnswer> AttemptAsync(HttpCall call, CancellationToken cancellationToken)
    {
        using var request = Request(call, Http2);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var (limit, length) = Expect(call, response);
                var (body, size) = limit == 0
                    ? await ReadTextAsync(stream, cancellationToken).ConfigureAwait(false)
                    : await BodyReader.ReadAsync(stream, length, limit, cancellationToken).ConfigureAwait(false);
                return Judge(call, response, limit, body, size);
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (HttpErrors.IsFault(exception))
        {
            throw HttpErrors.OfFault(call, endpoint.Host, exception);
        }
        finally
        {
            if (request.Content is LentContent content)
            {
                await content.LetGoAsync().ConfigureAwait(false);
            }
        }
    }

    private HttpRequestMessage Request(HttpCall call, Version version)
    {
        // The path is as it should be; nothing may spell it in another way.
        var uri = new Uri(endpoint.Prefix + call.Path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(call.Operation.Method, uri) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        session.Describe(request.Headers);
        if (call.LockId is not null)
        {
            request.Headers.TryAddWithoutValidation("X-CacheKit-Lock-Id", call.LockId);
        }

        AddLife("X-CacheKit-TTL", call.TtlSeconds);
        AddLife("X-CacheKit-Stale-TTL", call.StaleSeconds);
        if (call.Body is { } body)
        {
            request.Content = new LentContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", call.IsJson ? "application/json" : "application/octet-stream");
            request.Headers.ExpectContinue = body.Length > AskFirstBytes ? true : null;
        }

        return request;

        void AddLife(string name, long seconds)
        {
            if (seconds > 0)
            {
                request.Headers.TryAddWithoutValidation(name, seconds.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>How much of the body is wanted (0: only a text for people, if at all), and how long it is where that is known.</summary>
    private (int Limit, long? Length) Expect(HttpCall call, HttpResponseMessage response)
    {
        var length = response.Content.Headers.ContentLength;
        if (!IsGood(call.Operation, (int)response.StatusCode))
        {
            return (0, length);
        }

        if (call.Operation.IsValue && length is null && response.Version < Http2 && response.Headers.TransferEncodingChunked is not true)
        {
            throw HttpErrors.Unexpected(call, endpoint.Host, "does not say where the value ends, so a lost connection could shorten it unseen", BackendErrorKind.Permanent);
        }

        return (call.Operation.MaxAnswer, length);
    }

    private HttpAnswer Judge(HttpCall call, HttpResponseMessage response, int limit, PooledBuffer? body, int size)
    {
        var status = (int)response.StatusCode;
        if (limit > 0)
        {
            if (body is null)
            {
                throw HttpErrors.Unexpected(call, endpoint.Host, "is larger than any value or answer of this API can be", BackendErrorKind.Permanent);
            }

            var (isStale, bound) = call.Operation.IsValue ? Freshness.Read(response.Headers) : default;
            return new HttpAnswer(status, body, size, isStale, bound);
        }

        using (body)
        {
            if (IsGood(call.Operation, status) || (status == 404 && call.Operation.MissingIsAnswer) || (status == 409 && call.Operation.ConflictIsAnswer))
            {
                return new HttpAnswer(status);
            }

            var text = body is null ? "" : HttpErrors.Clean(Encoding.UTF8.GetString(body.Array.AsSpan(0, size)), size < MaxErrorBytes, apiKey, call.LockId);
            throw HttpErrors.OfStatus(call, endpoint.Host, status, text, HttpErrors.RetryAfterOf(response, time.GetUtcNow()));
        }
    }

    private static bool IsGood(HttpOperation operation, int status) => operation.IsValue ? status == 200 : status is >= 200 and < 300;

    /// <summary>Reads what fits; the rest is not worth a wait.</summary>
    private static (PooledBuffer? Body, int Size) ReadText(Stream stream)
    {
        var buffer = new PooledBuffer(MaxErrorBytes);
        var total = 0;
        try
        {
            while (total < MaxErrorBytes && stream.Read(buffer.Array, total, MaxErrorBytes - total) is var read and > 0)
            {
                total += read;
            }

            return (buffer, total);
        }
        catch (IOException)
        {
            // The status says enough.
            return (buffer, total);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static async ValueTask<(PooledBuffer? Body, int Size)> ReadTextAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new PooledBuffer(MaxErrorBytes);
        var total = 0;
        try
        {
            while (total < MaxErrorBytes
                && await stream.ReadAsync(buffer.Array.AsMemory(total, MaxErrorBytes - total), cancellationToken).ConfigureAwait(false) is var read and > 0)
            {
                total += read;
            }

            return (buffer, total);
        }
        catch (IOException)
        {
            // The status says enough.
            return (buffer, total);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private HttpAnswer Settled(HttpAnswer answer)
    {
        if (Volatile.Read(ref _refused) != 0 && Interlocked.Exchange(ref _refused, 0) != 0)
        {
            HttpBackendLog.CredentialsAccepted(logger);
        }

        return answer;
    }

    private void Note(HttpFailure failure)
    {
        if (failure.Kind == BackendErrorKind.Authentication && Interlocked.Exchange(ref _refused, 1) == 0)
        {
            HttpBackendLog.CredentialsRefused(logger, failure.Message);
        }
    }
}
