using System.Runtime.CompilerServices;
using Cachekit.Resilience;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.Pipeline;

/// <summary>
/// A backend as the engine sees it: every failure arrives as a <see cref="CacheBackendException"/> and is logged by change of state, once
/// for an outage however many calls meet it. The cancellation of the caller's token is not a failure.
/// </summary>
/// <remarks>
/// <para>A backend has two ports (<see cref="BackendPorts"/>), by preset: one through the stack of breaker, retries, limit and timeout, and one to the
/// backend itself.</para>
/// <para><c>.Entries</c> has the calls for one entry, <c>.Batches</c> those for many, <c>.Abilities</c> what only some backends can do.</para>
/// </remarks>
/// <param name="backend">The backend.</param>
/// <param name="shared">What both ports of the backend share.</param>
/// <param name="stack">What stands in between; <see langword="null"/>: nothing.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="logger">Where changes of state are logged.</param>
internal sealed partial class BackendPort(ICacheBackend backend, BackendPorts shared, BackendStack? stack, TimeProvider timeProvider, ILogger logger)
{

    internal string Name => backend.Name;

    internal ICacheBackend Backend => backend;

    /// <summary>Whether the last call failed that said anything about the backend.</summary>
    internal bool IsFailing => shared.IsFailing;

    internal BackendTelemetry Telemetry => shared.Telemetry;

    internal TimeProvider TimeProvider => timeProvider;

    /// <summary>What the backend puts before every key; empty when it puts nothing there.</summary>
    internal string KeyPrefix { get; } = (backend as IKeyPrefixCacheBackend)?.KeyPrefix ?? "";

    /// <summary>The invalidation marker under a key; one per key, so that all methods of a namespace share its reads.</summary>
    internal Marker Marker(string key) => shared.Marker(key);

    /// <summary>
    /// Whether a call would be refused now without reaching the backend; then it counts as refused, and need not be made. Asking costs some
    /// nanoseconds, where the exception would cost thousands.
    /// </summary>
    internal bool Refuses() => stack is not null && stack.Breaker.Refuses();

    /// <summary>Makes a call, and a <see cref="CacheBackendException"/> of whatever goes wrong in it.</summary>
    /// <param name="call">The call; it captures nothing, so that it costs nothing.</param>
    /// <param name="state">What it needs.</param>
    /// <param name="operation">What it does, as a verb.</param>
    /// <param name="key">The key that it is about; logged as a digest.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="kind">How long it may take.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TResult> RunAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> call,
        TState state,
        string operation,
        string key,
        CancellationToken cancellationToken,
        BackendCallKind kind = BackendCallKind.Entry)
    {
        ThrowIfOpen();
        using var watch = shared.Telemetry.Begin(operation, key);
        try
        {
            var made = stack is null ? call(state, cancellationToken) : stack.ExecuteAsync(call, state, kind, cancellationToken);
            var result = await made.ConfigureAwait(false);
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
    private TResult Run<TState, TResult>(
        Func<TState, TResult> call,
        TState state,
        string operation,
        string key,
        CancellationToken cancellationToken,
        BackendCallKind kind = BackendCallKind.Entry)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfOpen();
        using var watch = shared.Telemetry.Begin(operation, key);
        try
        {
            var result = stack is null ? call(state) : stack.Execute(call, state, kind, cancellationToken);
            Succeeded();
            watch?.Answered(result);
            return result;
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, operation, key, watch);
        }
    }

    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private void ThrowIfOpen()
    {
        if (Refuses())
        {
            throw Refusals.CircuitOpen(Name);
        }
    }

    private void Succeeded()
    {
        if (shared.StopFailing())
        {
            Log.BackendRecovered(logger, Name);
        }
    }

    private CacheBackendException Failed(Exception exception, string operation, string key, BackendCall? watch = null)
    {
        shared.Telemetry.Failed(exception, watch);
        if (exception is CacheBackendException refusal && BackendErrors.IsRefusal(refusal))
        {
            // Nobody asked the backend; the stack has logged why not.
            return refusal;
        }

        if (exception is CacheBackendException { Kind: BackendErrorKind.Permanent })
        {
            // It says no to this entry, a value over its limit for example, and works otherwise.
            Refused(exception, operation, key);
        }
        else if (shared.BeginFailing())
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
        if (shared.BeginRefusing())
        {
            Log.BackendRefused(logger, exception, Name, operation, KeyDigest.Of(key));
        }
        else if (logger.IsEnabled(LogLevel.Debug))
        {
            Log.BackendRefusedAgain(logger, exception, Name, operation, KeyDigest.Of(key));
        }
    }
}
