using Cachekit.Invalidation;
using Cachekit.Keys;
using Cachekit.Local;
using Cachekit.Pipeline;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Removes an entry from the backend and from memory, here and in other processes. Calls that start afterwards do not find it.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backend may or may not be.</param>
    /// <exception cref="CacheBackendException">The backend failed; memory is clean, but other processes may find the entry until it is removed later.</exception>
    public ValueTask InvalidateAsync(TKey key, CancellationToken cancellationToken) => InvalidateAsync([key], cancellationToken);

    /// <summary>Removes entries from the backend in one round trip where it can, and from memory, here and in other processes.</summary>
    /// <param name="keys">The arguments of each. One may be there more than once.</param>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backend may or may not be.</param>
    /// <exception cref="CacheBackendException">The backend failed for at least one of them; memory is clean, but other processes may find entries until they are removed later.</exception>
    public ValueTask InvalidateManyAsync(IReadOnlyList<TKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Count == 0 ? default : InvalidateAsync([.. keys], cancellationToken);
    }

    /// <summary>Makes all entries of the method invalid, in all processes that share the backend.</summary>
    /// <remarks>
    /// Other processes stop using them as soon as a message tells them, and where there are no messages, what is in the backend at most a second later and what they hold in
    /// memory at the end of its life there.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait; memory is clean then, the backend may or may not be.</param>
    /// <exception cref="CacheBackendException">The backend failed; this process does not use the entries any more, but other ones may, until the backend works again. Always so for entries that are
    /// shared with other SDKs, where the backend is no <see cref="IPrefixCacheBackend"/>.</exception>
    public async ValueTask InvalidateAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RaiseMarkerAsync(cancellationToken).ConfigureAwait(false);
            await DeleteSharedAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _store?.InvalidateAll(Epoch.Next());
            DetachFlights();
        }

        if (_hub is not null)
        {
            var stamp = _methodMarker?.Newest ?? StampClock.Next(_timeProvider);
            await _hub.TellAsync(InvalidationKind.Methods, scope: 0, [_scope], stamp, _hub.GenerationOf(_definition.Namespace), cancellationToken).ConfigureAwait(false);
        }

        if (LeavesSharedEntries)
        {
            throw SharedEntries.CannotAllGo($"'{_definition.Method}'");
        }
    }

    TimeSpan? IBoundMethod.MarkerLife => _policy.MarkerLife;

    void IBoundMethod.InvalidateTag(ulong tag) => InvalidateTag(tag);

    ValueTask IBoundMethod.DeleteSharedAsync(CancellationToken cancellationToken) => DeleteSharedAsync(cancellationToken);

    ValueTask IBoundMethod.RaiseUnlessIndexedAsync(CancellationToken cancellationToken) =>
        _namespaceMarker is null ? RaiseMarkerAsync(cancellationToken) : default;

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
            Invalidate(key);
        }
        catch (CachekitException exception)
        {
            Log.InvalidationFailed(_logger, exception, _definition.Method);
        }
    }

    private async ValueTask InvalidateAsync(TKey[] keys, CancellationToken cancellationToken)
    {
        var textKeys = Begin(keys, out var stamp);
        var isDone = false;
        try
        {
            if (textKeys.Length == 1 && _port is not null)
            {
                await _port.DeleteAsync(textKeys[0], cancellationToken).ConfigureAwait(false);
            }
            else if (_port is not null)
            {
                await _port.DeleteManyAsync(textKeys, cancellationToken).ConfigureAwait(false);
            }

            isDone = true;
        }
        finally
        {
            End(keys, textKeys, stamp, isDone);
        }

        if (_hub is not null)
        {
            await _hub.TellAsync(this, _definition.Namespace, textKeys, stamp, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Invalidate(TKey key)
    {
        TKey[] keys = [key];
        var textKeys = Begin(keys, out var stamp);
        var isDone = false;
        try
        {
            _port?.Delete(textKeys[0]);
            isDone = true;
        }
        finally
        {
            End(keys, textKeys, stamp, isDone);
        }

        _hub?.Tell(this, _definition.Namespace, textKeys, stamp);
    }

    /// <summary>Copies the arguments before anything waits, and lets nobody board what runs for them.</summary>
    /// <param name="keys">The keys; their copies afterwards.</param>
    /// <param name="stamp">The call comes after the change that it is about, so whatever is older than this is invalid.</param>
    private string[] Begin(TKey[] keys, out long stamp)
    {
        stamp = _hub is null ? 0 : StampClock.Next(_timeProvider);
        var textKeys = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = keys[i].Snapshot();
            textKeys[i] = TextKey(in keys[i])!;
            Detach(in keys[i]);
        }

        return textKeys;
    }

    /// <summary>
    /// The last step of an invalidation in this process, in this order: a flight that began before the backend had removed the entry may have read it, and
    /// after this it can neither store it nor be joined.
    /// </summary>
    /// <param name="keys">The keys.</param>
    /// <param name="textKeys">Their texts.</param>
    /// <param name="stamp">What is older is invalid.</param>
    /// <param name="isDone">Whether the backend has removed the entries.</param>
    private void End(TKey[] keys, string[] textKeys, long stamp, bool isDone)
    {
        if (_hub is not null)
        {
            _hub.Note(textKeys, stamp);
            if (!isDone)
            {
                _hub.Remember(this, textKeys, stamp);
            }
        }

        for (var i = 0; i < keys.Length; i++)
        {
            Detach(in keys[i]);
            _store?.Remove(in keys[i]);
        }
    }

    private async ValueTask RaiseMarkerAsync(CancellationToken cancellationToken)
    {
        if (_methodMarker is null)
        {
            return;
        }

        try
        {
            await _methodMarker.RaiseAsync(_policy.MarkerLife, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _hub?.Remember(InvalidationKind.Methods, _scope, _methodMarker, _policy.MarkerLife);
            throw;
        }
    }

    // Shared entries have no stamps, so nothing but their removal makes them invalid.
    private async ValueTask DeleteSharedAsync(CancellationToken cancellationToken)
    {
        if (_keys is not InteropKeyFormat keys || _port is not { CanDeleteByPrefix: true })
        {
            return;
        }

        try
        {
            await _port.DeleteByPrefixAsync(keys.Prefix, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _hub?.RememberShared(_scope, keys.Prefix);
            throw;
        }
    }
}
