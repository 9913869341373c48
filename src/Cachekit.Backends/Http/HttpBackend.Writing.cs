namespace Cachekit.Backends;

public sealed partial class HttpBackend
{
    /// <inheritdoc/>
    /// <remarks>A life is kept in whole seconds, rounded up; at most 30 days. The service takes values of up to 25 MB.</remarks>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => _sender.Send(WriteOf(key, value, ttl));

    /// <inheritdoc/>
    /// <remarks>A life is kept in whole seconds, rounded up; at most 30 days. The service takes values of up to 25 MB.</remarks>
    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) =>
        await _sender.SendAsync(WriteOf(key, value, ttl), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>Both times are kept in whole seconds, rounded up; at most 30 days together.</remarks>
    public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor) => _sender.Send(WriteOf(key, value, ttl, staleFor));

    /// <inheritdoc/>
    /// <remarks>Both times are kept in whole seconds, rounded up; at most 30 days together.</remarks>
    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan ttl, TimeSpan staleFor, CancellationToken cancellationToken = default) =>
        await _sender.SendAsync(WriteOf(key, value, ttl, staleFor), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <returns><see langword="true"/> also for an entry that was not there: the server does not tell. <see langword="false"/> from servers that do.</returns>
    public bool Delete(string key) => _sender.Send(CallOf(HttpOperation.Delete, key)).Found;

    /// <inheritdoc/>
    /// <returns><see langword="true"/> also for an entry that was not there: the server does not tell. <see langword="false"/> from servers that do.</returns>
    public async ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(CallOf(HttpOperation.Delete, key), cancellationToken).ConfigureAwait(false)).Found;

    /// <inheritdoc/>
    /// <returns><see langword="true"/> also for an entry that was not there: the server does not tell, and writes nothing. <see langword="false"/> from servers that do.</returns>
    /// <exception cref="CacheBackendException">
    /// The backend failed, the time is out of its range, or the entry is past its life, which only writing it anew can change.
    /// </exception>
    public bool RefreshTtl(string key, TimeSpan ttl) => _sender.Send(RenewalOf(key, ttl)).Found;

    /// <inheritdoc/>
    /// <returns><see langword="true"/> also for an entry that was not there: the server does not tell, and writes nothing. <see langword="false"/> from servers that do.</returns>
    /// <exception cref="CacheBackendException">
    /// The backend failed, the time is out of its range, or the entry is past its life, which only writing it anew can change.
    /// </exception>
    public async ValueTask<bool> RefreshTtlAsync(string key, TimeSpan ttl, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(RenewalOf(key, ttl), cancellationToken).ConfigureAwait(false)).Found;

    private static HttpCall WriteOf(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, TimeSpan staleFor = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var seconds = ttl is { } life ? Seconds(HttpOperation.Write, life) : 0;
        var stale = EntryLife.StaleSeconds(staleFor, seconds);
        return stale >= 0
            ? CallOf(HttpOperation.Write, key, body: value, ttl: seconds, stale: stale)
            : throw HttpErrors.Refused(HttpOperation.Write, EntryLife.StaleProblem(ttl.GetValueOrDefault(), staleFor));
    }

    private static HttpCall RenewalOf(string key, TimeSpan ttl)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return CallOf(HttpOperation.Renew, key, CachePath.Ttl, HttpJson.Number("ttl", Seconds(HttpOperation.Renew, ttl)));
    }

    private static long Seconds(HttpOperation operation, TimeSpan ttl) =>
        EntryLife.Seconds(ttl) is var seconds and > 0 ? seconds : throw HttpErrors.Refused(operation, EntryLife.TtlProblem(ttl));
}
