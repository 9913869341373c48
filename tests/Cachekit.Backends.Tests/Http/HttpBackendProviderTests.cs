using System.Text.Json;
using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Backends.Tests.Http;

/// <summary>Options, configuration and variables.</summary>
public class HttpBackendProviderTests
{
    private const string ApiKey = "ck_live_0123456789abcdef";

    [Fact]
    public void Registration_MakesTheKindKnown()
    {
        CachekitBackends.Register();
        Assert.IsType<HttpBackendProvider>(BackendProviders.Find("http"));
    }

    [Fact]
    public async Task Variables_ReachTheBackend()
    {
        await using var server = new WireServer();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, server.Certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            var (backend, problems) = Create(new()
            {
                ["CACHEKIT_API_KEY"] = ApiKey,
                ["CACHEKIT_API_URL"] = server.Url,
                ["CACHEKIT_TIMEOUT"] = "30",
                ["CACHEKIT_MAX_RETRIES"] = "0",
                ["CACHEKIT_CONNECTION_POOL_SIZE"] = "1",
                ["CACHEKIT_ALLOW_CUSTOM_HOST"] = "true",
                ["CACHEKIT_ALLOW_PRIVATE_NETWORK"] = "1",
                ["CACHEKIT_TRUSTED_CERTIFICATE_FILE"] = file,
            });
            Assert.Empty(problems);
            using var http = Assert.IsType<HttpBackend>(backend);
            Assert.Equal("http", http.Name);
            server.AnswerWith(WireAnswer.Status(503));
            await Assert.ThrowsAnyAsync<CacheBackendException>(() => http.GetAsync("k", TestContext.Current.CancellationToken).AsTask());
            var request = Assert.Single(server.Requests);
            Assert.Equal($"Bearer {ApiKey}", request["Authorization"]);

            // Nobody counts for it yet: no runtime has taken it.
            Assert.Equal("disabled", request["X-CacheKit-L1-Status"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Configuration_WinsOverVariables_AndCodeOverBoth()
    {
        await using var server = new WireServer();
        var (backend, problems) = Create(
            new() { ["CACHEKIT_API_KEY"] = "ck_live_variable", ["CACHEKIT_API_URL"] = "http://nonsense" },
            options =>
            {
                options.ApiUrl = server.Url;
                options.TrustedCertificates = server.Roots;
            },
            new()
            {
                ["Http:ApiKey"] = "ck_api_configuration",
                ["Http:AllowCustomHost"] = "yes",
                ["Http:AllowPrivateNetwork"] = "yes",
                ["Local:Enabled"] = "no",
            });
        Assert.Empty(problems);
        using var http = Assert.IsType<HttpBackend>(backend);
        using var missing = await http.GetAsync("k", TestContext.Current.CancellationToken);
        var request = Assert.Single(server.Requests);
        Assert.Equal("Bearer ck_api_configuration", request["Authorization"]);
        Assert.Equal("disabled", request["X-CacheKit-L1-Status"]);
    }

    [Fact]
    public void WrongVariables_AreReportedTogether_WithTheirWayOut()
    {
        var (backend, problems) = Create(new()
        {
            ["CACHEKIT_API_KEY"] = "hunter2",
            ["CACHEKIT_API_URL"] = "http://api.cachekit.io",
            ["CACHEKIT_TIMEOUT"] = "0",
            ["CACHEKIT_MAX_RETRIES"] = "-1",
            ["CACHEKIT_CONNECTION_POOL_SIZE"] = "0",
            ["CACHEKIT_ALLOW_CUSTOM_HOST"] = "perhaps",
            ["CACHEKIT_ALLOW_PRIVATE_NETWORK"] = "perhaps",
            ["CACHEKIT_TRUSTED_CERTIFICATE_FILE"] = "/nowhere/root.pem",
        });
        Assert.Null(backend);
        Assert.Equal(
            [
                "CACHEKIT_TIMEOUT is '0': write a number of seconds, more than 0 and at most 2073600, for example 5.0.",
                "CACHEKIT_MAX_RETRIES is '-1': write a whole number, 0 or more, for example 3.",
                "CACHEKIT_CONNECTION_POOL_SIZE is '0': write a whole number, 1 or more, for example 10.",
                "CACHEKIT_ALLOW_CUSTOM_HOST is neither yes nor no: write true or false.",
                "CACHEKIT_ALLOW_PRIVATE_NETWORK is neither yes nor no: write true or false.",
                "CACHEKIT_API_KEY is not an API key: one begins with ck_live_, ck_sdk_, ck_api_ or ck_test_.",
                "CACHEKIT_API_URL does not begin with https://: the API key and the values travel encrypted only.",
                "CACHEKIT_TRUSTED_CERTIFICATE_FILE is '/nowhere/root.pem', which cannot be read (DirectoryNotFoundException): write the path of a PEM file with certificates.",
            ],
            problems);
    }

    [Fact]
    public void WrongOptions_AreReportedTogether_AsProperties()
    {
        var (_, problems) = Create([], static options =>
        {
            options.ApiKey = "hunter2 hunter2";
            options.ApiUrl = "https://user:hunter2@10.0.0.1";
            options.Timeout = TimeSpan.Zero;
            options.MaxRetries = -1;
            options.ConnectionPoolSize = 0;
            options.TrustedCertificateFile = Path.GetTempPath();
        });
        Assert.Equal(
            ["ApiKey", "ApiUrl", "Timeout", "MaxRetries", "ConnectionPoolSize", "TrustedCertificateFile"],
            problems.Select(static problem => problem.Split(' ')[0].Replace("HttpBackendOptions.", "", StringComparison.Ordinal)));
        Assert.All(problems, static problem => Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal));
        Assert.Throws<CacheConfigurationException>(static () => new HttpBackend(new HttpBackendOptions { ApiKey = "hunter2" }));
        Assert.Throws<ArgumentNullException>(static () => new HttpBackend(null!));
    }

    [Theory]
    [InlineData(null, "CACHEKIT_API_KEY is not set: the HTTP backend needs an API key. Make one")]
    [InlineData("ck_live_abc\n", "CACHEKIT_API_KEY has white space before or after it, often the line break")]
    [InlineData(" ck_live_abc", "CACHEKIT_API_KEY has white space before or after it")]
    [InlineData("ck_live_a bc", "CACHEKIT_API_KEY has white space in it")]
    [InlineData("ck_live_a\tbc", "CACHEKIT_API_KEY has white space in it")]
    [InlineData("ck_live_a\u00E9c", "CACHEKIT_API_KEY has characters in it")]
    [InlineData("ck_live_a\u0001c", "CACHEKIT_API_KEY has characters in it")]
    [InlineData("sk_live_abc", "CACHEKIT_API_KEY is not an API key")]
    [InlineData("CK_LIVE_abc", "CACHEKIT_API_KEY is not an API key")]
    [InlineData("ck_live_", "CACHEKIT_API_KEY is only the beginning")]
    public void ApiKey_ThatCannotBeOne_IsAProblem_WithoutTheKey(string? key, string expected)
    {
        var (backend, problems) = Create(key is null ? [] : new() { ["CACHEKIT_API_KEY"] = key });
        Assert.Null(backend);
        var problem = Assert.Single(problems);
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ck_live_a")]
    [InlineData("ck_sdk_a")]
    [InlineData("ck_api_a")]
    [InlineData("ck_test_a")]
    public void ApiKey_OfEachClass_IsTaken(string key)
    {
        var (backend, problems) = Create(new() { ["CACHEKIT_API_KEY"] = key });
        Assert.Empty(problems);
        Assert.IsType<HttpBackend>(backend).Dispose();
    }

    [Fact]
    public void ApiKey_DoesNotShow()
    {
        var options = new HttpBackendOptions { ApiKey = ApiKey };
        Assert.DoesNotContain(ApiKey, options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey, JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    [Fact]
    public void CertificateFile_WithoutACertificate_IsAProblem()
    {
        var file = Path.GetTempFileName();
        try
        {
            var (_, problems) = Create(new() { ["CACHEKIT_API_KEY"] = ApiKey, ["CACHEKIT_TRUSTED_CERTIFICATE_FILE"] = file });
            Assert.Contains("a file without a certificate", Assert.Single(problems), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void UseHttp_AddHttp_AndUseHttpForIo_MakeTheBackendWithTheRuntime()
    {
        var options = new CachekitOptions { Variables = static name => name == "CACHEKIT_API_KEY" ? "nonsense" : null };
        options.UseHttp(static http => http.Timeout = TimeSpan.Zero).AddHttp("other", static http => http.MaxRetries = -1).UseHttpForIo();
        var exception = Assert.Throws<CacheConfigurationException>(() => new CachekitRuntime(options));
        Assert.Equal(2, exception.Problems.Count(static problem => problem.StartsWith("CACHEKIT_API_KEY", StringComparison.Ordinal)));
        Assert.Contains(exception.Problems, static problem => problem.StartsWith("HttpBackendOptions.Timeout", StringComparison.Ordinal));
        Assert.Contains(exception.Problems, static problem => problem.StartsWith("HttpBackendOptions.MaxRetries", StringComparison.Ordinal));
        Assert.NotNull(options.IoBackendFactory);
    }

    private static (ICacheBackend? Backend, List<string> Problems) Create(
        Dictionary<string, string> variables, Action<HttpBackendOptions>? configure = null, Dictionary<string, string?>? configuration = null)
    {
        var problems = new List<string>();
        var section = configuration is null ? null : new ConfigurationBuilder().AddInMemoryCollection(configuration).Build();
        var settings = new SettingsReader(section, variables.GetValueOrDefault, problems);
        using var log = new LogRecorder();
        return (HttpBackendProvider.Create(new BackendProviderContext(settings, TimeProvider.System, log), configure), problems);
    }
}
