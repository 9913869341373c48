using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore;

/// <summary><c>/v1/cache/health</c>: counts of the whole server, and of entries only where the backend counts them.</summary>
internal sealed class HealthEndpoint(ICacheBackend backend, LockTable locks)
{
    // By this name the File backend tells how many entries there are.
    private const string EntryCount = "file_count";

    public async ValueTask<Refusal?> HandleAsync(HttpContext http, RequestDeadline deadline)
    {
        var entries = "";
        if (backend is IHealthCheckedCacheBackend checkedBackend)
        {
            var health = await checkedBackend.CheckHealthAsync(deadline.Reading).ConfigureAwait(false);
            if (!health.IsHealthy)
            {
                throw health.Error as CacheBackendException
                    ?? new CacheBackendException(BackendErrorKind.Unknown, $"The {backend.Name} backend is not healthy.", health.Error);
            }

            if (health.Details.TryGetValue(EntryCount, out var count))
            {
                entries = string.Create(CultureInfo.InvariantCulture, $"\"cache_entries\":{count},");
            }
        }

        await Answers.JsonAsync(http.Response, $$"""{"status":"ok",{{entries}}"active_locks":{{Answers.Text(locks.ActiveCount)}}}""").ConfigureAwait(false);
        return null;
    }
}
