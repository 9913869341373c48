using Cachekit.Local;

namespace Cachekit.CompilerServices;

// When an entry is fresh, stale and gone, in memory and in the backend.
public sealed partial class MethodCache<TKey, TValue>
{
    private const double JitterOfThreshold = 0.1;

    /// <summary>Whether anything is made anew in the background, within its life or past it.</summary>
    private bool RefreshesInBackground => _policy.SwrEnabled && _policy.BackgroundRefresh is not BackgroundRefresh.Never;

    /// <summary>Whether entries in the backend have no longer life for their stale window: there is none, it has windows itself, or others read the entries too.</summary>
    private bool AddsNoLife => _port is null or { SupportsStaleWindow: true } || IsInterop;

    /// <summary>How long the backend keeps an entry past its life by a longer one; where it has stale windows of its own, it does not need to.</summary>
    private TimeSpan AddedLife => AddsNoLife ? TimeSpan.Zero : _policy.StaleFor;

    /// <summary>How long memory keeps an entry past its life. What a backend marks as stale is its own to serve.</summary>
    private TimeSpan LocalStaleFor => _port is { SupportsStaleWindow: true } ? TimeSpan.Zero : _policy.StaleFor;

    /// <summary>Whether it matters how old an entry of the backend is.</summary>
    private bool NeedsLife => _store is not null || RefreshesInBackground || _policy.Sliding || AddedLife > TimeSpan.Zero;

    /// <param name="key">The key.</param>
    /// <param name="remaining">What is left of its life at <paramref name="at"/>; <see langword="null"/>: it never ends.</param>
    /// <param name="full">Its whole life.</param>
    /// <param name="at">The coarse clock's time.</param>
    /// <param name="salt">What is the same for this entry only; <see langword="null"/>: it is as early as it can be that the entry wants attention.</param>
    private EntryTimes TimesOf(in TKey key, TimeSpan? remaining, TimeSpan? full, long at, long? salt)
    {
        if (remaining is not { } left)
        {
            return EntryTimes.Until(long.MaxValue);
        }

        var leftMilliseconds = (long)left.TotalMilliseconds;
        var fullMilliseconds = Math.Max(full?.TotalMilliseconds ?? 0, leftMilliseconds);
        var lifeEndsAt = at + leftMilliseconds;
        var attention = _policy.Sliding ? fullMilliseconds / 2
            : RefreshesInBackground && _policy.SwrThresholdRatio < 1 ? fullMilliseconds * _policy.SwrThresholdRatio * ThresholdFactor(in key, salt)
            : fullMilliseconds;
        var freshUntil = Math.Min(lifeEndsAt, lifeEndsAt - (long)(fullMilliseconds - attention));
        return new EntryTimes(freshUntil, lifeEndsAt, lifeEndsAt + (long)LocalStaleFor.TotalMilliseconds, (long)fullMilliseconds);
    }

    /// <summary>0.9 to 1.1, and the same for an entry as long as it is there.</summary>
    private static double ThresholdFactor(in TKey key, long? salt)
    {
        if (salt is not { } own)
        {
            return 1 - JitterOfThreshold;
        }

        var mixed = (ulong)(uint)key.GetHashCode() ^ ((ulong)own * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9;
        return 1 - JitterOfThreshold + (2 * JitterOfThreshold * ((mixed >> 11) * (1.0 / (1UL << 53))));
    }

    /// <summary>A life that is shortened at random, so that entries that are made together do not end together.</summary>
    private TimeSpan? Jittered(TimeSpan? life) =>
        life is { } whole && _policy.Jitter > 0 ? whole - (whole * (_policy.Jitter * Random.Shared.NextDouble())) : life;

    private void StoreLocal(
        in TKey key, TValue value, byte[]? payload, int size, in EntryTimes times, long epoch, LocalMark? mark)
    {
        if (_store is null)
        {
            return;
        }

        // An object takes about twice the room of its encoded form.
        var keySize = Pipeline.KeySize.Of(in key, _definition.Method);
        _store.Set(payload is null
            ? LocalEntry<TKey, TValue>.ForValue(in key, value, (2L * size) + keySize, in times, epoch, mark)
            : LocalEntry<TKey, TValue>.ForPayload(in key, payload, keySize, in times, epoch, mark));
    }
}
