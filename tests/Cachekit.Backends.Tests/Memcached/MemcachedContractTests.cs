using Cachekit.Backends.Tests.Contract;
using Cachekit.Backends.Tests.Servers;
using Cachekit.Testing;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Memcached;

/// <remarks>A server of its own: some cases want values of 10 MiB.</remarks>
public sealed class MemcachedContractTests(MemcachedContractTests.LargeServer large) : BackendContractTests<MemcachedBackend>, IClassFixture<MemcachedContractTests.LargeServer>
{
    private const int MaxValueBytes = 10 * 1024 * 1024;

    protected override CacheBackendContractSubject Subject => new()
    {
        CreateAsync = _ => new ValueTask<ICacheBackend>(new MemcachedBackend(new MemcachedBackendOptions
        {
            Servers = [large.Server.Address],
            KeyPrefix = MemcachedFixture.NewPrefix(),
            MaxItemSizeBytes = MaxValueBytes,
            Timeout = TimeSpan.FromSeconds(10),
        })),
        MaxValueBytes = MaxValueBytes,

        // The rest is for the prefix and for the suffix of locks.
        MaxKeyLength = 250 - MemcachedFixture.NewPrefix().Length - ":lock".Length,
        KeyCharacters = CacheBackendContractSubject.PrintableAscii + "é日",

        // Up to one second that the server's clock is ahead, and one by which the remaining life is rounded down.
        LifeResolution = TimeSpan.FromSeconds(2),
    };

    public sealed class LargeServer : IAsyncLifetime
    {
        private MemcachedServer? _server;

        public MemcachedServer Server
        {
            get
            {
                MemcachedFixture.Require();
                return _server!;
            }
        }

        public async ValueTask InitializeAsync()
        {
            if (MemcachedServer.IsInstalled)
            {
                _server = await MemcachedServer.StartAsync(new MemcachedServerOptions { MemoryMb = 256, ItemSize = "16m" });
            }
        }

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
    }
}
