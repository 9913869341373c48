using Cachekit.Backends;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Conformance.Tests.Redis;

/// <summary>A Redis for the tests of a class.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private RedisServer? _server;

    public int Port => _server?.Port ?? 0;

    /// <summary>Ends the test where there is no Redis; <c>eng/test</c> installs it.</summary>
    public void Require() => Assert.SkipWhen(_server is null, "There is no redis-server; './eng/test' installs it on Debian.");

    /// <summary>A backend whose time limits no busy machine reaches.</summary>
    public RedisBackend Backend() => new(new RedisBackendOptions
    {
        Url = $"redis://127.0.0.1:{Port}", SocketTimeout = TimeSpan.FromMinutes(1), SocketConnectTimeout = TimeSpan.FromMinutes(1),
    });

    public async ValueTask InitializeAsync() => _server = RedisServer.IsInstalled ? await RedisServer.StartAsync() : null;

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
