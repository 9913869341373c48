using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

[assembly: AssemblyFixture(typeof(MemcachedFixture))]

namespace Cachekit.Backends.Tests.Servers;

/// <summary>One memcached for all tests that neither stop it nor set it up in a special way; each has keys of its own in it.</summary>
public sealed class MemcachedFixture : IAsyncLifetime
{
    public const string NotInstalled = "There is no memcached; './eng/test' installs it on Debian.";

    private MemcachedServer? _server;

    /// <summary>The server; ends the test where there is none.</summary>
    public MemcachedServer Server
    {
        get
        {
            Require();
            return _server!;
        }
    }

    /// <summary>Skips a test that needs memcached where there is none; call it before starting one of the test's own.</summary>
    public static void Require() => Assert.SkipUnless(MemcachedServer.IsInstalled, NotInstalled);

    /// <summary>How the keys of a test begin, so that it meets those of no other one.</summary>
    public static string NewPrefix() => $"test:{Guid.NewGuid():N}:";

    public async ValueTask InitializeAsync()
    {
        if (MemcachedServer.IsInstalled)
        {
            _server = await MemcachedServer.StartAsync();
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
