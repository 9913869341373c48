using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

[assembly: AssemblyFixture(typeof(RedisFixture))]

namespace Cachekit.Backends.Tests.Servers;

/// <summary>One Redis for all tests that neither stop it nor set it up in a special way; each has keys of its own in it.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public const string NotInstalled = "There is no redis-server; './eng/test' installs it on Debian.";

    private RedisServer? _server;

    /// <summary>The server; ends the test where there is none.</summary>
    public RedisServer Server
    {
        get
        {
            Require();
            return _server!;
        }
    }

    /// <summary>Skips a test that needs Redis where there is none; call it before starting one of the test's own.</summary>
    public static void Require() => Assert.SkipUnless(RedisServer.IsInstalled, NotInstalled);

    /// <summary>How the keys of a test begin, so that it meets those of no other one.</summary>
    public static string NewPrefix() => $"test:{Guid.NewGuid():N}:";

    public async ValueTask InitializeAsync()
    {
        if (RedisServer.IsInstalled)
        {
            _server = await RedisServer.StartAsync();
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
