using System.Text;
using Cachekit.Pipeline;
using Cachekit.TestSupport.Servers;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends.Tests.Redis;

/// <summary>Reads that ask for a value without its remaining life, and how the entries of one answer reach those who wait.</summary>
public sealed class RedisValueReadTests(RedisClassFixture redis) : IClassFixture<RedisClassFixture>
{
    private const int Mb = 1024 * 1024;
    private const int Callers = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task ValueEmptyAndMissing_AreToldApart_AloneAndTogether()
    {
        await using var backend = redis.Backend();
        IValueReadingBackend reader = backend;
        await backend.SetAsync("value:full", "abc"u8.ToArray(), TimeSpan.FromMinutes(1), _token);
        await backend.SetAsync("value:empty", ReadOnlyMemory<byte>.Empty, null, _token);
        foreach (var round in Enumerable.Range(0, 3))
        {
            Assert.Equal("abc", Text(await reader.GetValueAsync("value:full", _token)));
            Assert.Equal("", Text(await reader.GetValueAsync("value:empty", _token)));
            Assert.Null(Text(await reader.GetValueAsync("value:missing", _token)));
            Assert.Equal("abc", Text(reader.GetValue("value:full")));
            Assert.Equal("", Text(reader.GetValue("value:empty")));
            Assert.Null(Text(reader.GetValue("value:missing")));
            await TogetherAsync(async i => Assert.Equal(
                (i % 3) switch { 0 => "abc", 1 => "", _ => null },
                Text(await reader.GetValueAsync((i % 3) switch { 0 => "value:full", 1 => "value:empty", _ => "value:missing" }, _token))));
        }
    }

    [Theory]
    [InlineData(Mb - 1)]
    [InlineData(Mb)]
    [InlineData(Mb + 1)]
    [InlineData((3 * Mb) + 7)]
    public async Task LargeValue_ComesWhole(int length)
    {
        await using var backend = redis.Backend(o => o.MaxChunkSizeMb = 1);
        IValueReadingBackend reader = backend;
        var value = new byte[length];
        new Random(length).NextBytes(value);
        var key = $"value:large:{length}";
        await backend.SetAsync(key, value, TimeSpan.FromMinutes(5), _token);
        using var found = await reader.GetValueAsync(key, _token);
        Assert.True(found.Bytes.Span.SequenceEqual(value));
        using var foundSync = reader.GetValue(key);
        Assert.True(foundSync.Bytes.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task WrongType_IsPermanent_AloneAndTogether()
    {
        await redis.Server.AskAsync("LPUSH", "value:list", "a");
        await using var backend = redis.Backend();
        IValueReadingBackend reader = backend;
        await TogetherAsync(async _ =>
        {
            var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await reader.GetValueAsync("value:list", _token));
            Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        });
        Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => reader.GetValue("value:list")).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-@scripting")]
    public async Task ManyValues_CostCommandsForMany_AndNoScript(string rule)
    {
        await using var server = await RedisServer.StartAsync();
        await server.AskAsync("SET", "here", "1");
        await server.AskAsync("ACL", "SETUSER", "admin", "on", ">admin", "~*", "&*", "+@all");
        if (rule.Length > 0)
        {
            await server.AskAsync("ACL", "SETUSER", "default", rule);
        }

        await using var backend = Backend(server);
        IValueReadingBackend reader = backend;
        await TogetherAsync(async _ => Assert.Equal("1", Text(await reader.GetValueAsync("here", _token))));
        var statistics = Encoding.UTF8.GetString((byte[])(await server.AskAsync("INFO", "commandstats"))!);
        Assert.Contains("cmdstat_mget:", statistics, StringComparison.Ordinal);
        Assert.DoesNotContain("cmdstat_pttl:", statistics, StringComparison.Ordinal);
        Assert.DoesNotContain("cmdstat_eval", statistics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedCommandForMany_IsDoneWithout_AndSaidOnce()
    {
        await using var server = await RedisServer.StartAsync();
        await server.AskAsync("SET", "here", "1");
        await server.AskAsync("ACL", "SETUSER", "default", "-mget");
        using var log = new LogRecorder();
        await using var backend = Backend(server, new Logger<RedisBackend>(log));
        IValueReadingBackend reader = backend;
        await TogetherAsync(async _ => Assert.Equal("1", Text(await reader.GetValueAsync("here", _token))));
        await TogetherAsync(async _ => Assert.Equal("1", Text(await backend.GetAsync("here", _token))));
        Assert.Equal(1, log.Count(1310, LogLevel.Warning));
    }

    [Fact]
    public async Task ReadsWithAndWithoutLife_GoTogether_AndEachGetsItsOwn()
    {
        await using var backend = redis.Backend();
        IValueReadingBackend reader = backend;
        for (var i = 0; i < 50; i++)
        {
            await backend.SetAsync($"mixed:{i}", Encoding.UTF8.GetBytes($"{i}"), i % 2 == 0 ? TimeSpan.FromMinutes(i + 10) : null, _token);
        }

        await TogetherAsync(async caller =>
        {
            for (var n = 0; n < 100; n++)
            {
                var i = ((caller * 31) + n) % 60;
                using var found = (caller + n) % 3 == 0 ? await backend.GetAsync($"mixed:{i}", _token) : await reader.GetValueAsync($"mixed:{i}", _token);
                Assert.Equal(i < 50 ? $"{i}" : null, Text(found));
                if (i < 50 && (caller + n) % 3 == 0)
                {
                    Assert.Equal(i % 2 == 0, found.Remaining is not null);
                    Assert.True(found.Remaining is null || Math.Abs(found.Remaining.Value.TotalMinutes - (i + 10)) < 2);
                }
            }
        });
    }

    [Fact]
    public async Task LifeOfThousandsOfYears_IsRead_AloneAndTogether()
    {
        await redis.Server.AskAsync("SET", "value:long", "1", "PX", "500000000000000");
        await redis.Server.AskAsync("SET", "value:longer", "1", "PX", "2000000000000000");
        await using var backend = redis.Backend();
        await TogetherAsync(async i =>
        {
            using var found = await backend.GetAsync(i % 2 == 0 ? "value:long" : "value:longer", _token);
            Assert.InRange(found.Remaining!.Value.TotalDays / 365.25, i % 2 == 0 ? 15_000 : 29_000, i % 2 == 0 ? 16_000 : 30_000);
        });
    }

    [Fact]
    public async Task CallersWhoKeepTheirThread_DoNotHoldUpTheOthers()
    {
        await using var server = await RedisServer.StartAsync();
        await using var backend = new RedisBackend(new RedisBackendOptions { Url = $"redis://{server.Address}", SocketTimeout = Patience, SocketConnectTimeout = Patience });
        IValueReadingBackend reader = backend;
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        await TogetherAsync(async _ => Assert.True((await reader.GetValueAsync("k", _token)).Found));

        // While nothing is answered all that come later wait for one answer.
        const int blockers = 3;
        server.Freeze();
        using var othersHaveTheirs = new CountdownEvent(Callers - blockers);
        var calls = Enumerable.Range(0, Callers).Select(i => ReadAsync(keepsThread: i % 60 == 5 && i / 60 < blockers)).ToArray();
        server.Resume();
        await Task.WhenAll(calls);
        Assert.True(othersHaveTheirs.IsSet);

        async Task ReadAsync(bool keepsThread)
        {
            var found = await reader.GetValueAsync("k", _token).ConfigureAwait(false);
            Assert.True(found.Found);
            if (keepsThread)
            {
                Assert.True(othersHaveTheirs.Wait(Patience, _token));
            }
            else
            {
                othersHaveTheirs.Signal();
            }
        }
    }

    private static RedisBackend Backend(RedisServer server, ILogger<RedisBackend>? logger = null) =>
        new(new RedisBackendOptions { Url = $"redis://{server.Address}", SocketTimeout = Patience, SocketConnectTimeout = Patience }, null, logger);

    private static string? Text(BackendValue value) => value.Found ? Encoding.UTF8.GetString(value.Bytes.Span) : null;

    private Task TogetherAsync(Func<int, Task> call) => Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => call(i), _token)));
}
