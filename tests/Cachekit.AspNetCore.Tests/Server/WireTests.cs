using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Cachekit.AspNetCore.Tests;

/// <summary>Targets, methods and headers, byte by byte.</summary>
public sealed class WireTests
{
    private static readonly string[] KeyTargets = ["/v1/cache/k", "/v1/cache/k/ttl", "/v1/cache/k/lock", "/v1/cache/health", "/v1/cache/", "/v1/cache/..", "/v1/cache/%zz", "/v1/cache/k/x"];

    [Fact]
    public async Task EveryAnswer_ForbidsKeepingItAndVariesByKey()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "v");
        foreach (var target in KeyTargets)
        {
            foreach (var method in new[] { "GET", "HEAD", "PUT", "DELETE", "POST", "PATCH", "OPTIONS", "TRACE", "ODD" })
            {
                foreach (var key in new[] { TestKeys.Live, null })
                {
                    var answer = await host.SendAsync(method, target, key, []);

                    Assert.Equal(("no-store", "Authorization"), (answer["Cache-Control"], answer["Vary"]));
                    Assert.Equal(method is "OPTIONS" ? 204 : key is null ? 401 : answer.Status, answer.Status);
                    Assert.NotEqual(500, answer.Status);
                    Assert.Equal(method is "HEAD" or "OPTIONS", answer.Body.Length == 0);
                }
            }
        }
    }

    [Theory]
    [InlineData("/v1/cache/a%2Fb", 400)]
    [InlineData("/v1/cache/a%252Fb", 400)]
    [InlineData("/v1/cache/../x", 404)]
    [InlineData("/v1/cache/..", 400)]
    [InlineData("/v1/cache/%2e%2e", 400)]
    [InlineData("/v1/cache/.", 404)]
    [InlineData("/v1/cache/%2e", 404)]
    [InlineData("/v1/cache/../ttl", 400)]
    [InlineData("/v1/cache/k/..", 404)]
    [InlineData("/v1/cache/k/../other", 404)]
    [InlineData("/v1/x/../cache/k", 404)]
    [InlineData("/v1/./cache/k", 404)]
    [InlineData("/v1/cache/%zz", 400)]
    [InlineData("/v1/cache/%", 400)]
    [InlineData("/v1/cache/%FF", 400)]
    [InlineData("/v1/cache/%C3%28", 400)]
    [InlineData("/v1/cache/%2", 400)]
    [InlineData("/v1/cache/%C0%AE%C0%AE", 400)]
    [InlineData("/v1/cache/%E0%80%AE", 400)]
    [InlineData("/v1/cache/%ED%A0%80", 400)]
    [InlineData("/v1/cache/%F5%80%80%80", 400)]
    [InlineData("/v1/cache/%C3%A9", 400)]
    [InlineData("/v1/cache/%EF%BC%8E%EF%BC%8E", 400)]
    [InlineData("/v1/cache/present%00", 400)]
    [InlineData("/v1/cache/present%2Fttl", 400)]
    [InlineData("/v1/cache/present%3Fx", 400)]
    [InlineData("/v1/cache/present%20", 400)]
    [InlineData("/v1/cache/present%0D%0AX:1", 400)]
    [InlineData("/v1/cache/present;x", 400)]
    [InlineData("/v1/cache/present/%74tl", 200)]
    [InlineData("/v1/cache%2Fpresent", 404)]
    [InlineData("/v1%2Fcache/present", 404)]
    [InlineData("//v1/cache/present", 404)]
    [InlineData("/v1//cache/present", 404)]
    [InlineData("/v1/cache//present", 404)]
    [InlineData("/v1/cache/k:..:k", 400)]
    [InlineData("/v1/cache/k%2e%2e", 400)]
    [InlineData("/v1/cache/cks1%2Ffirst%2Fk%2Fpresent", 400)]
    [InlineData("/v1/cache/a%5Cb", 400)]
    [InlineData("/v1/cache/a b", 400)]
    [InlineData("/v1/cache/missing", 404)]
    [InlineData("/v1/cache/present", 200)]
    [InlineData("/v1/cache/%70resent", 200)]
    [InlineData("/v1/cache/present?a=b", 200)]
    [InlineData("/v1/cache/present/", 404)]
    [InlineData("/v1/cache/present/ttl", 200)]
    [InlineData("/v1/cache/present/ttl/", 404)]
    [InlineData("/v1/cache/", 404)]
    [InlineData("/v1/cache", 404)]
    [InlineData("/v1/cache//ttl", 400)]
    [InlineData("/V1/CACHE/present", 404)]
    [InlineData("/v1/cache/health", 200)]
    public async Task Target_IsReadAsWritten(string target, int status)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("present", "v");

        Assert.Equal(status, (await host.SendAsync("GET", target)).Status);
        if (!target.Contains(' ', StringComparison.Ordinal))
        {
            Assert.Equal(status, (await host.SendAsync("GET", host.Address.GetLeftPart(UriPartial.Authority) + target)).Status);
        }
    }

    [Theory]
    [InlineData("/v1/cache/present", 200)]
    [InlineData("/v1/cache/present?lock_id=/v1/cache/other", 200)]
    [InlineData("/v1/cache/../cache/present", 404)]
    [InlineData("/v1/cache/..", 400)]
    [InlineData("/elsewhere", 404)]
    [InlineData("?/v1/cache/present", 404)]
    [InlineData("", 404)]
    public async Task AbsoluteForm_IsReadAsWritten(string path, int status)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("present", "v");

        Assert.Equal(status, (await host.SendAsync("GET", $"http://{host.Address.Authority}{path}")).Status);
    }

    [Theory]
    [InlineData(400, 404)]
    [InlineData(401, 400)]
    [InlineData(2000, 400)]
    public async Task EscapedKey_IsMeasuredAfterItIsDecoded(int length, int status)
    {
        await using var host = await CacheServerHost.StartAsync();

        var answer = await host.GetAsync(string.Concat(Enumerable.Repeat("%6B", length)));

        Assert.Equal((status, "no-store", "Authorization"), (answer.Status, answer["Cache-Control"], answer["Vary"]));
    }

    [Fact]
    public async Task ColonWrittenOrEscaped_IsTheSameEntry()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("ns%3Aorders%3A1", "v");

        Assert.Equal("v", (await host.GetAsync("ns:orders:1")).Text);
        Assert.Equal("v", (await host.GetAsync("%6Es%3aorders:1")).Text);
    }

    [Theory]
    [InlineData("/v1/cache/k", "POST", "GET, HEAD, PUT, DELETE")]
    [InlineData("/v1/cache/k", "PATCH", "GET, HEAD, PUT, DELETE")]
    [InlineData("/v1/cache/k", "get", "GET, HEAD, PUT, DELETE")]
    [InlineData("/v1/cache/k/ttl", "PUT", "GET, PATCH")]
    [InlineData("/v1/cache/k/ttl", "HEAD", "GET, PATCH")]
    [InlineData("/v1/cache/k/lock", "GET", "POST, DELETE")]
    [InlineData("/v1/cache/health", "HEAD", "GET")]
    [InlineData("/v1/cache/health", "PUT", "GET")]
    [InlineData("/v1/cache/%zz", "POST", "GET, HEAD, PUT, DELETE")]
    public async Task WrongMethod_IsToldTheRightOnes(string target, string method, string allow)
    {
        await using var host = await CacheServerHost.StartAsync();

        // Before the check of the L1 status, which an SDK key would need here.
        var answer = await host.SendAsync(method, target, TestKeys.Sdk, [], "X-CacheKit-L1-Status: enabled");

        Assert.Equal((405, allow), (answer.Status, answer["Allow"]));
    }

    [Fact]
    public async Task Options_AreAnsweredBeforeAuthenticationAndGrantNoOrigin()
    {
        await using var host = await CacheServerHost.StartAsync();

        var answer = await host.SendAsync("OPTIONS", "/v1/cache/k", key: null, null, "Origin: https://a.test", "Access-Control-Request-Method: GET");

        Assert.Equal(204, answer.Status);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("options")]
    [InlineData("Options")]
    public async Task OtherSpellingOfOptions_IsAnotherMethod(string method)
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(401, (await host.SendAsync(method, "/v1/cache/k", key: null)).Status);
        Assert.Equal(405, (await host.SendAsync(method, "/v1/cache/k")).Status);
    }

    [Fact]
    public async Task Checks_ComeInTheirOrder()
    {
        await using var host = await CacheServerHost.StartAsync(options => options.MaxValueBytes = 3);
        var tooLarge = new byte[4];
        string[] all = ["X-CacheKit-L1-Status: enabled", "X-CacheKit-TTL: 0"];
        string[] status = ["X-CacheKit-L1-Status: hit", "X-CacheKit-TTL: 0"];

        Assert.Equal(401, (await host.SendAsync("POST", "/v1/cache/%zz", "ck_sdk_unknown", tooLarge, all)).Status);
        Assert.Equal(405, (await host.SendAsync("POST", "/v1/cache/%zz", TestKeys.Sdk, tooLarge, all)).Status);
        Assert.Contains("L1-Status", (await host.SendAsync("PUT", "/v1/cache/%zz", TestKeys.Sdk, tooLarge, all)).Text, StringComparison.Ordinal);
        Assert.Contains("percent-encoded", (await host.SendAsync("PUT", "/v1/cache/%zz", TestKeys.Sdk, tooLarge, status)).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await host.SendAsync("PUT", "/v1/cache/nsapi:a:x", TestKeys.Sdk, tooLarge, status)).Status);
        Assert.Contains("X-CacheKit-TTL", (await host.SendAsync("PUT", "/v1/cache/x", TestKeys.Sdk, tooLarge, status)).Text, StringComparison.Ordinal);
        Assert.Equal(413, (await host.SendAsync("PUT", "/v1/cache/x", TestKeys.Sdk, tooLarge, "X-CacheKit-L1-Status: hit", "X-CacheKit-TTL: 1")).Status);
        Assert.Equal(200, (await host.SendAsync("PUT", "/v1/cache/x", TestKeys.Sdk, tooLarge[..3], "X-CacheKit-L1-Status: hit", "X-CacheKit-TTL: 1")).Status);
    }

    [Theory]
    [InlineData("X-CacheKit-L1-Status: hit", 404)]
    [InlineData("X-CacheKit-L1-Status: miss", 404)]
    [InlineData("x-cachekit-l1-status: disabled", 404)]
    [InlineData("X-CacheKit-L1-Status: HIT", 400)]
    [InlineData("X-CacheKit-L1-Status: enabled", 400)]
    [InlineData("X-CacheKit-L1-Status:", 400)]
    [InlineData("X-CacheKit-L1-Status: hit, miss", 400)]
    [InlineData("X-CacheKit-L1-Status: hit\r\nX-CacheKit-L1-Status: hit", 400)]
    [InlineData("X-Nothing: x", 400)]
    public async Task L1Status_IsNeededWithSdkKeysOnly(string header, int status)
    {
        await using var host = await CacheServerHost.StartAsync();
        var request = (string key) => Encoding.ASCII.GetBytes(
            $"GET /v1/cache/k HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\n{header}\r\n\r\n");

        Assert.Equal(status, (await host.SendRawAsync(request(TestKeys.Sdk))).Status);
        Assert.Equal(404, (await host.SendRawAsync(request(TestKeys.Api))).Status);
        Assert.Equal(404, (await host.SendRawAsync(request(TestKeys.Live))).Status);
    }

    [Fact]
    public async Task L1Status_IsNeededForHealthAndWritesToo()
    {
        await using var host = await CacheServerHost.StartAsync();
        const string wrong = "X-CacheKit-L1-Status: enabled";

        Assert.Equal(400, (await host.SendAsync("GET", "/v1/cache/health", TestKeys.Sdk, null, wrong)).Status);
        Assert.Equal(400, (await host.SendAsync("DELETE", "/v1/cache/k", TestKeys.Sdk, null, wrong)).Status);
        Assert.Equal(400, (await host.SendAsync("POST", "/v1/cache/k/lock", TestKeys.Sdk, "{\"timeout_ms\":1}"u8.ToArray(), wrong)).Status);
    }

    [Theory]
    [InlineData("2f1c7b1e-5d0b-4c57-8d0f-0a7c3a7e9f11")]
    [InlineData("2f1c7b1e-5d0b-4c57-8d0f-0a7c3a7e9f11:shop.prices.get_price#2")]
    public async Task MetricsHeaders_AreAccepted(string session)
    {
        await using var host = await CacheServerHost.StartAsync();

        var answer = await host.SendAsync(
            "PUT", "/v1/cache/k", TestKeys.Sdk, [], $"X-CacheKit-Session-ID: {session}", "X-CacheKit-Session-Start: 1767225600000",
            "X-CacheKit-L1-Hits: 5", "X-CacheKit-L2-Hits: 1", "X-CacheKit-Misses: 2", "X-CacheKit-L1-Hit-Rate: 0.625");

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task OtherRoutesOfTheApplication_AreLeftAlone()
    {
        await using var host = await CacheServerHost.StartAsync(map: app => app.Map("/v1/other", context => context.Response.WriteAsync("mine")));

        Assert.Contains("mine", (await host.SendAsync("GET", "/v1/other")).Text, StringComparison.Ordinal);
        Assert.Contains("mine", (await host.SendAsync("GET", "/v1/x/../other")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/../other")).Status);
        Assert.Equal(404, (await host.SendAsync("OPTIONS", "/elsewhere")).Status);
    }
}
