using Cachekit.Backends;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Secrets;

/// <summary>Makes settings from what code, the configuration and the environment say, in this order, and reports all that is wrong with them.</summary>
internal sealed partial class RedenvSettingsResolver
{
    private static readonly TimeSpan DefaultTtl = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan DefaultSwr = TimeSpan.FromSeconds(86_400);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private readonly RedenvOptions _options;
    private readonly IConfiguration? _section;
    private readonly List<string> _missing = [];
    private readonly List<string> _problems = [];

    private RedenvSettingsResolver(RedenvOptions options, IConfiguration? section)
    {
        _options = options;
        _section = options.Configuration ?? section;
    }

    private enum Layer
    {
        Code,
        Configuration,
        Variables,
    }

    /// <param name="options">What code says.</param>
    /// <param name="section">The section of the host's configuration, for options that name none.</param>
    /// <param name="timeProvider">The host's clock.</param>
    /// <param name="loggerFactory">The host's loggers.</param>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.MissingConfig"/>: the message names all that is missing, and where to write it.</exception>
    /// <exception cref="CacheConfigurationException">Something is wrong; all problems are in it.</exception>
    public static RedenvSettings Resolve(RedenvOptions options, IConfiguration? section = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new RedenvSettingsResolver(options, section).Resolve(timeProvider, loggerFactory);
    }

    private RedenvSettings Resolve(TimeProvider? timeProvider, ILoggerFactory? loggerFactory)
    {
        var project = Needed(_options.Project, RedenvOptionNames.Project);
        var tokenId = Needed(_options.TokenId, RedenvOptionNames.TokenId);
        var token = Needed(_options.Token, RedenvOptionNames.Token);
        var environment = Text(_options.Environment, RedenvOptionNames.Environment).Value ?? "development";
        CheckName(project, RedenvOptionNames.Project);
        CheckName(environment, RedenvOptionNames.Environment);
        if (tokenId.StartsWith("redenv_sk_", StringComparison.Ordinal) || token.StartsWith("stk_", StringComparison.Ordinal))
        {
            // The id is logged and written into the history, so that a secret must not get there.
            _problems.Add("RedenvOptions.TokenId and RedenvOptions.Token look swapped: the id begins with stk_, the secret token with redenv_sk_.");
        }

        var (url, restToken, redis) = Store();
        var settings = new RedenvSettings
        {
            Project = project,
            Environment = environment,
            TokenId = tokenId,
            Token = token,
            UpstashUrl = url,
            UpstashToken = restToken,
            Redis = redis,
            RedisConnection = url is null ? _options.RedisConnection : null,
            Ttl = Duration(_options.Cache.Ttl, RedenvOptionNames.Ttl, DefaultTtl, allowZero: false),
            Swr = Duration(_options.Cache.Swr, RedenvOptionNames.Swr, DefaultSwr, allowZero: true),
            FillEnvironment = Flag(_options.Env.Fill, RedenvOptionNames.Fill),
            OverrideEnvironment = Flag(_options.Env.Override, RedenvOptionNames.Override),
            Log = LogLevel(),
            SnapshotPath = Text(_options.Snapshot.Path, RedenvOptionNames.SnapshotPath).Value,
            Http = Http(),
            Rounds = _options.Rounds,
            TimeProvider = _options.TimeProvider ?? timeProvider ?? TimeProvider.System,
            LoggerFactory = _options.LoggerFactory ?? loggerFactory,
        };

        if (_missing.Count > 0)
        {
            throw new SecretsException(SecretsErrorCode.MissingConfig, $"Redenv was not told all that it needs. Missing: {string.Join("; ", _missing)}.");
        }

        return _problems.Count == 0 ? settings : throw new CacheConfigurationException(_problems);
    }

    /// <summary>The layer that names a store decides of which kind it is; the layers below may only complete it.</summary>
    private (string? Url, string? Token, ConfigurationOptions? Redis) Store()
    {
        var url = Text(_options.Upstash.Url, RedenvOptionNames.UpstashUrl);
        var token = Text(_options.Upstash.Token, RedenvOptionNames.UpstashToken);
        var redis = Text(_options.RedisUrl, RedenvOptionNames.RedisUrl);
        var redisLayer = _options.RedisConnection is not null ? Layer.Code : redis.Layer;
        var upstashLayer = url.Value is null ? token.Layer : token.Value is null || url.Layer < token.Layer ? url.Layer : token.Layer;
        if (redisLayer is null && url.Value is not null && IsRedis(url.Value))
        {
            // Upstash shows both addresses of a database, and calls both of them its URL.
            (redis, redisLayer, upstashLayer) = (url, url.Layer, null);
        }

        if (redisLayer is not null && redisLayer == upstashLayer && redisLayer != Layer.Variables)
        {
            _problems.Add($"Both a Redis (RedenvOptions.RedisUrl or RedisConnection) and an Upstash database (RedenvOptions.Upstash) are set in {(redisLayer == Layer.Code ? "code" : "the configuration")}: remove one of them.");
        }

        if (redisLayer is not null && (upstashLayer is null || redisLayer <= upstashLayer))
        {
            return (null, null, _options.RedisConnection is null ? Redis(redis) : null);
        }

        if (upstashLayer is null)
        {
            _missing.Add($"the store: URL ({RedenvOptionNames.UpstashUrl.Places}) and token ({RedenvOptionNames.UpstashToken.Places}) of an Upstash database, or the URL of a Redis ({RedenvOptionNames.RedisUrl.Places})");
            return default;
        }

        Miss(url.Value, RedenvOptionNames.UpstashUrl);
        Miss(token.Value, RedenvOptionNames.UpstashToken);
        return (url.Value is { } text ? RestUrl(text, url.Source) : null, token.Value, null);
    }

    private string? RestUrl(string text, string source)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri is { UserInfo: "", Query: "", Fragment: "" })
        {
            return text.TrimEnd('/');
        }

        _problems.Add($"{source} is no REST URL of a database: write one such as https://eu1-calm-fox-1234.upstash.io, without user, query and fragment.");
        return null;
    }

    private ConfigurationOptions? Redis((string? Value, Layer? Layer, string Source) url)
    {
        var options = new RedisBackendOptions { Url = url.Value, SocketConnectTimeout = TimeSpan.FromSeconds(5), SocketTimeout = TimeSpan.FromSeconds(5) };
        return RedisClient.Configure(options, _ => url.Source, _problems);
    }

    private static bool IsRedis(string url) => url.StartsWith("redis://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase);
}
