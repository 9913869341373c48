using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Redis;

/// <summary>One server for a whole test class.</summary>
public sealed class RedisClassFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public RedisBackend Backend(Action<RedisBackendOptions>? configure = null)
    {
        var options = new RedisBackendOptions { Url = $"redis://{Server.Address}" };

        // The machine may be busy with other tests.
        options.SocketTimeout = options.SocketConnectTimeout = TimeSpan.FromSeconds(10);
        configure?.Invoke(options);
        return new RedisBackend(options);
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? default;
}
