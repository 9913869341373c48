using Cachekit.TestSupport.Backends;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cachekit.AspNetCore.Tests;

public sealed class OptionsTests : IDisposable
{
    private const string Secret = "this-is-a-secret";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cachekit-server-");

    [Fact]
    public async Task AllMistakes_AreReportedTogetherAndNoKeyIsNamed()
    {
        await using var app = Build(
            ("MaxValueBytes", "a lot"),
            ("RequestTimeout", "30"),
            ("MaxLockTimeout", "soon"),
            ("MaxLocksPerTenant", "some"),
            ("Backend", "floppy"),
            ("MaxValueByte", "1"),
            ("Keys:0:Key", "my-" + Secret),
            ("Keys:0:Tenant", "shop"),
            ("Keys:1:KeySha256", Secret),
            ("Keys:1:Tenant", "two words"),
            ("Keys:2:Key", "ck_sdk_" + Secret),
            ("Keys:3:Tenant", "shop"),
            ("Keys:4:Key", "ck_sdk_" + Secret),
            ("Keys:4:Tenant", "shop"),
            ("Keys:4:Namespaces:0", "ns:orders"),
            ("Keys:5:Key", "ck_live_" + Secret),
            ("Keys:5:Tenant", "shop"),
            ("Keys:5:Namespaces", "orders"),
            ("Keys:6:Key", "ck_live_" + Secret),
            ("Keys:6:Tenant", "shop"),
            ("Keys:6:Enabled", "perhaps"),
            ("Keys:7:Key", "ck_live_" + Secret),
            ("Keys:7:Tenant", "shop"),
            ("Keys:7:Namespace:0", "orders"));

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        var failures = exception.Failures.ToList();
        string[] expected =
        [
            "MaxValueBytes is 'a lot': write a whole number of bytes", "RequestTimeout is 30.00:00:00: write hours, minutes and seconds",
            "MaxLockTimeout is 'soon': write hours", "MaxLocksPerTenant is 'some': write a whole number", "Backend is 'floppy': write file, redis or memcached", "MaxValueByte is no setting",
            "Keys:0:Key is not an API key", "Keys:1:KeySha256 is not a SHA-256", "Keys:1:Tenant is not the name of a tenant",
            "Keys:2:Tenant is missing", "Keys:3:Key is missing", "Keys:4:Key is the same key as Cachekit:Server:Keys:2:Key",
            "Keys:4:Namespaces:0 is not the name of a namespace", "Keys:5:Namespaces has no namespace", "Keys:6:Enabled is neither", "Keys:7:Namespace is no setting",
        ];
        Assert.All(expected, text => Assert.Single(failures, failure => failure.StartsWith("Cachekit:Server:" + text, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, failures.Count);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakesInCode_AreNamedAsCodeHasThem()
    {
        await using var app = Build(
            options =>
            {
                options.MaxValueBytes = ServerLimits.MaxValueBytes + 1;
                options.Keys.Add(new() { Key = Secret, KeySha256 = Secret, Tenant = "shop", Namespaces = [] });
            });

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(exception.Failures, f => f.StartsWith("Cachekit:Server:MaxValueBytes must be between 1 and 26214400", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, f => f.StartsWith("CachekitServerOptions.Keys[0].Key is not an API key", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, f => f.Contains("are set together", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, f => f.StartsWith("CachekitServerOptions.Keys[0].Namespaces has no namespace", StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoKey_IsAMistake()
    {
        await using var app = Build();

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("has no key", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakesOfTheBackend_AreReportedWithTheOthers()
    {
        await using var app = Build(("File:MaxSizeMb", "0"), ("File:Directory", _directory.FullName), ("MaxValueBytes", "0"), ("Keys:0:Key", "ck_live_x"), ("Keys:0:Tenant", "shop"));

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(2, exception.Failures.Count());
        Assert.Contains(exception.Failures, f => f.StartsWith("Cachekit:Server:File:MaxSizeMb is '0'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Configuration_IsBound()
    {
        await using var app = Build(
            ("MaxValueBytes", "1000"),
            ("RequestTimeout", "00:00:10"),
            ("MaxLockTimeout", "00:01:00"),
            ("MaxLocksPerTenant", "7"),
            ("Backend", "File"),
            ("File:Directory", Path.Combine(_directory.FullName, "entries")),
            ("Keys:0:Key", "ck_live_x"),
            ("Keys:0:Tenant", "shop"),
            ("Keys:0:Namespaces:0", "orders"),
            ("Keys:0:Namespaces:1", "default"),
            ("Keys:1:KeySha256", new string('a', 64)),
            ("Keys:1:Tenant", "shop"),
            ("Keys:1:Enabled", "false"));
        await app.StartAsync(TestContext.Current.CancellationToken);

        var options = app.Services.GetRequiredService<IOptionsMonitor<CachekitServerOptions>>().CurrentValue;

        Assert.Equal(
            (1000, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), 7),
            (options.MaxValueBytes, options.RequestTimeout, options.MaxLockTimeout, options.MaxLocksPerTenant));
        Assert.Equal(["orders", "default"], options.Keys[0].Namespaces!);
        Assert.Equal((null, true, false), (options.Keys[1].Namespaces, options.Keys[0].Enabled, options.Keys[1].Enabled));
        Assert.True(Directory.Exists(Path.Combine(_directory.FullName, "entries")));
    }

    [Fact]
    public async Task BackendOfTheServices_IsUsedWhereNothingElseIsChosen()
    {
        var memory = new MemoryBackend();
        await using var app = Build(_ => { }, services => services.AddSingleton<ICacheBackend>(memory), ("Keys:0:Key", "ck_live_x"), ("Keys:0:Tenant", "shop"));
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Same(memory, app.Services.GetRequiredService<ServerBackend>().Value);
    }

    [Fact]
    public async Task NamedBackend_IsTheOneOfTheRuntime()
    {
        var memory = new MemoryBackend();
        await using var app = Build(
            _ => { },
            services => services.AddCachekit(options => options.UseNoBackend().AddBackend("shared", memory)),
            ("Backend", "shared"),
            ("Keys:0:Key", "ck_live_x"),
            ("Keys:0:Tenant", "shop"));
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Same(memory, app.Services.GetRequiredService<ServerBackend>().Value);
    }

    [Fact]
    public void MapWithoutServices_SaysWhatIsMissing()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapCachekitServer());

        Assert.Contains("AddCachekitServer()", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static WebApplication Build(params (string Path, string Value)[] settings) => Build(_ => { }, _ => { }, settings);

    private static WebApplication Build(Action<CachekitServerOptions> configure) => Build(
        options =>
        {
            options.UseBackend(new MemoryBackend());
            configure(options);
        },
        _ => { });

    private static WebApplication Build(Action<CachekitServerOptions> configure, Action<IServiceCollection> services, params (string Path, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Cachekit:Server:" + s.Path, (string?)s.Value)));
        builder.Configuration["Urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.Services.AddCachekitServer(configure);
        services(builder.Services);
        if (settings.Length == 0)
        {
            // Nothing may be made in the user's own directories.
            builder.Services.Configure<CachekitServerOptions>(options => options.UseBackend(new MemoryBackend()));
        }

        var app = builder.Build();
        app.MapCachekitServer();
        return app;
    }
}
