using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets.Tests.Support;

/// <summary>An HTTP server on the loopback that keeps every request and answers what the test says.</summary>
internal sealed class StoreServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<StoreRequest> _requests = new();

    private StoreServer(WebApplication app) => _app = app;

    /// <summary>Answers a request; a test can replace it at any time.</summary>
    public Func<StoreRequest, HttpContext, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public Uri Url { get; private set; } = null!;

    public IReadOnlyList<StoreRequest> Requests => [.. _requests];

    public static async Task<StoreServer> StartAsync(Func<StoreRequest, HttpContext, Task>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new StoreServer(app);
        if (answer is not null)
        {
            server.Answer = answer;
        }

        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Url = new Uri(app.Urls.Single());
        return server;
    }

    /// <summary>Answers JSON.</summary>
    public static Task JsonAsync(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = new StoreRequest(context.Request.Method, target, headers, body);
        _requests.Enqueue(request);
        await Answer(request, context);
    }
}
