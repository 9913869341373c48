using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed class RedenvHostingTests(RedenvWorld world)
{
    [Fact]
    public async Task AChangedSecret_ReachesOptionsMonitorsAfterTheTtl()
    {
        var project = world.Create();
        project.Write("SHOP__DATABASE__PASSWORD", "one");
        project.Write("SHOP__DATABASE__USER", "${NAME}");
        project.Write("NAME", "app");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        var builder = new ConfigurationBuilder();
        builder.AddInMemoryCollection(new Dictionary<string, string?> { ["Shop:Database:Password"] = "from a file" });
        builder.AddRedenv(options => Copy(project.Options(upstash, time), options));
        var configuration = builder.Build();
        using var disposal = (IDisposable)configuration;
        await using var services = new ServiceCollection().Configure<Database>(configuration.GetSection("Shop:Database")).BuildServiceProvider();
        var monitor = services.GetRequiredService<IOptionsMonitor<Database>>();
        var changed = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = monitor.OnChange(database => changed.TrySetResult(database.Password));
        Assert.Equal(("one", "app"), (monitor.CurrentValue.Password, monitor.CurrentValue.User));

        project.Write("SHOP__DATABASE__PASSWORD", "two");
        time.Advance(TimeSpan.FromSeconds(300));

        Assert.Equal("two", await changed.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, upstash.Requests);
    }

    [Fact]
    public async Task AClientThatFillsTheEnvironment_DoesNotHideItsOwnRotationsAboveItself()
    {
        var user = $"FILLED_{Guid.NewGuid():N}__USER";
        var path = user.Replace("__", ":", StringComparison.Ordinal);
        var project = world.Create();
        project.Write(user, "v4lue-one");
        var time = new FakeTimeProvider();
        await using var upstash = await world.UpstashAsync();
        var options = project.Options(upstash, time);
        options.Env.Fill = true;
        await using var client = new RedenvClient(options);
        try
        {
            using var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddSettingsLayers("Production", layers =>
            {
                layers.BasePath = Path.GetTempPath();
                layers.FileName = $"none-{Guid.NewGuid():N}";
                layers.UseDotEnv = false;
                layers.Secrets(secrets => secrets.AddRedenv(client));
            }).Build();
            Assert.Equal("v4lue-one", configuration[path]);
            Assert.Equal("v4lue-one", Environment.GetEnvironmentVariable(user));
            Assert.DoesNotContain("v4lue", configuration.Explain(showValues: true).ToString());

            project.Write(user, "v4lue-two");
            time.Advance(TimeSpan.FromSeconds(300));

            await RedenvCacheTests.UntilAsync(() => configuration[path] == "v4lue-two");
        }
        finally
        {
            Environment.SetEnvironmentVariable(user, null);
        }
    }

    [Fact]
    public async Task ALayerAndAProgramThatShareAClient_AskTheStoreOnceForBoth()
    {
        var project = world.Create();
        project.Write("A", "1");
        var time = new FakeTimeProvider();
        await using var upstash = await world.UpstashAsync();
        await using var client = new RedenvClient(project.Options(upstash, time));
        await client.LoadAsync();
        project.Write("A", "2");
        upstash.Freeze();
        time.Advance(TimeSpan.FromSeconds(300));

        // The load is answered with what there is and starts a refresh; the layer wants what is new.
        Assert.Equal("1", (await client.LoadAsync())["A"]);
        await RedenvCacheTests.UntilAsync(() => upstash.Requests == 2);
        var layer = client.LoadFreshAsync(CancellationToken.None).AsTask();
        await RedenvCacheTests.UntilAsync(() => client.Loader.Waiting == 2);
        upstash.Thaw();

        Assert.Equal("2", (await layer).Secrets["A"]);
        Assert.Equal("2", (await client.LoadAsync())["A"]);
        Assert.Equal(2, upstash.Requests);
    }

    [Fact]
    public async Task ALayerOfASnapshot_IsReadAgainSoon()
    {
        var folder = Directory.CreateTempSubdirectory("redenv-layer-");
        try
        {
            var project = world.Create();
            project.Write("A", "1");
            var time = new FakeTimeProvider();
            await using var upstash = await world.UpstashAsync();
            var options = project.Options(upstash, time);
            options.Snapshot.Path = Path.Combine(folder.FullName, "snapshot");
            await using (var earlier = new RedenvClient(options))
            {
                await earlier.LoadAsync();
            }

            upstash.FailNext(int.MaxValue);
            time.Advance(TimeSpan.FromHours(1));
            await using var client = new RedenvClient(options);
            using var configuration = (ConfigurationRoot)new ConfigurationBuilder().AddRedenv(client).Build();
            Assert.Equal("1", configuration["A"]);
            upstash.FailNext(0);
            project.Write("A", "2");

            time.Advance(TimeSpan.FromSeconds(30));

            await RedenvCacheTests.UntilAsync(() => configuration["A"] == "2");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task AWriteWithoutAnAnswer_IsLookedForAndHidesNothingThatIsThere()
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        await using var client = new RedenvClient(project.Options(upstash, new FakeTimeProvider()));
        await client.LoadAsync();
        upstash.LoseNextAnswers(int.MaxValue);

        await Assert.ThrowsAsync<SecretsException>(async () => await client.SetAsync("A", "2"));
        Assert.Equal("1", (await client.LoadAsync())["A"]);
        upstash.LoseNextAnswers(0);
        project.Write("A", "2");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.SetAsync("A", "3", new CancellationToken(canceled: true)));

        await RedenvCacheTests.LoadUntilAsync(client, static fresh => fresh["A"] == "2");
    }

    [Fact]
    public async Task AStoreThatGoesAway_LeavesTheValuesAndIsAskedAgain()
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        await using var client = new RedenvClient(project.Options(upstash, time, logs));
        var configuration = new ConfigurationBuilder().AddRedenv(client).Build();
        upstash.FailNext(1);
        project.Write("A", "2");

        time.Advance(TimeSpan.FromSeconds(300));
        await RedenvCacheTests.UntilAsync(() => logs.Ids.Contains(3001));
        Assert.Equal("1", configuration["A"]);
        time.Advance(TimeSpan.FromSeconds(1));
        await RedenvCacheTests.UntilAsync(() => configuration["A"] == "2");

        // The configuration does not dispose of a client that it did not make, and both share one cache.
        ((IDisposable)configuration).Dispose();
        var asked = upstash.Requests;
        Assert.Equal("2", (await client.LoadAsync())["A"]);
        Assert.Equal(asked, upstash.Requests);
    }

    [Fact]
    public async Task AHostWithoutItsStore_DoesNotStartUnlessItIsOptional()
    {
        var project = world.Create();
        await using var upstash = await world.UpstashAsync();
        upstash.FailNext(int.MaxValue);

        Assert.Throws<SecretsException>(() => new ConfigurationBuilder().AddRedenv(options => Copy(project.Options(upstash), options)).Build());
        var configuration = new ConfigurationBuilder().AddRedenv(options => Copy(project.Options(upstash), options), store => store.Optional = true).Build();
        Assert.Null(configuration["A"]);
        ((IDisposable)configuration).Dispose();
    }

    [Fact]
    public async Task TheClientOfServices_UsesTheirConfigurationClockAndLoggers()
    {
        var project = world.Create();
        project.WriteTo("staging", "A", "1");
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<ILoggerFactory>(logs);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Redenv:Project"] = project.Name, ["Redenv:Environment"] = "staging", ["Redenv:TokenId"] = RedenvWorld.TokenId, ["Redenv:Token"] = RedenvWorld.Token,
            ["Redenv:Redis:Url"] = $"redis://127.0.0.1:{world.Redis.Port}", ["Redenv:Cache:Ttl"] = "60", ["Redenv:Env:Fill"] = "false",
        }).Build());
        services.AddRedenv(options => (options.Rounds, options.Variables) = (RedenvWorld.Rounds, static _ => null));
        services.AddRedenv();
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<RedenvClient>();

        Assert.Equal("1", (await client.LoadAsync())["A"]);
        Assert.Same(client, provider.GetRequiredService<RedenvClient>());
        Assert.Equal((TimeSpan.FromSeconds(60), time), (client.Ttl, client.TimeProvider));
        Assert.Contains(3014, logs.Ids);
        Assert.Equal($"Redenv {project.Name}/staging", client.ToString());
        await provider.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => client.Load());
    }

    [Fact]
    public void TheSectionOfAConfigurationManager_CompletesTheOptions()
    {
        var project = world.Create();
        project.Write("A__B", "1");
        using var configuration = new ConfigurationManager();
        configuration["Redenv:Project"] = project.Name;
        configuration["Redenv:TokenId"] = RedenvWorld.TokenId;
        configuration["Redenv:Token"] = RedenvWorld.Token;
        configuration["Redenv:Redis:Url"] = $"redis://127.0.0.1:{world.Redis.Port}";

        configuration.AddRedenv(options => (options.Rounds, options.Variables, options.Env.Fill) = (RedenvWorld.Rounds, static _ => null, false));

        Assert.Equal("1", configuration["A:B"]);
    }

    private static void Copy(RedenvOptions from, RedenvOptions to)
    {
        (to.Project, to.TokenId, to.Token, to.Upstash, to.Env, to.Http) = (from.Project, from.TokenId, from.Token, from.Upstash, from.Env, from.Http);
        (to.TimeProvider, to.LoggerFactory, to.Variables, to.Rounds) = (from.TimeProvider, from.LoggerFactory, from.Variables, from.Rounds);
    }

    private sealed class Database
    {
        public string? User { get; set; }

        public string? Password { get; set; }
    }
}
