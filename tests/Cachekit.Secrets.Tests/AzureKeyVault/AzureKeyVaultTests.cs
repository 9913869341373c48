using System.Diagnostics.Tracing;
using Azure.Core.Diagnostics;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.AzureKeyVault;

public sealed class AzureKeyVaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly LogRecorder _logs = new();
    private FakeKeyVault _vault = null!;

    public async ValueTask InitializeAsync()
    {
        _vault = await FakeKeyVault.StartAsync();
        _vault.Put("Database--Password", "p1");
        _vault.Put("Mail--Hosts--0", "h0");
        _vault.Put("ApiKey", "k1");
        _vault.Put("Old", "o1");
        _vault.Put("Zeta", "z1");
        _vault.Clock.Advance(TimeSpan.FromHours(1));
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public void AllPages_AreReadAndNamesBecomePaths()
    {
        var configuration = Load();

        Assert.Equal("p1", configuration["Database:Password"]);
        Assert.Equal("h0", configuration["Mail:Hosts:0"]);
        Assert.Equal(("k1", "o1", "z1"), (configuration["apikey"], configuration["Old"], configuration["Zeta"]));
        Assert.Equal((3, 5), (_vault.Lists, _vault.Reads));
        Assert.Equal("https://vault.azure.net/.default", _vault.Credential.Scopes[0]);
        Dispose(configuration);
    }

    [Fact]
    public async Task ARefresh_OnlyListsWhereNothingHasChanged()
    {
        var configuration = Load();

        await AdvanceAsync(configuration);

        Assert.Equal((6, 5), (_vault.Lists, _vault.Reads));
        Assert.Contains(_logs.Lines, line => line.Id == 3050 && line.Text.Contains("5 secrets, 0 of them read, 5 unchanged", StringComparison.Ordinal));
        Dispose(configuration);
    }

    [Fact]
    public async Task ARotatedSecret_IsReadAndReachesOptionsMonitor()
    {
        var configuration = Load();
        await using var services = new ServiceCollection().Configure<DatabaseOptions>(configuration.GetSection("Database")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<DatabaseOptions>>();
        Assert.Equal("p1", monitor.CurrentValue.Password);
        _vault.Put("Database--Password", "p2");

        await AdvanceAsync(configuration);

        Assert.Equal(("p2", 6), (monitor.CurrentValue.Password, _vault.Reads));
        Dispose(configuration);
    }

    [Fact]
    public async Task ASecretThatChangesInTheSecondItWasRead_IsNotMissed()
    {
        _vault.Put("ApiKey", "k2");
        var configuration = Load();
        _vault.Put("ApiKey", "k3"); // its time is that of k2

        await AdvanceAsync(configuration);
        Assert.Equal(("k3", 6), (configuration["ApiKey"], _vault.Reads));
        await AdvanceAsync(configuration);

        Assert.Equal(6, _vault.Reads);
        Dispose(configuration);
    }

    [Fact]
    public async Task ADeletedOrDisabledSecret_IsTakenAway()
    {
        var configuration = Load();
        _vault.Secrets.Remove("Old", out _);
        _vault.Put("Zeta", "z1", enabled: false);

        await AdvanceAsync(configuration);

        Assert.Null(configuration["Old"]);
        Assert.Null(configuration["Zeta"]);
        Assert.Equal("k1", configuration["ApiKey"]);
        Assert.Contains(_logs.Lines, line => line.Id == 3051 && line.Text.Contains("Zeta is left out: it is disabled", StringComparison.Ordinal));
        Dispose(configuration);
    }

    [Fact]
    public void ASecretThatGoesAwayWhileTheVaultIsRead_IsLeftOut()
    {
        var first = true;
        _vault.Override = request =>
        {
            if (request.Path.StartsWith("/secrets/", StringComparison.Ordinal) && first)
            {
                first = false;
                _vault.Secrets.Remove("Old", out _);
                _vault.Put("Zeta", "z2", enabled: false);
            }

            return null;
        };

        var configuration = Load(options => options.MaxConcurrentReads = 1);

        Assert.Equal(["ApiKey", "Database", "Mail"], configuration.GetChildren().Select(child => child.Key).Order(StringComparer.Ordinal));
        Dispose(configuration);
    }

    [Fact]
    public async Task TimesOfASecret_AreKeptAndItsEndIsNotMissed()
    {
        var now = _vault.Clock.GetUtcNow();
        _vault.Put("Past", "x", expires: now - TimeSpan.FromSeconds(1));
        _vault.Put("Ends", "e1", expires: now + TimeSpan.FromSeconds(90));
        _vault.Put("Begins", "b1", notBefore: now + TimeSpan.FromSeconds(30));
        var configuration = Load();
        Assert.Equal((null, "e1", null), (configuration["Past"], configuration["Ends"], configuration["Begins"]));

        await AdvanceAsync(configuration, TimeSpan.FromSeconds(30));
        Assert.Equal(("e1", "b1"), (configuration["Ends"], configuration["Begins"]));
        await AdvanceAsync(configuration, TimeSpan.FromSeconds(60));

        Assert.Equal((null, "b1"), (configuration["Ends"], configuration["Begins"]));
        Dispose(configuration);
    }

    [Fact]
    public void APrefix_ChoosesSecretsAndIsNotPartOfTheirKeys()
    {
        _vault.Put("shop-Redis--Password", "r");
        _vault.Put("SHOP-Name", "n");
        _vault.Put("shop-", "nothing left");

        var configuration = Load(options =>
        {
            options.Prefix = "shop-";
            options.Section = "App";
        });

        Assert.Equal(("r", "n"), (configuration["App:Redis:Password"], configuration["App:Name"]));
        Assert.Equal(2, _vault.Reads);
        Dispose(configuration);
    }

    [Fact]
    public async Task Reads_AreBounded()
    {
        for (var i = 0; i < 20; i++)
        {
            _vault.Put($"S{i}", "x");
        }

        var arrived = 0;
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _vault.Gate = () =>
        {
            if (Interlocked.Increment(ref arrived) == 3)
            {
                three.SetResult();
            }

            return three.Task;
        };

        var store = new AzureKeyVaultSecretStore(Options(options => options.MaxConcurrentReads = 3));
        var content = await store.ReadAsync(default);

        Assert.Equal(25, content.Values.Count);
        Assert.Equal(3, _vault.MostReadsAtOnce);
    }

    [Fact]
    public void AThrottledRequest_IsSentAgain()
    {
        var refusals = 2;
        _vault.Override = request => request.Path == "/secrets/ApiKey" && Interlocked.Decrement(ref refusals) >= 0 ? (429, "Throttled", "0") : null;

        var configuration = Load();

        Assert.Equal("k1", configuration["ApiKey"]);
        Assert.Equal(7, _vault.Reads);
        Dispose(configuration);
    }

    [Theory]
    [InlineData(403, "Forbidden", SecretsErrorCode.InvalidToken, "Key Vault Secrets User")]
    [InlineData(429, "Throttled", SecretsErrorCode.UnknownError, "too many requests")]
    [InlineData(404, "NotFound", SecretsErrorCode.SecretNotFound, "no such vault")]
    [InlineData(500, "InternalError", SecretsErrorCode.UnknownError, "answered 500")]
    public void ARefusedList_SaysWhatToDoAndNothingOfTheAnswer(int status, string code, SecretsErrorCode expected, string part)
    {
        _vault.Override = _ => (status, code, null);

        var error = Assert.Throws<SecretsException>(() => Load());

        Assert.Equal(expected, error.Code);
        Assert.Contains(part, error.Message);
        Assert.DoesNotContain("d3tail", error.ToString());
        Assert.DoesNotContain(FakeCredential.Token, error.ToString());
    }

    [Fact]
    public async Task AFailure_KeepsTheValuesAndIsTriedAgain()
    {
        var configuration = Load();
        _vault.Put("ApiKey", "k2");
        _vault.Override = request => request.Path == "/secrets/ApiKey" ? (403, "Forbidden", null) : null;

        await AdvanceAsync(configuration);
        Assert.Equal("k1", configuration["ApiKey"]);
        Assert.Contains(3001, _logs.Ids);
        _vault.Override = null;
        await AdvanceAsync(configuration, SecretStoreConfigurationProvider.FirstRetry);

        Assert.Equal("k2", configuration["ApiKey"]);
        Dispose(configuration);
    }

    [Fact]
    public void ACredentialThatFails_IsTheInnerException()
    {
        _vault.Credential.Failure = new InvalidOperationException("no identity here");

        var error = Assert.Throws<SecretsException>(() => Load());

        Assert.Equal(SecretsErrorCode.InvalidToken, error.Code);
        Assert.Contains("the credential gave no token", error.Message);
        Assert.Same(_vault.Credential.Failure, error.InnerException);
    }

    [Fact]
    public void AVaultThatIsAway_IsSaidToBe()
    {
        var error = Assert.Throws<SecretsException>(() => Load(options => options.ConfigureClient = client =>
        {
            client.Transport = new HttpClientTransport(new HttpClient(new Unreachable()));
            client.Retry.Delay = TimeSpan.FromMilliseconds(1);
            client.Retry.MaxRetries = 1;
        }));

        Assert.Contains("could not be reached", error.Message);
    }

    [Fact]
    public void AVaultThatHangs_IsSaidToBeLate()
    {
        var error = Assert.Throws<SecretsException>(() => Load(options => options.ConfigureClient = client =>
        {
            client.Transport = new HttpClientTransport(new HttpClient(new Hanging()));
            client.Retry.Delay = TimeSpan.FromMilliseconds(1);
            client.Retry.MaxRetries = 1;
            client.Retry.NetworkTimeout = TimeSpan.FromMilliseconds(20);
        }));

        Assert.Contains("did not answer in time", error.Message);
    }

    [Fact]
    public void AClientThatIsThere_IsUsed()
    {
        var options = new SecretClientOptions();
        _vault.Configure(options);

        var configuration = new ConfigurationBuilder()
            .AddAzureKeyVaultSecrets(kv => kv.Client = new SecretClient(_vault.Uri, _vault.Credential, options))
            .Build();

        Assert.Equal("p1", configuration["Database:Password"]);
        Dispose(configuration);
    }

    [Fact]
    public void AllProblems_ComeAtOnce()
    {
        var error = Assert.Throws<CacheConfigurationException>(() => new ConfigurationBuilder().AddAzureKeyVaultSecrets(options =>
        {
            options.VaultUri = new Uri("http://shop.vault.azure.net");
            options.ConfigureClient = client => client.Diagnostics.IsLoggingContentEnabled = true;
            options.KeyDelimiter = "";
            options.MaxConcurrentReads = 0;
            options.RefreshInterval = TimeSpan.Zero;
        }));
        var both = Assert.Throws<CacheConfigurationException>(() => new ConfigurationBuilder().AddAzureKeyVaultSecrets(options =>
        {
            options.Client = new SecretClient(_vault.Uri, _vault.Credential);
            options.VaultUri = _vault.Uri;
        }));

        Assert.Equal(6, error.Problems.Count);
        Assert.Contains(error.Problems, problem => problem.Contains("IsLoggingContentEnabled", StringComparison.Ordinal));
        Assert.Single(both.Problems);
    }

    [Fact]
    public void WhatTheSdkLogs_HoldsNoValue()
    {
        var lines = new List<string>();
        using var listener = new AzureEventSourceListener(
            (_, message) =>
            {
                lock (lines)
                {
                    lines.Add(message);
                }
            },
            EventLevel.LogAlways);
        _vault.Put("Long", "v4lue-that-must-not-show");

        var configuration = Load();

        lock (lines)
        {
            Assert.Contains(lines, line => line.Contains("secrets/Long", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.Contains("v4lue", StringComparison.Ordinal) || line.Contains(FakeCredential.Token, StringComparison.Ordinal));
        }

        Assert.All(_logs.Lines, line => Assert.DoesNotContain("v4lue", line.Text));
        Assert.DoesNotContain("v4lue", new KeyVaultEntry(null, true, "v4lue").ToString());
        Dispose(configuration);
    }

    private AzureKeyVaultOptions Options(Action<AzureKeyVaultOptions>? configure = null)
    {
        var options = new AzureKeyVaultOptions();
        Prepare(options);
        configure?.Invoke(options);
        return options;
    }

    private IConfigurationRoot Load(Action<AzureKeyVaultOptions>? configure = null) => new ConfigurationBuilder().AddAzureKeyVaultSecrets(options =>
    {
        Prepare(options);
        configure?.Invoke(options);
    }).Build();

    private void Prepare(AzureKeyVaultOptions options)
    {
        options.VaultUri = _vault.Uri;
        options.Credential = _vault.Credential;
        options.ConfigureClient = _vault.Configure;
        options.TimeProvider = _vault.Clock;
        options.LoggerFactory = _logs;
        options.RefreshInterval = Interval;
    }

    private async Task AdvanceAsync(IConfigurationRoot configuration, TimeSpan? by = null)
    {
        _vault.Clock.Advance(by ?? Interval);
        await configuration.Providers.OfType<SecretStoreConfigurationProvider>().Single().Refresh;
    }

    private static void Dispose(IConfigurationRoot configuration) => ((IDisposable)configuration).Dispose();

    internal sealed class DatabaseOptions
    {
        public string Password { get; set; } = "";
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new HttpRequestException("refused");
    }

    private sealed class Hanging : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Nobody ends this wait but the client.");
        }
    }
}
