using System.Diagnostics.CodeAnalysis;
using Cachekit.Flights;
using Cachekit.Pipeline;
using Cachekit.Serialization;
using Cachekit.Streams;

namespace Cachekit.CompilerServices;

// What a stream needs of its method's cache. The value is the list of the items; what is done to a whole value is done by the same members as everywhere.
public sealed partial class MethodCache<TKey, TValue>
{
    private long _streamsNotRecorded;

    /// <summary>The largest recording, in encoded bytes.</summary>
    internal long MaxStreamSize => _policy.MaxValueSize;

    /// <summary>What memory has of a stream, within its life.</summary>
    internal bool TryGetStream(in TKey key, [MaybeNullWhen(false)] out TValue items) => TryGetLocal(in key, out items) || TryServeToItsEnd(in key, out items);

    /// <summary>Joins the key's flight or starts one, or, in a scope that wants it, one that replaces the entry or leaves it alone.</summary>
    internal Flight<TKey, TValue> BoardStream(in TKey key, CacheScopeMode mode, out bool leads)
    {
        // Who reads can stop at any item, whatever its token says.
        if (mode is not CacheScopeMode.ForceRefresh)
        {
            return Board(in key, cancellable: true, readsOnly: mode is CacheScopeMode.ReadOnly, out leads);
        }

        leads = true;
        return Replace(in key, cancellable: true, runsBody: true);
    }

    /// <summary>The recording of a flight, made by whoever asks first.</summary>
    internal StreamRecording<TKey, T> RecordingOf<T>(Flight<TKey, IReadOnlyList<T>> flight)
    {
        var cache = (MethodCache<TKey, IReadOnlyList<T>>)(object)this;
        return (StreamRecording<TKey, T>)flight.Attach(() => new StreamRecording<TKey, T>(cache, flight));
    }

    /// <summary>Looks into memory once more, and into the backend; what it finds, the flight lands with.</summary>
    internal async ValueTask<(bool Found, bool BackendFailed)> LookUpStreamAsync(Flight<TKey, TValue> flight)
    {
        if (flight.Replaces)
        {
            return default;
        }

        if (TryFindLocal(flight, out var local))
        {
            Land(flight, in local);
            return (true, false);
        }

        if (_port is null)
        {
            return (false, false);
        }

        var reading = await ReadAsync(_port, InquiryOf(flight), flight.Token).ConfigureAwait(false);
        if (reading is { Found: true, Result.IsStale: false })
        {
            Land(flight, reading.Result);
            return (true, false);
        }

        if (reading.Found && flight.Stale is null)
        {
            (flight.Stale, flight.StaleMetadata) = (reading.Result, reading.Metadata);
        }

        return (false, reading.Failed);
    }

    /// <summary>Encodes one item as it passes by: readers can change what they get, and the cache holds what there was.</summary>
    /// <param name="flight">The stream's flight.</param>
    /// <param name="value">The item.</param>
    /// <returns>The item, and its encoded size; a negative one where it has no encoded form.</returns>
    internal (StreamItem<T> Item, int Size) Record<T>(Flight<TKey, TValue> flight, T value)
    {
        // A list of one is a byte longer than its item.
        var one = (TValue)(object)new[] { value };
        try
        {
            using var encoded = IsInterop ? Payload.EncodeInterop(_codec, one, _entries.IsSecret) : Payload.Encode(_codec, one, _entries.IsSecret);
            var kept = _entries.IsSecret ? _entries.Seal(encoded.Span, ContextOf(flight.Key, flight.TextKey, flight.Stamp))
                : _holdsObjects ? null
                : encoded.ToArray();
            var shared = _definition.Storage == ValueStorage.ObjectCopy && kept is null ? ((IReadOnlyList<T>)(object)Decode(encoded.Span)!)[0] : value;
            return (new StreamItem<T>(kept is null ? shared : default!, kept), encoded.Length - 1);
        }
        catch (Exception exception) when (exception is CacheSerializationException or CacheEncryptionException)
        {
            Log.StreamItemNotRecorded(_logger, Loggable(exception), _definition.Method, Digest(flight.Key, flight.TextKey));
            return (new StreamItem<T>(value, null), -1);
        }
    }

    /// <summary>An item as one reader gets it.</summary>
    internal T ItemOf<T>(Flight<TKey, TValue> flight, StreamItem<T> item) =>
        item.Kept is { } kept ? ((IReadOnlyList<T>)(object)Unpack(flight.Key, flight.TextKey, kept)!)[0] : item.Value;

    /// <summary>All items of a recording.</summary>
    internal TValue ItemsOf<T>(Flight<TKey, TValue> flight, StreamItem<T> start, int count)
    {
        var items = new List<T>(count);
        for (var item = start.Next; item is not null; item = item.Next)
        {
            items.Add(ItemOf(flight, item));
        }

        return (TValue)(object)items;
    }

    /// <summary>Stores a stream that has ended well, and lands its flight.</summary>
    /// <exception cref="CachekitException">The list cannot be shared or encrypted, or the backend failed, and the preset lets the caller know.</exception>
    internal async ValueTask StoreStreamAsync(Flight<TKey, TValue> flight, TValue items, bool backendFailed)
    {
        var prepared = Prepare(flight, items);
        if (backendFailed)
        {
            // Asking it again would make the caller wait for a second failure.
            KeepLocal(flight, in prepared);
        }
        else
        {
            await KeepAsync(flight, prepared, flight.Token).ConfigureAwait(false);
        }

        if (prepared.Failure is { } failure)
        {
            throw failure;
        }

        Land(flight, prepared.Result);
    }

    /// <summary>The stream goes on, and is not recorded any more: nobody joins it, and nothing is stored.</summary>
    /// <param name="flight">Its flight.</param>
    /// <param name="size">How large it had become; <see langword="null"/> where it was not for its size.</param>
    internal void GiveUpStream(Flight<TKey, TValue> flight, long? size)
    {
        Interlocked.Increment(ref _streamsNotRecorded);
        if (size is { } large)
        {
            Log.StreamTooLarge(_logger, _definition.Method, large, _policy.MaxValueSize, Digest(flight.Key, flight.TextKey));
        }

        flight.Detach();
        TakeOut(flight);
    }

    /// <inheritdoc cref="TryFailSafe"/>
    internal bool TryFailSafeStream(Flight<TKey, TValue> flight, Exception exception) => TryFailSafe(flight, exception);

    /// <summary>Ends the flight of a stream that has ended well, stored or not.</summary>
    internal void EndStream(Flight<TKey, TValue> flight)
    {
        if (!flight.IsOver)
        {
            FailStream(flight, new FlightUnansweredException());
        }
    }

    /// <summary>Ends the flight of a stream that has not ended well. Its readers are counted one by one, as they get to know.</summary>
    internal void FailStream(Flight<TKey, TValue> flight, Exception exception)
    {
        flight.EndNode();
        TakeOut(flight);
        flight.Close();
        flight.Fail(exception);
    }

    /// <summary>One reader leaves. The last one ends a stream that has not ended yet.</summary>
    internal ValueTask LeaveStreamAsync<T>(StreamRecording<TKey, T> recording)
    {
        var flight = (Flight<TKey, TValue>)(object)recording.Flight;
        if (!flight.Leave())
        {
            return default;
        }

        TakeOut(flight);
        CancelBody(flight);
        return recording.AbandonAsync();
    }

    /// <summary>What a flight that has its result at its end gives one of its readers.</summary>
    internal async ValueTask<TValue> DeliverStreamAsync(Flight<TKey, TValue> flight, bool leads)
    {
        var result = await flight.Task.ConfigureAwait(false);
        return Deliver(flight, leads, in result);
    }

    internal void CountStreamMiss() => Count(CacheLayer.None, leads: true);

    internal InvalidOperationException NoStream() => new(
        $"The uncached body of '{_definition.Method}' returned null instead of a stream: return an empty one where there is nothing, for example from an iterator with 'yield break'.");
}
