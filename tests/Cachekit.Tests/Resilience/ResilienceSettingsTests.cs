using Cachekit.Configuration;
using Cachekit.Resilience;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Tests.Resilience;

public class ResilienceSettingsTests
{
    private static readonly ResilienceSettings Defaults = new();

    private static readonly ResilienceSettings Others = new()
    {
        Enabled = false,
        FailureThreshold = 7,
        FailureWindow = TimeSpan.FromSeconds(20),
        OpenFor = TimeSpan.FromSeconds(30),
        SuccessesToClose = 2,
        Probes = 1,
        Attempts = 4,
        BaseDelay = TimeSpan.FromMilliseconds(50),
        MaxDelay = TimeSpan.FromSeconds(1),
        ConcurrencyLimit = 10,
        QueueLimit = 0,
        QueueTimeout = TimeSpan.FromMilliseconds(250),
        TimeoutEnabled = false,
        InitialTimeout = TimeSpan.FromSeconds(2),
        MinimumTimeout = TimeSpan.FromMilliseconds(200),
        MaximumTimeout = TimeSpan.FromSeconds(4),
        TimeoutWindow = 100,
        TimeoutPercentile = 99,
    };

    [Fact]
    public void Defaults_AreThoseOfTheContract() => Assert.Equal(Defaults, Resolve(_ => { }));

    [Fact]
    public void Options_SetEachOfThem() => Assert.Equal(Others, Resolve(options =>
    {
        var resilience = options.Resilience;
        resilience.Enabled = false;
        resilience.Breaker.FailureThreshold = 7;
        resilience.Breaker.Window = TimeSpan.FromSeconds(20);
        resilience.Breaker.OpenFor = TimeSpan.FromSeconds(30);
        resilience.Breaker.SuccessesToClose = 2;
        resilience.Breaker.Probes = 1;
        resilience.Retry.Attempts = 4;
        resilience.Retry.BaseDelay = TimeSpan.FromMilliseconds(50);
        resilience.Retry.MaxDelay = TimeSpan.FromSeconds(1);
        resilience.Concurrency.Limit = 10;
        resilience.Concurrency.QueueLimit = 0;
        resilience.Concurrency.QueueTimeout = TimeSpan.FromMilliseconds(250);
        resilience.Timeout.Enabled = false;
        resilience.Timeout.Initial = TimeSpan.FromSeconds(2);
        resilience.Timeout.Minimum = TimeSpan.FromMilliseconds(200);
        resilience.Timeout.Maximum = TimeSpan.FromSeconds(4);
        resilience.Timeout.Window = 100;
        resilience.Timeout.Percentile = 99;
    }));

    [Fact]
    public void TheConfiguration_SetsEachOfThem() => Assert.Equal(Others, Resolve(_ => { }, [.. Configured("")]));

    [Fact]
    public void WhatIsSaidOfOne_WinsOverWhatIsSaidOfAll()
    {
        var settings = Settings(
            options =>
            {
                options.AddBackend("code", new MemoryBackend()).AddBackend("section", new MemoryBackend()).AddBackend("none", new MemoryBackend());
                options.Resilience.Breaker.FailureThreshold = 8;
                options.Resilience.Retry.Attempts = 2;
                options.ResilienceFor("code").Breaker.FailureThreshold = 9;
            },
            ("Backends:section:Resilience:Breaker:FailureThreshold", "11"),
            ("Backends:section:Backend", "none"),
            ("Backends:code:Resilience:Breaker:FailureThreshold", "12"),
            ("Resilience:Breaker:FailureThreshold", "13"),
            ("Resilience:Breaker:Probes", "5"));

        Assert.Equal((9, 2, 5), Of("code"));
        Assert.Equal((11, 2, 5), Of("section"));
        Assert.Equal((8, 2, 5), Of("none"));
        Assert.Equal((8, 2, 5), Of());
        Assert.Equal((9, 2, 5), Of("code", "none"));

        (int, int, int) Of(params string[] names)
        {
            var found = settings.Changeable.ResilienceOf(names);
            return (found.FailureThreshold, found.Attempts, found.Probes);
        }
    }

    [Fact]
    public void EveryMistakeInCode_IsReported()
    {
        var problems = Problems(options =>
        {
            var resilience = options.Resilience;
            resilience.Breaker.FailureThreshold = 0;
            resilience.Breaker.Window = TimeSpan.Zero;
            resilience.Breaker.OpenFor = TimeSpan.FromDays(2);
            resilience.Breaker.SuccessesToClose = 0;
            resilience.Breaker.Probes = 0;
            resilience.Retry.Attempts = 11;
            resilience.Retry.BaseDelay = TimeSpan.Zero;
            resilience.Retry.MaxDelay = TimeSpan.FromHours(1);
            resilience.Concurrency.Limit = 0;
            resilience.Concurrency.QueueLimit = -1;
            resilience.Concurrency.QueueTimeout = TimeSpan.Zero;
            resilience.Timeout.Initial = TimeSpan.Zero;
            resilience.Timeout.Minimum = TimeSpan.Zero;
            resilience.Timeout.Maximum = TimeSpan.FromHours(2);
            resilience.Timeout.Window = 9;
            resilience.Timeout.Percentile = 101;
        });

        Assert.Equal(16, problems.Count);
        Assert.Contains("CachekitOptions.Resilience.Breaker.FailureThreshold is 0: it must be 1 to 1000.", problems);
        Assert.Contains("CachekitOptions.Resilience.Concurrency.Limit is 0: it must be 1 or more.", problems);
        Assert.Contains("CachekitOptions.Resilience.Breaker.OpenFor is 2.00:00:00: it must be more than 0 and at most 1.00:00:00.", problems);
    }

    [Fact]
    public void EveryMistakeInTheConfiguration_IsReported()
    {
        var problems = Problems(
            options => options.AddBackend("reports", new MemoryBackend()),
            [.. Configured("").Select(setting => (setting.Path, "wrong")), ("Backends:reports:Resilience:Retry:Attempts", "0")]);

        Assert.Equal(19, problems.Count);
        Assert.Contains(problems, problem => problem.StartsWith("Backends:reports:Resilience:Retry:Attempts is '0'", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatDoesNotFitTogether_IsReportedAlsoWhereItComesFromTwoPlaces()
    {
        var problems = Problems(
            options =>
            {
                options.AddBackend("reports", new MemoryBackend());
                options.Resilience.Retry.BaseDelay = TimeSpan.FromSeconds(6);
                options.ResilienceFor("reports").Retry.BaseDelay = TimeSpan.FromSeconds(1);
                options.ResilienceFor("reports").Timeout.Maximum = TimeSpan.FromMilliseconds(500);
            },
            ("Resilience:Timeout:Minimum", "3"));

        Assert.Contains(problems, problem => problem.StartsWith("CachekitOptions.Resilience.Retry has the BaseDelay 00:00:06 and the MaxDelay 00:00:05", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("CachekitOptions.Resilience.Timeout has the Minimum 00:00:03, the Initial 00:00:01", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("CachekitOptions.ResilienceFor(\"reports\").Timeout", StringComparison.Ordinal));
    }

    [Fact]
    public void ANameThatNoBackendHas_IsReported() => Assert.StartsWith(
        "CachekitOptions.ResilienceFor(\"raports\") says something about a backend that does not exist",
        Assert.Single(Problems(options =>
        {
            options.AddBackend("reports", new MemoryBackend());
            options.ResilienceFor("raports").Enabled = false;
        })),
        StringComparison.Ordinal);

    private static IEnumerable<(string Path, string Text)> Configured(string prefix) =>
    [
        (prefix + "Resilience:Enabled", "false"),
        (prefix + "Resilience:Breaker:FailureThreshold", "7"),
        (prefix + "Resilience:Breaker:Window", "00:00:20"),
        (prefix + "Resilience:Breaker:OpenFor", "30"),
        (prefix + "Resilience:Breaker:SuccessesToClose", "2"),
        (prefix + "Resilience:Breaker:Probes", "1"),
        (prefix + "Resilience:Retry:Attempts", "4"),
        (prefix + "Resilience:Retry:BaseDelay", "0.05"),
        (prefix + "Resilience:Retry:MaxDelay", "1"),
        (prefix + "Resilience:Concurrency:Limit", "10"),
        (prefix + "Resilience:Concurrency:QueueLimit", "0"),
        (prefix + "Resilience:Concurrency:QueueTimeout", "0.25"),
        (prefix + "Resilience:Timeout:Enabled", "no"),
        (prefix + "Resilience:Timeout:Initial", "2"),
        (prefix + "Resilience:Timeout:Minimum", "0.2"),
        (prefix + "Resilience:Timeout:Maximum", "4"),
        (prefix + "Resilience:Timeout:Window", "100"),
        (prefix + "Resilience:Timeout:Percentile", "99"),
    ];

    private static ResilienceSettings Resolve(Action<CachekitOptions> configure, params (string Path, string Text)[] section) =>
        Settings(configure, section).Changeable.ResilienceOf([]);

    private static IReadOnlyList<string> Problems(Action<CachekitOptions> configure, params (string Path, string Text)[] section) =>
        Assert.Throws<CacheConfigurationException>(() => Settings(configure, section)).Problems;

    private static RuntimeSettings Settings(Action<CachekitOptions> configure, params (string Path, string Text)[] section)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(section.Select(setting => new KeyValuePair<string, string?>(setting.Path, setting.Text)))
            .Build();
        var options = new CachekitOptions { Configuration = configuration, Variables = static _ => null };
        options.UseNoBackend();
        configure(options);
        return SettingsResolver.Resolve(options, default);
    }
}
