namespace Cachekit.AspNetCore.Tests;

public sealed class AccessTests
{
    private static readonly byte[] Body = """{"ttl":60,"timeout_ms":1000}"""u8.ToArray();

    [Theory]
    [InlineData(TestKeys.Sdk, "ns:a:x", true)]
    [InlineData(TestKeys.Sdk, "x", true)]
    [InlineData(TestKeys.Sdk, "nsapi:a:x", false)]
    [InlineData(TestKeys.Api, "ns:a:x", false)]
    [InlineData(TestKeys.Api, "x", true)]
    [InlineData(TestKeys.Api, "nsapi:a:x", true)]
    [InlineData(TestKeys.Live, "ns:a:x", true)]
    [InlineData(TestKeys.Live, "x", true)]
    [InlineData(TestKeys.Live, "nsapi:a:x", true)]
    public async Task Changes_AreSplitByClassAndReadsAreNot(string apiKey, string key, bool mayChange)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync(key, "v");
        var expected = mayChange ? 200 : 403;

        Assert.Equal(200, (await host.SendAsync("GET", $"/v1/cache/{key}", apiKey)).Status);
        Assert.Equal(200, (await host.SendAsync("HEAD", $"/v1/cache/{key}", apiKey)).Status);
        Assert.Equal(200, (await host.SendAsync("GET", $"/v1/cache/{key}/ttl", apiKey)).Status);
        Assert.Equal(expected, (await host.SendAsync("PATCH", $"/v1/cache/{key}/ttl", apiKey, Body)).Status);
        Assert.Equal(expected, (await host.SendAsync("POST", $"/v1/cache/{key}/lock", apiKey, Body)).Status);
        Assert.Equal(expected, (await host.SendAsync("DELETE", $"/v1/cache/{key}/lock", apiKey, null, "X-CacheKit-Lock-Id: x")).Status);
        Assert.Equal(expected, (await host.SendAsync("PUT", $"/v1/cache/{key}", apiKey, Body)).Status);
        Assert.Equal(expected, (await host.SendAsync("DELETE", $"/v1/cache/{key}", apiKey)).Status);
    }

    [Theory]
    [InlineData(TestKeys.Orders, "ns:orders:x", true)]
    [InlineData(TestKeys.Orders, "nsapi:orders:x", true)]
    [InlineData(TestKeys.Orders, "ns:Orders:x", false)]
    [InlineData(TestKeys.Orders, "ns:default:x", false)]
    [InlineData(TestKeys.Orders, "orders", false)]
    [InlineData(TestKeys.OrdersAndDefault, "orders", true)]
    [InlineData(TestKeys.OrdersAndDefault, "ns:default:x", true)]
    [InlineData(TestKeys.OrdersAndDefault, "ns:others:x", false)]
    public async Task Grants_GateReadsAndChangesAlike(string apiKey, string key, bool granted)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync(key, "v");
        var expected = granted ? 200 : 403;

        foreach (var (method, target) in new[] { ("GET", ""), ("HEAD", ""), ("GET", "/ttl"), ("PATCH", "/ttl"), ("POST", "/lock"), ("PUT", ""), ("DELETE", "") })
        {
            Assert.Equal(expected, (await host.SendAsync(method, $"/v1/cache/{key}{target}", apiKey, Body)).Status);
        }

        Assert.Equal(200, (await host.SendAsync("GET", "/v1/cache/health", apiKey)).Status);
    }

    [Fact]
    public async Task Tenants_NeverSeeEachOther()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "of the first");

        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k", TestKeys.Other)).Status);
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k/ttl", TestKeys.Other)).Status);
        await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Other, "of the second"u8.ToArray());
        Assert.Equal("of the first", (await host.GetAsync("k")).Text);
        await host.SendAsync("DELETE", "/v1/cache/k", TestKeys.Other);
        Assert.Equal("of the first", (await host.GetAsync("k")).Text);

        var id = (await host.AcquireAsync("k", "{\"timeout_ms\":1000}")).Json.GetProperty("lock_id").GetString();
        Assert.NotNull((await host.AcquireAsync("k", "{\"timeout_ms\":1000}", TestKeys.Other)).Json.GetProperty("lock_id").GetString());
        await host.SendAsync("DELETE", "/v1/cache/k/lock", TestKeys.Other, null, $"X-CacheKit-Lock-Id: {id}");
        Assert.Null((await host.AcquireAsync("k", "{\"timeout_ms\":1000}")).Json.GetProperty("lock_id").GetString());
    }

    [Fact]
    public async Task KeysOfOneTenant_ShareItsEntries()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Sdk, "v"u8.ToArray());

        Assert.Equal("v", (await host.SendAsync("GET", "/v1/cache/k", TestKeys.Api)).Text);
    }
}
