using Cachekit.Flights;
using Cachekit.Pipeline;
using Cachekit.Serialization;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Looks into the backend, and keeps in memory what it finds.</summary>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know.</exception>
    private async ValueTask<Reading<TValue>> ReadAsync(BackendPort port, Inquiry<TKey> inquiry, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await port.GetAsync(inquiry.TextKey, cancellationToken).ConfigureAwait(false);
            if (!TryReadStamp(in inquiry, in found, out var stamp))
            {
                return Reading<TValue>.Miss;
            }

            var invalidated = Math.Max(
                await _methodMarker!.GetAsync(cancellationToken).ConfigureAwait(false),
                await _namespaceMarker!.GetAsync(cancellationToken).ConfigureAwait(false));
            return stamp > invalidated ? Accept(in inquiry, in found) : Reading<TValue>.Miss;
        }
        catch (CacheBackendException) when (!_policy.FailsWithBackend)
        {
            return Reading<TValue>.Failure;
        }
    }

    /// <inheritdoc cref="ReadAsync"/>
    private Reading<TValue> Read(BackendPort port, in Inquiry<TKey> inquiry)
    {
        try
        {
            using var found = port.Get(inquiry.TextKey);
            if (!TryReadStamp(in inquiry, in found, out var stamp))
            {
                return Reading<TValue>.Miss;
            }

            var invalidated = Math.Max(_methodMarker!.Get(), _namespaceMarker!.Get());
            return stamp > invalidated ? Accept(in inquiry, in found) : Reading<TValue>.Miss;
        }
        catch (CacheBackendException) when (!_policy.FailsWithBackend)
        {
            return Reading<TValue>.Failure;
        }
    }

    private bool TryReadStamp(in Inquiry<TKey> inquiry, in BackendValue found, out long stamp)
    {
        stamp = 0;
        if (!found.Found || found.Remaining <= TimeSpan.Zero)
        {
            return false;
        }

        if (StoredValue.TryReadStamp(found.Bytes.Span, out stamp))
        {
            return true;
        }

        ReportUndecodable(null, inquiry.TextKey);
        return false;
    }

    private Reading<TValue> Accept(in Inquiry<TKey> inquiry, in BackendValue found)
    {
        var encoded = found.Bytes.Span[StoredValue.HeaderSize..];
        TValue value;
        try
        {
            value = Payload.Decode(_codec, encoded);
        }
        catch (CacheSerializationException exception)
        {
            ReportUndecodable(exception, inquiry.TextKey);
            return Reading<TValue>.Miss;
        }

        if (value is null && !_policy.CacheNulls)
        {
            // Stored before the method stopped to cache nulls.
            return Reading<TValue>.Miss;
        }

        var life = _policy.LifeOf(value is null);
        if (life is null || found.Remaining < life)
        {
            life = found.Remaining ?? life;
        }

        var payload = _holdsObjects ? null : encoded.ToArray();
        if (inquiry.Keep)
        {
            StoreLocal(inquiry.Key, value, payload, encoded.Length, life, inquiry.AskedAt, inquiry.Epoch);
        }

        return new Reading<TValue>(Found: true, new FlightResult<TValue>(value, payload, CacheLayer.Backend));
    }

    private void ReportUndecodable(CacheSerializationException? exception, string textKey)
    {
        if (Interlocked.Exchange(ref _undecodableSeen, 1) == 0)
        {
            Log.Undecodable(_logger, exception, _definition.Method, KeyDigest.Of(textKey));
        }
        else
        {
            Log.UndecodableAgain(_logger, exception, _definition.Method, KeyDigest.Of(textKey));
        }
    }
}
