using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Secrets;

/// <summary>Options that have been resolved and checked.</summary>
internal sealed record RedenvSettings
{
    public required string Project { get; init; }

    public required string Environment { get; init; }

    public required string TokenId { get; init; }

    public required string Token { get; init; }

    /// <summary>The REST URL without a slash at its end; <see langword="null"/>: the store is a plain Redis.</summary>
    public string? UpstashUrl { get; init; }

    public string? UpstashToken { get; init; }

    /// <summary>How to connect to a plain Redis.</summary>
    public ConfigurationOptions? Redis { get; init; }

    public IConnectionMultiplexer? RedisConnection { get; init; }

    public required TimeSpan Ttl { get; init; }

    public required TimeSpan Swr { get; init; }

    public required bool FillEnvironment { get; init; }

    public required bool OverrideEnvironment { get; init; }

    public required RedenvLogLevel Log { get; init; }

    public string? SnapshotPath { get; init; }

    public required StoreHttpOptions Http { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public int Rounds { get; init; } = TokenKeys.Rounds;

    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The name that all clients give the cache entry.</summary>
    public string CacheKey => $"redenv:{Project}:{Environment}";

    // A record would print the tokens.
    public override string ToString() => CacheKey;
}
