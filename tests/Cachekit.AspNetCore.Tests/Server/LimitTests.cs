using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.AspNetCore.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1001, 413)]
    public async Task AnnouncedLength_IsLimited(int length, int status)
    {
        await using var host = await CacheServerHost.StartAsync(o => o.MaxValueBytes = 1000);

        var answer = await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Live, new byte[length]);

        Assert.Equal((status, "no-store", "Authorization"), (answer.Status, answer["Cache-Control"], answer["Vary"]));
        Assert.Equal(status == 200 ? 200 : 404, (await host.GetAsync("k")).Status);
    }

    [Theory]
    [InlineData(1_000_000, 200)]
    [InlineData(1_000_001, 413)]
    public async Task ChunkedBody_IsLimitedWhileItIsRead(int length, int status)
    {
        await using var host = await CacheServerHost.StartAsync(o => o.MaxValueBytes = 1_000_000);
        var body = new byte[length];
        new Random(2).NextBytes(body);
        using var request = new MemoryStream();
        request.Write(Encoding.ASCII.GetBytes(Head(host, "Transfer-Encoding: chunked\r\n")));
        for (var at = 0; at < length; at += 60_000)
        {
            var size = Math.Min(60_000, length - at);
            request.Write(Encoding.ASCII.GetBytes(size.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            request.Write(body, at, size);
            request.Write("\r\n"u8);
        }

        request.Write("0\r\n\r\n"u8);

        Assert.Equal(status, (await host.SendRawAsync(request.ToArray())).Status);
        var get = await host.GetAsync("k");
        Assert.Equal(status == 200 ? 200 : 404, get.Status);
        Assert.True(status != 200 || body.AsSpan().SequenceEqual(get.Body));
    }

    [Fact]
    public async Task LargestValueOfTheProtocol_IsTakenAndOneByteMoreIsNot()
    {
        await using var host = await CacheServerHost.StartAsync();
        var body = new byte[ServerLimits.MaxValueBytes];
        body[^1] = 1;

        Assert.Equal(200, (await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Live, body)).Status);
        Assert.Equal(body, (await host.GetAsync("k")).Body);
        Assert.Equal(413, (await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Live, new byte[ServerLimits.MaxValueBytes + 1])).Status);
        Assert.Equal(body, (await host.GetAsync("k")).Body);
    }

    [Fact]
    public async Task TooLargeBody_IsRefusedBeforeItIsSent()
    {
        await using var host = await CacheServerHost.StartAsync();

        // Nothing of the body ever comes: the answer cannot have waited for it.
        var answer = await host.SendRawAsync(Encoding.ASCII.GetBytes(Head(host, "Content-Length: 99999999999\r\nExpect: 100-continue\r\n")));

        Assert.Equal(413, answer.Status);
    }

    [Fact]
    public async Task HostsOwnLimit_DoesNotDecide()
    {
        await using var host = await CacheServerHost.StartAsync(
            build: builder => builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 10));

        Assert.Equal(200, (await host.SendAsync("PUT", "/v1/cache/k", TestKeys.Live, new byte[100])).Status);
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n", "abc")]
    [InlineData("Transfer-Encoding: chunked\r\n", "5\r\nabcde\r\n5\r\nab")]
    public async Task BodyThatBreaksOff_IsNotWritten(string header, string body)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.PutAsync("k", "old");
        using (var client = await host.ConnectAsync())
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(host, header) + body), TestContext.Current.CancellationToken);
            client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await CacheServerHost.WaitForEndAsync(stream);
        }

        Assert.Equal("old", (await host.GetAsync("k")).Text);
    }

    [Fact]
    public async Task BadChunk_IsRefused()
    {
        await using var host = await CacheServerHost.StartAsync();

        var answer = await host.SendRawAsync(Encoding.ASCII.GetBytes(Head(host, "Transfer-Encoding: chunked\r\n") + "zz\r\n"));

        Assert.Equal((400, "no-store", "Authorization"), (answer.Status, answer["Cache-Control"], answer["Vary"]));
        Assert.Equal(404, (await host.GetAsync("k")).Status);
    }

    [Fact]
    public async Task BodyThatDoesNotCome_TimesOut()
    {
        await using var host = await CacheServerHost.StartAsync(o => o.RequestTimeout = TimeSpan.FromSeconds(5));
        using var client = await host.ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head(host, "Content-Length: 10\r\nExpect: 100-continue\r\n")), TestContext.Current.CancellationToken);

        // The server asks for the body, so it has started to wait.
        var interim = new byte[25];
        await stream.ReadExactlyAsync(interim, TestContext.Current.CancellationToken);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(interim));
        host.Time.Advance(TimeSpan.FromSeconds(5));

        var answer = await CacheServerHost.ReadAnswerAsync(stream);
        Assert.Equal((408, "no-store", "close"), (answer.Status, answer["Cache-Control"], answer["Connection"]));
    }

    private static string Head(CacheServerHost host, string headers) =>
        $"PUT /v1/cache/k HTTP/1.1\r\nHost: {host.Address.Authority}\r\nConnection: close\r\nAuthorization: Bearer {TestKeys.Live}\r\n{headers}\r\n";
}
