using Cachekit.Resilience;
using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Configuration;

/// <summary>The configuration changes while a runtime works.</summary>
public class ChangedSettingsTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();

    [Fact]
    public async Task ABreakersThreshold_HoldsFromTheNextFailureOn()
    {
        using var runtime = Runtime();
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production }).In(runtime);
        _world.Faults.Fail(BackendOperation.All);
        await FailAsync(cache, 3);
        Assert.Equal(CacheBreakerState.Closed, runtime.Backends[0].BreakerState);

        Change(("Cachekit:Resilience:Breaker:FailureThreshold", "4"));
        await FailAsync(cache, 1);

        Assert.Equal(CacheBreakerState.Open, runtime.Backends[0].BreakerState);
        Assert.Equal(1, _world.Logs.Count(1006, LogLevel.Information));
    }

    [Fact]
    public async Task ABreakersCoolDown_HoldsForAnOpenBreakerToo()
    {
        using var runtime = Runtime();
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production }).In(runtime);
        _world.Faults.Fail(BackendOperation.All);
        await FailAsync(cache, 5);
        _world.Faults.Heal();
        Change(("Cachekit:Resilience:Breaker:OpenFor", "3600"), ("Cachekit:Resilience:Breaker:SuccessesToClose", "1"));
        _world.Time.Advance(TimeSpan.FromMinutes(59));
        await cache.CallAsync(100, "value");
        Assert.Equal(CacheBreakerState.Open, runtime.Backends[0].BreakerState);

        Change(("Cachekit:Resilience:Breaker:OpenFor", "10"));
        await cache.CallAsync(101, "value");

        Assert.Equal(CacheBreakerState.Closed, runtime.Backends[0].BreakerState);
    }

    [Fact]
    public async Task ALife_IsThatOfEntriesStoredAfterwards()
    {
        using var runtime = _world.LocalRuntime(Configured);
        var cache = World.Texts<IntKey>().In(runtime);
        await cache.CallAsync(1, "before");

        Change(("Cachekit:DefaultTtl", "10"));
        await cache.CallAsync(2, "before");
        _world.Time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(TimeSpan.FromSeconds(10), cache.Info.Ttl);
        Assert.Equal("before", await cache.CallAsync(1, "after"));
        Assert.Equal("after", await cache.CallAsync(2, "after"));
    }

    [Fact]
    public void SettingsOfMethods_ChangeExceptThoseThatStoredEntriesDependOn()
    {
        Change(("Cachekit:Defaults:StaleFor", "1m"));
        using var runtime = _world.Runtime(Configured);
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production }).In(runtime);

        Change(
            ("Cachekit:Defaults:SwrThresholdRatio", "0.8"),
            ("Cachekit:Presets:Production:LockWait", "7s"),
            ("Cachekit:Defaults:StaleFor", "2m"),
            ("Cachekit:Defaults:LocalEnabled", "false"),
            ("Cachekit:Defaults:NamespaceIndex", "false"));

        var info = cache.Info;
        Assert.Equal((0.8, TimeSpan.FromSeconds(7)), (info.SwrThresholdRatio, info.LockWait));
        Assert.Equal((TimeSpan.FromMinutes(1), true, true), (info.StaleFor, info.LocalEnabled, info.NamespaceIndex));
    }

    [Fact]
    public void AStaleWindow_ChangesWhereNoBackendKeepsEntriesLongerForIt()
    {
        using var runtime = _world.LocalRuntime(Configured);
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production }).In(runtime);

        Change(("Cachekit:Defaults:StaleFor", "2m"));

        Assert.Equal(TimeSpan.FromMinutes(2), cache.Info.StaleFor);
    }

    [Fact]
    public async Task ARuntimeThatEndsWhileSettingsChange_WaitsForNobody()
    {
        var runtime = _world.LocalRuntime(Configured);
        using var entered = new ManualResetEventSlim();
        using var goesOn = new ManualResetEventSlim();
        using var watching = Microsoft.Extensions.Primitives.ChangeToken.OnChange(_configuration.GetReloadToken, () =>
        {
            entered.Set();
            goesOn.Wait(Ct);
        });
        var reload = Task.Run(_configuration.Reload, Ct);
        entered.Wait(Ct);
        var end = Task.Run(runtime.Dispose, Ct);
        goesOn.Set();

        await Task.WhenAll(reload, end).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
    }

    [Fact]
    public async Task RefreshAhead_CanBeSwitchedOffAndOn()
    {
        using var runtime = _world.LocalRuntime(Configured);
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production, Ttl = TimeSpan.FromSeconds(100) }).In(runtime);
        Change(("Cachekit:Defaults:SwrEnabled", "false"));
        await cache.CallAsync(1, "first");
        _world.Time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal("first", await cache.CallAsync(1, "second"));
        await runtime.Background.WhenIdleAsync();
        Assert.Equal(0, cache.Info.Refreshes);

        Change(("Cachekit:Defaults:SwrEnabled", "true"));
        await cache.CallAsync(2, "first");
        _world.Time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal("first", await cache.CallAsync(2, "second"));
        await runtime.Background.WhenIdleAsync();
        Assert.Equal(1, cache.Info.Refreshes);
        Assert.Equal("second", await cache.CallAsync(2, "third"));
    }

    [Fact]
    public async Task AMethodThatIsFirstUsedAfterwards_HasTheNewSettings()
    {
        using var runtime = _world.LocalRuntime(Configured);
        Change(("Cachekit:DefaultTtl", "10"));
        var cache = World.Texts<IntKey>().In(runtime);
        await cache.CallAsync(1, "before");

        Assert.Equal(TimeSpan.FromSeconds(10), cache.Info.Ttl);
    }

    [Fact]
    public async Task OneWrongSetting_KeepsAllThatThereWere_AndIsLogged()
    {
        using var runtime = Runtime();
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production }).In(runtime);
        await cache.CallAsync(1, "value");

        Change(("Cachekit:DefaultTtl", "10"), ("Cachekit:Resilience:Breaker:FailureThreshold", "none"), ("Cachekit:Defaults:Jitter", "7"));

        Assert.Equal(TimeSpan.FromMinutes(10), cache.Info.Ttl);
        var line = Assert.Single(_world.Logs.Lines, line => line.Id == 1007);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains("Cachekit:Resilience:Breaker:FailureThreshold", line.Text);
        Assert.Contains("Cachekit:Defaults:Jitter", line.Text);

        Change(("Cachekit:Resilience:Breaker:FailureThreshold", "3"), ("Cachekit:Defaults:Jitter", "0"));
        Assert.Equal(TimeSpan.FromSeconds(10), cache.Info.Ttl);
    }

    [Fact]
    public async Task WhatAMethodExcludes_KeepsTheSettingsToo()
    {
        using var runtime = _world.LocalRuntime(Configured);
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Production, Policy = new CachePolicyOptions { SoftTimeout = TimeSpan.FromSeconds(5) } }).In(runtime);
        await cache.CallAsync(1, "value");

        Change(("Cachekit:DefaultTtl", "10"), ("Cachekit:Defaults:HardTimeout", "1s"));

        Assert.Equal((TimeSpan.FromMinutes(10), (TimeSpan?)null), (cache.Info.Ttl, cache.Info.HardTimeout));
        Assert.Equal(1, _world.Logs.Count(1007, LogLevel.Error));
    }

    [Fact]
    public async Task AChangeElsewhere_ChangesNothing()
    {
        using var runtime = Runtime();
        await World.Texts<IntKey>().In(runtime).CallAsync(1, "value");

        Change(("Logging:LogLevel:Default", "Debug"));

        Assert.DoesNotContain(1006, _world.Logs.Ids);
    }

    [Fact]
    public void WhatCodeSays_StillWins()
    {
        using var runtime = _world.LocalRuntime(options =>
        {
            Configured(options);
            options.DefaultTtl = TimeSpan.FromSeconds(3);
        });
        var cache = World.Texts<IntKey>().In(runtime);

        Change(("Cachekit:DefaultTtl", "10"));

        Assert.Equal(TimeSpan.FromSeconds(3), cache.Info.Ttl);
    }

    [Fact]
    public void ADisposedRuntime_ListensNoMore()
    {
        var runtime = _world.LocalRuntime(Configured);
        var cache = World.Texts<IntKey>().In(runtime);
        runtime.Dispose();

        Change(("Cachekit:DefaultTtl", "10"));

        Assert.NotEqual(TimeSpan.FromSeconds(10), cache.Info.Ttl);
    }

    [Fact]
    public void LoggedKeys_CanBeSwitchedOn()
    {
        using var runtime = _world.LocalRuntime(Configured);
        _ = World.Texts<IntKey>().In(runtime);
        var telemetry = Assert.Single(runtime.Telemetry.Methods);
        Assert.NotEqual("the key", telemetry.Loggable("the key"));

        Change(("Cachekit:Telemetry:LogKeys", "true"));

        Assert.Equal("the key", telemetry.Loggable("the key"));
    }

    [Fact]
    public async Task AHigherLimit_LetsInWhoWaits()
    {
        var gate = new ConcurrencyGate(new ResilienceSettings { ConcurrencyLimit = 1 }, _world.Time);
        Assert.True(await gate.EnterAsync(default));
        var second = gate.EnterAsync(default).AsTask();
        var third = gate.EnterAsync(default).AsTask();
        Assert.False(second.IsCompleted);

        gate.Apply(new ResilienceSettings { ConcurrencyLimit = 2 });

        Assert.True(await second);
        Assert.False(third.IsCompleted);
        gate.Leave();
        Assert.True(await third);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(10, 6)]
    public void AnotherThreshold_CountsTheFailuresThatThereWere(int threshold, int more)
    {
        var breaker = new CircuitBreaker(new ResilienceSettings(), _world.Time);
        Fail(breaker, 4);

        breaker.Apply(new ResilienceSettings { FailureThreshold = threshold });

        Fail(breaker, threshold == 2 ? 1 : more - 1);
        Assert.Equal(threshold == 2 ? CacheBreakerState.Open : CacheBreakerState.Closed, breaker.State);
        Fail(breaker, 1);
        Assert.Equal(CacheBreakerState.Open, breaker.State);
    }

    [Fact]
    public void TheEstimateOfTheTimeout_StaysWithinNewBounds()
    {
        var stack = new BackendStack(_world.Store, new ResilienceSettings(), _world.Time, _world.Logs.CreateLogger("test"));
        Assert.Equal(TimeSpan.FromSeconds(2), stack.CurrentTimeout);

        Assert.True(stack.Apply(new ResilienceSettings { MaximumTimeout = TimeSpan.FromSeconds(1.5) }));
        Assert.Equal(TimeSpan.FromSeconds(1.5), stack.CurrentTimeout);

        Assert.True(stack.Apply(new ResilienceSettings { TimeoutEnabled = false }));
        Assert.Null(stack.CurrentTimeout);
        Assert.False(stack.Apply(new ResilienceSettings { TimeoutEnabled = false }));
    }

    private static void Fail(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (breaker.TryEnter(out var ticket))
            {
                breaker.Leave(ticket, CallVerdict.Failure);
            }
        }
    }

    private int _next = 1000;

    private async Task FailAsync(Cachekit.CompilerServices.MethodCache<IntKey, string?> cache, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal("value", await cache.CallAsync(_next++, "value"));
        }
    }

    private void Configured(CachekitOptions options) => options.Configuration = _configuration.GetSection("Cachekit");

    private CachekitRuntime Runtime() => _world.Runtime(options =>
    {
        Configured(options);
        options.Resilience.Enabled = true;
        options.Resilience.Retry.Attempts = 1;
    });

    private void Change(params (string Key, string Value)[] settings)
    {
        foreach (var (key, value) in settings)
        {
            _configuration[key] = value;
        }

        _configuration.Reload();
    }
}
