using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Redis;

/// <summary>Passwords, users and TLS.</summary>
public sealed class RedisAccessTests
{
    private const string Password = "p:/@% \"x";
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RightPassword_IsTaken_AlsoWithTheDefaultUser()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Password = "secret,1" });
        foreach (var info in new[] { ":secret%2C1", "default:secret%2C1", ":secret,1" })
        {
            await using var backend = Backend($"redis://{info}@{server.Address}");
            await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(":hunter2@")]
    public async Task WrongOrMissingPassword_IsAnAuthenticationFailure_WithoutThePassword(string info)
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Password = "secret" });
        await using var backend = Backend($"redis://{info}{server.Address}");
        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.GetAsync("k", _token));
        Assert.Equal(BackendErrorKind.Authentication, failure.Kind);
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(BackendErrorKind.Authentication, Assert.Throws<CacheBackendException>(() => backend.Get("k")).Kind);
    }

    [Fact]
    public async Task MissingPermission_IsAnAuthenticationFailure_AndScriptsAreDoneWithout()
    {
        await using var server = await RedisServer.StartAsync();
        await server.AskAsync("SET", "here", "1");

        // The default user loses what a cautious administrator takes away.
        await server.AskAsync("ACL", "SETUSER", "admin", "on", ">admin", "~*", "&*", "+@all");
        await server.AskAsync("ACL", "SETUSER", "default", "-@scripting", "-info", "-unlink", "-publish");
        await using var backend = Backend($"redis://{server.Address}");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(
            async () =>
            {
                using var found = await backend.GetAsync("here", _token);
                Assert.True(found.Found);
            },
            _token)));
        var held = await backend.TryAcquireLockAsync("here", TimeSpan.FromSeconds(30), _token);
        Assert.True(await held!.TryRenewAsync(TimeSpan.FromSeconds(60), _token));
        Assert.True(await held.ReleaseAsync(_token));
        Assert.False(await held.ReleaseAsync(_token));

        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.PublishAsync(new byte[] { 1 }, _token));
        Assert.Equal(BackendErrorKind.Authentication, failure.Kind);
        Assert.Contains("NOPERM", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k")]
    [InlineData("{tag}k")]
    [InlineData("k}")]
    public async Task PermissionForAPrefix_IsEnoughForLargeValues(string key)
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Users = ["default on nopass ~app:* &* +@all"] });
        await using var backend = new RedisBackend(new RedisBackendOptions { Url = $"redis://{server.Address}", KeyPrefix = "app:", MaxChunkSizeMb = 1, SocketTimeout = TimeSpan.FromSeconds(10), SocketConnectTimeout = TimeSpan.FromSeconds(10) });
        var value = new byte[3_000_000];
        value.AsSpan().Fill(3);
        await backend.SetAsync(key, value, TimeSpan.FromMinutes(5), _token);
        using var found = await backend.GetAsync(key, _token);
        Assert.True(found.Bytes.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task Tls_WithATrustedCertificate_Works()
    {
        using var certificates = new TestCertificates();
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Tls = certificates });
        await using var backend = new RedisBackend(new RedisBackendOptions
        {
            Url = $"rediss://{server.Address}",
            SocketTimeout = TimeSpan.FromSeconds(10),
            SocketConnectTimeout = TimeSpan.FromSeconds(10),
            ConfigureClient = client => client.CertificateValidation += (_, certificate, _, _) => certificates.IsIssuerOf(certificate),
        });
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        Assert.True((await backend.GetAsync("k", _token)).Found);
    }

    [Fact]
    public async Task Tls_WithACertificateOfNobody_IsRefused()
    {
        using var certificates = new TestCertificates();
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Tls = certificates });
        await using var backend = new RedisBackend(new RedisBackendOptions { Url = $"rediss://:{Uri.EscapeDataString(Password)}@{server.Address}" });
        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.GetAsync("k", _token));
        Assert.Contains(failure.Kind, new[] { BackendErrorKind.Authentication, BackendErrorKind.Transient });
    }

    // The machine may be busy with other tests.
    private static RedisBackend Backend(string url) =>
        new(new RedisBackendOptions { Url = url, SocketTimeout = TimeSpan.FromSeconds(10), SocketConnectTimeout = TimeSpan.FromSeconds(10) });
}
