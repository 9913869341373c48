namespace Cachekit.Backends;

public sealed partial class HttpBackend
{
    /// <inheritdoc/>
    /// <remarks>The remaining life is the one for which the server calls the value fresh.</remarks>
    public BackendValue Get(string key) => ValueOf(_sender.Send(CallOf(HttpOperation.Read, key)));

    /// <inheritdoc/>
    /// <remarks>The remaining life is the one for which the server calls the value fresh.</remarks>
    public async ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) =>
        ValueOf(await _sender.SendAsync(CallOf(HttpOperation.Read, key), cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public bool Exists(string key) => _sender.Send(CallOf(HttpOperation.Look, key)).Found;

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) =>
        (await _sender.SendAsync(CallOf(HttpOperation.Look, key), cancellationToken).ConfigureAwait(false)).Found;

    /// <inheritdoc/>
    /// <remarks>In whole seconds, rounded up, and up to the end of the entry's stale window where it has one.</remarks>
    public TimeSpan? GetTtl(string key)
    {
        var call = CallOf(HttpOperation.ReadTtl, key, CachePath.Ttl);
        return TtlOf(call, _sender.Send(call));
    }

    /// <inheritdoc/>
    /// <remarks>In whole seconds, rounded up, and up to the end of the entry's stale window where it has one.</remarks>
    public async ValueTask<TimeSpan?> GetTtlAsync(string key, CancellationToken cancellationToken = default)
    {
        var call = CallOf(HttpOperation.ReadTtl, key, CachePath.Ttl);
        return TtlOf(call, await _sender.SendAsync(call, cancellationToken).ConfigureAwait(false));
    }

    private BackendValue ValueOf(HttpAnswer answer)
    {
        _session.CountRead(answer.Found);
        if (answer.Body is not { } body)
        {
            return BackendValue.Missing;
        }

        // A stale value is never kept, whatever number comes with it.
        return new BackendValue(body.Array.AsMemory(0, answer.Length), answer.IsStale ? TimeSpan.Zero : answer.Bound, body, answer.IsStale);
    }

    private TimeSpan? TtlOf(HttpCall call, HttpAnswer answer)
    {
        using (answer.Body)
        {
            if (!answer.Found)
            {
                return null;
            }

            return HttpJson.TryReadTtl(answer.Span, out var seconds)
                ? seconds is { } number ? TimeSpan.FromSeconds(number) : null
                : throw HttpErrors.Unexpected(call, _sender.Endpoint.Host, "has no life in it");
        }
    }
}
