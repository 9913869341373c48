using Cachekit.Keys;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Telemetry;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Removes an entry from the backend and from memory. Calls that start afterwards do not find it.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backend may or may not be.</param>
    /// <exception cref="CacheBackendException">The backend failed; memory is clean, but other processes may find the entry.</exception>
    public async ValueTask InvalidateAsync(TKey key, CancellationToken cancellationToken)
    {
        _telemetry.Invalidated(InvalidationScope.Entry);
        var snapshot = key.Snapshot();
        var textKey = TextKey(in snapshot);
        Detach(in snapshot);
        try
        {
            if (_port is not null)
            {
                await _port.DeleteAsync(textKey!, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            RemoveLocal(in snapshot);
        }
    }

    /// <summary>Makes all entries of the method invalid, in all processes that share the backend.</summary>
    /// <remarks>
    /// Other processes notice when they next read from the backend, at most a second later; what they hold in memory lives on there for
    /// its remaining life.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backend may or may not be.</param>
    /// <exception cref="CacheBackendException">The backend failed; this process does not use the entries any more, but other ones may. Always so for entries that are
    /// shared with other SDKs, where the backend is no <see cref="IPrefixCacheBackend"/>.</exception>
    public async ValueTask InvalidateAllAsync(CancellationToken cancellationToken)
    {
        _telemetry.Invalidated(InvalidationScope.Method);
        try
        {
            if (_methodMarker is not null)
            {
                await _methodMarker.RaiseAsync(_port!, _policy.MarkerLife, cancellationToken).ConfigureAwait(false);
            }

            await DeleteSharedAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _store?.InvalidateAll(Epoch.Next());
            DetachFlights();
        }

        if (LeavesSharedEntries)
        {
            throw SharedEntries.CannotAllGo($"'{_definition.Method}'");
        }
    }

    ValueTask IBoundMethod.DeleteSharedAsync(CancellationToken cancellationToken) => DeleteSharedAsync(cancellationToken);

    // Shared entries have no stamps, so nothing but their removal makes them invalid.
    private ValueTask DeleteSharedAsync(CancellationToken cancellationToken) =>
        _keys is InteropKeyFormat keys && _port is { CanDeleteByPrefix: true } ? _port.DeleteByPrefixAsync(keys.Prefix, cancellationToken) : default;

    /// <summary>Removes an entry after a call that made it untrue. The call has succeeded, so nothing that fails here reaches its caller.</summary>
    /// <param name="key">The arguments.</param>
    public async ValueTask InvalidateAfterCallAsync(TKey key)
    {
        try
        {
            await InvalidateAsync(key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CachekitException exception)
        {
            Log.InvalidationFailed(_logger, exception, _definition.Method);
        }
    }

    /// <inheritdoc cref="InvalidateAfterCallAsync"/>
    public void InvalidateAfterCall(TKey key)
    {
        try
        {
            _telemetry.Invalidated(InvalidationScope.Entry);
            var snapshot = key.Snapshot();
            var textKey = TextKey(in snapshot);
            Detach(in snapshot);
            try
            {
                _port?.Delete(textKey!);
            }
            finally
            {
                RemoveLocal(in snapshot);
            }
        }
        catch (CachekitException exception)
        {
            Log.InvalidationFailed(_logger, exception, _definition.Method);
        }
    }

    /// <summary>
    /// The last step of an invalidation, in this order: a flight that began before the backend had removed the entry may have read it, and
    /// after this it can neither store it nor be joined.
    /// </summary>
    private void RemoveLocal(in TKey key)
    {
        Detach(in key);
        _store?.Remove(in key);
    }
}
