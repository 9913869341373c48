namespace Cachekit.Backends;

public sealed partial class FileBackend
{
    private const string HealthKey = "__health_check__";
    private static readonly TimeSpan HealthLife = TimeSpan.FromSeconds(60);

    private static ReadOnlySpan<byte> HealthData => "health_check_data"u8;

    /// <inheritdoc/>
    /// <remarks>The details are <c>backend_type</c>, <c>latency_ms</c> (-1 on failure), <c>cache_size_mb</c>, <c>file_count</c>, <c>max_size_mb</c> and <c>max_entry_count</c>.</remarks>
    public async ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        var details = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["backend_type"] = Kind,
            ["latency_ms"] = -1d,
            ["max_size_mb"] = _options.MaxSizeMb,
            ["max_entry_count"] = _options.MaxEntryCount,
        };

        // Two processes that check at once must not meet.
        var key = $"{HealthKey}:{Guid.NewGuid():N}";
        var started = _time.GetTimestamp();
        try
        {
            await SetAsync(key, HealthData.ToArray(), HealthLife, cancellationToken).ConfigureAwait(false);
            bool isSame;
            using (var value = await GetAsync(key, cancellationToken).ConfigureAwait(false))
            {
                isSame = value.Found && value.Bytes.Span.SequenceEqual(HealthData);
            }

            await DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            var latency = _time.GetElapsedTime(started);

            var (bytes, count) = Recount();
            details["cache_size_mb"] = bytes / (double)FileBackendDefaults.BytesPerMb;
            details["file_count"] = count;
            if (!isSame)
            {
                var error = new CacheBackendException(
                    BackendErrorKind.Unknown,
                    $"The file backend did not read back what it had written to '{_directory.FullPath}'. Something else removes or changes its files.");
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

    private (long Bytes, long Count) Recount()
    {
        try
        {
            return _eviction.Recount();
        }
        catch (Exception exception) when (FileErrors.IsFault(exception))
        {
            throw FileErrors.Translate(exception, "list", _directory.FullPath, onEntry: false);
        }
    }
}
