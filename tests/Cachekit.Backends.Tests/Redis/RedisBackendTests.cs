using System.Text;
using Cachekit.TestSupport.Servers;
using StackExchange.Redis;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisBackendTests(RedisClassFixture redis) : IClassFixture<RedisClassFixture>
{
    private const int Mb = 1024 * 1024;
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Mb - 1)]
    [InlineData(Mb)]
    [InlineData(Mb + 1)]
    [InlineData(2 * Mb)]
    [InlineData((3 * Mb) + 7)]
    public async Task LargeValue_GoesInPieces_AndIsOnePlainString(int length)
    {
        await using var backend = redis.Backend(o => o.MaxChunkSizeMb = 1);
        var value = new byte[length];
        new Random(length).NextBytes(value);
        var key = $"large:{length}";
        await backend.SetAsync(key, value, TimeSpan.FromMinutes(5), _token);
        using (var found = await backend.GetAsync(key, _token))
        {
            Assert.True(found.Bytes.Span.SequenceEqual(value));
            Assert.InRange(found.Remaining!.Value.TotalSeconds, 200, 300);
        }

        backend.Set(key, value, null);
        using (var found = backend.Get(key))
        {
            Assert.True(found.Bytes.Span.SequenceEqual(value));
            Assert.Null(found.Remaining);
        }

        Assert.Equal("string", await redis.Server.AskAsync("TYPE", key));
        Assert.Equal((long)length, await redis.Server.AskAsync("STRLEN", key));
        Assert.Empty((System.Collections.IEnumerable)(await redis.Server.AskAsync("KEYS", "*cachekit:piece*"))!);
    }

    [Fact]
    public async Task LargeValue_ThatIsReplacedMeanwhile_IsNeverAMixture()
    {
        await using var backend = redis.Backend(o => o.MaxChunkSizeMb = 1);
        await using var other = redis.Backend(o => o.MaxChunkSizeMb = 1);
        await backend.SetAsync("mixed", Filled(2, (2 * Mb) + 10), null, _token);
        var writing = Task.Run(
            async () =>
            {
                for (byte i = 3; i < 33; i++)
                {
                    await other.SetAsync("mixed", Filled(i, (2 * Mb) + (i % 3 * Mb) + i), TimeSpan.FromMinutes(1), _token);
                }
            },
            _token);
        var reads = 0;
        do
        {
            try
            {
                using var found = await backend.GetAsync("mixed", _token);
                Assert.True(found.Found);
                Assert.Equal(-1, found.Bytes.Span.IndexOfAnyExcept(found.Bytes.Span[0]));
                Assert.Equal((2 * Mb) + (found.Bytes.Span[0] == 2 ? 10 : (found.Bytes.Span[0] % 3 * Mb) + found.Bytes.Span[0]), found.Bytes.Length);
                reads++;
            }
            catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Transient)
            {
                // Replaced again and again while it was read: said, not mixed.
            }
        }
        while (!writing.IsCompleted);
        await writing;
        Assert.True(reads > 0);
    }

    [Fact]
    public async Task ManyReadersAtOnce_EachGetsItsOwn()
    {
        await using var backend = redis.Backend();
        for (var i = 0; i < 200; i++)
        {
            if (i % 5 != 0)
            {
                await backend.SetAsync($"many:{i}", Encoding.UTF8.GetBytes($"value {i}"), i % 2 == 0 ? TimeSpan.FromMinutes(i + 10) : null, _token);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(
            async () =>
            {
                for (var n = 0; n < 300; n++)
                {
                    var i = ((caller * 31) + (n * 7)) % 200;
                    using var found = await backend.GetAsync($"many:{i}", _token);
                    Assert.Equal(i % 5 != 0, found.Found);
                    if (found.Found)
                    {
                        Assert.Equal($"value {i}", Encoding.UTF8.GetString(found.Bytes.Span));
                        Assert.Equal(i % 2 == 0, found.Remaining is not null);
                        Assert.True(found.Remaining is null || Math.Abs(found.Remaining.Value.TotalMinutes - (i + 10)) < 2);
                    }
                }
            },
            _token)));
    }

    [Fact]
    public async Task ForgottenScripts_AreSentAgain()
    {
        await using var backend = redis.Backend();
        await backend.SetAsync("script", new byte[] { 1 }, null, _token);
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(
                async () =>
                {
                    using var found = await backend.GetAsync("script", _token);
                    Assert.True(found.Found);
                },
                _token)));
            var held = await backend.TryAcquireLockAsync("script", TimeSpan.FromSeconds(30), _token);
            await redis.Server.AskAsync("SCRIPT", "FLUSH");
            Assert.True(await held!.TryRenewAsync(TimeSpan.FromSeconds(60), _token));
            await redis.Server.AskAsync("SCRIPT", "FLUSH");
            Assert.True(await held.ReleaseAsync(_token));
        }
    }

    [Fact]
    public async Task GreatestTime_IsALife_AlsoForARenewal()
    {
        await using var backend = redis.Backend();
        await backend.SetAsync("ages", new byte[] { 1 }, TimeSpan.FromMinutes(1), _token);
        Assert.True(await backend.RefreshTtlAsync("ages", TimeSpan.MaxValue, _token));
        Assert.InRange((await backend.GetTtlAsync("ages", _token))!.Value, TimeSpan.FromDays(3_650_000), TimeSpan.MaxValue);
        Assert.True(backend.RefreshTtl("ages", TimeSpan.MaxValue));
    }

    [Fact]
    public async Task EmptyValue_IsThere_WithAndWithoutALife()
    {
        await using var backend = redis.Backend();
        await backend.SetAsync("empty", ReadOnlyMemory<byte>.Empty, null, _token);
        Assert.True((await backend.GetAsync("empty", _token)).Found);
        Assert.True(backend.Get("empty").Found);
        await backend.SetAsync("empty", ReadOnlyMemory<byte>.Empty, TimeSpan.FromMinutes(1), _token);
        Assert.True((await backend.GetAsync("empty", _token)).Found);
        Assert.False((await backend.GetAsync("not there", _token)).Found);
    }

    [Fact]
    public async Task Prefix_StandsBeforeKeysAndLocks()
    {
        await using var backend = redis.Backend(o => o.KeyPrefix = "app:");
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        var held = await backend.TryAcquireLockAsync("k", TimeSpan.FromSeconds(30), _token);
        Assert.NotNull(held);
        Assert.Equal("k", held.Key);
        Assert.Equal(1L, await redis.Server.AskAsync("EXISTS", "app:k"));
        Assert.True(Guid.TryParse(Text(await redis.Server.AskAsync("GET", "app:k:lock")), out _));
        Assert.InRange((long)(await redis.Server.AskAsync("PTTL", "app:k:lock"))!, 1, 30_000);
        Assert.Equal("app:", backend.KeyPrefix);
    }

    [Fact]
    public async Task DeleteByPrefix_TakesNoCharacterAsAPattern()
    {
        await using var backend = redis.Backend();
        var mine = Servers.RedisFixture.NewPrefix();
        foreach (var key in new[] { "g*?[a-z]\\^:1", "g*?[a-z]\\^:2", "gxyb:1", "g*?b\\^:1" })
        {
            await backend.SetAsync(mine + key, new byte[] { 1 }, null, _token);
        }

        Assert.Equal(2, await backend.DeleteByPrefixAsync(mine + "g*?[a-z]\\^:", _token));
        Assert.True(await backend.ExistsAsync(mine + "gxyb:1", _token));
        Assert.True(await backend.ExistsAsync(mine + "g*?b\\^:1", _token));
        Assert.Equal(2, backend.DeleteByPrefix(mine + "g"));
    }

    [Fact]
    public async Task DeleteByPrefix_WalksThroughAllPages_AndNeverAsksForKeys()
    {
        await using var backend = redis.Backend();
        await backend.SetManyAsync([.. Enumerable.Range(0, 3500).Select(i => new BackendEntry($"pages:{i}", new byte[] { 1 }, null))], _token);
        await redis.Server.AskAsync("CONFIG", "RESETSTAT");
        Assert.Equal(3500, await backend.DeleteByPrefixAsync("pages:", _token));
        Assert.DoesNotContain("cmdstat_keys:calls", Text(await redis.Server.AskAsync("INFO", "commandstats")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongType_IsPermanent_InEveryWayOfReading()
    {
        await redis.Server.AskAsync("LPUSH", "list", "a");
        await using var backend = redis.Backend();
        var single = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.GetAsync("list", _token));
        Assert.Equal(BackendErrorKind.Permanent, single.Kind);
        Assert.Contains("WRONGTYPE", single.Message, StringComparison.Ordinal);
        Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.Get("list")).Kind);
        var many = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Assert.ThrowsAsync<CacheBackendException>(async () => await backend.GetAsync("list", _token)), _token)));
        Assert.All(many, e => Assert.Equal(BackendErrorKind.Permanent, e.Kind));
    }

    [Fact]
    public async Task GivenConnection_IsUsedAndStaysOpen()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Server.Address);
        await using (var backend = new RedisBackend(new RedisBackendOptions { Connection = connection }))
        {
            await backend.SetAsync("given", new byte[] { 1 }, null, _token);
            Assert.True((await backend.GetAsync("given", _token)).Found);
        }

        Assert.True(connection.IsConnected);
        Assert.True(await connection.GetDatabase().KeyExistsAsync("given"));
    }

    [Fact]
    public async Task Replica_IsReadFrom_WhereThatIsPreferred()
    {
        await using var replica = await RedisServer.StartAsync(new RedisServerOptions { ReplicaOf = redis.Server.Port });
        await using var backend = redis.Backend(o => (o.Url, o.PreferReplicas) = ($"redis://{redis.Server.Address},{replica.Address}", true));
        await backend.SetAsync("replicated", new byte[] { 1 }, TimeSpan.FromMinutes(1), _token);
        var found = false;
        for (var tries = 0; tries < 1000 && !found; tries++)
        {
            try
            {
                found = (await backend.GetAsync("replicated", _token)).Found;
            }
            catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Transient)
            {
                // The replica takes over its master's data, and says so.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, _token);
        }

        Assert.True(found);
        Assert.Contains("cmdstat_getrange", Text(await replica.AskAsync("INFO", "commandstats")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposedBackend_Fails()
    {
        var backend = redis.Backend();
        await backend.SetAsync("disposed", new byte[] { 1 }, null, _token);
        await backend.DisposeAsync();
        await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.GetAsync("disposed", _token));
    }

    [Fact]
    public async Task Health_TellsOfTheServer()
    {
        await using var backend = redis.Backend();
        var health = await backend.CheckHealthAsync(_token);
        Assert.True(health.IsHealthy);
        Assert.Equal("redis", health.Details["backend_type"]);
        Assert.True((double)health.Details["latency_ms"] > 0);
        Assert.Matches(@"^\d+\.\d+", (string)health.Details["version"]);
        Assert.NotEmpty((string)health.Details["used_memory_human"]);
        Assert.True((long)health.Details["connected_clients"] > 0);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("{tag}rest")]
    [InlineData("a{tag}b{other}")]
    [InlineData("open{only")]
    [InlineData("close}only")]
    [InlineData("{}empty")]
    [InlineData("}{")]
    [InlineData("a{b{c}d}")]
    [InlineData("schlüssel}日")]
    [InlineData("app:{}empty")]
    [InlineData("app:a}b{c}")]
    public void PieceKey_IsInThePlaceOfItsKey(string key) => Assert.Equal(SlotOfKey(key), SlotOfKey((string)PieceKey.For(key)!));

    [Fact]
    public void Slots_AreThoseOfRedis()
    {
        Assert.Equal(12182, PieceKey.SlotOf("foo"));
        Assert.Equal(5061, PieceKey.SlotOf("bar"));
        Assert.Equal(12739, PieceKey.SlotOf("123456789"));
    }

    /// <summary>The rule of the cluster specification, written down a second time.</summary>
    private static int SlotOfKey(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open);
        return PieceKey.SlotOf(close > open + 1 ? key[(open + 1)..close] : key);
    }

    private static string Text(object? answer) => Encoding.UTF8.GetString((byte[])answer!);

    private static byte[] Filled(byte value, int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, value);
        return bytes;
    }
}
