namespace Cachekit.Backends;

public sealed partial class RedisBackend
{
    private const string HealthKey = "__cachekit_health__";
    private static readonly TimeSpan HealthLife = TimeSpan.FromSeconds(60);

    private static ReadOnlySpan<byte> HealthData => "health_check_data"u8;

    /// <inheritdoc/>
    /// <remarks>
    /// The details are <c>backend_type</c>, <c>latency_ms</c> (-1 on failure), and where the user may ask for them <c>version</c>,
    /// <c>used_memory_human</c> and <c>connected_clients</c>.
    /// </remarks>
    public async ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["backend_type"] = Kind, ["latency_ms"] = -1d };

        // Two processes that check at once must not meet.
        var key = $"{HealthKey}:{Guid.NewGuid():N}";
        var started = _time.GetTimestamp();
        try
        {
            await SetAsync(key, HealthData.ToArray(), HealthLife, cancellationToken).ConfigureAwait(false);
            bool isSame;

            // Where replicas are preferred they may not have it yet; the check is about the server that is written to.
            var link = await _links.GetAsync(RedisOperation.Read, cancellationToken).ConfigureAwait(false);
            using (var value = await link.ReadExactlyAsync(KeyOf(key, RedisOperation.Read), cancellationToken).ConfigureAwait(false))
            {
                isSame = value.Found && value.Bytes.Span.SequenceEqual(HealthData);
            }

            await DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            var latency = _time.GetElapsedTime(started);
            await AddServerFactsAsync(details, cancellationToken).ConfigureAwait(false);
            if (!isSame)
            {
                var error = new CacheBackendException(
                    BackendErrorKind.Unknown,
                    "The Redis backend did not read back what it had written. The server evicts entries at once, or something else changes them.");
                return new BackendHealth(IsHealthy: false, Latency: null, details, error);
            }

            details["latency_ms"] = latency.TotalMilliseconds;
            return new BackendHealth(IsHealthy: true, latency, details);
        }
        catch (CacheBackendException exception)
        {
            return new BackendHealth(IsHealthy: false, Latency: null, details, exception);
        }
    }

    private async ValueTask AddServerFactsAsync(Dictionary<string, object> details, CancellationToken cancellationToken)
    {
        string? facts;
        try
        {
            facts = (string?)await CallAsync(RedisOperation.Exists, 0, static (link, _) => link.Database.ExecuteAsync("INFO"), cancellationToken).ConfigureAwait(false);
        }
        catch (CacheBackendException exception) when (exception.Kind is BackendErrorKind.Authentication or BackendErrorKind.Permanent)
        {
            // The user may not ask for them, which says nothing about the entries.
            return;
        }

        foreach (var line in (facts ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            switch (line.Split(':', 2))
            {
                case ["redis_version", var version]:
                    details["version"] = version;
                    break;
                case ["used_memory_human", var memory]:
                    details["used_memory_human"] = memory;
                    break;
                case ["connected_clients", var clients] when long.TryParse(clients, out var count):
                    details["connected_clients"] = count;
                    break;
            }
        }
    }
}
