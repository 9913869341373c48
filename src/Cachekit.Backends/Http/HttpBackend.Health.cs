namespace Cachekit.Backends;

public sealed partial class HttpBackend
{
    /// <inheritdoc/>
    /// <summary>Asks the server how it is, with the API key.</summary>
    /// <remarks>
    /// The details are <c>backend_type</c>, <c>latency_ms</c> (-1 on failure) and <c>host</c>, and where the server tells them <c>status</c>, <c>version</c>, <c>cache_entries</c> and
    /// <c>active_locks</c>. No entry is written.
    /// </remarks>
    public async ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["backend_type"] = Kind,
            ["latency_ms"] = -1d,
            ["host"] = _sender.Endpoint.Host,
        };
        var call = new HttpCall(HttpOperation.Check, key: null, CachePath.Health);
        var started = _time.GetTimestamp();
        try
        {
            var answer = await _sender.SendAsync(call, cancellationToken).ConfigureAwait(false);
            var latency = _time.GetElapsedTime(started);
            using (answer.Body)
            {
                if (!HttpJson.TryReadDetails(answer.Span, details))
                {
                    throw HttpErrors.Unexpected(call, _sender.Endpoint.Host, "is not that of a cache server");
                }
            }

            if (details.TryGetValue("status", out var status) && status is not "ok")
            {
                throw HttpErrors.Unexpected(call, _sender.Endpoint.Host, "says that it is not well");
            }

            details["latency_ms"] = latency.TotalMilliseconds;
            return new BackendHealth(IsHealthy: true, latency, details);
        }
        catch (CacheBackendException exception)
        {
            return new BackendHealth(IsHealthy: false, Latency: null, details, exception);
        }
    }
}
