using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cachekit.TestSupport.Backends;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends.Tests.Http;

/// <summary>The server of this repository on HTTPS, over a backend in memory, with a clock that the test moves.</summary>
public sealed class CacheServerFixture : IAsyncLifetime
{
    public const int MaxValueBytes = 11 * 1024 * 1024;

    private readonly X509Certificate2 _certificate = WireCertificate.Create();
    private WebApplication? _app;

    public FakeTimeProvider Clock { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        builder.Services.AddCachekitServer(options =>
        {
            options.MaxValueBytes = MaxValueBytes;
            options.MaxLockTimeout = TimeSpan.FromHours(1);
            options.UseBackend(new MemoryBackend(Clock));
            options.Keys.Add(new() { Key = HttpWorld.ApiKey, Tenant = "tests" });
        });
        _app = builder.Build();
        _app.MapCachekitServer();
        await _app.StartAsync();
    }

    public HttpBackend CreateBackend(string? apiKey = null)
    {
        var options = new HttpBackendOptions();
        Configure(options);
        options.ApiKey = apiKey ?? options.ApiKey;
        return new HttpBackend(options);
    }

    /// <summary>Sets what a client of this server has to be told.</summary>
    public void Configure(HttpBackendOptions options)
    {
        options.ApiKey = HttpWorld.ApiKey;
        options.ApiUrl = "https://localhost:" + new Uri(_app!.Urls.Single()).Port.ToString(CultureInfo.InvariantCulture);
        options.AllowCustomHost = true;
        options.AllowPrivateNetwork = true;
        options.TrustedCertificates = [X509CertificateLoader.LoadCertificate(_certificate.RawData)];
        options.Timeout = TimeSpan.FromSeconds(30);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _certificate.Dispose();
    }
}
