using System.Diagnostics.CodeAnalysis;
using Cachekit.Flights;
using Cachekit.Local;
using Cachekit.Pipeline;
using Cachekit.Storage;

namespace Cachekit.CompilerServices;

// Calls that find a value which is not fresh any more: it is served, and something is done for it.
public sealed partial class MethodCache<TKey, TValue>
{
    private static readonly TimeSpan ShortestBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    /// <summary>Serves an entry of memory that wants attention, and sees to it that it gets it: a refresh, or a longer life.</summary>
    private bool TryServeAging<TBody, TRunner>(in TKey key, in TBody body, [MaybeNullWhen(false)] out TValue value)
        where TBody : struct
        where TRunner : struct, IBodyRunner<TBody, TValue>
    {
        value = default;
        if (_store?.Peek(in key) is not { } entry)
        {
            return false;
        }

        var now = _clock.NowMilliseconds;
        var isStale = entry.LifeEndsAt <= now;
        if (entry.FreshUntil > now || !(isStale ? RefreshesInBackground : _policy.Sliding || RefreshesInBackground) || !TryTake(entry, out value))
        {
            return false;
        }

        if (!isStale && _policy.Sliding)
        {
            Slide(entry, now);
        }
        else
        {
            RefreshSoon<TBody, TRunner>(in key, in body, entry, now);
        }

        CountAged(CacheLayer.Local, isStale);
        return true;
    }

    private bool TryTake(LocalEntry<TKey, TValue> entry, [MaybeNullWhen(false)] out TValue value)
    {
        if (_holdsObjects)
        {
            value = entry.Value;
            return true;
        }

        return TryUnpack(entry, out value);
    }

    /// <summary>What memory still has of a key, fresh or stale, for a flight that may need it.</summary>
    private FlightResult<TValue>? Remains(in TKey key, out EntryMetadata? metadata)
    {
        if (_store?.Peek(in key) is { } entry && TryTake(entry, out var value))
        {
            metadata = entry.Mark?.Metadata;
            return new FlightResult<TValue>(value, entry.Payload, CacheLayer.Local, IsStale: entry.LifeEndsAt <= _clock.NowMilliseconds);
        }

        metadata = null;
        return null;
    }

    /// <summary>The time after which something that has failed is tried again: a second, doubled with every failure, up to half a minute.</summary>
    private static long Backoff(int failures)
    {
        var doubled = ShortestBackoff * Math.Pow(2, Math.Min(failures, 10));
        var backoff = doubled < LongestBackoff ? doubled : LongestBackoff;
        return (long)(backoff.TotalMilliseconds * (1 - JitterOfThreshold + (2 * JitterOfThreshold * Random.Shared.NextDouble())));
    }

    /// <summary>Gives the callers of a flight that failed the stale value, where there is one and the policy wants it.</summary>
    private bool TryFailSafe(Flight<TKey, TValue> flight, Exception exception)
    {
        if (!_policy.FailSafe || flight.IsDetached || flight.Stale is not { IsStale: true } stale || IsEndOfFlight(flight, exception))
        {
            return false;
        }

        Log.StaleServed(_logger, exception, _definition.Method, Digest(flight.Key, flight.TextKey));
        if (_store?.Peek(flight.Key) is { } entry)
        {
            entry.ServeStale(_clock.NowMilliseconds + Backoff(entry.Failures));
        }

        _telemetry.FailSafeServed();
        Land(flight, in stale);
        return true;
    }

    /// <summary>Whether the flight ended because nobody waits for it.</summary>
    private static bool IsEndOfFlight(Flight<TKey, TValue> flight, Exception exception) =>
        exception is OperationCanceledException && flight.Token.IsCancellationRequested;

    private void CountAged(CacheLayer layer, bool isStale)
    {
        _telemetry.Hit(layer);
        if (isStale)
        {
            _telemetry.StaleHit(layer);
        }
    }

    private void Slide(LocalEntry<TKey, TValue> entry, long now)
    {
        if (!entry.TryClaim(now))
        {
            return;
        }

        var life = TimeSpan.FromMilliseconds(entry.Life);
        entry.Renew(TimesOf(in entry.Key, life, life, now, entry.Epoch));
        SlideInBackend(in entry.Key, life);
    }

    private void SlideInBackend(in TKey key, TimeSpan life)
    {
        if (_port is { SupportsTtlRefresh: true } port)
        {
            var kept = key;
            RunInBackground(() => SlideAsync(port, kept, life));
        }
    }

    private async Task SlideAsync(BackendPort port, TKey key, TimeSpan ttl)
    {
        try
        {
            if (!await port.RefreshTtlAsync(_keys.Create(in key), ttl + AddedLife, CancellationToken.None).ConfigureAwait(false))
            {
                // It was removed there, by an invalidation that has not reached this process for example.
                _store?.Remove(in key);
            }
        }
        catch (CacheBackendException)
        {
            // The port has logged it; memory then knows the entry for longer than the backend does, by half a life at most.
        }
    }
}
