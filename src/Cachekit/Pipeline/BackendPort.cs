using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;

namespace Cachekit.Pipeline;

/// <summary>
/// A backend as the engine sees it: every failure arrives as a <see cref="CacheBackendException"/> and is logged by change of state, once
/// for an outage however many calls meet it. The cancellation of the caller's token is not a failure.
/// </summary>
internal sealed class BackendPort(ICacheBackend backend, TimeProvider timeProvider, ILogger logger, BackendTelemetry telemetry)
{
    private readonly ConcurrentDictionary<string, Marker> _markers = new(StringComparer.Ordinal);
    private readonly IValueReadingBackend? _values = backend as IValueReadingBackend;
    private int _failing;
    private int _refusing;

    internal string Name => backend.Name;

    internal ICacheBackend Backend => backend;

    internal BackendTelemetry Telemetry => telemetry;

    internal TimeProvider TimeProvider => timeProvider;

    /// <summary>What the backend puts before every key; empty when it puts nothing there.</summary>
    internal string KeyPrefix { get; } = (backend as IKeyPrefixCacheBackend)?.KeyPrefix ?? "";

    internal bool CanDeleteByPrefix => backend is IPrefixCacheBackend;

    /// <summary>The invalidation marker under a key; one per key, so that all methods of a namespace share its reads.</summary>
    internal Marker Marker(string key) => _markers.GetOrAdd(key, static (k, port) => new Marker(port, k), this);

    /// <param name="key">The key.</param>
    /// <param name="withLife">Whether the remaining life matters: who keeps nothing can do without.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    internal async ValueTask<BackendValue> GetAsync(string key, bool withLife, CancellationToken cancellationToken)
    {
        using var call = telemetry.Begin(BackendOperation.Read)?.About(key);
        try
        {
            var read = withLife || _values is null ? backend.GetAsync(key, cancellationToken) : _values.GetValueAsync(key, cancellationToken);
            var value = await read.ConfigureAwait(false);
            Succeeded();
            call?.Answered(value.Found);
            return value;
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "read", key, call);
        }
    }

    /// <inheritdoc cref="GetAsync"/>
    internal BackendValue Get(string key, bool withLife)
    {
        using var call = telemetry.Begin(BackendOperation.Read)?.About(key);
        try
        {
            var value = withLife || _values is null ? backend.Get(key) : _values.GetValue(key);
            Succeeded();
            call?.Answered(value.Found);
            return value;
        }
        catch (Exception exception)
        {
            throw Failed(exception, "read", key, call);
        }
    }

    internal async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken)
    {
        using var call = telemetry.Begin(BackendOperation.Write)?.About(key);
        try
        {
            await backend.SetAsync(key, value, ttl, cancellationToken).ConfigureAwait(false);
            Succeeded();
            call?.Succeeded();
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "write", key, call);
        }
    }

    internal void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl)
    {
        using var call = telemetry.Begin(BackendOperation.Write)?.About(key);
        try
        {
            backend.Set(key, value, ttl);
            Succeeded();
            call?.Succeeded();
        }
        catch (Exception exception)
        {
            throw Failed(exception, "write", key, call);
        }
    }

    internal async ValueTask DeleteAsync(string key, CancellationToken cancellationToken)
    {
        using var call = telemetry.Begin(BackendOperation.Remove)?.About(key);
        try
        {
            await backend.DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            Succeeded();
            call?.Succeeded();
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "remove", key, call);
        }
    }

    internal async ValueTask DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken)
    {
        using var call = telemetry.Begin(BackendOperation.Remove)?.About(prefix);
        try
        {
            await ((IPrefixCacheBackend)backend).DeleteByPrefixAsync(prefix, cancellationToken).ConfigureAwait(false);
            Succeeded();
            call?.Succeeded();
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "remove", prefix, call);
        }
    }

    internal void Delete(string key)
    {
        using var call = telemetry.Begin(BackendOperation.Remove)?.About(key);
        try
        {
            backend.Delete(key);
            Succeeded();
            call?.Succeeded();
        }
        catch (Exception exception)
        {
            throw Failed(exception, "remove", key, call);
        }
    }

    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private void Succeeded()
    {
        if (Volatile.Read(ref _failing) != 0 && Interlocked.Exchange(ref _failing, 0) != 0)
        {
            Log.BackendRecovered(logger, Name);
        }
    }

    private CacheBackendException Failed(Exception exception, string operation, string key, BackendCall? call)
    {
        var kind = (exception as CacheBackendException)?.Kind ?? BackendErrorKind.Unknown;
        telemetry.Failed(kind, exception is CacheBackendException { IsValueTooLarge: true });
        call?.Failed(kind);
        if (exception is CacheBackendException { Kind: BackendErrorKind.Permanent })
        {
            // It says no to this entry, a value over its limit for example, and works otherwise.
            Refused(exception, operation, key);
        }
        else if (Interlocked.Exchange(ref _failing, 1) == 0)
        {
            Log.BackendFailed(logger, exception, Name, operation, KeyDigest.Of(key));
        }
        else if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.BackendFailedAgain(logger, exception, Name, operation, KeyDigest.Of(key));
        }

        return exception as CacheBackendException
            ?? new CacheBackendException($"The backend '{Name}' failed to {operation} an entry with {exception.GetType().Name}; see the inner exception.", exception);
    }

    private void Refused(Exception exception, string operation, string key)
    {
        if (Interlocked.Exchange(ref _refusing, 1) == 0)
        {
            Log.BackendRefused(logger, exception, Name, operation, KeyDigest.Of(key));
        }
        else if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.BackendRefusedAgain(logger, exception, Name, operation, KeyDigest.Of(key));
        }
    }
}
