using Cachekit.CodeFixes.Settings;
using Cachekit.CodeFixes.Tests.Infrastructure;
using Cachekit.Generators.Parsing;

namespace Cachekit.CodeFixes.Tests.Settings;

/// <summary>CACHEKIT300 and the other ids of settings.</summary>
public sealed class SettingTests
{
    [Theory]
    [InlineData("5 min", "5m")]
    [InlineData("5 minutes", "5m")]
    [InlineData("5minutes", "5m")]
    [InlineData("5M", "5m")]
    [InlineData("5 m", "5m")]
    [InlineData("1 hour", "1h")]
    [InlineData("1.5h", "1h30m")]
    [InlineData("1 hour, 30 minutes", "1h30m")]
    [InlineData("1 hour and 30 min", "1h30m")]
    [InlineData("30m1h", "1h30m")]
    [InlineData("1h1h", "2h")]
    [InlineData("90 minutes", "90m")]
    [InlineData("2 weeks", "14d")]
    [InlineData("250 millis", "250ms")]
    [InlineData("300", "300s")]
    [InlineData("00:05:00", "5m")]
    [InlineData("1.12:00:00", "1d12h")]
    [InlineData("00:00:00.5", "500ms")]
    [InlineData("PT5M", "5m")]
    [InlineData("P1DT12H", "1d12h")]
    [InlineData("p2w", "14d")]
    [InlineData("Never", "never")]
    [InlineData("forever", "never")]
    public void Text_MeansADuration(string text, string meant) => Assert.Equal([meant], DurationSuggestions.For(text, DurationKind.Life));

    [Theory]
    [InlineData("")]
    [InlineData("5x")]
    [InlineData("soon")]
    [InlineData("0s")]
    [InlineData("0")]
    [InlineData("-5s")]
    [InlineData("00:05")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("1.5.5h")]
    [InlineData("00:00:00.00001")]
    [InlineData("99999d")]
    [InlineData("99999999999999999999 seconds")]
    public void Text_MeansNothingForSure(string text) => Assert.Empty(DurationSuggestions.For(text, DurationKind.Life));

    [Fact]
    public void NumberForAWait_MayBeMilliseconds() => Assert.Equal(["500s", "500ms"], DurationSuggestions.For("500", DurationKind.Timeout));

    [Fact]
    public void EndlessWindow_DoesNotExist() => Assert.Empty(DurationSuggestions.For("forever", DurationKind.Window));

    [Fact]
    public Task Duration_IsCorrected() => FixRun.VerifyAsync(
        new CorrectDurationCodeFix(),
        "CACHEKIT300",
        "public partial class C { [Cache(Preset.Production, Ttl = @\"5 min\" /* short */, CacheNulls = true)] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Preset.Production, Ttl = \"5m\" /* short */, CacheNulls = true)] public partial int Get(int a); private int GetCore(int a) => 1; }");

    [Fact]
    public Task DurationOfTheAssembly_IsCorrected() => FixRun.VerifyAsync(
        new CorrectDurationCodeFix(),
        "CACHEKIT300",
        "[assembly: CacheDefaults(Ttl = \"00:05:00\")] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(Ttl = \"5m\")] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }");

    [Fact]
    public Task DurationOfAConstant_IsCorrectedThere() => FixRun.VerifyAsync(
        new CorrectDurationCodeFix(),
        "CACHEKIT300",
        "public partial class C { private const string Life = \"1 hour\"; [Cache(Ttl = Life)] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { private const string Life = \"1h\"; [Cache(Ttl = Life)] public partial int Get(int a); private int GetCore(int a) => 1; }");

    [Fact]
    public Task Timeout_HasTwoReadings() => FixRun.VerifyAsync(
        new CorrectDurationCodeFix(),
        "CACHEKIT300",
        "public partial class C { [Cache(HardTimeout = \"500\")] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }",
        "public partial class C { [Cache(HardTimeout = \"500ms\")] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }",
        "Write \"500ms\"");

    [Fact]
    public Task AllDurations_AreCorrected() => FixRun.VerifyAllAsync(
        new CorrectDurationCodeFix(),
        "CACHEKIT300",
        ["public partial class C { [Cache(Ttl = \"1 day\")] public partial int Get(int a); private int GetCore(int a) => 1; [Cache(Ttl = \"300\")] public partial int Two(int a); private int TwoCore(int a) => 1; }"],
        ["public partial class C { [Cache(Ttl = \"1d\")] public partial int Get(int a); private int GetCore(int a) => 1; [Cache(Ttl = \"300s\")] public partial int Two(int a); private int TwoCore(int a) => 1; }"]);

    [Theory]
    [InlineData("CACHEKIT301", "CacheNulls = false, NullTtl = \"5s\"", "CacheNulls = false")]
    [InlineData("CACHEKIT305", "Backend = \" \", Ttl = \"5s\"", "Ttl = \"5s\"")]
    [InlineData("CACHEKIT306", "Jitter = 7", null)]
    [InlineData("CACHEKIT307", "LockEnabled = false, LockWait = \"5s\"", "LockEnabled = false")]
    [InlineData("CACHEKIT308", "Preset.Test, SwrEnabled = true", "Preset.Test")]
    [InlineData("CACHEKIT314", "Interop = \"get\", Namespace = \"n\", Version = \"2\"", "Interop = \"get\", Namespace = \"n\"")]
    [InlineData("CACHEKIT317", "InteropNaming = InteropNaming.SnakeCase", null)]
    public Task SettingWithoutMeaning_IsRemoved(string id, string before, string? after) => FixRun.VerifyAsync(
        new RemoveSettingCodeFix(),
        id,
        $"public partial class C {{ [Cache({before})] public partial string? Get(int a); private string? GetCore(int a) => null; }}",
        $"public partial class C {{ [Cache{(after is null ? "" : $"({after})")}] public partial string? Get(int a); private string? GetCore(int a) => null; }}");

    [Fact]
    public Task SettingOfAType_StaysForItsOtherMethods() => FixRun.VerifyNothingAsync(
        new RemoveSettingCodeFix(),
        "CACHEKIT306",
        "[CacheDefaults(Jitter = 7)] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }");

    [Theory]
    [InlineData("FailSafe = true")]
    [InlineData("SoftTimeout = \"500ms\"")]
    public Task StaleWindow_IsAdded(string setting) => FixRun.VerifyAsync(
        new AddStaleWindowCodeFix(),
        "CACHEKIT309",
        $"public partial class C {{ [Cache({setting})] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }}",
        $"public partial class C {{ [Cache({setting}, StaleFor = \"10m\")] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }}");

    [Fact]
    public Task SettingsType_BecomesPartial() => FixRun.VerifyAsync(
        new MakeSettingsPartialCodeFix(),
        "CACHEKIT700",
        "using Cachekit.Secrets;\n\npublic static class Outer\n{\n    [SecretSettings]\n    public sealed record Mail(string Host);\n}\n",
        "using Cachekit.Secrets;\n\npublic static partial class Outer\n{\n    [SecretSettings]\n    public sealed partial record Mail(string Host);\n}\n");
}
