using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.Pipeline;
using Cachekit.Serialization;

namespace Cachekit.Tests.Configuration;

/// <summary>What applies to a method: its attributes, the options for its preset and for all, the preset, and what excludes each other.</summary>
public sealed class MethodPolicyTests
{
    private CachekitOptions Options { get; } = new CachekitOptions { Variables = static _ => null }.UseNoBackend();

    [Fact]
    public void EachSetting_ComesFromTheAttribute_TheOptions_AndThePreset()
    {
        Options.Defaults.LockWait = TimeSpan.FromSeconds(2);
        Options.Defaults.Jitter = 0.2;
        Options.Defaults.LockEnabled = false;
        Options.Presets.Production.Jitter = 0.3;

        var policy = Resolve(Preset.Production, new CachePolicyOptions { LockWait = TimeSpan.FromSeconds(1) });

        Assert.Equal((TimeSpan.FromSeconds(1), 0.3, false, true), (policy.LockWait, policy.Jitter, policy.LockEnabled, policy.SwrEnabled));
    }

    [Fact]
    public void StaleWindowWithoutAnEndOfLife_IsAnErrorOfTheMethod_AndNoneOfTheOptions()
    {
        Options.Defaults.StaleFor = TimeSpan.FromMinutes(1);
        Options.Defaults.Sliding = true;

        var policy = Resolve(Preset.Production, new(), neverExpires: true);

        Assert.Equal((TimeSpan.Zero, false), (policy.StaleFor, policy.Sliding));
        Assert.Contains(
            "'Shop.Catalog.Find' has StaleFor",
            Assert.Throws<CacheConfigurationException>(() => Resolve(Preset.Production, new() { StaleFor = TimeSpan.FromMinutes(1) }, neverExpires: true)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'Shop.Catalog.Find' has Sliding",
            Assert.Throws<CacheConfigurationException>(() => Resolve(Preset.Production, new() { Sliding = true }, neverExpires: true)).Message,
            StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, Resolve(Preset.Production, new() { StaleFor = TimeSpan.Zero, Sliding = false }, neverExpires: true).StaleFor);
    }

    [Fact]
    public void StaleWindow_EndsWithTheLongestLife()
    {
        Options.Defaults.StaleFor = TimeSpan.FromDays(3650);

        Assert.Equal(TimeSpan.FromDays(3650) - TimeSpan.FromMinutes(10), Resolve(Preset.Production, new()).StaleFor);
        Assert.Equal(TimeSpan.FromDays(30) - TimeSpan.FromHours(1), Resolve(Preset.Io, new()).StaleFor);
        Assert.Throws<CacheConfigurationException>(() => Resolve(Preset.Production, new() { StaleFor = TimeSpan.FromDays(3650) }));
        Assert.Throws<CacheConfigurationException>(() => Resolve(Preset.Io, new() { StaleFor = TimeSpan.FromDays(30) }));
    }

    [Fact]
    public void StaleWindowOfIo_IsItsLife_AsFarAsItsServerGoes()
    {
        Assert.Equal(TimeSpan.FromHours(1), Resolve(Preset.Io, new()).StaleFor);
        Options.DefaultTtl = TimeSpan.FromDays(20);
        Assert.Equal(TimeSpan.FromDays(10), Resolve(Preset.Io, new()).StaleFor);
        Options.DefaultTtl = TimeSpan.FromDays(40);
        Assert.Equal(TimeSpan.Zero, Resolve(Preset.Io, new()).StaleFor);
        Assert.Equal(TimeSpan.Zero, Resolve(Preset.Io, new(), neverExpires: true).StaleFor);
    }

    [Fact]
    public void SoftTimeoutThatWouldNeverCome_IsAnErrorOfTheMethod_AndNoneOfTheOptions()
    {
        Options.Defaults.SoftTimeout = TimeSpan.FromSeconds(3);

        Assert.Null(Resolve(Preset.Production, new() { HardTimeout = TimeSpan.FromSeconds(2) }).SoftTimeout);
        Assert.Equal(TimeSpan.FromSeconds(3), Resolve(Preset.Production, new() { HardTimeout = TimeSpan.FromSeconds(4) }).SoftTimeout);

        Options.Defaults.HardTimeout = TimeSpan.FromSeconds(10);
        Assert.Throws<CacheConfigurationException>(() => Resolve(Preset.Production, new() { SoftTimeout = TimeSpan.FromSeconds(10) }));
    }

    [Fact]
    public void Test_RefusesInAttributesWhatIsNotDeterministic()
    {
        CachePolicyOptions[] refused =
        [
            new() { SwrEnabled = true },
            new() { LockEnabled = true },
            new() { InvalidationEnabled = true },
            new() { SoftTimeout = TimeSpan.FromSeconds(1) },
            new() { BackgroundRefresh = BackgroundRefresh.Auto },
            new() { Jitter = 0.1 },
        ];

        Assert.All(refused, declared =>
        {
            var exception = Assert.Throws<CacheConfigurationException>(() => Resolve(Preset.Test, declared));
            Assert.Contains("'Shop.Catalog.Find'", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Preset.Test does nothing", exception.Message, StringComparison.Ordinal);
            Assert.NotNull(Resolve(Preset.Dev, declared));
        });
    }

    [Fact]
    public void Test_IsUntouchedByWhatIsSaidForAll()
    {
        Options.Defaults.SwrEnabled = true;
        Options.Defaults.Jitter = 0.4;
        Options.Defaults.FailSafe = true;

        var policy = Resolve(Preset.Test, new());

        Assert.Equal((false, 0, false), (policy.SwrEnabled, policy.Jitter, policy.FailSafe));
    }

    [Fact]
    public void LocalEnabled_NeedsBothTheMethodAndTheRuntime()
    {
        Assert.True(Resolve(Preset.Dev, new()).LocalEnabled);
        Assert.False(Resolve(Preset.Dev, new() { LocalEnabled = false }).LocalEnabled);
        Options.Local.Enabled = false;
        Assert.False(Resolve(Preset.Dev, new() { LocalEnabled = true }).LocalEnabled);
    }

    private MethodPolicy Resolve(Preset preset, CachePolicyOptions declared, bool neverExpires = false) => MethodPolicy.Resolve(
        new CachedMethodDefinition<string?>
        {
            Method = "Shop.Catalog.Find",
            KeyName = "Shop.Catalog.Find.0123456789abcdef",
            Codec = Codecs.String,
            Storage = ValueStorage.Object,
            Preset = preset,
            NeverExpires = neverExpires,
            Policy = declared,
        },
        SettingsResolver.Resolve(Options, default));
}
