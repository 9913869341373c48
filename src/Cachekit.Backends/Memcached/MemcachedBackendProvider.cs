using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>Makes the Memcached backend from <c>Memcached</c> of the configuration and from <c>CACHEKIT_MEMCACHED_*</c>.</summary>
internal sealed class MemcachedBackendProvider : IBackendProvider
{
    internal static readonly SettingName ConnectTimeout = new("Memcached:ConnectTimeout", "CACHEKIT_MEMCACHED_CONNECT_TIMEOUT");
    internal static readonly SettingName Timeout = new("Memcached:Timeout", "CACHEKIT_MEMCACHED_TIMEOUT");
    private static readonly SettingName MaxPoolSize = new("Memcached:MaxPoolSize", "CACHEKIT_MEMCACHED_MAX_POOL_SIZE");
    private static readonly SettingName RetryAttempts = new("Memcached:RetryAttempts", "CACHEKIT_MEMCACHED_RETRY_ATTEMPTS");
    internal static readonly SettingName KeyPrefix = new("Memcached:KeyPrefix", "CACHEKIT_MEMCACHED_KEY_PREFIX");
    internal static readonly SettingName MaxItemSizeBytes = new("Memcached:MaxItemSizeBytes", "CACHEKIT_MEMCACHED_MAX_ITEM_SIZE_BYTES");

    public string Kind => MemcachedBackend.Kind;

    public ICacheBackend? Create(BackendProviderContext context) => Create(context, configure: null);

    /// <summary>Makes the backend from the configuration and the environment, and from what code says on top of them.</summary>
    internal static ICacheBackend? Create(BackendProviderContext context, Action<MemcachedBackendOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(context);

        var problems = new List<string>();
        var settings = context.Settings.Reporting(problems);
        var options = new MemcachedBackendOptions();

        // What is wrong is reported here, under the name that it was set by; the default in its place keeps it from being reported once more.
        if (MemcachedBackendSettings.Servers(settings, SettingNames.MemcachedServers, problems) is { Count: > 0 } servers && problems.Count == 0)
        {
            options.Servers = servers;
        }

        options.ConnectTimeout = settings.Seconds(ConnectTimeout, MemcachedBackendDefaults.MinTimeoutSeconds, MemcachedBackendDefaults.MaxTimeoutSeconds, "2.0") ?? options.ConnectTimeout;
        options.Timeout = settings.Seconds(Timeout, MemcachedBackendDefaults.MinTimeoutSeconds, MemcachedBackendDefaults.MaxTimeoutSeconds, "1.0") ?? options.Timeout;
        options.MaxPoolSize = settings.Integer(MaxPoolSize, MemcachedBackendDefaults.MinPoolSize, MemcachedBackendDefaults.MaxPoolSize, "10") ?? options.MaxPoolSize;
        options.RetryAttempts = settings.Integer(RetryAttempts, 0, MemcachedBackendDefaults.MaxRetryAttempts, "2") ?? options.RetryAttempts;
        options.MaxItemSizeBytes = settings.Integer(MaxItemSizeBytes, 0, int.MaxValue, "1048576") ?? options.MaxItemSizeBytes;
        if (settings.GetAsWritten(KeyPrefix) is { } prefix)
        {
            if (MemcachedBackendSettings.KeyPrefixProblem(prefix.Text) is { } problem)
            {
                problems.Add($"{prefix.Source} {problem}");
            }
            else
            {
                options.KeyPrefix = prefix.Text;
            }
        }

        configure?.Invoke(options);
        MemcachedBackendSettings.Validate(options, problems);
        if (problems.Count == 0)
        {
            return new MemcachedBackend(options, context.TimeProvider, context.LoggerFactory.CreateLogger<MemcachedBackend>());
        }

        foreach (var problem in problems)
        {
            context.Problems.Add(problem);
        }

        return null;
    }
}
