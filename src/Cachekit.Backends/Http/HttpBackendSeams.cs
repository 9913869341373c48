using System.Net;
using Cachekit.Pipeline;

namespace Cachekit.Backends;

/// <summary>What the engine feeds into the backend, and what tests replace.</summary>
internal sealed class HttpBackendSeams
{
    /// <summary>The numbers of the cache in front; <see langword="null"/>: what the backend can count itself.</summary>
    public Func<CacheUsage>? Usage { get; init; }

    /// <summary>Looks up the addresses of a name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Draws numbers from 0 to 1.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
