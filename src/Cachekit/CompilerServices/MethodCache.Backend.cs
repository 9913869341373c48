using System.Runtime.CompilerServices;
using Cachekit.Flights;
using Cachekit.Pipeline;

namespace Cachekit.CompilerServices;

public sealed partial class MethodCache<TKey, TValue>
{
    /// <summary>Looks into the backend, and keeps in memory what it finds.</summary>
    /// <exception cref="CacheBackendException">The backend failed, and the preset lets the caller know.</exception>
    /// <exception cref="CacheEncryptionException">The entry is not authentic, and the method fails closed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Reading<TValue>> ReadAsync(BackendPort port, Inquiry<TKey> inquiry, CancellationToken cancellationToken)
    {
        if (port.Refuses())
        {
            return Reading<TValue>.Failure;
        }

        try
        {
            var askedAt = _telemetry.StartRead();
            using var found = await port.GetAsync(inquiry.TextKey, withLife: NeedsLife, cancellationToken).ConfigureAwait(false);
            _telemetry.BackendRead(askedAt, found.Bytes.Length);
            var mark = inquiry.Marks ? StoredMark.Of(in found, inquiry.AskedAt) : default;
            return await AdmitAsync(port, inquiry, found, cancellationToken).ConfigureAwait(false) with { Mark = mark };
        }
        catch (CacheBackendException) when (!_policy.FailsWithBackend)
        {
            return Reading<TValue>.Failure;
        }
    }

    /// <inheritdoc cref="ReadAsync"/>
    private Reading<TValue> Read(BackendPort port, in Inquiry<TKey> inquiry)
    {
        if (port.Refuses())
        {
            return Reading<TValue>.Failure;
        }

        try
        {
            var askedAt = _telemetry.StartRead();
            using var found = port.Get(inquiry.TextKey, withLife: NeedsLife);
            _telemetry.BackendRead(askedAt, found.Bytes.Length);
            return Admit(port, in inquiry, in found);
        }
        catch (CacheBackendException) when (!_policy.FailsWithBackend)
        {
            return Reading<TValue>.Failure;
        }
    }

    /// <summary>Keeps in memory what was found, unless it was invalidated.</summary>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    /// <exception cref="CacheEncryptionException">The entry is not authentic, and the method fails closed.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Reading<TValue>> AdmitAsync(BackendPort port, Inquiry<TKey> inquiry, BackendValue found, CancellationToken cancellationToken)
    {
        if (!TryOpen(in inquiry, in found, out var opened, out var evict))
        {
            if (evict)
            {
                await UndoAsync(port, inquiry.TextKey).ConfigureAwait(false);
            }

            return Reading<TValue>.Miss;
        }

        return await IsCurrentAsync(in inquiry, in opened, cancellationToken).ConfigureAwait(false) ? Accept(in inquiry, in opened) : Reading<TValue>.Miss;
    }

    /// <inheritdoc cref="AdmitAsync"/>
    private Reading<TValue> Admit(BackendPort port, in Inquiry<TKey> inquiry, in BackendValue found)
    {
        if (!TryOpen(in inquiry, in found, out var opened, out var evict))
        {
            if (evict)
            {
                Undo(port, inquiry.TextKey);
            }

            return Reading<TValue>.Miss;
        }

        return IsCurrent(in inquiry, in opened) ? Accept(in inquiry, in opened) : Reading<TValue>.Miss;
    }

    /// <summary>Makes a value of what was found.</summary>
    /// <param name="inquiry">The look.</param>
    /// <param name="found">The bytes.</param>
    /// <param name="opened">The value.</param>
    /// <param name="evict">Whether what was found has to go: it will never be a value for anybody.</param>
    /// <exception cref="CacheEncryptionException">The entry is not authentic, and the method fails closed.</exception>
    private bool TryOpen(in Inquiry<TKey> inquiry, in BackendValue found, out FoundValue<TValue> opened, out bool evict)
    {
        opened = default;
        evict = false;
        if (!found.Found || found.Remaining < TimeSpan.Zero)
        {
            return false;
        }

        var (remaining, isStale) = AgeOf(in found);
        if (isStale && !_servesStale)
        {
            return false;
        }

        var stored = found.Bytes.Span;
        try
        {
            var startedAt = _telemetry.Start();
            using var entry = _entries.Open(stored, ContextOf(inquiry.Key, inquiry.TextKey));
            CountServedBy(entry.ServedBy);
            var value = Decode(entry.Payload);
            _telemetry.Decoded(startedAt, CacheLayer.Backend);
            var kept = _entries.IsSecret ? stored.ToArray() : _holdsObjects ? null : entry.Payload.ToArray();
            opened = new FoundValue<TValue>(value, kept, entry.Payload.Length, remaining, _entries.HasStamp ? entry.Stamp : null, isStale, entry.Metadata);
            return true;
        }
        catch (CacheSerializationException exception)
        {
            ReportUndecodable(exception, inquiry.TextKey);
            evict = _entries.IsSecret;
            return false;
        }
        catch (CacheEncryptionException exception)
        {
            if (MustRaise(exception, inquiry.TextKey, out evict))
            {
                throw new CacheEncryptionException(exception.Kind, $"An entry of '{_definition.Method}' cannot be used. {exception.Message}", exception);
            }

            return false;
        }
    }

    private Reading<TValue> Accept(in Inquiry<TKey> inquiry, in FoundValue<TValue> opened)
    {
        if (opened.Value is null && !_policy.CacheNulls)
        {
            // Stored before the method stopped to cache nulls.
            return Reading<TValue>.Miss;
        }

        if (opened.IsStale)
        {
            // Served while it is made anew, or where that fails; never kept.
            return new Reading<TValue>(
                Found: true,
                new FlightResult<TValue>(opened.Value, opened.Kept, CacheLayer.Backend, IsStale: true),
                WantsRefresh: RefreshesInBackground,
                Metadata: opened.Metadata);
        }

        var full = _policy.LifeOf(opened.Value is null);
        var life = full is null || opened.Remaining < full ? opened.Remaining ?? full : full;

        // A refresh goes on unless the value is new by every threshold: the one of the entry that wanted it is not the one of this look.
        var times = TimesOf(inquiry.Key, life, full, inquiry.AskedAt, salt: inquiry.Marks ? null : inquiry.Epoch);
        var isOld = life is not null && times.FreshUntil <= inquiry.AskedAt && life != TimeSpan.Zero;

        // A refresh that finds the old value must not replace the entry that it was started for.
        if (inquiry.Keep && life != TimeSpan.Zero && !(isOld && inquiry.Marks))
        {
            StoreLocal(
                inquiry.Key, opened.Value, opened.Kept, opened.Size, in times, inquiry.Epoch, MarkOf(inquiry.Key, inquiry.TextKey, opened.Stamp ?? 0, opened.Metadata));
        }

        if (isOld && _policy.Sliding && inquiry.Keep && full is { } whole)
        {
            SlideInBackend(inquiry.Key, whole);
        }

        // Where memory has the entry, the next call that finds it there sees to it.
        return new Reading<TValue>(
            Found: true,
            new FlightResult<TValue>(opened.Value, opened.Kept, CacheLayer.Backend),
            WantsRefresh: isOld && !_policy.Sliding && RefreshesInBackground,
            Metadata: opened.Metadata);
    }

    /// <summary>What is left of an entry's life, and whether it is past it: as the backend says, or by the longer life that it was given.</summary>
    private (TimeSpan? Remaining, bool IsStale) AgeOf(in BackendValue found)
    {
        if (found.IsStale)
        {
            return (TimeSpan.Zero, true);
        }

        if (found.Remaining is not { } left || AddedLife == TimeSpan.Zero || left == TimeSpan.Zero)
        {
            return (found.Remaining, false);
        }

        left -= AddedLife;
        return left > TimeSpan.Zero ? (left, false) : (TimeSpan.Zero, true);
    }

    private void ReportUndecodable(CacheSerializationException exception, string textKey)
    {
        _telemetry.Undecodable(CacheLayer.Backend);
        if (Interlocked.Exchange(ref _undecodableSeen, 1) == 0)
        {
            Log.Undecodable(_logger, Loggable(exception), _definition.Method, _telemetry.Loggable(textKey));
        }
        else
        {
            Log.UndecodableAgain(_logger, Loggable(exception), _definition.Method, _telemetry.Loggable(textKey));
        }
    }
}
