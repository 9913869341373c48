using System.Text;
using System.Text.Json;
using Cachekit.TestSupport.Servers;

namespace Cachekit.AspNetCore.Tests;

/// <summary>The server over Redis and over memcached, as its configuration chooses them.</summary>
public sealed class RealStorageTests
{
    private const string Key = "/v1/cache/ns%3Aorders%3A1";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("redis")]
    [InlineData("memcached")]
    public async Task Entries_AreReadAndChanged(string kind)
    {
        await using var storage = await StartStorageAsync(kind);
        await using var server = await ConfiguredServer.StartAsync(Settings(kind, storage));
        var longKey = "/v1/cache/" + new string('k', 400);
        var binary = new byte[200_000];
        new Random(7).NextBytes(binary);

        Assert.Equal(404, (await server.SendAsync("GET", Key)).Status);
        foreach (var (path, value) in new[] { (Key, binary), (longKey, binary), ("/v1/cache/empty", []) })
        {
            Assert.Equal(200, (await server.SendAsync("PUT", path, value, ("X-CacheKit-TTL", "2592000"))).Status);
            var (status, freshness, body) = await server.SendAsync("GET", path);
            Assert.Equal((200, "fresh"), (status, freshness));
            Assert.True(value.AsSpan().SequenceEqual(body));
            Assert.Equal((200, "fresh"), await HeadAsync(server, path));
            Assert.InRange((await TtlAsync(server, path))!.Value, 2_591_000, 2_592_000);
        }

        Assert.Equal(200, (await server.SendAsync("PATCH", Key + "/ttl", """{"ttl":100}"""u8.ToArray())).Status);
        Assert.InRange((await TtlAsync(server, Key))!.Value, 50, 100);
        Assert.Equal(200, (await server.SendAsync("PUT", Key, "for ever"u8.ToArray())).Status);
        Assert.Null(await TtlAsync(server, Key));
        Assert.Equal(200, (await server.SendAsync("DELETE", Key)).Status);
        Assert.Equal(200, (await server.SendAsync("DELETE", Key)).Status);
        Assert.Equal(404, (await server.SendAsync("GET", Key)).Status);
        Assert.Equal(200, (await server.SendAsync("GET", "/v1/cache/health")).Status);
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("memcached")]
    public async Task Entry_IsFreshThenStaleThenGoneAndNeverTooEarly(string kind)
    {
        await using var storage = await StartStorageAsync(kind);
        await using var server = await ConfiguredServer.StartAsync(Settings(kind, storage));
        var started = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await server.SendAsync("PUT", Key, "v"u8.ToArray(), ("X-CacheKit-TTL", "1"), ("X-CacheKit-Stale-TTL", "1"));

        var seen = new List<string>();
        while (seen.LastOrDefault() != "gone")
        {
            var (status, freshness, body) = await server.SendAsync("GET", Key);
            var state = status == 404 ? "gone" : freshness!;
            Assert.True(status == 404 || Encoding.ASCII.GetString(body) == "v");
            if (seen.LastOrDefault() != state)
            {
                seen.Add(state);
            }

            Assert.True(DateTimeOffset.UtcNow.ToUnixTimeSeconds() < started + Deadline.TotalSeconds, "The entry does not end.");
        }

        // A machine that is busy may miss a state, but the order holds, and the entry stays to its last second.
        Assert.Equal(seen, seen.OrderBy(static state => Array.IndexOf(["fresh", "stale", "gone"], state)));
        Assert.True(DateTimeOffset.UtcNow.ToUnixTimeSeconds() >= started + 2, "The entry went too early.");
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("memcached")]
    public async Task TwoServers_ShareEntriesAndLocks(string kind)
    {
        await using var storage = await StartStorageAsync(kind);
        await using var first = await ConfiguredServer.StartAsync(Settings(kind, storage));
        await using var second = await ConfiguredServer.StartAsync(Settings(kind, storage));

        await first.SendAsync("PUT", Key, "v"u8.ToArray(), ("X-CacheKit-TTL", "60"));
        Assert.Equal(200, (await second.SendAsync("GET", Key)).Status);

        var id = await AcquireAsync(first);
        Assert.NotNull(id);
        Assert.Null(await AcquireAsync(second));
        Assert.Null(await AcquireAsync(first));
        Assert.Equal(200, (await first.SendAsync("DELETE", Key + "/lock", null, ("X-CacheKit-Lock-Id", id))).Status);
        Assert.NotNull(await AcquireAsync(second));
        Assert.Null(await AcquireAsync(first));
    }

    [Fact]
    public async Task ValueBeyondTheLimitOfMemcached_IsTooLarge()
    {
        await using var storage = await StartStorageAsync("memcached");

        // The limit that the backend knows, and the one that only the server of it knows.
        foreach (var known in new[] { "1048576", "0" })
        {
            await using var server = await ConfiguredServer.StartAsync([.. Settings("memcached", storage), ("Memcached:MaxItemSizeBytes", known)]);

            Assert.Equal(413, (await server.SendAsync("PUT", Key, new byte[3_000_000])).Status);
            Assert.Equal(200, (await server.SendAsync("PUT", Key, new byte[500_000])).Status);
        }
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("memcached")]
    public async Task StorageThatIsAway_IsAReasonToTryAgain(string kind)
    {
        await using var storage = await StartStorageAsync(kind);
        await using var server = await ConfiguredServer.StartAsync(Settings(kind, storage));
        await server.SendAsync("PUT", Key, "v"u8.ToArray());
        await storage.KillAsync();

        Assert.Equal(503, (await server.SendAsync("GET", Key)).Status);
        Assert.Equal(503, (await server.SendAsync("PUT", Key, "v"u8.ToArray())).Status);
        Assert.Equal(503, (await server.SendAsync("GET", "/v1/cache/health")).Status);

        await storage.StartAgainAsync();
        var deadline = DateTimeOffset.UtcNow + Deadline;
        while ((await server.SendAsync("PUT", Key, "v"u8.ToArray())).Status != 200)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "The server does not find its storage again.");
        }

        Assert.Equal(200, (await server.SendAsync("GET", Key)).Status);
    }

    private static async Task<ServerProcess> StartStorageAsync(string kind)
    {
        Assert.SkipUnless(kind == "redis" ? RedisServer.IsInstalled : MemcachedServer.IsInstalled, $"There is no {kind}; './eng/test' installs it on Debian.");
        return kind == "redis" ? await RedisServer.StartAsync() : await MemcachedServer.StartAsync();
    }

    // Limits that no busy machine reaches.
    private static (string Path, string Value)[] Settings(string kind, ServerProcess storage) => kind == "redis"
        ? [("Backend", "redis"), ("Redis:Url", $"redis://{storage.Address}"), ("Redis:SocketTimeout", "20"), ("Redis:SocketConnectTimeout", "20")]
        : [("Backend", "memcached"), ("Memcached:Servers:0", storage.Address), ("Memcached:Timeout", "20"), ("Memcached:ConnectTimeout", "20")];

    private static async Task<(int Status, string? Freshness)> HeadAsync(ConfiguredServer server, string path)
    {
        var (status, freshness, _) = await server.SendAsync("HEAD", path);
        return (status, freshness);
    }

    private static async Task<int?> TtlAsync(ConfiguredServer server, string path)
    {
        using var json = JsonDocument.Parse((await server.SendAsync("GET", path + "/ttl")).Body);
        var ttl = json.RootElement.GetProperty("ttl");
        return ttl.ValueKind == JsonValueKind.Null ? null : ttl.GetInt32();
    }

    private static async Task<string?> AcquireAsync(ConfiguredServer server)
    {
        var (status, _, body) = await server.SendAsync("POST", Key + "/lock", """{"timeout_ms":60000}"""u8.ToArray());
        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("lock_id").GetString();
    }
}
