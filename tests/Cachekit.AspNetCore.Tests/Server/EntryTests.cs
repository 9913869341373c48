using Cachekit.Backends;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.AspNetCore.Tests;

public sealed class EntryTests
{
    [Fact]
    public async Task Put_IsReadBackUnchanged()
    {
        await using var host = await CacheServerHost.StartAsync();
        var body = new byte[300_000];
        new Random(1).NextBytes(body);

        var put = await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Live, body, "Content-Type: application/octet-stream");
        var get = await host.GetAsync("k");

        Assert.Equal(200, put.Status);
        Assert.Equal((200, "application/octet-stream", "300000"), (get.Status, get["Content-Type"], get["Content-Length"]));
        Assert.Equal(body, get.Body);
        await host.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task EmptyValue_IsAValue()
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(200, (await host.SendAsync("PUT", "/v1/cache/k")).Status);

        var get = await host.GetAsync("k");
        Assert.Equal((200, "0"), (get.Status, get["Content-Length"]));
    }

    [Fact]
    public async Task Head_HasTheStatusOfGetAndNoBound()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "value", "X-CacheKit-TTL: 10");

        var head = await host.SendAsync("HEAD", "/v1/cache/k");

        Assert.Equal((200, "fresh", "5"), (head.Status, head["X-CacheKit-Freshness"], head["Content-Length"]));
        Assert.Null(head["X-CacheKit-Fresh-For"]);
        Assert.Empty(head.Body);
        Assert.Equal(404, (await host.SendAsync("HEAD", "/v1/cache/missing")).Status);
        await host.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Delete_SucceedsWithAndWithoutAnEntry()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v");

        for (var i = 0; i < 2; i++)
        {
            var answer = await host.SendAsync("DELETE", "/v1/cache/k");

            Assert.Equal((200, "application/json", true), (answer.Status, answer["Content-Type"], answer.Json.GetProperty("success").GetBoolean()));
            Assert.Equal(404, (await host.GetAsync("k")).Status);
        }
    }

    [Fact]
    public async Task EntryWithoutLife_StaysAndHasNoBound()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v");
        host.Time.Advance(TimeSpan.FromDays(4000));

        var get = await host.GetAsync("k");

        Assert.Equal((200, "fresh"), (get.Status, get["X-CacheKit-Freshness"]));
        Assert.Null(get["X-CacheKit-Fresh-For"]);
        Assert.Null(host.Memory.PeekTtl(host.Memory.Keys.Single()));
        Assert.Equal("""{"ttl":null}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
    }

    [Fact]
    public async Task Life_IsCountedFromTheFullSecond()
    {
        await using var host = await CacheServerHost.StartAsync(sinceFullSecond: TimeSpan.FromSeconds(0.7));
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5");
        Assert.Equal(TimeSpan.FromSeconds(15.3), host.Memory.PeekTtl(host.Memory.Keys.Single()));
        await AssertAsync(0.7, "fresh", "9", 15);

        await AssertAsync(1, "fresh", "9", 14);
        await AssertAsync(1.001, "fresh", "8", 14);
        await AssertAsync(9, "fresh", "1", 6);
        await AssertAsync(9.001, "fresh", "0", 6);
        await AssertAsync(9.999, "fresh", "0", 6);
        await AssertAsync(10, "stale", "0", 5);
        await AssertAsync(14.999, "stale", "0", 1);

        AdvanceTo(15);
        Assert.Equal(404, (await host.GetAsync("k")).Status);
        Assert.Equal(404, (await host.SendAsync("HEAD", "/v1/cache/k")).Status);
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k/ttl")).Status);

        async Task AssertAsync(double second, string freshness, string freshFor, int ttl)
        {
            AdvanceTo(second);
            var get = await host.GetAsync("k");
            Assert.Equal((200, "v", freshness, freshFor), (get.Status, get.Text, get["X-CacheKit-Freshness"], get["X-CacheKit-Fresh-For"]));
            Assert.Equal(freshness, (await host.SendAsync("HEAD", "/v1/cache/k"))["X-CacheKit-Freshness"]);
            Assert.Equal(ttl, (await host.SendAsync("GET", "/v1/cache/k/ttl")).Json.GetProperty("ttl").GetInt32());
        }

        void AdvanceTo(double second) =>
            host.Time.Advance(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second) - host.Time.GetUtcNow());
    }

    [Fact]
    public async Task FileBackend_KeepsAnEntryForItsWholeLife()
    {
        var directory = Directory.CreateTempSubdirectory("cachekit-server-");
        try
        {
            await using var host = await CacheServerHost.StartAsync(
                o => o.UseBackend(services => new FileBackend(
                    new FileBackendOptions { Directory = directory.FullName, FlushToDisk = false }, services.GetRequiredService<TimeProvider>())),
                sinceFullSecond: TimeSpan.FromSeconds(0.7));
            await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5");

            host.Time.Advance(TimeSpan.FromSeconds(14.299));
            Assert.Equal(("v", "stale"), ((await host.GetAsync("k")).Text, (await host.GetAsync("k"))["X-CacheKit-Freshness"]));
            host.Time.Advance(TimeSpan.FromSeconds(0.001));
            Assert.Equal(404, (await host.GetAsync("k")).Status);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Storage_KeepsAnEntryASecondLongerThanItLives()
    {
        await using var host = await CacheServerHost.StartAsync(sinceFullSecond: TimeSpan.FromSeconds(0.7));
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5");

        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl":20}""")).Status);
        Assert.Equal(TimeSpan.FromSeconds(25.3), host.Memory.PeekTtl(host.Memory.Keys.Single()));

        host.Time.Advance(TimeSpan.FromSeconds(24.3));
        Assert.Equal(404, (await host.GetAsync("k")).Status);
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k/ttl")).Status);
    }

    [Fact]
    public async Task BackendThatKeepsEntriesLonger_DoesNotLengthenTheirLife()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10");
        var storageKey = host.Memory.Keys.Single();
        host.Memory.Plant(storageKey, host.Memory.Peek(storageKey)!);
        host.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(404, (await host.GetAsync("k")).Status);
        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl":60}""")).Status);
        Assert.Equal(404, (await host.GetAsync("k")).Status);
        await host.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Put_ReplacesAllTimes()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 50");
        host.Time.Advance(TimeSpan.FromSeconds(11));

        await host.PutAsync("k", "w", "X-CacheKit-TTL: 20");
        Assert.Equal("20", (await host.GetAsync("k"))["X-CacheKit-Fresh-For"]);
        Assert.Equal("""{"ttl":20}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);

        await host.PutAsync("k", "x");
        Assert.Equal("""{"ttl":null}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("434B5356")]
    [InlineData("6E6F20726561736F6E20746F206265207265636F72646564")]
    public async Task ForeignBytes_CountAsMissing(string hex)
    {
        await using var host = await CacheServerHost.StartAsync();
        host.Memory.Plant("cks1/first/k/k", Convert.FromHexString(hex));

        Assert.Equal(404, (await host.GetAsync("k")).Status);
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k/ttl")).Status);
        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl":60}""")).Status);
        Assert.Equal(200, (await host.PutAsync("k", "v")).Status);
        Assert.Equal("v", (await host.GetAsync("k")).Text);
        await host.AssertAllReturnedAsync();
    }

    [Theory]
    [InlineData(200, 10, "X-CacheKit-TTL: 10")]
    [InlineData(200, 10, "X-TTL: 10")]
    [InlineData(200, 10, "X-CacheKit-TTL: 10", "X-TTL: 20")]
    [InlineData(200, 10, "X-TTL: 20.5", "X-CacheKit-TTL: 10")]
    [InlineData(200, 10, "X-CacheKit-TTL: 0010")]
    [InlineData(200, 2_592_000, "X-CacheKit-TTL: 2592000")]
    [InlineData(200, 15, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5")]
    [InlineData(200, 15, "X-TTL: 10", "X-CacheKit-Stale-TTL: 5")]
    [InlineData(200, 2_592_000, "X-CacheKit-TTL: 1", "X-CacheKit-Stale-TTL: 2591999")]
    [InlineData(200, 10, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 0")]
    [InlineData(200, null, "X-CacheKit-Stale-TTL: 0")]
    [InlineData(400, null, "X-CacheKit-TTL: 0")]
    [InlineData(400, null, "X-CacheKit-TTL: -1")]
    [InlineData(400, null, "X-CacheKit-TTL: 2592001")]
    [InlineData(400, null, "X-CacheKit-TTL: 4294967297")]
    [InlineData(400, null, "X-CacheKit-TTL: 18446744073709551617")]
    [InlineData(400, null, "X-CacheKit-TTL: 1.5")]
    [InlineData(400, null, "X-CacheKit-TTL: 1e3")]
    [InlineData(400, null, "X-CacheKit-TTL: +5")]
    [InlineData(400, null, "X-CacheKit-TTL: 0x10")]
    [InlineData(400, null, "X-CacheKit-TTL: 1 0")]
    [InlineData(400, null, "X-CacheKit-TTL: ten")]
    [InlineData(400, null, "X-CacheKit-TTL:")]
    [InlineData(400, null, "X-CacheKit-TTL:", "X-TTL: 10")]
    [InlineData(400, null, "X-CacheKit-TTL: ten", "X-TTL: 10")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-TTL: 10")]
    [InlineData(400, null, "X-CacheKit-TTL: 10, 10")]
    [InlineData(400, null, "X-TTL: 1.5")]
    [InlineData(400, null, "X-TTL: 0")]
    [InlineData(400, null, "X-CacheKit-Stale-TTL: 5")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: -1")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: -0")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL:")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 0.5")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 2592000")]
    [InlineData(400, null, "X-CacheKit-TTL: 2", "X-CacheKit-Stale-TTL: 2591999")]
    [InlineData(400, null, "X-CacheKit-TTL: 2592000", "X-CacheKit-Stale-TTL: 1")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 9223372036854775807")]
    [InlineData(400, null, "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5", "X-CacheKit-Stale-TTL: 5")]
    public async Task LifeOfAPut_IsReadExactly(int status, int? secondsToEviction, params string[] headers)
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(status, (await host.PutAsync("k", "v", headers)).Status);

        var ttl = await host.SendAsync("GET", "/v1/cache/k/ttl");
        Assert.Equal(status == 200 ? 200 : 404, ttl.Status);
        if (status == 200)
        {
            Assert.Equal($$"""{"ttl":{{secondsToEviction?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}""", ttl.Text);
        }
    }
}
