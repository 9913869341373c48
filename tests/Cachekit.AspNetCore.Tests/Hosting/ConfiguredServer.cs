using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cachekit.AspNetCore.Tests;

/// <summary>A server in this process that gets its backend from the configuration, as an operator sets it up, and runs by the real clock.</summary>
internal sealed class ConfiguredServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConfiguredServer(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new("Bearer", TestKeys.Live);
    }

    public HttpClient Client { get; }

    public static async Task<ConfiguredServer> StartAsync(params (string Path, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Keys:0:Key", TestKeys.Live)).Append(("Keys:0:Tenant", "first"))
                .Select(s => KeyValuePair.Create("Cachekit:Server:" + s.Item1, (string?)s.Item2)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddCachekitServer();
        var app = builder.Build();
        app.MapCachekitServer();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ConfiguredServer(app);
    }

    /// <returns>Status, freshness label and body.</returns>
    public async Task<(int Status, string? Freshness, byte[] Body)> SendAsync(
        string method, string path, ReadOnlyMemory<byte>? body = null, params (string Name, string Value)[] headers)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
        }

        using var answer = await Client.SendAsync(request, cancellation);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(["Authorization"], answer.Headers.Vary);
        return ((int)answer.StatusCode, answer.Headers.TryGetValues("X-CacheKit-Freshness", out var label) ? label.Single() : null, await answer.Content.ReadAsByteArrayAsync(cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
