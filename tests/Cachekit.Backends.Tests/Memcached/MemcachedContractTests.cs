using System.Collections.Concurrent;
using Cachekit.Backends.Tests.Servers;
using Cachekit.Testing;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Memcached;

/// <remarks>
/// The server's clock cannot be moved, so many cases wait for seconds to pass. They begin together with the first of them, each with keys
/// of its own, and a test only asks for the outcome of its case.
/// </remarks>
public sealed class MemcachedContractTests(MemcachedContractTests.Runs runs) : IClassFixture<MemcachedContractTests.Runs>
{
    public static TheoryData<string> Names => [.. CacheBackendContract.NamesFor<MemcachedBackend>()];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Contract_IsKept(string name)
    {
        MemcachedFixture.Require();
        var result = await runs.OutcomeOf(name);
        Assert.SkipWhen(result == CacheBackendContractResult.DoesNotApply, "The backend does not offer what this rule is about.");
    }

    public sealed class Runs : IAsyncLifetime
    {
        private const int MaxValueBytes = 10 * 1024 * 1024;

        private readonly ConcurrentDictionary<string, Task<CacheBackendContractResult>> _runs = new(StringComparer.Ordinal);
        private MemcachedServer? _server;

        public Task<CacheBackendContractResult> OutcomeOf(string name)
        {
            foreach (var other in CacheBackendContract.NamesFor<MemcachedBackend>())
            {
                _runs.GetOrAdd(other, static (other, runs) => Task.Run(() => runs.RunAsync(other)), this);
            }

            return _runs[name];
        }

        public async ValueTask InitializeAsync()
        {
            if (MemcachedServer.IsInstalled)
            {
                // Of its own, because some cases want values of 10 MiB.
                _server = await MemcachedServer.StartAsync(new MemcachedServerOptions { MemoryMb = 512, ItemSize = "16m" });
            }
        }

        public async ValueTask DisposeAsync()
        {
            // Where only one of them was asked for, the others have begun as well.
            await Task.WhenAll(_runs.Values).ContinueWith(static _ => { }, TaskScheduler.Default);
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
        }

        private async Task<CacheBackendContractResult> RunAsync(string name) =>
            await CacheBackendContract.Case(name).RunAsync(
                new CacheBackendContractSubject
                {
                    CreateAsync = _ => new ValueTask<ICacheBackend>(new MemcachedBackend(new MemcachedBackendOptions
                    {
                        Servers = [_server!.Address],
                        KeyPrefix = MemcachedFixture.NewPrefix(),
                        MaxItemSizeBytes = MaxValueBytes,
                        Timeout = TimeSpan.FromSeconds(10),
                    })),
                    MaxValueBytes = MaxValueBytes,

                    // The rest is for the prefix and for the suffix of locks.
                    MaxKeyLength = 250 - MemcachedFixture.NewPrefix().Length - ":lock".Length,
                    KeyCharacters = CacheBackendContractSubject.PrintableAscii + "é日",
                },
                CancellationToken.None);
    }
}
