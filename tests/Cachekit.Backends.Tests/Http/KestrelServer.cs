using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends.Tests.Http;

/// <summary>A server of HTTP/2 and HTTP/1.1 that handles requests as the test says.</summary>
internal sealed class KestrelServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private int _connections;

    private KestrelServer(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    public Uri Url { get; private set; } = null!;

    public X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(_certificate.RawData)];

    public int Connections => Volatile.Read(ref _connections);

    public static async Task<KestrelServer> StartAsync(RequestDelegate handle, HttpProtocols protocols = HttpProtocols.Http1AndHttp2, int port = 0, X509Certificate2? certificate = null)
    {
        certificate ??= WireCertificate.Create();
        KestrelServer? server = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port, listen => Configure(listen, () => Interlocked.Increment(ref server!._connections))));
        var app = builder.Build();
        app.Run(handle);
        server = new KestrelServer(app, certificate);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Url = new Uri("https://localhost:" + new Uri(address).Port.ToString(CultureInfo.InvariantCulture));
        return server;

        void Configure(ListenOptions listen, Action onConnection)
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                onConnection();
                return next(connection);
            });
            listen.UseHttps(certificate);
        }
    }

    public HttpBackend CreateBackend(TimeProvider? clock = null, Action<HttpBackendOptions>? configure = null)
    {
        var options = new HttpBackendOptions
        {
            ApiKey = HttpWorld.ApiKey,
            ApiUrl = Url.ToString(),
            AllowCustomHost = true,
            AllowPrivateNetwork = true,
            TrustedCertificates = Roots,
            MaxRetries = 0,
            Timeout = TimeSpan.FromSeconds(30),
        };
        configure?.Invoke(options);
        return new HttpBackend(options, clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }
}
