using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Redis;

/// <summary>One cluster for a whole test class.</summary>
public sealed class RedisClusterFixture : IAsyncLifetime
{
    public RedisCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await RedisCluster.StartAsync();

    /// <summary>Names one node only: the others are found from there.</summary>
    public RedisBackend Backend(Action<RedisBackendOptions>? configure = null)
    {
        var options = new RedisBackendOptions { Url = $"redis://{Cluster.Masters[0].Address}" };

        // The machine may be busy with other tests.
        options.SocketTimeout = options.SocketConnectTimeout = TimeSpan.FromSeconds(10);
        configure?.Invoke(options);
        return new RedisBackend(options);
    }

    public ValueTask DisposeAsync() => Cluster?.DisposeAsync() ?? default;
}
