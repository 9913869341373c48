using System.Net;
using System.Text;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Backends;

/// <summary>Keeps entries on a server with the CacheKit HTTP API: cachekit.io, or one of your own.</summary>
/// <remarks>
/// <para>Asynchronous members speak HTTP/2 where the server does, else HTTP/1.1; synchronous ones always speak HTTP/1.1, because only that needs no
/// asynchronous work. Only HTTPS is spoken; redirects and proxies are never used, and no cookie is kept.</para>
/// <para>An operation takes no longer than <see cref="HttpBackendOptions.Timeout"/>, with all its retries.</para>
/// <para>The server stores lives of whole seconds, at most 30 days: a fraction is rounded up.</para>
/// </remarks>
public sealed partial class HttpBackend :
    ITtlCacheBackend, IStaleWindowCacheBackend, ILockingCacheBackend, IHealthCheckedCacheBackend, IRetryingBackend, IDisposable
{
    internal const string Kind = "http";

    private readonly HttpSender _sender;
    private readonly HttpSession _session;
    private readonly TimeProvider _time;
    private readonly TimeSpan? _retryPauses;

    /// <summary>Makes the backend. It connects when it is used.</summary>
    /// <param name="options">The API key, and what else differs from the defaults.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Where it logs; <see langword="null"/> for nowhere.</param>
    /// <exception cref="CacheConfigurationException">Settings are missing or wrong; all problems are named together.</exception>
    public HttpBackend(HttpBackendOptions options, TimeProvider? timeProvider = null, ILogger<HttpBackend>? logger = null)
        : this(options, timeProvider ?? TimeProvider.System, logger ?? (ILogger)NullLogger.Instance, new HttpBackendSeams())
    {
    }

    internal HttpBackend(HttpBackendOptions options, TimeProvider time, ILogger logger, HttpBackendSeams seams)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        var resolved = HttpBackendSettings.Resolve(options, HttpBackendSettings.PropertyName, problems);
        if (resolved is null || problems.Count > 0)
        {
            throw new CacheConfigurationException(problems);
        }

        _time = time;
        _session = new HttpSession(time, seams.Usage);
        _retryPauses = HttpRetry.LongestPauses(resolved.MaxRetries, resolved.Timeout);
        _sender = new HttpSender(
            new HttpMessageInvoker(CreateHandler(resolved, seams), disposeHandler: true),
            resolved.Endpoint,
            resolved.ApiKey,
            resolved.Timeout,
            new HttpRetry(resolved.MaxRetries, time, seams.Random, logger),
            _session,
            time,
            logger);
    }

    /// <inheritdoc/>
    public string Name => Kind;

    TimeSpan? IRetryingBackend.OwnRetryPauses => _retryPauses;

    /// <summary>Closes the connections. Operations that run end with an error.</summary>
    public void Dispose() => _sender.Dispose();

    private static SocketsHttpHandler CreateHandler(HttpBackendSettings settings, HttpBackendSeams seams)
    {
        var handler = new SocketsHttpHandler
        {
            // Each of them would carry the API key to somebody who was not named.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,

            // The baggage of a trace can hold data of the application, and the server is not part of it.
            ActivityHeadersPropagator = null,

            ConnectCallback = new ServerConnector(settings.AllowPrivateNetwork, seams.Resolve).ConnectAsync,
            ConnectTimeout = settings.Timeout,
            MaxConnectionsPerServer = settings.ConnectionPoolSize,

            // One connection carries about a hundred calls; a further one is opened only when they are not enough.
            EnableMultipleHttp2Connections = settings.ConnectionPoolSize > 1,

            // A name may lead elsewhere after a while.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // A connection that has gone dead in silence is found out while calls wait on it, not by every later call's timeout.
            KeepAlivePingDelay = TimeSpan.FromSeconds(2),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(2),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,

            Expect100ContinueTimeout = TimeSpan.FromMilliseconds(500),

            // Bodies are read here; what is left is too long to wait for.
            MaxResponseDrainSize = 0,

            // One character per byte, so that no byte of a header is lost.
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        if (settings.Roots is { } roots)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = new TrustedRoots(roots).Validate;
        }

        return handler;
    }

    private static HttpCall CallOf(
        HttpOperation operation,
        string key,
        string route = "",
        ReadOnlyMemory<byte>? body = null,
        long ttl = 0,
        long stale = 0,
        string? lockId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return CachePath.TryEncode(key, out var segment, out var problem)
            ? new HttpCall(operation, key, CachePath.Root + segment + route) { Body = body, IsJson = route.Length > 0, TtlSeconds = ttl, StaleSeconds = stale, LockId = lockId }
            : throw HttpErrors.Refused(operation, problem);
    }
}
