using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>Statuses, lost connections, silence and garbage.</summary>
public class HttpFailureTests
{
    [Theory]
    [InlineData(400, BackendErrorKind.Permanent)]
    [InlineData(401, BackendErrorKind.Authentication)]
    [InlineData(403, BackendErrorKind.Authentication)]
    [InlineData(405, BackendErrorKind.Permanent)]
    [InlineData(408, BackendErrorKind.Transient)]
    [InlineData(409, BackendErrorKind.Permanent)]
    [InlineData(413, BackendErrorKind.Permanent)]
    [InlineData(414, BackendErrorKind.Permanent)]
    [InlineData(429, BackendErrorKind.Transient)]
    [InlineData(500, BackendErrorKind.Transient)]
    [InlineData(501, BackendErrorKind.Transient)]
    [InlineData(502, BackendErrorKind.Transient)]
    [InlineData(503, BackendErrorKind.Transient)]
    [InlineData(504, BackendErrorKind.Transient)]
    [InlineData(301, BackendErrorKind.Permanent)]
    [InlineData(307, BackendErrorKind.Permanent)]
    public async Task Status_IsClassified_OnEveryOperation(int status, BackendErrorKind kind)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(status, $"because {ApiKey}", "Location: https://localhost:1/elsewhere"));
        foreach (var run in new Func<Task>[]
        {
            () => world.GetAsync("secret key"),
            () => world.GetAsync("secret key", sync: true),
            () => world.SetAsync("secret key", new byte[] { 1 }, null),
            () => world.SetAsync("secret key", new byte[] { 1 }, null, sync: true),
            () => world.Backend.DeleteAsync("secret key", Token).AsTask(),
            () => world.Backend.GetTtlAsync("secret key", Token).AsTask(),
            () => world.Backend.RefreshTtlAsync("secret key", TimeSpan.FromHours(1), Token).AsTask(),
        })
        {
            var failure = await FailureAsync(run);
            Assert.Equal(kind, failure.Kind);
            Assert.Contains("because ***", failure.Message, StringComparison.Ordinal);
            Assert.Contains(status.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret key", failure.ToString(), StringComparison.Ordinal);
        }

        // No redirect was followed, and no status cost the connection. The client may open another one where a request begins in the
        // moment in which the connection of the one before is given back.
        Assert.Equal(7, world.Server.Requests.Count);
        Assert.InRange(world.Server.Connections, 1, 3);
    }

    [Theory]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(206)]
    public async Task Get_WithAnotherGoodStatus_IsNoValue(int status)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(status == 204 ? WireAnswer.Raw("HTTP/1.1 204 No\r\n\r\n") : WireAnswer.Status(status, "part"));
        Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(() => world.GetAsync("k"))).Kind);
    }

    [Fact]
    public async Task RefusedCredentials_AreLoggedOnce_UntilTheyAreAccepted()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(401), WireAnswer.Status(401), WireAnswer.Status(404), WireAnswer.Status(403));
        for (var i = 0; i < 2; i++)
        {
            await FailureAsync(() => world.GetAsync("k"));
        }

        Assert.Equal([1401], world.Log.Ids);
        await world.GetAsync("k");
        await FailureAsync(() => world.GetAsync("k"));
        Assert.Equal([1401, 1402, 1401], world.Log.Ids);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TextOfAnError_IsShort_OnOneLine_AndWithoutTheKey(bool sync)
    {
        // The reading ends within a key.
        var text = "a\r\nb\u0000" + new string('x', 4096 - 4 - 20) + ApiKey + new string('y', 300_000);
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(400, text), WireAnswer.Status(400, string.Concat(Enumerable.Repeat(ApiKey, 2_000))));
        var failure = await FailureAsync(() => world.GetAsync("k", sync));
        Assert.Contains("a  b xxx", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Message.Length, 256, 500);
        failure = await FailureAsync(() => world.GetAsync("k", sync));
        Assert.DoesNotContain(ApiKey[..12], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ValueThatIsTooLarge_IsRefusedOnce_BeforeItHasTravelled(bool sync)
    {
        await using var world = new HttpWorld(static options => options.MaxRetries = 3);
        world.Server.AnswerEarly = static _ => WireAnswer.Status(413, "25 MB at most", "Connection: close");
        var failure = await FailureAsync(() => world.SetAsync("k", new byte[30 * 1024 * 1024], null, sync));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.True(failure.IsValueTooLarge);
        Assert.Contains("too large", failure.Message, StringComparison.Ordinal);
        Assert.Equal("100-continue", Assert.Single(world.Server.Requests)["Expect"]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task ConnectionThatIsCutAmidTheValue_IsAFailure_NeverAShorterValue(bool sync, bool chunked)
    {
        await using var world = new HttpWorld();
        var part = new byte[100_000];
        world.Server.AnswerWith(chunked ? WireAnswer.Chunked(part, 5000, isWhole: false) : WireAnswer.Partial(200, part, 100_001, hang: false));
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => world.GetAsync("k", sync))).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ValueWithoutAnEnd_IsRefused(bool sync)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Raw("HTTP/1.1 200 OK\r\n\r\nvalue"));
        Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(() => world.GetAsync("k", sync))).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ValueBeyondAllLimits_IsRefusedUnread(bool sync)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(
            WireAnswer.Raw("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nvalue", close: false),
            WireAnswer.Status(200, "v"));
        Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(() => world.GetAsync("k", sync))).Kind);
        Assert.True((await world.GetAsync("k", sync)).Is);
    }

    [Fact]
    public async Task JsonBeyondAllLimits_IsRefused()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Chunked(new byte[100_000], 1000));
        Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(() => world.Backend.GetTtlAsync("k", Token).AsTask())).Kind);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task Garbage_IsAFailure_AndTheNextCallWorks(string answer)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Raw(answer), WireAnswer.Raw(answer), WireAnswer.Status(200, "v"));
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => world.GetAsync("k"))).Kind);
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => world.GetAsync("k", sync: true))).Kind);
        Assert.True((await world.GetAsync("k")).Is);
    }

    [Theory]
    [InlineData(false, "silence")]
    [InlineData(true, "silence")]
    [InlineData(false, "length")]
    [InlineData(true, "length")]
    [InlineData(false, "chunks")]
    [InlineData(true, "chunks")]
    public async Task FrozenServer_HoldsNoCallLongerThanItsTime_AndTheNextCallWorks(bool sync, string answer)
    {
        var clock = new FakeTimeProvider();
        await using var world = new HttpWorld(options => options.Timeout = TimeSpan.FromSeconds(5), clock);
        world.Server.AnswerWith(
            answer switch
            {
                "silence" => WireAnswer.Silence(),
                "length" => WireAnswer.Partial(200, new byte[50_000], 60_000, hang: true),
                _ => WireAnswer.Chunked(new byte[50_000], 5000, isWhole: false, hang: true),
            },
            WireAnswer.Status(200, "v"));
        var call = world.GetAsync("k", sync);
        await world.Server.ArrivedAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(4.9));
        await Task.WhenAny(call, Task.Run(static () => { }, Token));
        Assert.False(call.IsCompleted);

        clock.Advance(TimeSpan.FromSeconds(0.1));

        var failure = await FailureAsync(() => call);
        Assert.Equal(BackendErrorKind.Timeout, failure.Kind);
        Assert.Contains("did not answer within 5 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("CACHEKIT_TIMEOUT", failure.Message, StringComparison.Ordinal);
        Assert.True((await world.GetAsync("k", sync)).Is);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FrozenServer_ThatTakesNoBody_HoldsNoCall(bool sync)
    {
        var clock = new FakeTimeProvider();
        await using var world = new HttpWorld(options => options.Timeout = TimeSpan.FromSeconds(5), clock);
        world.Server.AnswerEarly = static request => request["Expect"] is null ? null : WireAnswer.Silence();
        var call = world.SetAsync("k", new byte[20 * 1024 * 1024], null, sync);
        await world.Server.ArrivedAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(5));
        var failure = await FailureAsync(() => call);
        Assert.Equal(BackendErrorKind.Timeout, failure.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerThatTakesAConnectionAndStaysSilent_HoldsNoCall(bool sync)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var clock = new FakeTimeProvider();
        await using var world = new HttpWorld(options => options.ApiUrl = $"https://localhost:{port.ToString(CultureInfo.InvariantCulture)}", clock);
        var call = world.GetAsync("k", sync);
        using var connection = await listener.AcceptTcpClientAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(BackendErrorKind.Timeout, (await FailureAsync(() => call)).Kind);
    }

    [Fact]
    public async Task CancellationByTheCaller_IsNoFailureOfTheBackend()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Silence(), WireAnswer.Status(200, "v"));
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var call = world.Backend.GetAsync("k", source.Token).AsTask();
        await world.Server.ArrivedAsync(Token);
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, exception.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Backend.SetAsync("k", default, null, source.Token).AsTask());
        Assert.Single(world.Server.Requests);
        Assert.True((await world.GetAsync("k")).Is);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeadServer_FailsAtOnce(bool sync)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dead = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await using var world = new HttpWorld(options => options.ApiUrl = $"https://localhost:{dead.ToString(CultureInfo.InvariantCulture)}");
        var failure = await FailureAsync(() => world.GetAsync("k", sync));
        Assert.Equal(BackendErrorKind.Transient, failure.Kind);
        Assert.Contains("Check that the server runs", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CertificateOfAStranger_IsRefused_WithAWayOut()
    {
        using var other = WireCertificate.Create();
        await using var world = new HttpWorld(options =>
        {
            options.TrustedCertificates = [other];
            options.MaxRetries = 3;
        });
        var failure = await FailureAsync(() => world.GetAsync("k"));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("CACHEKIT_TRUSTED_CERTIFICATE_FILE", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, world.Server.Connections);
        Assert.Empty(world.Server.Requests);
    }

    [Fact]
    public async Task CertificateOfAnotherName_IsRefused_ThoughItIsTrusted()
    {
        var seams = new HttpBackendSeams { Resolve = static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]) };
        await using var world = new HttpWorld(static options => options.ApiUrl = options.ApiUrl.Replace("localhost", "other.example.test", StringComparison.Ordinal), seams: seams);
        Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(() => world.GetAsync("k"))).Kind);
        Assert.Empty(world.Server.Requests);
    }
}
