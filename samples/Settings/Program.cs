using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Cachekit.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;
using SettingsSample;
using SettingsSample.Store;

// What a program usually finds: files, and a store with secrets. Here the sample makes both itself.
using var workspace = new Workspace();
var hashes = new RedisHashes();
var storeToken = RandomNumberGenerator.GetHexString(32);
await using var store = await UpstashServer.StartAsync(hashes, storeToken);
var project = new DemoProject(hashes, "shop");
project.Add("production", "DATABASE__PASSWORD", RandomNumberGenerator.GetHexString(24));
project.Add("production", "PAYMENTS__API_KEY", RandomNumberGenerator.GetHexString(24));
project.Add("production", "PAYMENTS__URL", "https://payments.example/${PAYMENTS__REGION}");
project.Add("production", "PAYMENTS__REGION", "eu");

await using var client = new RedenvClient(Options());

Show("1. One program, many layers");
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Production", ContentRootPath = workspace.Path });
builder.AddSettingsLayers(layers => layers
    .Defaults([new("Payments:Timeout", "00:00:05")])
    .Secrets(secrets => secrets.AddRedenv(client)));
builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole(console => console.SingleLine = true);
builder.Services.AddSecretSettings<DatabaseSettings>();
builder.Services.AddFeatureFlags(configure: flags => flags.Require("NewCheckout"));
using var host = builder.Build();
await host.StartAsync();

var explanation = builder.Configuration.Explain(showValues: true);
Console.WriteLine(string.Join(Environment.NewLine, explanation.Where(setting => setting.Key.Split(':')[0].ToUpperInvariant() is "DATABASE" or "MAIL" or "PAYMENTS" or "FEATUREMANAGEMENT")));

Show("2. Typed settings, and what anybody sees of their secrets");
var settings = host.Services.GetRequiredService<IOptionsMonitor<DatabaseSettings>>();
var logger = host.Services.GetRequiredService<ILogger<Program>>();
Console.WriteLine(settings.CurrentValue);
Log.Shown(logger, settings.CurrentValue, await client.LoadAsync());

Show("3. What a load costs");
await using (var reader = new RedenvClient(Options()))
{
    Console.WriteLine($"the first, with 310,000 rounds for the key: {await TimeAsync(reader)}");
    Console.WriteLine($"fresh, from memory:                         {await TimeAsync(reader)}");
    await PassAsync(TimeSpan.FromSeconds(1.1));
    Console.WriteLine($"older than its ttl, served all the same:    {await TimeAsync(reader)}");
    await PassAsync(TimeSpan.FromSeconds(1.1));
    Console.WriteLine($"10,000 more, and one refresh behind them:   {await TimeAsync(reader, 10_000)}");
}

Show("4. A secret is rotated, and a file changes, while the program runs");
var before = settings.CurrentValue;
var version = await client.SetAsync("DATABASE__PASSWORD", RandomNumberGenerator.GetHexString(24));
var after = await Changes.NextAsync(settings, changed => changed.Password != before.Password);
Console.WriteLine($"version {version} of DATABASE__PASSWORD is in use, after a reload and without a restart: {after}");
workspace.Write("settings.production.toml", """
    [Database]
    Host = "db2.internal"
    PoolSize = 80

    [FeatureManagement]
    NewCheckout = true
    """);
after = await Changes.NextAsync(settings, changed => changed.Host != before.Host);
var flags = host.Services.GetRequiredService<IVariantFeatureManager>();
Console.WriteLine($"the file as well: {after.Host}, a pool of {after.PoolSize}, the new checkout is {(await flags.IsEnabledAsync("NewCheckout") ? "on" : "off")}");

Show("5. The store is away");
_ = await client.LoadAsync();
store.IsAway = true;
await PassAsync(TimeSpan.FromSeconds(1.1));
Console.WriteLine($"still served from memory: {(await client.LoadAsync()).Count} secrets");
store.IsAway = false;

Show("6. What is missing is said all at once, and without a value");
try
{
    (await client.LoadAsync()).Scope("PAYMENTS__").Require("API_KEY", "WEBHOOK_SECRET", "MERCHANT");
}
catch (SecretsException exception)
{
    Console.WriteLine($"{exception.CodeName}: {exception.Message}");
}

await host.StopAsync();

static void Show(string title) => Console.WriteLine($"{Environment.NewLine}{title}{Environment.NewLine}");

static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);

RedenvOptions Options() => new()
{
    Project = project.Name,
    Environment = "production",
    TokenId = project.TokenId,
    Token = project.Token,
    Upstash = { Url = store.Url, Token = storeToken },
    Cache = { Ttl = TimeSpan.FromSeconds(1), Swr = TimeSpan.FromHours(1) },
    Env = { Fill = false },
};

static async Task<string> TimeAsync(RedenvClient reader, int loads = 1)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < loads; i++)
    {
        await reader.LoadAsync();
    }

    return string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds / loads,10:0.0000} ms each");
}
