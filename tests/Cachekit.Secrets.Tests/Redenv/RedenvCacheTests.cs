using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed class RedenvCacheTests(RedenvWorld world)
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Swr = TimeSpan.FromSeconds(86_400);

    [Fact]
    public async Task TenThousandLoads_MakeOneRequestPerTtl()
    {
        var project = world.Create();
        project.Write("PERIOD", "0");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        await using var client = new RedenvClient(project.Options(upstash, time));

        for (var period = 0; period < 5; period++)
        {
            var expected = period.ToString(CultureInfo.InvariantCulture);
            await LoadOnManyThreadsAsync(client, 10_000);
            await LoadUntilAsync(client, secrets => secrets["PERIOD"] == expected);
            for (var i = 0; i < 10_000; i++)
            {
                Assert.Equal(expected, (await client.LoadAsync())["PERIOD"]);
            }

            time.Advance(Ttl - TimeSpan.FromMilliseconds(1));
            await LoadOnManyThreadsAsync(client, 10_000);
            Assert.Equal(period + 1, upstash.Requests);

            project.Write("PERIOD", (period + 1).ToString(CultureInfo.InvariantCulture));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(1, client.DerivedKeys);
    }

    [Fact]
    public async Task AStoreThatIsFrozenForADay_IsServedStaleAndThenFails()
    {
        var project = world.Create();
        project.Write("A", "kept");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        await using var client = new RedenvClient(project.Options(upstash, time));
        var loaded = await client.LoadAsync();
        upstash.Freeze();

        for (var hour = 0; hour < 24; hour++)
        {
            time.Advance(TimeSpan.FromHours(1));
            Assert.Same(loaded, await client.LoadAsync());
        }

        time.Advance(Ttl - TimeSpan.FromMilliseconds(1));
        Assert.Same(loaded, await client.LoadAsync());
        time.Advance(TimeSpan.FromMilliseconds(1));
        var late = client.LoadAsync().AsTask();
        while (!late.IsCompleted)
        {
            // Each attempt ends by its timeout, which only this clock knows.
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        var error = await Assert.ThrowsAsync<SecretsException>(() => late);
        Assert.Equal("UNKNOWN_ERROR", error.CodeName);
        Assert.Contains("did not answer in time", error.Message);

        upstash.Thaw();
        await UntilAsync(() =>
        {
            try
            {
                return client.Load()["A"] == "kept";
            }
            catch (SecretsException)
            {
                // It has joined a refresh of the frozen time, which is about to fail.
                return false;
            }
        });
    }

    [Fact]
    public async Task AStoreThatFails_IsServedStaleForTheWholeWindow()
    {
        var project = world.Create();
        project.Write("A", "kept");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        await using var client = new RedenvClient(project.Options(upstash, time, logs));
        await client.LoadAsync();
        upstash.FailNext(int.MaxValue);

        time.Advance(Ttl + Swr - TimeSpan.FromMilliseconds(1));
        Assert.Equal("kept", (await client.LoadAsync())["A"]);
        await UntilAsync(() => logs.Ids.Contains(3017));
        time.Advance(TimeSpan.FromMilliseconds(1));

        // The first of them may still join the refresh that fails.
        await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());
        var error = await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.Contains("answered 503", error.Message);
        Assert.Contains(3016, logs.Ids);
        upstash.FailNext(0);
        Assert.Equal("kept", (await client.LoadAsync())["A"]);
    }

    [Fact]
    public async Task CallersAtOnce_ShareOneRequest()
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        await using var client = new RedenvClient(project.Options(upstash));
        upstash.Freeze();

        var loads = Enumerable.Range(0, 50).Select(_ => client.LoadAsync().AsTask()).ToArray();
        Assert.DoesNotContain(loads, load => load.IsCompleted);
        upstash.Thaw();
        var secrets = await Task.WhenAll(loads);

        Assert.All(secrets, each => Assert.Same(secrets[0], each));
        Assert.Equal(1, upstash.Requests);
    }

    [Fact]
    public async Task AHit_IsTheSameObjectAndAllocatesNothing()
    {
        var project = world.Create();
        project.Write("A", "${B}");
        var options = project.Options(null);
        options.Log = RedenvLogLevel.Low;
        await using var client = new RedenvClient(options);
        var first = await client.LoadAsync();
        for (var i = 0; i < 1000; i++)
        {
            Assert.Same(first, await client.LoadAsync());
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _ = await client.LoadAsync();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task ARefreshThatFindsNothingNew_KeepsTheObject()
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        await using var client = new RedenvClient(project.Options(upstash, time, logs));
        var first = await client.LoadAsync();

        time.Advance(Ttl);
        await client.LoadAsync();

        // Not the line that says it is done: the entry is kept a moment later.
        await LoadUntilAsync(client, _ => logs.Ids.Contains(3010));

        Assert.Same(first, await client.LoadAsync());
        Assert.Equal(1, logs.Ids.Count(id => id == 3014));
        project.Write("A", "2");
        time.Advance(Ttl);
        await LoadUntilAsync(client, secrets => secrets["A"] == "2");
        Assert.Equal(3, upstash.Requests);
    }

    [Fact]
    public async Task TheLog_HasTheLinesOfTheOtherClients()
    {
        var project = world.Create();
        project.WriteTo("production", "A", "1");
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        await using var upstash = await world.UpstashAsync();
        var options = project.Options(upstash, time, logs);
        options.Environment = "production";
        await using var client = new RedenvClient(options);

        await client.LoadAsync();
        await client.LoadAsync();
        time.Advance(Ttl);

        // What is made anew beside the call is not there before the call has ended.
        upstash.Freeze();
        await client.LoadAsync();
        upstash.Thaw();
        await UntilAsync(() => logs.Ids.Contains(3013));

        Assert.Equal(
            [
                $"[REDENV] Cache MISS: redenv:{project.Name}:production - fetching from Redis",
                $"[REDENV] Loaded 1 secrets, new or changed: redenv:{project.Name}:production",
                $"[REDENV] Cache HIT (fresh): redenv:{project.Name}:production",
                $"[REDENV] Cache HIT (stale): redenv:{project.Name}:production - triggering background refresh",
                $"[REDENV] Background refresh complete: redenv:{project.Name}:production",
            ],
            logs.Lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData(RedenvLogLevel.None, new int[0])]
    [InlineData(RedenvLogLevel.Low, new[] { 3014, 3021, 3016 })]
    public async Task LessLogging_LeavesTheRestOut(RedenvLogLevel level, int[] expected)
    {
        var project = world.Create();
        await using var upstash = await world.UpstashAsync();
        var logs = new LogRecorder();
        var options = project.Options(upstash, logs: logs);
        options.Log = level;
        (options.Http.Retries, options.Http.RetryDelay) = (level == RedenvLogLevel.None ? 1 : 0, TimeSpan.Zero);
        await using var client = new RedenvClient(options);

        await client.LoadAsync();
        await client.LoadAsync();
        await client.SetAsync("A", "1");
        upstash.FailNext(2);
        await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.Equal(expected, logs.Ids);
    }

    [Fact]
    public async Task Metrics_CountLoadsRequestsAndFailures()
    {
        var project = world.Create();
        project.Write("A", "1");
        await using var upstash = await world.UpstashAsync();
        var time = new FakeTimeProvider();
        var logs = new LogRecorder();
        var counted = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Cachekit.Secrets")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
        await using var client = new RedenvClient(project.Options(upstash, time, logs));

        await client.LoadAsync();
        await client.LoadAsync();
        time.Advance(Ttl);
        await client.LoadAsync();
        await UntilAsync(() => logs.Ids.Contains(3013));
        await client.SetAsync("A", "2");
        upstash.FailNext(1);
        await Assert.ThrowsAsync<SecretsException>(async () => await client.LoadAsync());

        Assert.Equal(
            [
                "failures load UNKNOWN_ERROR = 1", "load.duration = 2", "loads hit = 1", "loads miss = 1", "loads stale = 1",
                "store.requests load upstash = 3", "store.requests metadata upstash = 1", "store.requests set upstash = 1",
            ],
            counted.Select(pair => $"{pair.Key} = {pair.Value}").Order(StringComparer.Ordinal));

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var mine = false;
            var key = instrument.Name["cachekit.secrets.".Length..];
            foreach (var (name, text) in tags)
            {
                mine |= name == "project" && (string?)text == project.Name;
                key += name is "project" or "environment" ? "" : $" {text}";
            }

            if (mine)
            {
                counted.AddOrUpdate(key, value, (_, before) => before + value);
            }
        }
    }

    internal static async Task<Secrets> LoadUntilAsync(RedenvClient client, Func<Secrets, bool> isThere)
    {
        Secrets secrets = Secrets.Empty;
        await UntilAsync(() =>
        {
            secrets = client.Load();
            return isThere(secrets);
        });
        return secrets;
    }

    /// <summary>Waits for something that happens in the background; what does not happen fails the test instead of hanging it.</summary>
    internal static async Task UntilAsync(Func<bool> happened)
    {
        var deadline = Environment.TickCount64 + 30_000;
        while (!happened())
        {
            Assert.True(Environment.TickCount64 < deadline, "It did not happen.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private static Task LoadOnManyThreadsAsync(RedenvClient client, int count) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
    {
        for (var i = 0; i < count / 4; i++)
        {
            await client.LoadAsync();
        }
    })));
}
