namespace Cachekit.AspNetCore.Tests;

public sealed class TtlTests
{
    [Fact]
    public async Task Patch_OfAFreshEntry_KeepsItsStaleWindow()
    {
        await using var host = await CacheServerHost.StartAsync(sinceFullSecond: TimeSpan.FromSeconds(0.25));
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5");
        host.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl": 100}""")).Status);

        var get = await host.GetAsync("k");
        Assert.Equal(("v", "fresh", "99"), (get.Text, get["X-CacheKit-Freshness"], get["X-CacheKit-Fresh-For"]));
        Assert.Equal("""{"ttl":105}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
        Assert.Equal(TimeSpan.FromSeconds(105.75), host.Memory.PeekTtl(host.Memory.Keys.Single()));
        await host.AssertAllReturnedAsync();
    }

    [Fact]
    public async Task Patch_OfAPermanentEntry_SetsItsFirstExpiry()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v");

        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl": 2592000}""")).Status);

        Assert.Equal("2592000", (await host.GetAsync("k"))["X-CacheKit-Fresh-For"]);
        Assert.Equal("""{"ttl":2592000}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
    }

    [Fact]
    public async Task Patch_PastFreshness_IsAConflictAndChangesNothing()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 5");
        host.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(409, (await host.PatchTtlAsync("k", """{"ttl": 100}""")).Status);

        Assert.Equal("""{"ttl":5}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl": 100}""")).Status);
        Assert.Equal(404, (await host.GetAsync("k")).Status);
    }

    [Fact]
    public async Task Patch_BeyondTheTotal_IsRefused()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v", "X-CacheKit-TTL: 10", "X-CacheKit-Stale-TTL: 1000");

        Assert.Equal(400, (await host.PatchTtlAsync("k", """{"ttl": 2591001}""")).Status);
        Assert.Equal("""{"ttl":1010}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl": 2591000}""")).Status);
        Assert.Equal("""{"ttl":2592000}""", (await host.SendAsync("GET", "/v1/cache/k/ttl")).Text);
    }

    [Fact]
    public async Task Patch_OfNothing_HasNoEffect()
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(200, (await host.PatchTtlAsync("k", """{"ttl": 1}""")).Status);
        Assert.Empty(host.Memory.Keys);
    }

    [Theory]
    [InlineData("""{"ttl":7200}""", 200)]
    [InlineData(""" { "other": [1, {"ttl": 0}], "ttl" : 1 } """, 200)]
    [InlineData("""{"ttl":0}""", 400)]
    [InlineData("""{"ttl":-1}""", 400)]
    [InlineData("""{"ttl":2592001}""", 400)]
    [InlineData("""{"ttl":99999999999999999999}""", 400)]
    [InlineData("""{"ttl":1.0}""", 400)]
    [InlineData("""{"ttl":1e3}""", 400)]
    [InlineData("""{"ttl":"60"}""", 400)]
    [InlineData("""{"ttl":null}""", 400)]
    [InlineData("""{"ttl":[60]}""", 400)]
    [InlineData("""{"ttl":60,"ttl":60}""", 400)]
    [InlineData("""{"TTL":60}""", 400)]
    [InlineData("""{"a":{"ttl":60}}""", 400)]
    [InlineData("{}", 400)]
    [InlineData("60", 400)]
    [InlineData("[60]", 400)]
    [InlineData("", 400)]
    [InlineData("""{"ttl":60""", 400)]
    [InlineData("""{"ttl":60}}""", 400)]
    [InlineData("""{"ttl":60} {"ttl":60}""", 400)]
    [InlineData("""{"ttl":60,}""", 400)]
    [InlineData("""{"ttl":60}//""", 400)]
    [InlineData("ttl=60", 400)]
    public async Task Body_IsReadExactly(string body, int status)
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(status, (await host.PatchTtlAsync("k", body)).Status);
    }

    [Fact]
    public async Task BodyBeyondItsLimit_IsRefused()
    {
        await using var host = await CacheServerHost.StartAsync();
        var padded = """{"ttl":60}""".PadRight(4096);

        Assert.Equal(200, (await host.PatchTtlAsync("k", padded)).Status);
        Assert.Equal(400, (await host.PatchTtlAsync("k", padded + " ")).Status);
    }

    [Fact]
    public async Task PatchBetweenPuts_NeverBringsBackAnOldValue()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "old", "X-CacheKit-TTL: 10");
        var read = host.Backend.Hang(TestSupport.Backends.BackendOperation.Set);

        // The PATCH has read the old value and hangs in its write; the PUT has to come after it.
        var patch = host.PatchTtlAsync("k", """{"ttl": 100}""");
        await read.WhenArrivedAsync();
        var put = host.PutAsync("k", "new", "X-CacheKit-TTL: 20");
        var delete = host.SendAsync("DELETE", "/v1/cache/k");
        var get = await host.GetAsync("k");
        Assert.Equal("old", get.Text);
        Assert.False(put.IsCompleted || delete.IsCompleted);
        read.Open();
        Assert.Equal((200, 200, 200), ((await patch).Status, (await put).Status, (await delete).Status));

        // Whichever of the two came last, nothing of the PATCH is left.
        var last = await host.GetAsync("k");
        Assert.True(last.Status == 404 || (last.Text == "new" && last["X-CacheKit-Fresh-For"] == "20"));
    }

    [Fact]
    public async Task ManyPutsAndPatches_LeaveTheLastPut()
    {
        await using var host = await CacheServerHost.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestKeys.Live);
        var cancellation = TestContext.Current.CancellationToken;
        using var stop = new CancellationTokenSource();
        var patching = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            do
            {
                using var content = new StringContent("""{"ttl": 1000}""");
                using var answer = await client.PatchAsync("/v1/cache/k/ttl", content, cancellation);
                Assert.True(answer.IsSuccessStatusCode);
                count++;
            }
            while (!stop.IsCancellationRequested);

            return count;
        }, cancellation)).ToList();

        for (var i = 0; i < 300; i++)
        {
            using var content = new StringContent(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var put = await client.PutAsync("/v1/cache/k", content, cancellation);
            Assert.True(put.IsSuccessStatusCode);
            Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), await client.GetStringAsync("/v1/cache/k", cancellation));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(patching), count => Assert.True(count > 0));
        await host.AssertAllReturnedAsync();
    }
}
