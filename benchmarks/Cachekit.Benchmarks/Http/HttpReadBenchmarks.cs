using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using BenchmarkDotNet.Attributes;
using Cachekit.Backends;
using Cachekit.TestSupport.Backends;
using Cachekit.TestSupport.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cachekit.Benchmarks.Http;

/// <summary>
/// What does a read of 1 KiB cost over HTTPS, against a bare <see cref="HttpClient"/> that gets the same bytes from a route that does nothing?
/// The servers run in this process: their share of the cost is in all rows.
/// </summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Stop disposes of them.")]
public class HttpReadBenchmarks
{
    private const string ApiKey = "ck_live_of-the-benchmark";
    private const int Reads = 4096;
    private const int Size = 1024;

    private readonly string[] _keys = [.. Enumerable.Range(0, 100).Select(static i => string.Create(CultureInfo.InvariantCulture, $"benchmark:{i}"))];
    private readonly TestCertificates _certificates = new();
    private WebApplication _server = null!;
    private HttpClient _bare = null!;
    private HttpBackend _backend = null!;

    [Params(1, 64)]
    public int Callers { get; set; }

    [GlobalSetup]
    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(X509Certificate2.CreateFromPemFile(_certificates.CertificatePath, _certificates.KeyPath))));
        builder.Services.AddCachekitServer(options =>
        {
            options.Keys.Add(new() { Key = ApiKey, Tenant = "benchmark" });
            options.UseBackend(new MemoryBackend());
        });
        _server = builder.Build();
        _server.MapCachekitServer();
        var value = new byte[Size];
        _server.MapGet("/bare/{key}", (RequestDelegate)(context =>
        {
            context.Response.ContentLength = Size;
            return context.Response.Body.WriteAsync(value).AsTask();
        }));
        await _server.StartAsync();

        var address = _server.Urls.Single();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificates.Authority);
        _bare = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } })
        {
            BaseAddress = new Uri(address),
            DefaultRequestVersion = HttpVersion.Version20,
        };
        _backend = new HttpBackend(new HttpBackendOptions
        {
            ApiKey = ApiKey,
            ApiUrl = address,
            AllowCustomHost = true,
            AllowPrivateNetwork = true,
            TrustedCertificateFile = _certificates.AuthorityPath,
        });
        foreach (var key in _keys)
        {
            await _backend.SetAsync(key, value, TimeSpan.FromHours(1));
        }
    }

    [GlobalCleanup]
    public async Task Stop()
    {
        _backend.Dispose();
        _bare.Dispose();
        await _server.DisposeAsync();
        _certificates.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Reads, Description = "HttpClient, a route that does nothing")]
    public Task Bare() => ReadAsync(async key => (await _bare.GetByteArrayAsync("/bare/" + key)).Length);

    [Benchmark(OperationsPerInvoke = Reads, Description = "Http backend, cache server")]
    public Task Backend() => ReadAsync(async key =>
    {
        using var value = await _backend.GetAsync(key);
        return value.Bytes.Length;
    });

    private Task ReadAsync(Func<string, Task<int>> read) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = 0; i < Reads / Callers; i++)
        {
            if (await read(_keys[(i + caller) % _keys.Length]) != Size)
            {
                throw new InvalidOperationException("A value is not there.");
            }
        }
    })));
}
