using System.Globalization;
using System.Net.Http.Headers;
using Cachekit.Pipeline;

namespace Cachekit.Backends;

/// <summary>What every request tells the server about the cache's success, for its statistics.</summary>
/// <param name="time">The clock.</param>
/// <param name="usage">The numbers of the cache in front; <see langword="null"/>: what this backend can count itself.</param>
internal sealed class HttpSession(TimeProvider time, Func<CacheUsage>? usage)
{
    private readonly string _id = Guid.NewGuid().ToString("D");
    private readonly string _start = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
    private long _hits;
    private long _misses;

    public void CountRead(bool found) => Interlocked.Increment(ref found ? ref _hits : ref _misses);

    public void Describe(HttpRequestHeaders headers)
    {
        var now = usage?.Invoke() ?? new CacheUsage(LocalEnabled: false, 0, Interlocked.Read(ref _hits), Interlocked.Read(ref _misses));
        var reads = now.LocalHits + now.BackendHits + now.Misses;
        var rate = reads == 0 ? 0 : (double)now.LocalHits / reads;

        // A request is only made when the memory has no answer, so a hit is never reported.
        headers.TryAddWithoutValidation("X-CacheKit-L1-Status", now.LocalEnabled ? "miss" : "disabled");
        headers.TryAddWithoutValidation("X-CacheKit-Session-ID", _id);
        headers.TryAddWithoutValidation("X-CacheKit-Session-Start", _start);
        headers.TryAddWithoutValidation("X-CacheKit-L1-Hits", now.LocalHits.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("X-CacheKit-L2-Hits", now.BackendHits.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("X-CacheKit-Misses", now.Misses.ToString(CultureInfo.InvariantCulture));
        headers.TryAddWithoutValidation("X-CacheKit-L1-Hit-Rate", rate.ToString("0.000", CultureInfo.InvariantCulture));
    }
}
