using Cachekit.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cachekit.AspNetCore;

/// <summary>Answers the requests below <c>/v1/cache</c>; the order of the checks is here, and what they check elsewhere.</summary>
internal sealed class CacheServer : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable? _ownKeys;
    private readonly Authenticator _authenticator;
    private readonly EntryStore _store;
    private readonly EntryEndpoint _entries;
    private readonly TtlEndpoint _ttls;
    private readonly LockEndpoint _locks;
    private readonly HealthEndpoint _health;
    private int _storageFails;
    private int _valueRefused;

    public CacheServer(IServiceProvider services, IOptionsMonitor<CachekitServerOptions> monitor, ServerBackend backend, TimeProvider time, ILoggerFactory loggers)
    {
        var options = monitor.CurrentValue;
        _timeout = options.RequestTimeout;
        _time = time;
        _logger = loggers.CreateLogger<CacheServer>();
        var keys = options.KeyStoreFactory?.Invoke(services);
        if (keys is null)
        {
            var own = new ConfiguredKeyStore(
                options,
                services.GetRequiredService<IOptionsFactory<CachekitServerOptions>>(),
                services.GetRequiredService<IConfiguration>(),
                loggers.CreateLogger<ConfiguredKeyStore>());
            (keys, _ownKeys) = (own, own);
        }

        _authenticator = new Authenticator(keys, _logger);
        _store = new EntryStore(backend.Value, time, _logger);
        var locks = new LockTable(backend.Value, time, options.MaxLocksPerTenant);
        _entries = new EntryEndpoint(_store, options.MaxValueBytes);
        _ttls = new TtlEndpoint(_store);
        _locks = new LockEndpoint(locks, options.MaxLockTimeout);
        _health = new HealthEndpoint(backend.Value, locks);
        ServerLog.Started(_logger, backend.Value.Name);
    }

    public async Task HandleAsync(HttpContext http)
    {
        Answers.Prepare(http.Response);

        // As written: methods have a case, and another spelling must not get past the authentication.
        if (http.Request.Method == HttpMethods.Options)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        using var deadline = new RequestDeadline(_timeout, _time, http.RequestAborted);
        try
        {
            if (await ServeAsync(http, deadline).ConfigureAwait(false) is { } refusal)
            {
                await Answers.RefuseAsync(http.Response, refusal).ConfigureAwait(false);
            }
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, or the host stops and waits no longer: there is nobody to answer.
        }
        catch (Exception exception)
        {
            await FailAsync(http, deadline, exception).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _ownKeys?.Dispose();
        _store.Dispose();
    }

    private async ValueTask<Refusal?> ServeAsync(HttpContext http, RequestDeadline deadline)
    {
        var request = http.Request;
        var (unauthorized, caller) = await _authenticator.AuthenticateAsync(request, deadline.Reading).ConfigureAwait(false);
        if (unauthorized is not null)
        {
            return unauthorized;
        }

        if (Check(http, caller, out var route, out var key) is { } refusal)
        {
            return refusal;
        }

        if (route == ServerRoute.Health)
        {
            return await _health.HandleAsync(http, deadline).ConfigureAwait(false);
        }

        var keyed = new ServerRequest(http, caller.Key.Tenant, StorageKey.Of(caller.Key.Tenant, key.Text), deadline);
        if (route == ServerRoute.Lock)
        {
            return await _locks.HandleAsync(keyed).ConfigureAwait(false);
        }

        var outcome = route == ServerRoute.Entry
            ? await _entries.HandleAsync(keyed).ConfigureAwait(false)
            : await _ttls.HandleAsync(keyed).ConfigureAwait(false);
        if (outcome is null || outcome == Refusals.NotFound)
        {
            StorageWorks();
        }

        return outcome;
    }

    /// <summary>What can be said about a request without its body and without the storage, in the order that clients rely on.</summary>
    private static Refusal? Check(HttpContext http, Caller caller, out ServerRoute route, out CacheKey key)
    {
        var target = RequestTarget.Parse(RawTargetOf(http));
        route = target.Route;
        key = default;
        if (route == ServerRoute.Unknown)
        {
            return Refusals.NotFound;
        }

        var method = http.Request.Method;
        if (CheckMethod(route, method) is { } refusal)
        {
            return refusal;
        }

        if (caller.Class == KeyClass.Sdk && !L1StatusHeader.IsValid(http.Request.Headers))
        {
            return Refusals.L1Status;
        }

        return route == ServerRoute.Health
            ? null
            : CacheKey.TryDecode(target.Key, out key) ?? caller.CheckAccess(key, changes: method is not ("GET" or "HEAD"));
    }

    private static Refusal? CheckMethod(ServerRoute route, string method) => route switch
    {
        ServerRoute.Entry => method is "GET" or "HEAD" or "PUT" or "DELETE" ? null : Refusals.EntryMethod,
        ServerRoute.Ttl => method is "GET" or "PATCH" ? null : Refusals.TtlMethod,
        ServerRoute.Lock => method is "POST" or "DELETE" ? null : Refusals.LockMethod,
        _ => method is "GET" ? null : Refusals.HealthMethod,
    };

    private static string RawTargetOf(HttpContext http)
    {
        // A host other than Kestrel may have only the path.
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return string.IsNullOrEmpty(target) ? http.Request.Path.ToUriComponent() : target;
    }

    private async ValueTask FailAsync(HttpContext http, RequestDeadline deadline, Exception exception)
    {
        var refusal = Refusals.StorageFault;
        if (exception is OperationCanceledException && deadline.HasPassed)
        {
            ServerLog.StorageTimeout(_logger, _timeout, DigestOf(http));
        }
        else if (exception is CacheBackendException { IsValueTooLarge: true })
        {
            // Whoever is told to try again would do so for ever.
            refusal = Refusals.TooLarge;
            ValueRefused(http, exception);
        }
        else if (exception is CacheBackendException)
        {
            StorageFails(http, exception);
        }
        else
        {
            refusal = Refusals.Failure;
            ServerLog.Failed(_logger, exception);
        }

        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        Answers.Prepare(http.Response);
        await Answers.RefuseAsync(http.Response, refusal).ConfigureAwait(false);
    }

    private void StorageFails(HttpContext http, Exception exception)
    {
        if (Interlocked.Exchange(ref _storageFails, 1) == 0)
        {
            ServerLog.StorageFailing(_logger, DigestOf(http), exception);
        }
        else
        {
            ServerLog.StorageStillFailing(_logger, DigestOf(http), exception);
        }
    }

    private void ValueRefused(HttpContext http, Exception exception)
    {
        if (Interlocked.Exchange(ref _valueRefused, 1) == 0)
        {
            ServerLog.ValueRefused(_logger, DigestOf(http), exception);
        }
        else
        {
            ServerLog.ValueRefusedAgain(_logger, DigestOf(http), exception);
        }
    }

    private void StorageWorks()
    {
        if (Volatile.Read(ref _storageFails) == 1 && Interlocked.Exchange(ref _storageFails, 0) == 1)
        {
            ServerLog.StorageWorks(_logger);
        }
    }

    private static string DigestOf(HttpContext http) =>
        CacheKey.TryDecode(RequestTarget.Parse(RawTargetOf(http)).Key, out var key) is null ? KeyDigest.Of(key.Text) : "none";
}
