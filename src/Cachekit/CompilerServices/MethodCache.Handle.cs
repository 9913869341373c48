using Cachekit.Flights;
using Cachekit.Local;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Looks into memory and the backend, and never runs the body.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know; with all other presets that counts as not found.</exception>
    /// <exception cref="CacheEncryptionException">The entry is not authentic, and the method fails closed.</exception>
    public async ValueTask<CacheLookup<TValue>> TryGetAsync(TKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryGetLocal(in key, out var local))
        {
            return new CacheLookup<TValue>(CacheLayer.Local, local);
        }

        if (_ages && Remains(in key, out _) is { IsStale: false } aging)
        {
            Count(CacheLayer.Local, leads: false);
            return new CacheLookup<TValue>(CacheLayer.Local, aging.Value);
        }

        _telemetry.Touch();
        var epoch = Epoch.Current;
        var snapshot = key.Snapshot();
        var textKey = TextKey(in snapshot);
        if (_port is not null)
        {
            // A value that is being replaced may be read before and kept after its successor. (A replacement that begins later has a later epoch.)
            var inquiry = new Inquiry<TKey>(snapshot, textKey!, epoch, _clock.NowMilliseconds, Keep: !IsReplaced(snapshot));
            var reading = await ReadAsync(_port, inquiry, cancellationToken).ConfigureAwait(false);
            if (reading is { Found: true, Result.IsStale: false })
            {
                Count(CacheLayer.Backend, leads: true);
                return new CacheLookup<TValue>(CacheLayer.Backend, reading.Result.Value);
            }
        }

        Count(CacheLayer.None, leads: true);
        return default;
    }

    /// <summary>Stores a value as if the body had returned it just now. What cannot be stored removes the entry, which is not true any more.</summary>
    /// <param name="key">The arguments.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the wait; memory holds the value then, the backend may or may not.</param>
    /// <exception cref="CacheBackendException">The backend failed; only memory holds the value.</exception>
    /// <exception cref="CacheSerializationException">The value has no encoded form.</exception>
    /// <exception cref="CacheEncryptionException">The value could not be encrypted.</exception>
    public async ValueTask SetAsync(TKey key, TValue value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var flight = Replace(in key, cancellable: false, runsBody: false);
        try
        {
            // Encoded before anything is awaited: the caller may go on changing the object. And given to all who miss meanwhile at once:
            // synchronous callers must not wait for an asynchronous backend.
            var prepared = Prepare(flight, value);
            if (prepared.Failure is { } refused)
            {
                flight.Fail(refused);
            }
            else
            {
                flight.Land(prepared.Result);
            }

            await KeepAsync(flight, prepared, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Without effect for those who have the value already.
            flight.Fail(exception);
            throw;
        }
        finally
        {
            TakeOut(flight);
            flight.Close();
            FlightNode.Current?.StopWaitingFor(flight.Node);
        }

        if (flight.StoreFailure is { } failure)
        {
            throw failure;
        }
    }
}
