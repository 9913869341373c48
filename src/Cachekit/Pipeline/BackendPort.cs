using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.Pipeline;

/// <summary>
/// A backend as the engine sees it: every failure arrives as a <see cref="CacheBackendException"/> and is logged by change of state, once
/// for an outage however many calls meet it. The cancellation of the caller's token is not a failure.
/// </summary>
/// <remarks><c>.Entries</c> has the calls for one entry, <c>.Batches</c> those for many, <c>.Abilities</c> what only some backends can do.</remarks>
internal sealed partial class BackendPort(ICacheBackend backend, TimeProvider timeProvider, ILogger logger, BackendTelemetry telemetry)
{
    private readonly ConcurrentDictionary<string, Marker> _markers = new(StringComparer.Ordinal);
    private int _failing;
    private int _refusing;

    internal string Name => backend.Name;

    internal ICacheBackend Backend => backend;

    /// <summary>Whether the last call failed that said anything about the backend.</summary>
    internal bool IsFailing => Volatile.Read(ref _failing) != 0;

    internal BackendTelemetry Telemetry => telemetry;

    internal TimeProvider TimeProvider => timeProvider;

    /// <summary>What the backend puts before every key; empty when it puts nothing there.</summary>
    internal string KeyPrefix { get; } = (backend as IKeyPrefixCacheBackend)?.KeyPrefix ?? "";

    /// <summary>The invalidation marker under a key; one per key, so that all methods of a namespace share its reads.</summary>
    internal Marker Marker(string key) => _markers.GetOrAdd(key, static (k, port) => new Marker(port, k), this);

    /// <summary>Makes a call, and a <see cref="CacheBackendException"/> of whatever goes wrong in it.</summary>
    /// <param name="call">The call; it captures nothing, so that it costs nothing.</param>
    /// <param name="state">What it needs.</param>
    /// <param name="operation">What it does, as a verb.</param>
    /// <param name="key">The key that it is about; logged as a digest.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResult> RunAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> call, TState state, string operation, string key, CancellationToken cancellationToken)
    {
        using var watch = telemetry.Begin(operation, key);
        try
        {
            var result = await call(state, cancellationToken).ConfigureAwait(false);
            Succeeded();
            watch?.Answered(result);
            return result;
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, operation, key, watch);
        }
    }

    /// <inheritdoc cref="RunAsync"/>
    private TResult Run<TState, TResult>(Func<TState, TResult> call, TState state, string operation, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var watch = telemetry.Begin(operation, key);
        try
        {
            var result = call(state);
            Succeeded();
            watch?.Answered(result);
            return result;
        }
        catch (Exception exception)
        {
            throw Failed(exception, operation, key, watch);
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

    private CacheBackendException Failed(Exception exception, string operation, string key, BackendCall? watch = null)
    {
        telemetry.Failed(exception, watch);
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
