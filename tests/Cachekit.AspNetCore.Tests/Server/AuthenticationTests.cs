using System.Security.Cryptography;
using System.Text;
using Cachekit.TestSupport.Backends;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore.Tests;

public sealed class AuthenticationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("Authorization:")]
    [InlineData("Authorization: Bearer")]
    [InlineData("Authorization: Bearer ")]
    [InlineData("Authorization: Basic " + TestKeys.Live)]
    [InlineData("Authorization: " + TestKeys.Live)]
    [InlineData("Authorization: Bearer " + TestKeys.Live + "x")]
    [InlineData("Authorization: Bearer " + TestKeys.Live + ", " + TestKeys.Live)]
    [InlineData("Authorization: Bearer " + TestKeys.Live + "\r\nAuthorization: Bearer " + TestKeys.Live)]
    [InlineData("Authorization: Bearer " + TestKeys.Revoked)]
    [InlineData("Authorization: Bearer ck_test_0123456789abcdef")]
    [InlineData("Authorization: Bearer CK_LIVE_0123456789abcdef")]
    public async Task NoKnownKey_IsUnauthorized(string? header)
    {
        await using var host = await CacheServerHost.StartAsync();

        foreach (var target in new[] { "/v1/cache/k", "/v1/cache/health", "/v1/cache/", "/v1/cache/%zz/x/y" })
        {
            var answer = await host.SendRawAsync(Encoding.ASCII.GetBytes($"DELETE {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{(header is null ? "" : header + "\r\n")}\r\n"));

            Assert.Equal((401, "Bearer"), (answer.Status, answer["WWW-Authenticate"]));
            Assert.DoesNotContain("0123456789abcdef", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, host.Backend.Calls.Count());
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public async Task Scheme_HasNoCase(string scheme)
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(200, (await host.SendAsync("GET", "/v1/cache/health", key: null, null, $"Authorization: {scheme} {TestKeys.Live}")).Status);
    }

    [Fact]
    public async Task TestPrefix_FailsAlsoWhereItsHashIsKnown()
    {
        const string key = "ck_test_0123456789abcdef";
        await using var host = await CacheServerHost.StartAsync(o => o.Keys.Add(new() { KeySha256 = Hash(key), Tenant = "first" }));

        Assert.Equal(401, (await host.SendAsync("GET", "/v1/cache/k", key)).Status);
    }

    [Fact]
    public async Task KeyKnownByItsHash_IsAccepted()
    {
        const string key = "ck_api_known-by-its-hash";
        await using var host = await CacheServerHost.StartAsync(o => o.Keys.Add(new() { KeySha256 = Hash(key).ToLowerInvariant(), Tenant = "first" }));

        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k", key)).Status);
    }

    [Fact]
    public async Task ClearKeys_DoNotStayInTheOptions()
    {
        CachekitServerOptions? options = null;
        await using var host = await CacheServerHost.StartAsync(o => options = o);

        Assert.All(options!.Keys, key => Assert.Null(key.Key));
        Assert.Equal(200, (await host.SendAsync("GET", "/v1/cache/health")).Status);
    }

    [Fact]
    public async Task FaultOfTheKeyStore_IsAReasonToTryAgain()
    {
        var store = new StubKeyStore { Answer = () => throw new TimeoutException("the database of keys") };
        await using var host = await CacheServerHost.StartAsync(o => o.UseKeyStore(store));

        var answer = await host.SendAsync("POST", "/v1/cache/%zz", "ck_live_any");

        Assert.Equal((503, "1"), (answer.Status, answer["Retry-After"]));
        Assert.DoesNotContain("database", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, host.Log.Count(1455, LogLevel.Warning));
        store.Answer = () => new CacheServerKey("third");
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k", "ck_live_any")).Status);
        store.Answer = () => null;
        Assert.Equal(401, (await host.SendAsync("GET", "/v1/cache/k", "ck_live_any")).Status);
    }

    [Fact]
    public async Task KeyStoreThatNamesAnImpossibleTenant_OpensNothing()
    {
        await using var host = await CacheServerHost.StartAsync(o => o.UseKeyStore(new StubKeyStore { Answer = () => new CacheServerKey("first/k/x") }));

        Assert.Equal(503, (await host.SendAsync("GET", "/v1/cache/k", "ck_live_any")).Status);
    }

    [Fact]
    public async Task KeyStore_SeesTheHashOnly()
    {
        var store = new StubKeyStore { Answer = () => null };
        await using var host = await CacheServerHost.StartAsync(o => o.UseKeyStore(store));

        await host.SendAsync("GET", "/v1/cache/k", "ck_live_any");

        Assert.Equal(Hash("ck_live_any"), Convert.ToHexString(store.Asked!));
    }

    [Fact]
    public async Task ChangedConfiguration_ChangesTheKeysAtOnce()
    {
        IConfigurationRoot? configuration = null;
        await using var host = await CacheServerHost.StartAsync(build: builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Cachekit:Server:Keys:0:Key", "ck_live_configured"), new("Cachekit:Server:Keys:0:Tenant", "first")]);
            configuration = builder.Configuration;
        });
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k", "ck_live_configured")).Status);

        configuration!["Cachekit:Server:Keys:0:Enabled"] = "false";
        configuration.Reload();
        Assert.Equal(401, (await host.SendAsync("GET", "/v1/cache/k", "ck_live_configured")).Status);
        Assert.Equal(1, host.Log.Count(1456, LogLevel.Information));

        // A mistake leaves everything as it is, and says so.
        configuration["Cachekit:Server:Keys:0:Enabled"] = "perhaps";
        configuration.Reload();
        Assert.Equal(1, host.Log.Count(1457, LogLevel.Error));
        Assert.Equal(200, (await host.SendAsync("GET", "/v1/cache/health")).Status);

        configuration["Cachekit:Server:Keys:0:Enabled"] = "true";
        configuration.Reload();
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/cache/k", "ck_live_configured")).Status);
    }

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key)));

    private sealed class StubKeyStore : ICacheServerKeyStore
    {
        public required Func<CacheServerKey?> Answer { get; set; }

        public byte[]? Asked { get; private set; }

        public ValueTask<CacheServerKey?> FindAsync(ReadOnlyMemory<byte> keySha256, CancellationToken cancellationToken)
        {
            Asked = keySha256.ToArray();
            return new(Answer());
        }
    }
}
