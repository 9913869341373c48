using System.Text;
using System.Text.RegularExpressions;
using Cachekit;
using Cachekit.Backends;
using Cachekit.Generators.ExecutionTests.Docs;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Guides.Configuration;

public sealed partial class Quotes(CachekitRuntime runtime)
{
    [Cache]
    public partial string Get(int id);

    private static string GetCore(int id) => $"quote {id}";

    // <configuration-named>
    [Cache(Backend = "reports", Ttl = "1d")]
    public partial string Report(int id);
    // </configuration-named>

    private static string ReportCore(int id) => $"report {id}";
}

/// <summary>What the guides on configuration and on the File backend show.</summary>
public sealed partial class ConfigurationTests : IDisposable
{
    private const string Page = "docs/guides/configuration.md";

    private readonly string _root = Directory.CreateTempSubdirectory("cachekit-docs-").FullName;

    private string Folder => Path.Combine(_root, "cache");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Services_GetTheRuntime()
    {
        var services = new ServiceCollection();
        var path = Folder;

        // <configuration-services>
        services.AddCachekit(options =>
        {
            options.UseFile(file => file.Directory = path);
            options.DefaultTtl = TimeSpan.FromMinutes(2);
            options.Local.MaxSizeMb = 200;
        });
        services.AddSingleton<Quotes>(); // takes the runtime in its constructor
        // </configuration-services>

        await using var provider = services.BuildServiceProvider();
        var quotes = provider.GetRequiredService<Quotes>();
        Assert.Equal("quote 1", quotes.Get(1));
        Assert.Equal(("file", TimeSpan.FromMinutes(2)), (quotes.Cached.Get.Info.Backend, quotes.Cached.Get.Info.Ttl));
        Assert.Single(Directory.GetFiles(path));
        Assert.Single(provider.GetServices<IHostedService>());
    }

    [Fact]
    public void Runtime_CanBeMadeByHand()
    {
        var path = Folder;

        // <configuration-by-hand>
        var options = new CachekitOptions { DefaultTtl = TimeSpan.FromMinutes(2) };
        options.FallBackToFile(file => file.Directory = path); // used where the environment names no backend

        using var runtime = new CachekitRuntime(options);
        var quotes = new Quotes(runtime);
        // </configuration-by-hand>

        Assert.Equal("quote 1", quotes.Get(1));
        Assert.Equal(TimeSpan.FromMinutes(2), quotes.Cached.Get.Info.Ttl);
    }

    [Fact]
    public void NamedBackends_AreThoseOfTheOptions()
    {
        var path = Folder;
        var own = new MemoryBackend();
        var options = new CachekitOptions();
        options.UseNoBackend();

        // <configuration-add-backend>
        options.AddFile("reports", file =>
        {
            file.Directory = path;
            file.MaxSizeMb = 4096;
        });
        options.AddMemcached("sessions", memcached => memcached.Servers = ["10.0.0.1:11211", "10.0.0.2:11211"]);
        options.AddBackend("own", own); // an ICacheBackend that you made: the runtime never disposes of it
        // </configuration-add-backend>

        using var runtime = new CachekitRuntime(options);
        var quotes = new Quotes(runtime);
        Assert.Equal("report 1", quotes.Report(1));
        Assert.Single(Directory.GetFiles(path));
        Assert.Null(quotes.Cached.Get.Info.Backend);
    }

    [Fact]
    public void SettingsOfMethods_CanBeSaidForAllOfThem()
    {
        var options = new CachekitOptions().UseNoBackend();

        // <configuration-policies>
        options.Defaults.StaleFor = TimeSpan.FromMinutes(10); // all methods but those with Preset.Test
        options.Presets.Production.LockWait = TimeSpan.FromSeconds(2);
        // </configuration-policies>

        using var runtime = new CachekitRuntime(options);
        Assert.Equal("quote 1", new Quotes(runtime).Get(1));
    }

    [Fact]
    public void SettingsOfMethods_AreAllInTheGuide()
    {
        var rows = Documents.Read(Page).Split("## Settings of cached methods")[1].Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|'));

        Assert.Equal(
            typeof(CachePolicyOptions).GetProperties().Select(property => $"`{property.Name}`").Order(StringComparer.Ordinal),
            rows.Select(row => row[1].Trim()));
        Assert.All(rows, row => Assert.Equal(row[1], row[2]));
    }

    [Fact]
    public void SectionOfAConfiguration_IsRead()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Cachekit:DefaultTtl"] = "00:02:00", ["Cachekit:Backend"] = "none" })
            .Build();

        // <configuration-section>
        var options = new CachekitOptions { Configuration = configuration.GetSection("Cachekit") };
        // </configuration-section>

        using var runtime = new CachekitRuntime(options);
        Assert.Equal(TimeSpan.FromMinutes(2), new Quotes(runtime).Cached.Get.Info.Ttl);
    }

    [Fact]
    public void AppSettingsOfTheGuide_AreValid()
    {
        var configuration = Read(Blocks("json").Single());
        using var runtime = new CachekitRuntime(new CachekitOptions { Configuration = configuration.GetSection("Cachekit") });

        var quotes = new Quotes(runtime);
        Assert.Equal(("redis", TimeSpan.FromMinutes(5)), (quotes.Cached.Get.Info.Backend, quotes.Cached.Get.Info.Ttl));
        Assert.Equal("file", quotes.Cached.Report.Info.Backend);
    }

    [Fact]
    public void Mistakes_AreReportedTogether_AsTheGuideShows()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Cachekit:Redis:Url"] = "redis:localhost:6379",
                ["Cachekit:Redis:SocketTimeout"] = "0",
                ["Cachekit:CompressionLevel"] = "12",
            })
            .Build();
        var options = new CachekitOptions { DefaultTtl = TimeSpan.Zero, Configuration = configuration.GetSection("Cachekit") };

        var exception = Assert.Throws<CacheConfigurationException>(() => new CachekitRuntime(options));

        Assert.Equal(4, exception.Problems.Count);
        Assert.Contains(exception.Message.ReplaceLineEndings("\n") + "\n", Blocks("text"));
    }

    [Fact]
    public void NamedBackendThatNobodyAdded_IsAnErrorAtTheFirstCall()
    {
        using var runtime = new CachekitRuntime(new CachekitOptions().UseNoBackend());

        Assert.Throws<CacheConfigurationException>(() => new Quotes(runtime).Report(1));
    }

    [Fact]
    public async Task Health_IsAsked()
    {
        var path = Folder;

        // <file-health>
        var backend = new FileBackend(new FileBackendOptions { Directory = path });
        var health = await backend.CheckHealthAsync();
        Console.WriteLine($"{health.IsHealthy}, {health.Details["file_count"]} files");
        // </file-health>

        Assert.True(health.IsHealthy);
        Assert.Equal(0L, health.Details["file_count"]);
    }

    [Fact]
    public void Options_OfTheFileBackend_AreThoseOfTheGuide()
    {
        var options = new FileBackendOptions();

        Assert.Equal((1024, 10_000, TimeSpan.FromSeconds(5)), (options.MaxSizeMb, options.MaxEntryCount, options.LockTimeout));
        Assert.Equal((true, false, false), (options.FlushToDisk, options.TouchOnRead, options.AllowUntrustedDirectory));
        Assert.Null(options.MaxValueMb);
    }

    private static IConfigurationRoot Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return new ConfigurationBuilder().AddJsonStream(stream).Build();
    }

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(Documents.Read(Page)).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("^```(?<language>json|text)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
