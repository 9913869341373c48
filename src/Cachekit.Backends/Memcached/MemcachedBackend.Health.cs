using System.Diagnostics;

namespace Cachekit.Backends;

public sealed partial class MemcachedBackend
{
    private const string HealthKey = "__cachekit_health__";
    private static readonly TimeSpan HealthLife = TimeSpan.FromSeconds(60);
    private static readonly byte[] HealthData = "health_check_data"u8.ToArray();

    /// <inheritdoc/>
    /// <remarks>
    /// The details are <c>backend_type</c>, <c>latency_ms</c> (-1 on failure), <c>version</c> (of the servers that answered, different ones with
    /// commas), <c>servers_up</c> and <c>servers_down</c> (addresses with commas). With several servers it is healthy as long as an
    /// entry can be written and read.
    /// </remarks>
    public async ValueTask<BackendHealth> CheckHealthAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var details = new Dictionary<string, object>(StringComparer.Ordinal) { ["backend_type"] = Kind, ["latency_ms"] = -1d };
        await AddServersAsync(details, cancellationToken).ConfigureAwait(false);

        // Two processes that check at once must not meet.
        var key = $"{HealthKey}:{Guid.NewGuid():N}";
        var started = Stopwatch.GetTimestamp();
        try
        {
            await SetAsync(key, HealthData, HealthLife, cancellationToken).ConfigureAwait(false);
            bool isSame;
            using (var value = await GetAsync(key, cancellationToken).ConfigureAwait(false))
            {
                isSame = value.Found && value.Bytes.Span.SequenceEqual(HealthData);
            }

            await DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            var latency = Stopwatch.GetElapsedTime(started);
            if (!isSame)
            {
                var error = new CacheBackendException(
                    BackendErrorKind.Unknown,
                    "The Memcached backend did not read back what it had written. The server may be out of memory for entries of this size.");
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

    private async ValueTask AddServersAsync(Dictionary<string, object> details, CancellationToken cancellationToken)
    {
        var answers = Array.ConvertAll(_servers, server => VersionAsync(server, cancellationToken).AsTask());
        var versions = await Task.WhenAll(answers).ConfigureAwait(false);
        details["version"] = string.Join(", ", versions.OfType<string>().Distinct());
        details["servers_up"] = string.Join(", ", _servers.Where((_, i) => versions[i] is not null).Select(static server => server.Name));
        details["servers_down"] = string.Join(", ", _servers.Where((_, i) => versions[i] is null).Select(static server => server.Name));
    }

    private async ValueTask<string?> VersionAsync(MemcachedNode server, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var operation = MemcachedOperationPool.Rent();
        operation.Begin(MemcachedVerbs.Check, Deadline());
        operation.Retries = _options.RetryAttempts > 0 ? 1 : 0;
        operation.Bare("version"u8);
        operation.Observe(cancellationToken);
        server.Submit(operation, MemcachedFlush.AtOnce);
        try
        {
            var reply = await operation.ReplyAsync.ConfigureAwait(false);
            return reply.Status == MemcachedStatus.Version ? reply.Text : null;
        }
        catch (CacheBackendException)
        {
            // An answer too: the server is down.
            return null;
        }
    }
}
