using System.Reflection;
using Cachekit.Configuration;
using Cachekit.Pipeline;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Tests.Configuration;

public sealed class PolicyResolverTests
{
    private readonly Dictionary<string, string?> _configuration = [];

    private CachekitOptions Options { get; } = new CachekitOptions { Variables = static _ => null }.UseNoBackend();

    public static TheoryData<string, string, object> Values => new()
    {
        { "BackgroundRefresh", "sameinstance", BackgroundRefresh.SameInstance },
        { "FailSafe", "no", false },
        { "HardTimeout", "90s", TimeSpan.FromSeconds(90) },
        { "InvalidationEnabled", "false", false },
        { "Jitter", "0.25", 0.25 },
        { "LocalEnabled", "off", false },
        { "LocalMaxSizeMb", "7", 7 },
        { "LockEnabled", "0", false },
        { "LockWait", "0", TimeSpan.Zero },
        { "NamespaceIndex", "f", false },
        { "Priority", "NeverRemove", CachePriority.NeverRemove },
        { "Sliding", "TRUE", true },
        { "SoftTimeout", "00:00:01", TimeSpan.FromSeconds(1) },
        { "StaleFor", "1h30m", TimeSpan.FromMinutes(90) },
        { "SwrEnabled", "false", false },
        { "SwrThresholdRatio", "0.8", 0.8 },
    };

    [Fact]
    public void EverySetting_IsInTheList_AndEachHasAValueToTestItWith()
    {
        var properties = typeof(CachePolicyOptions).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(properties, PolicySettings.All.Select(setting => setting.Name));
        Assert.Equal(properties, Values.Select(row => row.Data.Item1));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Configuration_SaysIt_ForAllPresetsButTest(string setting, string text, object expected)
    {
        _configuration[$"Cachekit:Defaults:{setting}"] = text;

        Assert.Equal(expected, Value(Preset.Production, setting));
        Assert.Equal(expected, Value(Preset.Minimal, setting));
        Assert.Null(Value(Preset.Test, setting));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Configuration_SaysItForAPreset_AndWinsOverWhatItSaysForAll(string setting, string text, object expected)
    {
        _configuration[$"Cachekit:Presets:dev:{setting}"] = text;

        Assert.Equal(expected, Value(Preset.Dev, setting));
        Assert.Null(Value(Preset.Production, setting));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Code_WinsOverTheConfiguration_AlsoWhereItSpeaksOfAllPresets(string setting, string text, object expected)
    {
        _configuration[$"Cachekit:Presets:Dev:{setting}"] = Values.Single(row => row.Data.Item1 == setting).Data.Item2;
        var other = Other(expected);
        Property(setting).SetValue(Options.Defaults, other);

        Assert.Equal(other, Value(Preset.Dev, setting));
        Assert.NotEqual(expected, other);
        Assert.NotEmpty(text);
    }

    [Fact]
    public void Order_IsCodeForThePreset_CodeForAll_ConfigurationForThePreset_ConfigurationForAll()
    {
        _configuration["Cachekit:Defaults:Jitter"] = "0.1";
        Assert.Equal(0.1, Value(Preset.Io, "Jitter"));
        _configuration["Cachekit:Presets:Io:Jitter"] = "0.2";
        Assert.Equal(0.2, Value(Preset.Io, "Jitter"));
        Options.Defaults.Jitter = 0.3;
        Assert.Equal(0.3, Value(Preset.Io, "Jitter"));
        Options.Presets.Io.Jitter = 0.4;
        Assert.Equal(0.4, Value(Preset.Io, "Jitter"));
    }

    [Fact]
    public void LaterChangesOfTheOptions_HaveNoEffect()
    {
        Options.Defaults.Jitter = 0.1;
        var settings = Resolve();

        Options.Defaults.Jitter = 0.2;

        Assert.Equal(0.1, settings.Changeable.Policies(Preset.Dev).Select(policy => policy.Jitter).First(value => value is not null));
    }

    [Theory]
    [InlineData("BackgroundRefresh", "Sometimes", "write Auto, SameInstance, Never")]
    [InlineData("BackgroundRefresh", "2", "write Auto, SameInstance, Never")]
    [InlineData("FailSafe", "maybe", "write true or false")]
    [InlineData("HardTimeout", "0", "must be more than 0")]
    [InlineData("HardTimeout", "31d", "at most 30 days")]
    [InlineData("HardTimeout", "soon", "for example 2s")]
    [InlineData("InvalidationEnabled", "2", "write true or false")]
    [InlineData("Jitter", "0.6", "must be 0 to 0.5")]
    [InlineData("Jitter", "-0.1", "must be 0 to 0.5")]
    [InlineData("Jitter", "NaN", "must be 0 to 0.5")]
    [InlineData("Jitter", "0,1", "with a decimal point")]
    [InlineData("LocalEnabled", "maybe", "write true or false")]
    [InlineData("LocalMaxSizeMb", "0", "must be 1 or more")]
    [InlineData("LocalMaxSizeMb", "-1", "0 or more")]
    [InlineData("LockEnabled", "maybe", "write true or false")]
    [InlineData("LockWait", "-1", "for example 5s")]
    [InlineData("NamespaceIndex", "maybe", "write true or false")]
    [InlineData("Priority", "Highest", "write Low, Normal, High, NeverRemove")]
    [InlineData("Priority", "High, Low", "write Low, Normal, High, NeverRemove")]
    [InlineData("Sliding", "maybe", "write true or false")]
    [InlineData("SoftTimeout", "0s", "must be more than 0")]
    [InlineData("StaleFor", "3651d", "at most 3650 days")]
    [InlineData("StaleFor", "5 minutes", "with the units d, h, m, s or ms")]
    [InlineData("SwrEnabled", "maybe", "write true or false")]
    [InlineData("SwrThresholdRatio", "0.05", "must be 0.1 to 1")]
    [InlineData("SwrThresholdRatio", "1.01", "must be 0.1 to 1")]
    public void WrongText_IsAProblemThatNamesItsPlace(string setting, string text, string expected)
    {
        _configuration[$"Cachekit:Presets:Io:{setting}"] = text;

        var problem = Assert.Single(Problems());

        Assert.StartsWith($"Cachekit:Presets:Io:{setting} ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongValuesInCode_AreProblemsThatNameTheirPlace()
    {
        Options.Defaults.SwrThresholdRatio = 0;
        Options.Defaults.StaleFor = TimeSpan.FromSeconds(-1);
        Options.Defaults.LockWait = TimeSpan.FromSeconds(-1);
        Options.Presets.Secure.Priority = (CachePriority)9;
        Options.Presets.Secure.BackgroundRefresh = (BackgroundRefresh)9;
        Options.Presets.Minimal.LocalMaxSizeMb = 0;
        _configuration["Cachekit:Defaults:Jitter"] = "1";

        Assert.Equal(
            [
                "CachekitOptions.Defaults.LockWait is -00:00:01: it must be 0 or more, at most 30 days.",
                "CachekitOptions.Defaults.StaleFor is -00:00:01: it must be 0 or more, at most 3650 days.",
                "CachekitOptions.Defaults.SwrThresholdRatio is 0: it must be 0.1 to 1.",
                "Cachekit:Defaults:Jitter is 1: it must be 0 to 0.5.",
                "CachekitOptions.Presets.Minimal.LocalMaxSizeMb is 0: it must be 1 or more; set LocalEnabled to false to keep nothing in memory.",
                "CachekitOptions.Presets.Secure.BackgroundRefresh is 9: it must be Auto, SameInstance or Never.",
                "CachekitOptions.Presets.Secure.Priority is 9: it must be Low, Normal, High or NeverRemove.",
            ],
            Problems());
    }

    [Theory]
    [InlineData("Cachekit:Defaults:SwrTreshold", "SwrThresholdRatio")]
    [InlineData("Cachekit:Presets:Production:Ttl", "StaleFor")]
    [InlineData("Cachekit:Presets:Prod:Jitter", "Minimal, Dev, Test, Production, Secure, Io")]
    [InlineData("Cachekit:Defaults:Jitter:Most", "one value")]
    public void UnknownName_IsAProblemThatListsTheKnown(string path, string expected)
    {
        _configuration[path] = "0.1";

        var problem = Assert.Single(Problems());

        Assert.StartsWith("Cachekit:", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SwrEnabled", "true")]
    [InlineData("LockEnabled", "true")]
    [InlineData("InvalidationEnabled", "true")]
    [InlineData("SoftTimeout", "1s")]
    [InlineData("BackgroundRefresh", "Auto")]
    [InlineData("BackgroundRefresh", "SameInstance")]
    [InlineData("Jitter", "0.1")]
    public void Test_RefusesWhatIsNotDeterministic(string setting, string text)
    {
        _configuration[$"Cachekit:Presets:Test:{setting}"] = text;

        var problem = Assert.Single(Problems());

        Assert.StartsWith($"Cachekit:Presets:Test:{setting} is ", problem, StringComparison.Ordinal);
        Assert.Contains("but Preset.Test does nothing", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_RefusesItInCodeToo()
    {
        Options.Presets.Test.SwrEnabled = true;

        Assert.Equal(
            "CachekitOptions.Presets.Test.SwrEnabled is True, but Preset.Test does nothing in the background: remove it, or use another preset.",
            Assert.Single(Problems()));
    }

    [Theory]
    [InlineData("SwrEnabled", "false")]
    [InlineData("LockEnabled", "false")]
    [InlineData("InvalidationEnabled", "false")]
    [InlineData("BackgroundRefresh", "Never")]
    [InlineData("Jitter", "0")]
    [InlineData("StaleFor", "1m")]
    [InlineData("FailSafe", "true")]
    [InlineData("HardTimeout", "1m")]
    [InlineData("Priority", "High")]
    [InlineData("Sliding", "true")]
    [InlineData("NamespaceIndex", "true")]
    [InlineData("LocalMaxSizeMb", "3")]
    public void Test_TakesTheRest(string setting, string text)
    {
        _configuration[$"Cachekit:Presets:Test:{setting}"] = text;

        Assert.NotNull(Value(Preset.Test, setting));
    }

    [Fact]
    public void SoftTimeout_MustBeLessThanTheHardOne_WhereverTheyAreSaid()
    {
        Options.Defaults.SoftTimeout = TimeSpan.FromSeconds(5);
        _configuration["Cachekit:Presets:Io:HardTimeout"] = "5s";

        Assert.Equal(
            "CachekitOptions.Defaults.SoftTimeout is 00:00:05, but Cachekit:Presets:Io:HardTimeout is 00:00:05: SoftTimeout must be less.",
            Assert.Single(Problems()));

        _configuration["Cachekit:Presets:Io:HardTimeout"] = "6s";
        Assert.Equal(TimeSpan.FromSeconds(5), Value(Preset.Io, "SoftTimeout"));
    }

    [Fact]
    public void TimeoutsOfAllPresets_AreOneProblem()
    {
        Options.Defaults.SoftTimeout = TimeSpan.FromSeconds(5);
        Options.Defaults.HardTimeout = TimeSpan.FromSeconds(1);

        Assert.Single(Problems());
    }

    [Fact]
    public void StaleWindowOfIo_MustFitItsServer()
    {
        Options.Presets.Io.StaleFor = TimeSpan.FromDays(30);

        Assert.Contains("30 days", Assert.Single(Problems()), StringComparison.Ordinal);

        // 30 days and no more, with the preset's own life of an hour.
        Options.Presets.Io.StaleFor = TimeSpan.FromDays(30) - TimeSpan.FromHours(1);
        Assert.NotNull(Resolve());

        Options.DefaultTtl = TimeSpan.FromHours(2);
        Assert.Single(Problems());
    }

    [Fact]
    public void StaleWindowOfAllPresets_IsNoProblemOfIo()
    {
        Options.Defaults.StaleFor = TimeSpan.FromDays(60);

        Assert.NotNull(Resolve());
    }

    [Fact]
    public void AllProblems_ComeTogether()
    {
        Options.Presets.Test.LockEnabled = true;
        Options.CompressionLevel = 20;
        _configuration["Cachekit:Defaults:Swr"] = "true";
        _configuration["Cachekit:DefaultTtl"] = "-1";

        Assert.Equal(4, Problems().Count);
    }

    private static PropertyInfo Property(string setting) => typeof(CachePolicyOptions).GetProperty(setting)!;

    private static object Other(object value) => value switch
    {
        bool flag => !flag,
        int number => number + 1,
        double number => number / 2,
        TimeSpan duration => duration + TimeSpan.FromSeconds(1),
        BackgroundRefresh => BackgroundRefresh.Never,
        CachePriority => CachePriority.Low,
        _ => throw new ArgumentException("A type that this test does not know.", nameof(value)),
    };

    /// <summary>What the sources say, the one that wins first.</summary>
    private object? Value(Preset preset, string setting) =>
        Resolve().Changeable.Policies(preset).Select(policy => Property(setting).GetValue(policy)).FirstOrDefault(value => value is not null);

    private IReadOnlyList<string> Problems() => Assert.Throws<CacheConfigurationException>(Resolve).Problems;

    private RuntimeSettings Resolve()
    {
        Options.Configuration = new ConfigurationBuilder().AddInMemoryCollection(_configuration).Build().GetSection("Cachekit");
        return SettingsResolver.Resolve(Options, default);
    }
}
