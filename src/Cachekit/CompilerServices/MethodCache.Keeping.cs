using System.Diagnostics.CodeAnalysis;
using Cachekit.Configuration;
using Cachekit.Flights;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Serialization;
using Cachekit.Storage;
using Log = Cachekit.Pipeline.Log;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Encodes a value once for everything that needs it: the layers, and the callers that get copies.</summary>
    private Prepared<TValue> Prepare(Flight<TKey, TValue> flight, TValue value) => Prepare(flight, new Cacheable<TValue>(value), previous: null);

    /// <inheritdoc cref="Prepare(Flight{TKey, TValue}, TValue)"/>
    /// <param name="flight">The flight.</param>
    /// <param name="made">What the body made.</param>
    /// <param name="previous">What the body was told of as the previous value.</param>
    /// <param name="metadata">What that came with.</param>
    /// <exception cref="InvalidOperationException">The body says that nothing has changed, and there was nothing.</exception>
    private Prepared<TValue> Prepare(Flight<TKey, TValue> flight, in Cacheable<TValue> made, FlightResult<TValue>? previous, EntryMetadata? metadata = null)
    {
        var value = !made.IsUnchanged ? made.Value : previous is { } known ? known.Value : throw NothingBefore();
        if ((value is null && !_policy.CacheNulls) || made.Ttl <= TimeSpan.Zero)
        {
            return NotKept(value);
        }

        var life = made.Ttl is { } own && own < TtlLimits.Longest ? own : made.Ttl is null ? _policy.LifeOf(value is null) : TtlLimits.Longest;
        try
        {
            var startedAt = _telemetry.Start();
            metadata = EntryMetadata.Create(made.Tags ?? (made.IsUnchanged ? metadata?.Tags : null), made.Validator ?? (made.IsUnchanged ? metadata?.Validator : null));
            using var encoded = IsInterop ? Payload.EncodeInterop(_codec, value, _entries.IsSecret) : Payload.Encode(_codec, value, _entries.IsSecret);
            return Encode(flight, value, encoded, Jittered(life), metadata, startedAt);
        }
        catch (CacheSerializationException exception)
        {
            if (IsInterop)
            {
                // The codec knows the value and not the method, and this one reaches a caller who may not know which call it was.
                var failure = new CacheSerializationException($"The result of '{_definition.Method}' cannot be shared. {exception.Message}", exception);
                flight.StoreFailure = failure;
                return NotKept(value) with { Failure = failure };
            }

            flight.StoreFailure = exception;
            Log.EncodingFailed(_logger, Loggable(exception), _definition.Method, Digest(flight.Key, flight.TextKey));
            return NotKept(value);
        }
        catch (CacheEncryptionException exception)
        {
            Log.EncryptionFailed(_logger, exception, _definition.Method, exception.Kind, Digest(flight.Key, flight.TextKey));
            var failure = new CacheEncryptionException(exception.Kind, $"The result of '{_definition.Method}' cannot be encrypted. {exception.Message}", exception);
            flight.StoreFailure = failure;
            return _policy.FailsClosed ? NotKept(value) with { Failure = failure } : NotKept(value);
        }
    }

    private Prepared<TValue> Encode(
        Flight<TKey, TValue> flight, TValue value, PooledPayload encoded, TimeSpan? life, EntryMetadata? metadata, long startedAt)
    {
        // All callers get what the cache holds, the first one too: what is not stored, or was not read to its end yet, shows at once.
        var kept = value;
        if (_definition.Storage != ValueStorage.Object && !TryCopy(flight, encoded.Span, out kept))
        {
            return NotKept(value);
        }

        var isSmallEnough = encoded.Length <= _policy.MaxValueSize;
        var entry = _entries.IsSecret || (_port is not null && isSmallEnough)
            ? _entries.Seal(encoded.Span, ContextOf(flight.Key, flight.TextKey, flight.Stamp, metadata))
            : null;
        _telemetry.Encoded(startedAt, encoded.Length, entry?.Length ?? 0);
        var payload = _entries.IsSecret ? entry : _holdsObjects ? null : encoded.ToArray();
        var result = new FlightResult<TValue>(kept, payload, CacheLayer.None);
        if (!isSmallEnough)
        {
            _telemetry.ValueTooLarge();
            Log.ValueTooLarge(_logger, _definition.Method, encoded.Length, _policy.MaxValueSize, Digest(flight.Key, flight.TextKey));
            return new Prepared<TValue>(result);
        }

        return new Prepared<TValue>(
            result,
            Keep: true,
            _port is null ? null : entry,
            encoded.Length,
            life,
            _clock.NowMilliseconds,
            Metadata: metadata);
    }

    private bool TryCopy(Flight<TKey, TValue> flight, ReadOnlySpan<byte> encoded, [MaybeNullWhen(false)] out TValue copy)
    {
        try
        {
            copy = Decode(encoded);
            return true;
        }
        catch (CacheSerializationException exception)
        {
            Log.CopyFailed(_logger, Loggable(exception), _definition.Method, Digest(flight.Key, flight.TextKey));
            flight.StoreFailure = exception;
            copy = default;
            return false;
        }
    }

    private static Prepared<TValue> NotKept(TValue value) => new(new FlightResult<TValue>(value, null, CacheLayer.None));

    /// <summary>The backend first, then memory, which must never know more than the backend does.</summary>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know.</exception>
    private async ValueTask KeepAsync(Flight<TKey, TValue> flight, Prepared<TValue> prepared, CancellationToken cancellationToken)
    {
        var isWritten = _port is null;
        try
        {
            if (_port is not null && flight.IsDetached)
            {
                await RemoveReplacedAsync(_port, flight).ConfigureAwait(false);
                isWritten = true;
            }
            else if (_port is not null)
            {
                NoteWrite(flight, in prepared);
                await WriteAsync(_port, flight, prepared, cancellationToken).ConfigureAwait(false);
                NoteWrite(flight, in prepared);
                isWritten = true;
            }
        }
        catch (CacheBackendException exception)
        {
            flight.StoreFailure = exception;
            if (_policy.FailsWithBackend)
            {
                throw;
            }
        }
        finally
        {
            if (!isWritten)
            {
                RememberWrite(flight);
            }

            KeepLocal(flight, in prepared);
        }

        if (isWritten)
        {
            await TellWriteAsync(flight, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteAsync(BackendPort port, Flight<TKey, TValue> flight, Prepared<TValue> prepared, CancellationToken cancellationToken)
    {
        if (prepared.Entry is null)
        {
            if (flight.Supersedes)
            {
                await port.DeleteAsync(flight.TextKey!, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        try
        {
            await SetAsync(port, flight.TextKey!, prepared.Entry, prepared.Life, cancellationToken).ConfigureAwait(false);
            _telemetry.BackendWrote(prepared.Entry.Length);
        }
        catch (CacheBackendException exception) when (IsRefusedReplacement(flight, exception))
        {
            await UndoAsync(port, flight.TextKey!).ConfigureAwait(false);
            throw;
        }
        finally
        {
            // Detached during the write: an invalidation may have removed the entry before this write arrived.
            if (flight.IsDetached)
            {
                await UndoAsync(port, flight.TextKey!).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Whether the backend works but will never take the value: what it holds under the key is not true any more and has to go.</summary>
    private static bool IsRefusedReplacement(Flight<TKey, TValue> flight, CacheBackendException exception) =>
        flight.Supersedes && exception.Kind is BackendErrorKind.Permanent;

    /// <summary>A replacement that was overtaken before its write ends as if it had been written and taken out again: what was there before is gone.</summary>
    private static ValueTask RemoveReplacedAsync(BackendPort port, Flight<TKey, TValue> flight) =>
        flight.IsOvertaken ? UndoAsync(port, flight.TextKey!) : default;

    /// <inheritdoc cref="RemoveReplacedAsync"/>
    private static void RemoveReplaced(BackendPort port, Flight<TKey, TValue> flight)
    {
        if (flight.IsOvertaken)
        {
            Undo(port, flight.TextKey!);
        }
    }

    private static async ValueTask UndoAsync(BackendPort port, string textKey)
    {
        try
        {
            await port.DeleteAsync(textKey, CancellationToken.None).ConfigureAwait(false);
        }
        catch (CacheBackendException)
        {
            // The port has logged it. The caller has its value; there is nothing else that could be done for the entry.
        }
    }

    /// <inheritdoc cref="KeepAsync"/>
    private void Keep(Flight<TKey, TValue> flight, in Prepared<TValue> prepared)
    {
        var isWritten = _port is null;
        try
        {
            if (_port is not null && flight.IsDetached)
            {
                RemoveReplaced(_port, flight);
                isWritten = true;
            }
            else if (_port is not null)
            {
                NoteWrite(flight, in prepared);
                Write(_port, flight, in prepared);
                NoteWrite(flight, in prepared);
                isWritten = true;
            }
        }
        catch (CacheBackendException exception)
        {
            flight.StoreFailure = exception;
            if (_policy.FailsWithBackend)
            {
                throw;
            }
        }
        finally
        {
            if (!isWritten)
            {
                RememberWrite(flight);
            }

            KeepLocal(flight, in prepared);
        }

        if (isWritten)
        {
            TellWrite(flight);
        }
    }

    private void Write(BackendPort port, Flight<TKey, TValue> flight, in Prepared<TValue> prepared)
    {
        if (prepared.Entry is null)
        {
            if (flight.Supersedes)
            {
                port.Delete(flight.TextKey!);
            }

            return;
        }

        try
        {
            Set(port, flight.TextKey!, prepared.Entry, prepared.Life);
            _telemetry.BackendWrote(prepared.Entry.Length);
        }
        catch (CacheBackendException exception) when (IsRefusedReplacement(flight, exception))
        {
            Undo(port, flight.TextKey!);
            throw;
        }
        finally
        {
            if (flight.IsDetached)
            {
                Undo(port, flight.TextKey!);
            }
        }
    }

    private static void Undo(BackendPort port, string textKey)
    {
        try
        {
            port.Delete(textKey);
        }
        catch (CacheBackendException)
        {
            // The port has logged it. The caller has its value; there is nothing else that could be done for the entry.
        }
    }

    private void KeepLocal(Flight<TKey, TValue> flight, in Prepared<TValue> prepared)
    {
        if (flight.IsOvertaken)
        {
            EndOvertaken(flight);
            return;
        }

        if (flight.IsDetached)
        {
            return;
        }

        if (prepared.Keep)
        {
            var times = TimesOf(flight.Key, prepared.Life, prepared.Life, prepared.MadeAt, flight.Epoch);
            StoreLocal(
                flight.Key,
                prepared.Result.Value,
                prepared.Result.Payload,
                prepared.Size,
                in times,
                flight.Epoch,
                MarkOf(flight.Key, flight.TextKey, flight.Stamp, prepared.Metadata));
        }
        else if (flight.Supersedes)
        {
            // What was there is not true any more, although what replaces it is not kept.
            _store?.Remove(flight.Key);
        }
    }

    /// <summary>
    /// The end of a replacement that was overtaken. It ends like an invalidation: what overtook it may take long, and until then nothing from before the replacement may be
    /// served, not even what another write that was overtaken has left in the backend for a moment.
    /// </summary>
    private void EndOvertaken(Flight<TKey, TValue> flight)
    {
        _hub?.Note([flight.TextKey!], flight.Stamp);
        if (flight.Successor is { IsDetached: false } successor)
        {
            // Whoever came since has joined it, or has found its value.
            _store?.RemoveBefore(flight.Key, Math.Max(flight.Epoch, successor.Epoch));
            return;
        }

        Detach(flight.Key);
        _store?.Remove(flight.Key);
    }

    private ValueTask SetAsync(BackendPort port, string textKey, byte[] entry, TimeSpan? life, CancellationToken cancellationToken) =>
        life is { } ttl && port.SupportsStaleWindow && _policy.StaleFor > TimeSpan.Zero
            ? port.SetAsync(textKey, entry, ttl, _policy.StaleFor, cancellationToken)
            : port.SetAsync(textKey, entry, life + AddedLife, cancellationToken);

    private void Set(BackendPort port, string textKey, byte[] entry, TimeSpan? life)
    {
        if (life is { } ttl && port.SupportsStaleWindow && _policy.StaleFor > TimeSpan.Zero)
        {
            port.Set(textKey, entry, ttl, _policy.StaleFor);
        }
        else
        {
            port.Set(textKey, entry, life + AddedLife);
        }
    }

    private InvalidOperationException NothingBefore() => new(
        $"The uncached body of '{_definition.Method}' answered Cacheable.Unchanged, but there is no previous value: look at CachePrevious.Found, and return a value where it is false.");
}
