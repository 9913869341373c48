using Cachekit.TestSupport.Backends;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("GET", "", BackendOperation.Get)]
    [InlineData("HEAD", "", BackendOperation.Get)]
    [InlineData("PUT", "", BackendOperation.Set)]
    [InlineData("DELETE", "", BackendOperation.Delete)]
    [InlineData("GET", "/ttl", BackendOperation.Get)]
    [InlineData("PATCH", "/ttl", BackendOperation.Get)]
    [InlineData("PATCH", "/ttl", BackendOperation.Set)]
    public async Task FaultOfTheStorage_IsAReasonToTryAgain(string method, string resource, BackendOperation operation)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("secret-key", "v", "X-CacheKit-TTL: 60");
        var body = """{"ttl":60}"""u8.ToArray();

        foreach (var kind in Enum.GetValues<BackendErrorKind>())
        {
            host.Backend.Fail(operation, kind);
            var answer = await host.SendAsync(method, "/v1/cache/secret-key" + resource, TestKeys.Live, body);
            Assert.Equal((503, "1", "no-store", "Authorization"), (answer.Status, answer["Retry-After"], answer["Cache-Control"], answer["Vary"]));
        }

        host.Backend.Heal();
        Assert.Equal(200, (await host.SendAsync(method, "/v1/cache/secret-key" + resource, TestKeys.Live, body)).Status);

        // What is logged after an answer was sent is there when the server has stopped.
        await host.AssertAllReturnedAsync();

        // The change of state is worth a warning, each failure is not.
        Assert.Equal(1, host.Log.Count(1451, LogLevel.Warning));
        Assert.Equal(Enum.GetValues<BackendErrorKind>().Length - 1, host.Log.Count(1452, LogLevel.Debug));
        Assert.Equal(1, host.Log.Count(1453, LogLevel.Information));
        Assert.DoesNotContain(host.Log.Lines.Where(l => l.Id is >= 1450 and < 1500), line => line.Text.Contains("secret-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ValueThatTheStorageFindsTooLarge_IsNotToBeSentAgain()
    {
        await using var host = await CacheServerHost.StartAsync();
        host.Backend.Fail(BackendOperation.Set, static () => new CacheBackendException(BackendErrorKind.Permanent, "Too much.") { IsValueTooLarge = true });

        for (var i = 0; i < 2; i++)
        {
            var answer = await host.PutAsync("secret-key", "v", "X-CacheKit-TTL: 60");
            Assert.Equal((413, null, "no-store", "Authorization"), (answer.Status, answer["Retry-After"], answer["Cache-Control"], answer["Vary"]));
        }

        await host.AssertAllReturnedAsync();
        Assert.Equal((1, 1), (host.Log.Count(1460, LogLevel.Warning), host.Log.Count(1461, LogLevel.Debug)));

        // The storage works: it is one value that it does not take.
        Assert.Equal(0, host.Log.Count(1451, LogLevel.Warning));
        Assert.DoesNotContain(host.Log.Lines.Where(l => l.Id is >= 1450 and < 1500), line => line.Text.Contains("secret-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MistakeInTheBackend_IsAFailureOfTheServer()
    {
        await using var host = await CacheServerHost.StartAsync();
        host.Backend.Fail(BackendOperation.Get, () => new InvalidOperationException("a mistake with a secret"));

        var answer = await host.GetAsync("k");

        Assert.Equal((500, "no-store", "Authorization"), (answer.Status, answer["Cache-Control"], answer["Vary"]));
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Equal(1, host.Log.Count(1454, LogLevel.Error));
    }

    [Fact]
    public async Task StorageThatHangs_IsNotWaitedForLongerThanAllowed()
    {
        await using var host = await CacheServerHost.StartAsync(o => o.RequestTimeout = TimeSpan.FromSeconds(5));
        var gate = host.Backend.Hang(BackendOperation.Get | BackendOperation.Set);

        foreach (var (method, body) in new[] { ("GET", ""), ("PUT", "v") })
        {
            var before = gate.Arrived;
            var answer = host.SendAsync(method, "/v1/cache/k", TestKeys.Live, System.Text.Encoding.ASCII.GetBytes(body));
            await gate.WhenArrivedAsync(before + 1);
            host.Time.Advance(TimeSpan.FromSeconds(5));

            Assert.Equal((503, "1"), ((await answer).Status, (await answer)["Retry-After"]));
        }

        Assert.Equal(2, host.Log.Count(1459, LogLevel.Warning));

        // Nobody holds the gate of the entry any more.
        gate.Open();
        Assert.Equal(200, (await host.PutAsync("k", "v")).Status);
    }

    [Fact]
    public async Task ChangeWhoseClientHasGone_IsCarriedOut()
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await CacheServerHost.StartAsync(map: app => app.Use((context, next) =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            return next(context);
        }));
        var gate = host.Backend.Hang(BackendOperation.Set);
        using (var client = await host.ConnectAsync())
        {
            await client.GetStream().WriteAsync(
                System.Text.Encoding.ASCII.GetBytes($"PUT /v1/cache/k HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TestKeys.Live}\r\nContent-Length: 1\r\n\r\nv"),
                TestContext.Current.CancellationToken);
            await gate.WhenArrivedAsync();
            client.Client.LingerState = new System.Net.Sockets.LingerOption(enable: true, 0);
        }

        await aborted.Task;
        gate.Open();
        using var patience = Patience();
        while (host.Memory.Keys.Count == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal("v", (await host.GetAsync("k")).Text);
    }

    [Fact]
    public async Task Stop_LetsRequestsFinishAndTakesNoNewOnes()
    {
        await using var host = await CacheServerHost.StartAsync();
        var gate = host.Backend.Hang(BackendOperation.Set);
        var put = host.PutAsync("k", "v");
        await gate.WhenArrivedAsync();

        var stop = host.StopAsync();
        using var patience = Patience();
        while (await CanConnectAsync(host))
        {
            patience.Token.ThrowIfCancellationRequested();
        }

        Assert.False(stop.IsCompleted);
        gate.Open();

        Assert.Equal(200, (await put).Status);
        await stop;
        Assert.Single(host.Memory.Keys);
    }

    private static CancellationTokenSource Patience()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(30));
        return source;
    }

    private static async Task<bool> CanConnectAsync(CacheServerHost host)
    {
        try
        {
            using var client = await host.ConnectAsync();
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
