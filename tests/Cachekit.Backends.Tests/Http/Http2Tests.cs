using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>The backend on a server of HTTP/2, and on one that has HTTP/1.1 only.</summary>
public class Http2Tests
{
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task AsynchronousCalls_SpeakTheNewestProtocol_SynchronousOnesTheOlder(HttpProtocols protocols, string expected)
    {
        List<string> spoken = [];
        List<string> targets = [];
        await using var server = await KestrelServer.StartAsync(
            context =>
            {
                lock (spoken)
                {
                    spoken.Add(context.Request.Protocol);
                    targets.Add(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
                }

                return context.Response.WriteAsync("value");
            },
            protocols);
        using var backend = server.CreateBackend();
        using var first = await backend.GetAsync("x/../a%2Fb", Token);
        using var second = await Task.Run(() => backend.Get("x/../a%2Fb"), Token);
        Assert.Equal([expected, "HTTP/1.1"], spoken);
        Assert.Equal("value"u8, first.Bytes.Span);
        Assert.Equal("value"u8, second.Bytes.Span);
        Assert.All(targets, static target => Assert.Equal("/v1/cache/x%2F..%2Fa%252Fb", target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LargeValues_TravelBothWays(bool sync)
    {
        byte[] stored = [];
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            if (context.Request.Method == "PUT")
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                stored = body.ToArray();
                return;
            }

            await context.Response.Body.WriteAsync(stored, context.RequestAborted);
        });
        using var backend = server.CreateBackend();
        var value = new byte[10 * 1024 * 1024];
        new Random(3).NextBytes(value);
        if (sync)
        {
            await Task.Run(() => backend.Set("k", value, null), Token);
        }
        else
        {
            await backend.SetAsync("k", value, null, Token);
        }

        using var found = sync ? await Task.Run(() => backend.Get("k"), Token) : await backend.GetAsync("k", Token);
        Assert.True(value.AsSpan().SequenceEqual(stored));
        Assert.True(value.AsSpan().SequenceEqual(found.Bytes.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ValueThatTheServerRefuses_IsTooLarge(bool sync)
    {
        await using var server = await KestrelServer.StartAsync(static context =>
        {
            context.Response.StatusCode = 413;
            return Task.CompletedTask;
        });
        using var backend = server.CreateBackend();
        var value = new byte[30 * 1024 * 1024];
        var failure = await FailureAsync(() => sync ? Task.Run(() => backend.Set("k", value, null), Token) : backend.SetAsync("k", value, null, Token).AsTask());
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("too large", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswerThatBreaksOff_IsAFailure_NeverAShorterValue(bool withLength)
    {
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            context.Response.ContentLength = withLength ? 100_000 : null;
            await context.Response.Body.WriteAsync(new byte[50_000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var backend = server.CreateBackend();
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => backend.GetAsync("k", Token).AsTask())).Kind);
    }

    [Fact]
    public async Task FrozenAnswer_EndsWithTheTimeOfTheCall_AndTheConnectionServesOn()
    {
        var begun = new SemaphoreSlim(0);
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("slow", StringComparison.Ordinal))
            {
                await context.Response.Body.WriteAsync(new byte[1000]);
                await context.Response.Body.FlushAsync();
                begun.Release();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        var clock = new FakeTimeProvider();
        using var backend = server.CreateBackend(clock, static options => options.Timeout = TimeSpan.FromSeconds(5));
        using var quick = await backend.GetAsync("quick", Token);
        var call = backend.GetAsync("slow", Token).AsTask();
        await begun.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(BackendErrorKind.Timeout, (await FailureAsync(() => call)).Kind);
        using var again = await backend.GetAsync("quick", Token);
        Assert.True(again.Found);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Write_ThatTheServerDoesNotTake_EndsWithTheTimeOfTheCall()
    {
        var begun = new SemaphoreSlim(0);
        await using var server = await KestrelServer.StartAsync(async context =>
        {
            // Its head has come, and a first piece of its body.
            await context.Request.Body.ReadExactlyAsync(new byte[1]);
            begun.Release();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        var clock = new FakeTimeProvider();
        using var backend = server.CreateBackend(clock, static options => options.Timeout = TimeSpan.FromSeconds(5));
        var calls = new[]
        {
            backend.SetAsync("k", new byte[20 * 1024 * 1024], null, Token).AsTask(),
            Task.Factory.StartNew(() => backend.Set("k", new byte[20 * 1024 * 1024], null), Token, TaskCreationOptions.LongRunning, TaskScheduler.Default),
        };
        await begun.WaitAsync(Token);
        await begun.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var call in calls)
        {
            Assert.Equal(BackendErrorKind.Timeout, (await FailureAsync(() => call)).Kind);
        }
    }

    [Fact]
    public async Task ManyCalls_ShareFewConnections()
    {
        await using var server = await KestrelServer.StartAsync(static context => context.Response.WriteAsync("value"));
        using var backend = server.CreateBackend();
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Token }, async (_, token) =>
        {
            using var value = await backend.GetAsync("k", token);
            Assert.True(value.Bytes.Span.SequenceEqual("value"u8));
        });
        Assert.InRange(server.Connections, 1, 10);
    }

    [Fact]
    public async Task SynchronousCalls_TakeNoMoreConnectionsThanThePoolHas()
    {
        await using var server = await KestrelServer.StartAsync(static context => context.Response.WriteAsync("value"));
        using var backend = server.CreateBackend(configure: static options => options.ConnectionPoolSize = 3);
        var threads = Enumerable.Range(0, 12).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    using var value = backend.Get("k");
                    Assert.True(value.Found);
                }
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await Task.WhenAll(threads);
        Assert.InRange(server.Connections, 1, 3);
    }

    [Fact]
    public async Task ServerThatIsGone_FailsAtOnce_AndIsFoundAgainWhenItIsBack()
    {
        using var certificate = WireCertificate.Create();
        var server = await KestrelServer.StartAsync(static context => context.Response.WriteAsync("value"), certificate: WireCertificate.Create());
        var roots = server.Roots;
        roots.Add(certificate);
        using var backend = server.CreateBackend(configure: options => options.TrustedCertificates = roots);
        using var before = await backend.GetAsync("k", Token);
        using var beforeSync = await Task.Run(() => backend.Get("k"), Token);
        var port = server.Url.Port;
        await server.DisposeAsync();

        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => backend.GetAsync("k", Token).AsTask())).Kind);
        Assert.Equal(BackendErrorKind.Transient, (await FailureAsync(() => Task.Run(() => backend.Get("k"), Token))).Kind);

        await using var again = await KestrelServer.StartAsync(static context => context.Response.WriteAsync("value"), port: port, certificate: certificate);
        using var after = await backend.GetAsync("k", Token);
        using var afterSync = await Task.Run(() => backend.Get("k"), Token);
        Assert.True(after.Found);
        Assert.True(afterSync.Found);
    }
}
