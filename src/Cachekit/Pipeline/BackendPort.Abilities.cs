using Cachekit.Resilience;

namespace Cachekit.Pipeline;

// Each ability is asked for with its Supports... property first.
internal sealed partial class BackendPort
{
    private const string Read = "read";
    private const string Write = "write";
    private const string Remove = "remove";
    private const string Lock = "lock";
    private const string Renew = "renew";
    private const string Unlock = "unlock";

    private readonly ILockingCacheBackend? _locks = backend as ILockingCacheBackend;
    private readonly IStaleWindowCacheBackend? _staleWindows = backend as IStaleWindowCacheBackend;
    private readonly ITtlCacheBackend? _lives = backend as ITtlCacheBackend;
    private readonly INotifyingCacheBackend? _messages = backend as INotifyingCacheBackend;

    internal bool CanDeleteByPrefix => backend is IPrefixCacheBackend;

    /// <summary>Whether a key can be locked among all processes.</summary>
    internal bool SupportsLocks => _locks is not null;

    /// <summary>Whether the backend itself keeps entries past their life, and marks them.</summary>
    internal bool SupportsStaleWindow => _staleWindows is not null;

    /// <summary>Whether an entry's life can begin anew without writing its value.</summary>
    internal bool SupportsTtlRefresh => _lives is not null;

    /// <summary>Whether processes can tell each other something over the backend.</summary>
    internal bool SupportsMessages => _messages is not null;

    /// <summary>Asks for a lock once, without waiting for its present holder.</summary>
    /// <remarks>
    /// It goes past the stack, as health checks do: a lock that is not given at once is asked for again by its own rules, and a renewal must not wait
    /// for anybody's turn. An open breaker refuses it all the same: there is nobody to give it.
    /// </remarks>
    /// <param name="key">The key of the entry.</param>
    /// <param name="hold">When the lock ends by itself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock, whose failures are <see cref="CacheBackendException"/> too; <see langword="null"/> when somebody else holds it.</returns>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    internal async ValueTask<ICacheBackendLock?> TryAcquireLockAsync(string key, TimeSpan hold, CancellationToken cancellationToken)
    {
        ThrowIfOpen();
        using var watch = shared.Telemetry.Begin(Lock, key);
        try
        {
            var taken = await _locks!.TryAcquireLockAsync(key, hold, cancellationToken).ConfigureAwait(false);
            Succeeded();
            watch?.Found(taken is not null);
            return taken is null ? null : new PortLock(this, taken);
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, Lock, key, watch);
        }
    }

    /// <inheritdoc cref="TryAcquireLockAsync"/>
    internal ICacheBackendLock? TryAcquireLock(string key, TimeSpan hold, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfOpen();
        using var watch = shared.Telemetry.Begin(Lock, key);
        try
        {
            var taken = _locks!.TryAcquireLock(key, hold);
            Succeeded();
            watch?.Found(taken is not null);
            return taken is null ? null : new PortLock(this, taken);
        }
        catch (Exception exception)
        {
            throw Failed(exception, Lock, key, watch);
        }
    }

    /// <summary>Writes an entry that the backend keeps past its life.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="ttl">How long the entry is fresh.</param>
    /// <param name="staleFor">How long it can be read as stale afterwards.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken) =>
        await RunAsync(
            static async (state, token) =>
            {
                await state._staleWindows!.SetAsync(state.key, state.value, state.ttl, state.staleFor, token).ConfigureAwait(false);
                return true;
            },
            (_staleWindows, key, value, ttl, staleFor),
            Write,
            key,
            cancellationToken,
            KindOf(value)).ConfigureAwait(false);

    /// <inheritdoc cref="SetAsync(string, ReadOnlyMemory{byte}, TimeSpan, TimeSpan, CancellationToken)"/>
    internal void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default) =>
        Run(
            static state =>
            {
                state._staleWindows!.Set(state.key, state.value, state.ttl, state.staleFor);
                return true;
            },
            (_staleWindows, key, value, ttl, staleFor),
            Write,
            key,
            cancellationToken,
            KindOf(value));

    /// <summary>Gives an entry a new life, counted from now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="ttl">The new life.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see langword="false"/> when there is no such entry any more.</returns>
    internal ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken) =>
        RunAsync(static (state, token) => state._lives!.RefreshTtlAsync(state.key, state.ttl, token), (_lives, key, ttl), Renew, key, cancellationToken);

    /// <inheritdoc cref="RefreshTtlAsync"/>
    internal bool RefreshTtl(string key, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        Run(static state => state._lives!.RefreshTtl(state.key, state.ttl), (_lives, key, ttl), Renew, key, cancellationToken);

    internal async ValueTask DeleteByPrefixAsync(string prefix, CancellationToken cancellationToken) =>
        await RunAsync(
            static (state, token) => ((IPrefixCacheBackend)state.backend).DeleteByPrefixAsync(state.prefix, token), (backend, prefix), Remove, prefix, cancellationToken, BackendCallKind.Sweep)
            .ConfigureAwait(false);

    /// <summary>Sends a message to all listeners, this process's own included.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async ValueTask PublishAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        await RunAsync(
            static async (state, token) =>
            {
                await state._messages!.PublishAsync(state.message, token).ConfigureAwait(false);
                return true;
            },
            (_messages, message),
            "publish",
            "",
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="PublishAsync"/>
    internal void Publish(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        Run(
            static state =>
            {
                state._messages!.Publish(state.message);
                return true;
            },
            (_messages, message),
            "publish",
            "",
            cancellationToken);

    /// <summary>Listens to messages until the result is disposed of.</summary>
    /// <param name="onMessage">Receives each message.</param>
    /// <param name="onGap">Is called each time that messages may have been missed.</param>
    /// <param name="cancellationToken">Ends the wait for the start.</param>
    /// <exception cref="CacheBackendException">Listening could not be started.</exception>
    internal async ValueTask<IAsyncDisposable> SubscribeAsync(Action<ReadOnlyMemory<byte>> onMessage, Action onGap, CancellationToken cancellationToken)
    {
        try
        {
            // A subscription is a state and not a call: it waits for nobody's turn, and its start is tried again by whoever wants to listen.
            return await _messages!.SubscribeAsync(onMessage, onGap, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Failed(exception, "listen to", "");
        }
    }

    /// <summary>A lock whose failures arrive like all others.</summary>
    private sealed class PortLock(BackendPort port, ICacheBackendLock inner) : ICacheBackendLock
    {
        public string Key => inner.Key;

        public bool TryRenew(TimeSpan hold)
        {
            try
            {
                return inner.TryRenew(hold);
            }
            catch (Exception exception)
            {
                throw port.Failed(exception, Renew, Key);
            }
        }

        public async ValueTask<bool> TryRenewAsync(TimeSpan hold, CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.TryRenewAsync(hold, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
            {
                throw port.Failed(exception, Renew, Key);
            }
        }

        public bool Release()
        {
            try
            {
                return inner.Release();
            }
            catch (Exception exception)
            {
                throw port.Failed(exception, Unlock, Key);
            }
        }

        public async ValueTask<bool> ReleaseAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.ReleaseAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
            {
                throw port.Failed(exception, Unlock, Key);
            }
        }
    }
}
