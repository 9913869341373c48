using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Cachekit;
using Cachekit.AspNetCore;
using Cachekit.Backends;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guides.Http;

// <http-io>
public sealed partial class Rates(CachekitRuntime runtime)
{
    [Cache(Preset.Io)]                     // the Http backend, entries live 1 hour
    public partial Task<decimal> GetAsync(string currency);

    [Cache]                                // the backend of all other methods
    public partial Task<string> NameAsync(string currency);
// </http-io>

    private static Task<decimal> GetCoreAsync(string currency) => Task.FromResult((decimal)currency.Length);

    private static Task<string> NameCoreAsync(string currency) => Task.FromResult(currency);
}

/// <summary>What the guides on the Http backend and on the cache server show.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const string Key = "ck_sdk_0123456789abcdef";

    private readonly X509Certificate2 _certificate = WireCertificate.Create();
    private readonly MemoryBackend _store = new();
    private WebApplication _app = null!;

    private string Address => "https://localhost:" + new Uri(_app.Urls.Single()).Port.ToString(CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        var (apiKey, store) = (Key, _store);

        // <server-host>
        builder.Services.AddCachekitServer(options =>
        {
            options.Keys.Add(new CachekitServerKeyOptions { Key = apiKey, Tenant = "shop" });
            options.UseBackend(store); // without this: what the configuration says, or else files
        });

        var app = builder.Build();
        app.MapCachekitServer();
        // </server-host>

        _app = app;
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task Services_UseTheServer()
    {
        var services = new ServiceCollection();
        var (apiKey, address, certificate) = (Key, Address, X509CertificateLoader.LoadCertificate(_certificate.RawData));

        // <http-code>
        services.AddCachekit(options => options.UseHttp(http =>
        {
            http.ApiKey = apiKey;
            http.ApiUrl = address;                        // a server of your own
            http.AllowCustomHost = true;
            http.AllowPrivateNetwork = true;              // it is on this machine or in a private network
            http.TrustedCertificates = [certificate];
        }));
        // </http-code>

        await using var provider = services.BuildServiceProvider();
        var rates = new Rates(provider.GetRequiredService<CachekitRuntime>());
        Assert.Equal("NOK", await rates.NameAsync("NOK"));
        Assert.Equal(3m, await rates.GetAsync("NOK"));
        Assert.Equal(("http", "http", TimeSpan.FromHours(1)), (rates.Cached.Name.Info.Backend, rates.Cached.Get.Info.Backend, rates.Cached.Get.Info.Ttl));
        Assert.Contains($"cks1/shop/k/{rates.Cached.Name.Key("NOK")}", _store.Keys);
    }

    [Fact]
    public async Task Io_HasABackendOfItsOwn()
    {
        var options = new CachekitOptions();
        options.UseNoBackend();
        var (apiKey, address) = (Key, Address);
        X509Certificate2Collection certificates = [X509CertificateLoader.LoadCertificate(_certificate.RawData)];

        // <http-io-code>
        options.UseHttpForIo(http => http.ApiKey = apiKey); // everything else stays where it is
        // </http-io-code>

        options.UseHttpForIo(http =>
        {
            (http.ApiKey, http.ApiUrl, http.TrustedCertificates) = (apiKey, address, certificates);
            (http.AllowCustomHost, http.AllowPrivateNetwork) = (true, true);
        });
        await using var runtime = new CachekitRuntime(options);
        var rates = new Rates(runtime);
        Assert.Equal(3m, await rates.GetAsync("NOK"));
        Assert.Equal("NOK", await rates.NameAsync("NOK"));
        Assert.Equal(("http", null), (rates.Cached.Get.Info.Backend, rates.Cached.Name.Info.Backend));
        Assert.Contains($"cks1/shop/k/{rates.Cached.Get.Key("NOK")}", _store.Keys);
    }

    [Fact]
    public async Task Health_IsAsked()
    {
        var options = new HttpBackendOptions
        {
            ApiKey = Key,
            ApiUrl = Address,
            AllowCustomHost = true,
            AllowPrivateNetwork = true,
            TrustedCertificates = [X509CertificateLoader.LoadCertificate(_certificate.RawData)],
        };

        // <http-health>
        using var backend = new HttpBackend(options);
        var health = await backend.CheckHealthAsync();
        Console.WriteLine($"{health.IsHealthy}, {health.Latency}");
        // </http-health>

        Assert.True(health.IsHealthy, health.Error?.Message);
        Assert.Equal(
            ["active_locks", "backend_type", "host", "latency_ms", "status"], health.Details.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_AreThoseOfTheGuides()
    {
        var client = new HttpBackendOptions();
        var server = new CachekitServerOptions();

        Assert.Equal(("https://api.cachekit.io", TimeSpan.FromSeconds(5), 3, 10), (client.ApiUrl, client.Timeout, client.MaxRetries, client.ConnectionPoolSize));
        Assert.Equal((false, false), (client.AllowCustomHost, client.AllowPrivateNetwork));
        Assert.Equal((26_214_400, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)), (server.MaxValueBytes, server.RequestTimeout, server.MaxLockTimeout));
    }
}
