using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Makes the Redis backend from <c>Redis</c> of the configuration, from <c>CACHEKIT_REDIS_URL</c> or <c>REDIS_URL</c> and the variables of connections.</summary>
internal sealed class RedisBackendProvider : IBackendProvider
{
    internal static readonly SettingName PoolSize = new("Redis:ConnectionPoolSize", "CACHEKIT_CONNECTION_POOL_SIZE");
    internal static readonly SettingName SocketTimeout = new("Redis:SocketTimeout", "CACHEKIT_SOCKET_TIMEOUT");
    internal static readonly SettingName SocketConnectTimeout = new("Redis:SocketConnectTimeout", "CACHEKIT_SOCKET_CONNECT_TIMEOUT");
    internal static readonly SettingName MaxChunkSizeMb = new("Redis:MaxChunkSizeMb", "CACHEKIT_MAX_CHUNK_SIZE_MB");
    private static readonly SettingName ClientConfiguration = new("Redis:Configuration", null);
    private static readonly SettingName KeyPrefix = new("Redis:KeyPrefix", null);
    private static readonly SettingName Database = new("Redis:Database", null);
    private static readonly SettingName KeepAlive = new("Redis:KeepAlive", null);
    private static readonly SettingName PreferReplicas = new("Redis:PreferReplicas", null);
    private static readonly SettingName InvalidationChannel = new("Redis:InvalidationChannel", null);

    public string Kind => RedisBackend.Kind;

    public ICacheBackend? Create(BackendProviderContext context) => Create(context, configure: null);

    /// <summary>Makes the backend from the configuration and the environment, and from what code says on top of them.</summary>
    internal static ICacheBackend? Create(BackendProviderContext context, Action<RedisBackendOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(context);

        var problems = new List<string>();
        var settings = context.Settings.Reporting(problems);
        var url = settings.Get(SettingNames.RedisUrl) ?? settings.Get(SettingNames.SharedRedisUrl);
        var text = settings.GetAsWritten(ClientConfiguration);
        var options = new RedisBackendOptions { Url = url?.Text, Configuration = text?.Text };

        // A connection string of the configuration is closer to the program than a variable that other programs read too.
        if (text is not null && settings.GetConfigured(SettingNames.RedisUrl) is null)
        {
            options.Url = null;
        }

        var before = options.Copy();
        options.ConnectionPoolSize = settings.Integer(PoolSize, 1, int.MaxValue, "10") ?? options.ConnectionPoolSize;
        options.SocketTimeout = Seconds(settings, SocketTimeout) ?? options.SocketTimeout;
        options.SocketConnectTimeout = Seconds(settings, SocketConnectTimeout) ?? options.SocketConnectTimeout;

        // The variable has no greatest number in the shared contract; the server's own limit of a string is met before.
        options.MaxChunkSizeMb = Math.Min(settings.Integer(MaxChunkSizeMb, 1, int.MaxValue, "50") ?? options.MaxChunkSizeMb, RedisBackendDefaults.MaxChunkSizeMb);
        options.KeyPrefix = settings.GetAsWritten(KeyPrefix)?.Text ?? options.KeyPrefix;
        options.Database = settings.Integer(Database, 0, int.MaxValue, "1");
        options.KeepAlive = settings.Boolean(KeepAlive) ?? options.KeepAlive;
        options.PreferReplicas = settings.Boolean(PreferReplicas) ?? options.PreferReplicas;
        options.InvalidationChannel = settings.Get(InvalidationChannel)?.Text ?? options.InvalidationChannel;

        configure?.Invoke(options);
        PreferCode(options, before);
        if (options is { Url: null, Configuration: null, Connection: null })
        {
            options.Connection = context.Services?.GetService(typeof(IConnectionMultiplexer)) as IConnectionMultiplexer;
        }

        // A text that code has not changed is known by where it was written.
        string NameOf(RedisBackendSetting setting) => setting switch
        {
            RedisBackendSetting.Url when url is { } source && ReferenceEquals(options.Url, source.Text) => source.Source,
            RedisBackendSetting.Configuration when text is { } source && ReferenceEquals(options.Configuration, source.Text) => source.Source,
            _ => RedisBackendSettings.PropertyName(setting),
        };

        // Checked even where another setting is wrong, so that all is said at once.
        var made = RedisBackend.Prepare(options, NameOf, problems);
        if (problems.Count == 0)
        {
            return new RedisBackend(made, context.TimeProvider, context.LoggerFactory.CreateLogger<RedisBackend>());
        }

        foreach (var problem in problems)
        {
            context.Problems.Add(problem);
        }

        return null;
    }

    private static TimeSpan? Seconds(SettingsReader settings, SettingName name) =>
        settings.Seconds(name, 0, RedisBackendDefaults.MaxTimeout.TotalSeconds, "1.0");

    /// <summary>Of the three ways to name a server the one that code chose wins over those of the configuration and the environment.</summary>
    private static void PreferCode(RedisBackendOptions options, RedisBackendOptions before)
    {
        var setsUrl = !ReferenceEquals(options.Url, before.Url);
        var setsText = !ReferenceEquals(options.Configuration, before.Configuration);
        if (options.Connection is not null || (setsText && !setsUrl))
        {
            options.Url = null;
        }

        if (options.Connection is not null || (setsUrl && !setsText))
        {
            options.Configuration = null;
        }
    }
}
