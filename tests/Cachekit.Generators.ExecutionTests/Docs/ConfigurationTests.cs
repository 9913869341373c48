using Cachekit;
using Cachekit.Backends;
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
public sealed class ConfigurationTests : IDisposable
{
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
    public void NamedBackend_IsTheOneOfTheOptions()
    {
        var path = Folder;
        var options = new CachekitOptions();
        options.UseNoBackend();

        // <configuration-add-backend>
        var reports = new FileBackend(new FileBackendOptions { Directory = path, MaxSizeMb = 4096 });
        options.AddBackend("reports", reports);
        // </configuration-add-backend>

        using var runtime = new CachekitRuntime(options);
        var quotes = new Quotes(runtime);
        Assert.Equal("report 1", quotes.Report(1));
        Assert.Single(Directory.GetFiles(path));
        Assert.Null(quotes.Cached.Get.Info.Backend);
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
}
