using System.Net;

namespace Cachekit.Backends;

/// <summary>What the engine feeds into the backend, and what tests replace.</summary>
internal sealed class HttpBackendSeams
{
    /// <summary>Whether the cache in front keeps entries in memory too; <see langword="false"/> also when nobody can say.</summary>
    public bool LocalEnabled { get; init; }

    /// <summary>The numbers of the cache in front; <see langword="null"/>: what the backend can count itself.</summary>
    public Func<HttpUsage>? Usage { get; init; }

    /// <summary>Looks up the addresses of a name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Draws numbers from 0 to 1.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;
}
