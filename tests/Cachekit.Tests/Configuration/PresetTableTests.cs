using System.Globalization;
using System.Runtime.CompilerServices;
using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.Pipeline;
using Cachekit.Serialization;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Configuration;

/// <summary>What the presets are: the table of the protocol, and the same one in the guide.</summary>
public sealed class PresetTableTests
{
    // The order of the guide's columns.
    private static readonly Preset[] All = [Preset.Minimal, Preset.Dev, Preset.Test, Preset.Production, Preset.Secure, Preset.Io];

    public static TheoryData<Preset, int, int, bool, bool, bool, bool, bool> Table => new()
    {
        // Life and stale window in seconds; refreshes, reliable (locks, fail-safe, messages, index, telemetry), resilient, checksum, encrypted.
        { Preset.Minimal, 300, 0, false, false, false, false, false },
        { Preset.Dev, 300, 0, true, false, true, true, false },
        { Preset.Test, 300, 0, false, false, false, true, false },
        { Preset.Production, 600, 0, true, true, true, true, false },
        { Preset.Secure, 600, 0, true, true, true, true, true },
        { Preset.Io, 3600, 3600, true, true, true, true, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void EachPreset_HasItsDefaults(
        Preset preset, int life, int staleFor, bool refreshes, bool isReliable, bool isResilient, bool hasIntegrity, bool isSecure)
    {
        var policy = Resolve(preset);

        Assert.Equal((TimeSpan.FromSeconds(life), TimeSpan.FromSeconds(staleFor)), (policy.Ttl, policy.StaleFor));
        Assert.Equal((policy.Ttl, true), (policy.NullTtl, policy.CacheNulls));
        Assert.Equal((true, refreshes, 0.5), (policy.LocalEnabled, policy.SwrEnabled, policy.SwrThresholdRatio));
        Assert.Equal(
            (isReliable, isReliable, isReliable, isReliable),
            (policy.LockEnabled, policy.FailSafe, policy.InvalidationEnabled, policy.NamespaceIndex));
        Assert.Equal((isReliable, isResilient), (PresetPolicies.HasTelemetry(preset), PresetPolicies.IsResilient(preset)));
        Assert.Equal((hasIntegrity, isSecure, isSecure), (policy.HasIntegrity, policy.IsSecure, policy.FailsClosed));
        Assert.Equal(preset is Preset.Minimal, policy.FailsWithBackend);
        Assert.Equal(preset is Preset.Test, policy.IsDeterministic);
        Assert.Equal(preset is Preset.Test ? BackgroundRefresh.Never : BackgroundRefresh.Auto, policy.BackgroundRefresh);
        Assert.Equal((null, null, null), (policy.SoftTimeout, policy.HardTimeout, policy.LockWait));
        Assert.Equal((false, 0, CachePriority.Normal, null), (policy.Sliding, policy.Jitter, policy.Priority, policy.LocalBudget));
    }

    [Fact]
    public void TableOfTheGuide_IsWhatThePresetsDo()
    {
        string[] expected =
        [
            Row("", static (preset, _) => $"`{preset}`"),
            "| --- | --- | --- | --- | --- | --- | --- |",
            Row("entries live (`Ttl`)", static (_, policy) => Minutes(policy.Ttl!.Value)),
            Row("in memory (`LocalEnabled`)", static (_, policy) => !policy.LocalEnabled ? "no" : policy.IsSecure ? "ciphertext only" : "yes"),
            Row("refreshed in the background (`SwrEnabled`)", static (_, policy) => YesNo(policy.SwrEnabled)),
            Row("served past their life (`StaleFor`)", static (_, policy) => policy.StaleFor == TimeSpan.Zero ? "no" : Minutes(policy.StaleFor)),
            Row("a lock on a miss (`LockEnabled`)", static (_, policy) => YesNo(policy.LockEnabled)),
            Row("a stale value when the body fails (`FailSafe`)", static (_, policy) => YesNo(policy.FailSafe)),
            Row("messages about invalidations (`InvalidationEnabled`)", static (_, policy) => YesNo(policy.InvalidationEnabled)),
            Row("a namespace goes at once (`NamespaceIndex`)", static (_, policy) => YesNo(policy.NamespaceIndex)),
            Row("breaker, retries and limits", static (preset, _) => YesNo(PresetPolicies.IsResilient(preset))),
            Row("counters and traces", static (preset, _) => YesNo(PresetPolicies.HasTelemetry(preset))),
            Row("compressed, with a checksum", static (_, policy) => YesNo(policy.HasIntegrity)),
            Row("encrypted", static (_, policy) => YesNo(policy.IsSecure)),
            Row("when the backend is away", static (_, policy) => policy.FailsWithBackend ? "the error reaches the caller" : "the body runs"),
        ];

        Assert.Equal(expected, Guide().Split('\n').Where(static line => line.StartsWith('|')));
    }

    [Fact]
    public void Guide_SaysOfEachPresetWhatAnAbsentBackendDoes()
    {
        var section = Guide().Split("## When the backend is away")[1].Split("\n## ")[0];

        Assert.All(All, preset => Assert.Contains($"`{preset}`", section, StringComparison.Ordinal));
    }

    private static string Row(string name, Func<Preset, MethodPolicy, string> cell) =>
        $"| {(name.Length == 0 ? "" : name + " ")}| {string.Join(" | ", All.Select(preset => cell(preset, Resolve(preset))))} |";

    private static string YesNo(bool value) => value ? "yes" : "no";

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes} min");

    private static string Guide([CallerFilePath] string file = "") => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "docs", "guides", "presets.md")).ReplaceLineEndings("\n");

    private static MethodPolicy Resolve(Preset preset)
    {
        var options = new CachekitOptions { Variables = static _ => null }.UseNoBackend();
        MasterKeys.UseFirst(options);
        return MethodPolicy.Resolve(
            new CachedMethodDefinition<string?>
            {
                Method = "Shop.Catalog.Find",
                KeyName = "Shop.Catalog.Find.0123456789abcdef",
                Codec = Codecs.String,
                Storage = ValueStorage.Object,
                Preset = preset,
            },
            SettingsResolver.Resolve(options, default));
    }
}
