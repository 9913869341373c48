using System.Globalization;
using System.Net;
using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>Addresses that a name leads to are checked too, each time that a connection is made.</summary>
public class ServerConnectorTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1%1")]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("2001:4860:4860::8888", "0.0.0.0")]
    public async Task NameThatLeadsToAPrivateAddress_IsRefused(params string[] addresses)
    {
        await using var world = Create(allowPrivate: false, (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse)));
        foreach (var sync in new[] { false, true })
        {
            var failure = await FailureAsync(() => world.GetAsync("k", sync));
            Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
            Assert.Contains("into a private network", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(addresses[^1], failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Allow", failure.Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(0, world.Server.Connections);
    }

    [Fact]
    public async Task NameThatChangesItsMind_IsCheckedAtEachConnection()
    {
        var answers = new Queue<IPAddress>([IPAddress.Parse("203.0.113.1"), IPAddress.Loopback]);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var world = Create(allowPrivate: false, (_, _) =>
        {
            asked.TrySetResult();
            return Task.FromResult<IPAddress[]>([answers.Dequeue()]);
        });

        // The first address is public, and nobody answers there.
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = world.Backend.GetAsync("k", source.Token).AsTask();
        await asked.Task.WaitAsync(Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => first);

        Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(() => world.GetAsync("k", sync: true))).Kind);
        Assert.Equal(0, world.Server.Connections);
    }

    [Fact]
    public async Task NameThatLeadsHere_IsUsedWithLeave_AndByItsFirstAddressThatAnswers()
    {
        await using var world = Create(allowPrivate: true, static (host, _) =>
            Task.FromResult<IPAddress[]>(host == "cache.example.test" ? [IPAddress.IPv6Loopback, IPAddress.Loopback] : []));
        await world.GetAsync("k");
        Assert.Equal($"cache.example.test:{world.Server.Port.ToString(CultureInfo.InvariantCulture)}", Assert.Single(world.Server.Requests)["Host"]);
    }

    [Fact]
    public async Task NameWithoutAnAddress_IsAFailureThatMayPass()
    {
        await using var world = Create(allowPrivate: true, static (_, _) => Task.FromResult<IPAddress[]>([]));
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => world.GetAsync("k"))).Kind);
    }

    private static HttpWorld Create(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new(
        options =>
        {
            options.ApiUrl = options.ApiUrl.Replace("localhost", "cache.example.test", StringComparison.Ordinal);
            options.AllowPrivateNetwork = allowPrivate;
        },
        seams: new HttpBackendSeams { Resolve = resolve });
}
