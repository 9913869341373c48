using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Docs;

// <settings-type>
[SecretSettings(Prefix = "DB_", Section = "Database")]
public partial record DatabaseSettings(Uri Url, [Secret] string Password, [Range(1, 100)] int PoolSize = 10);
// </settings-type>

// <settings-properties>
[SecretSettings(Prefix = "MAIL_")]
public partial class MailSettings
{
    public required string Host { get; init; }                             // MAIL_HOST, Mail:Host

    [Range(1, 65535)]
    public int Port { get; init; } = 587;                                  // MAIL_PORT, Mail:Port

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);     // MAIL_TIMEOUT=45s

    public IReadOnlyList<string> Recipients { get; init; } = [];           // MAIL_RECIPIENTS=a@example.com,b@example.com

    [Secret, Setting(Variable = "SMTP_PASS")]
    public string? Password { get; init; }                                 // MAIL_SMTP_PASS, Mail:Password

    public DatabaseSettings? Archive { get; init; }                        // MAIL_ARCHIVE_URL, Mail:Archive:Url, ...
}
// </settings-properties>

// <settings-validate>
[SecretSettings(Prefix = "POOL_")]
public partial record PoolSettings(int Least = 1, int Most = 10)
{
    partial void Validate(SettingsProblems problems)
    {
        if (Least > Most)
        {
            problems.Add(nameof(Least), "must not be above Most");
        }
    }
}
// </settings-validate>

// <settings-use>
public sealed class Orders(DatabaseSettings database, IOptionsMonitor<MailSettings> mail)
{
    public string Where => $"{database.Url.Host}, {mail.CurrentValue.Host}";
}
// </settings-use>

/// <summary>What the guide of typed settings shows.</summary>
public sealed class SettingsExamples
{
    private static readonly Dictionary<string, string> Values = new() { ["DB_URL"] = "postgres://db.internal:5432/shop", ["DB_PASSWORD"] = "kT9xQ2vLm4", ["MAIL_HOST"] = "mail.internal" };

    [Fact]
    public void Settings_AreLoadedByHand()
    {
        var secrets = new Secrets(Values);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Database:PoolSize", "20")]).Build();

        // <settings-load>
        var settings = DatabaseSettings.Load(secrets, configuration);
        Console.WriteLine(settings);   // DatabaseSettings { Url = postgres://db.internal:5432/shop, Password = ********, PoolSize = 20 }
        // </settings-load>

        Assert.Equal("DatabaseSettings { Url = postgres://db.internal:5432/shop, Password = ********, PoolSize = 20 }", settings.ToString());
    }

    [Fact]
    public async Task Host_HasSettings()
    {
        var secrets = new Secrets(Values);
        var builder = Host.CreateEmptyApplicationBuilder(null);

        // <settings-host>
        builder.Services.AddSingleton(secrets);                 // if there are loaded ones
        builder.Services.AddSecretSettings<DatabaseSettings>();
        builder.Services.AddSecretSettings<MailSettings>();
        // </settings-host>

        builder.Services.AddSingleton<Orders>();
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("db.internal, mail.internal", host.Services.GetRequiredService<Orders>().Where);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void AllMistakes_ComeTogether()
    {
        // <settings-test>
        var sources = new SettingsSources
        {
            Variables = name => name == "DB_POOL_SIZE" ? "1000" : null,     // instead of the environment
        };
        var mistakes = Assert.Throws<CacheConfigurationException>(() => DatabaseSettings.Load(sources));
        // </settings-test>

        Assert.Equal(3, mistakes.Problems.Count);
        Assert.All(mistakes.Problems, problem => Assert.Contains(problem, File.ReadAllText(Guide()), StringComparison.Ordinal));
    }

    [Fact]
    public void Validation_IsCalled() => Assert.Throws<CacheConfigurationException>(() => PoolSettings.Load(new SettingsSources { Variables = name => name == "POOL_LEAST" ? "11" : null }));

    [Fact]
    public void Properties_AreReadAsTheGuideSays()
    {
        var settings = MailSettings.Load(new SettingsSources { Variables = name => name switch
        {
            "MAIL_HOST" => "h", "MAIL_TIMEOUT" => "45s", "MAIL_RECIPIENTS" => "a@example.com,b@example.com", "MAIL_SMTP_PASS" => "p", "MAIL_ARCHIVE_URL" => "db://a", "MAIL_ARCHIVE_PASSWORD" => "q", _ => null,
        } });

        Assert.Equal(TimeSpan.FromSeconds(45), settings.Timeout);
        Assert.Equal(["a@example.com", "b@example.com"], settings.Recipients);
        Assert.Equal("p", settings.Password);
        Assert.Equal("q", settings.Archive!.Password);
    }

    [Fact]
    public void Masks_AreLogged()
    {
        ILogger logger = NullLogger.Instance;
        var secrets = new Secrets(Values);
        var settings = DatabaseSettings.Load(secrets);

        // <guards-logging>
        logger.LogInformation("Connecting with {Settings}", settings);              // masked: fine
        logger.LogInformation("{Count} secrets: {Secrets}", secrets.Count, secrets); // masked: fine
        // </guards-logging>

        Assert.DoesNotContain("kT9xQ2vLm4", $"{settings} {secrets}", StringComparison.Ordinal);
    }

    private static string Guide([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "guides", "typed-settings.md");
}
