using System.Net;
using System.Net.Sockets;
using System.Text;
using Cachekit.TestSupport.Backends;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore.Tests;

/// <summary>A server in this process on a free port of the loopback interface, over a backend in memory, with a clock that the test moves.</summary>
internal sealed class CacheServerHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CacheServerHost(WebApplication app, FakeTimeProvider time, FaultyBackend backend, LogRecorder log)
    {
        _app = app;
        Time = time;
        Backend = backend;
        Log = log;
        Address = new Uri(app.Urls.Single());
    }

    public FakeTimeProvider Time { get; }

    public FaultyBackend Backend { get; }

    public MemoryBackend Memory => (MemoryBackend)Backend.Inner;

    public LogRecorder Log { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<CacheServerHost> StartAsync(
        Action<CachekitServerOptions>? configure = null,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? map = null,
        Action<ListenOptions>? listen = null,
        TimeSpan? sinceFullSecond = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + (sinceFullSecond ?? TimeSpan.Zero));
        var backend = new FaultyBackend(new MemoryBackend(time));
        var log = new LogRecorder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen ?? (static _ => { })));
        builder.Services.AddCachekitServer(options =>
        {
            options.UseBackend(backend);
            TestKeys.AddTo(options);
            configure?.Invoke(options);
        });
        build?.Invoke(builder);

        var app = builder.Build();
        app.MapCachekitServer();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new CacheServerHost(app, time, backend, log);
    }

    /// <summary>Sends a request byte by byte as given; the target is not touched.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The raw target.</param>
    /// <param name="key">The API key, or <see langword="null"/> for none.</param>
    /// <param name="body">The body; a length is announced for it.</param>
    /// <param name="headers">Further lines of headers. An SDK key needs none for its L1 status, unless there is one among these.</param>
    public async Task<RawAnswer> SendAsync(string method, string target, string? key = TestKeys.Live, byte[]? body = null, params string[] headers)
    {
        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n");
        if (key is not null)
        {
            head.Append("Authorization: Bearer ").Append(key).Append("\r\n");
        }

        if (key == TestKeys.Sdk && !headers.Any(h => h.StartsWith("X-CacheKit-L1-Status", StringComparison.Ordinal)))
        {
            head.Append("X-CacheKit-L1-Status: miss\r\n");
        }

        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        if (body is not null)
        {
            head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        }

        return await SendRawAsync([.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body ?? []]);
    }

    public Task<RawAnswer> PutAsync(string key, string value, params string[] headers) =>
        SendAsync("PUT", "/v1/cache/" + key, TestKeys.Live, Encoding.UTF8.GetBytes(value), headers);

    public Task<RawAnswer> GetAsync(string key) => SendAsync("GET", "/v1/cache/" + key);

    public Task<RawAnswer> PatchTtlAsync(string key, string body) => SendAsync("PATCH", $"/v1/cache/{key}/ttl", TestKeys.Live, Encoding.UTF8.GetBytes(body));

    public Task<RawAnswer> AcquireAsync(string key, string body, string apiKey = TestKeys.Live) =>
        SendAsync("POST", $"/v1/cache/{key}/lock", apiKey, Encoding.UTF8.GetBytes(body));

    public async Task<RawAnswer> SendRawAsync(byte[] request)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        return await ReadAnswerAsync(stream, isHead: request.AsSpan().StartsWith("HEAD "u8));
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Reads one answer up to its announced length, and not on to the end of the connection, which may come later or harder.</summary>
    public static async Task<RawAnswer> ReadAnswerAsync(Stream stream, bool isHead = false)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            bytes.Write(buffer, 0, read);
            var end = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf("\r\n\r\n"u8);
            if (read == 0 || (end > 0 && IsWhole(bytes, end + 4, isHead)))
            {
                return RawAnswer.Parse(bytes.ToArray());
            }
        }
    }

    /// <summary>Waits until the server has ended the connection, in whatever way.</summary>
    public static async Task WaitForEndAsync(Stream stream)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }

    private static bool IsWhole(MemoryStream bytes, int bodyStart, bool isHead)
    {
        var head = RawAnswer.Parse(bytes.GetBuffer()[..bodyStart]);
        return isHead || head.Status == 204 || (head["Content-Length"] is { } length && bytes.Length - bodyStart >= long.Parse(length, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Makes sure, after the last request has ended, that every buffer of the backend was given back, and once.</summary>
    public async Task AssertAllReturnedAsync()
    {
        await StopAsync();
        Assert.Equal((0, 0), (Memory.Lent, Memory.ReturnedTwice));
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
