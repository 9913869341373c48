using System.Diagnostics;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisClusterFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeleteByPrefix_FailsWhereANodeIsMissing_InPlaceOfLeavingItsEntries()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await using var backend = new RedisBackend(new RedisBackendOptions { Url = $"redis://{cluster.Masters[0].Address}", SocketTimeout = TimeSpan.FromSeconds(10), SocketConnectTimeout = TimeSpan.FromSeconds(10) });
        await backend.SetManyAsync([.. Enumerable.Range(0, 100).Select(i => new BackendEntry($"p:{i}", new byte[] { 1 }, null))], _token);
        Assert.Equal(100, await backend.DeleteByPrefixAsync("p:", _token));

        await cluster.Masters[2].KillAsync();
        var started = Stopwatch.GetTimestamp();
        while (backend.Links.Get(RedisOperation.Scan).Connection.GetServer(cluster.Masters[2].Address).IsConnected)
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "The connection to the killed node has not gone.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _token);
        }

        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.DeleteByPrefixAsync("p:", _token));
        Assert.Equal(BackendErrorKind.Transient, failure.Kind);
        Assert.Equal(BackendErrorKind.Transient, Assert.Throws<CacheBackendException>(() => backend.DeleteByPrefix("p:")).Kind);
    }
}
