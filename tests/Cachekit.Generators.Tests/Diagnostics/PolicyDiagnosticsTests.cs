using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>Settings that are no settings, that contradict each other or the preset: each is said at the argument that is wrong.</summary>
public sealed class PolicyDiagnosticsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> Mistakes =>
    [
        // 300: durations
        Method("[Cache(StaleFor = {|CACHEKIT300:\"never\"|})]"),
        Method("[Cache(StaleFor = {|CACHEKIT300:\"5x\"|})]"),
        Method("[Cache(StaleFor = {|CACHEKIT300:\"4000d\"|})]"),
        Method("[Cache(LockWait = {|CACHEKIT300:\"never\"|})]"),
        Method("[Cache(LockWait = {|CACHEKIT300:\"25d\"|})]"),
        Method("[Cache(StaleFor = \"1m\", SoftTimeout = {|CACHEKIT300:\"0s\"|})]"),
        Method("[Cache(HardTimeout = {|CACHEKIT300:\"0ms\"|})]"),
        Method("[Cache(HardTimeout = {|CACHEKIT300:\"never\"|})]"),
        Method("[Cache(HardTimeout = {|CACHEKIT300:\"25d\"|})]"),
        Method("[Cache(HardTimeout = {|CACHEKIT300:\"\"|})]"),
        "[CacheDefaults(Ttl = {|CACHEKIT300:\"0s\"|})] public partial class C { [Cache] public partial int A(int a); private int ACore(int a) => 1; [Cache] public partial int B(int a); private int BCore(int a) => 1; }",

        // 306: ranges
        Method("[Cache(SwrThresholdRatio = {|CACHEKIT306:0.09|})]"),
        Method("[Cache(SwrThresholdRatio = {|CACHEKIT306:1.01|})]"),
        Method("[Cache(SwrThresholdRatio = {|CACHEKIT306:double.NaN|})]"),
        Method("[Cache(Jitter = {|CACHEKIT306:-0.1|})]"),
        Method("[Cache(Jitter = {|CACHEKIT306:0.51|})]"),
        Method("[Cache(LocalMaxSizeMb = {|CACHEKIT306:0|})]"),
        Method("[Cache(Priority = {|CACHEKIT306:(CachePriority)4|})]"),
        Method("[Cache(BackgroundRefresh = {|CACHEKIT306:(BackgroundRefresh)(-1)|})]"),
        Method("[Cache(Jitter = {|CACHEKIT306:2|}, LocalMaxSizeMb = {|CACHEKIT306:-1|})]"),
        Method("[Cache]", type: "[CacheDefaults(Jitter = {|CACHEKIT306:0.6|})]"),
        Method("[Cache]", assembly: "[assembly: CacheDefaults(Jitter = {|CACHEKIT306:0.6|})]"),

        // 307: timeouts
        Method("[Cache(StaleFor = \"1m\", SoftTimeout = {|CACHEKIT307:\"2s\"|}, HardTimeout = \"2s\")]"),
        Method("[Cache(StaleFor = \"1m\", SoftTimeout = {|CACHEKIT307:\"3s\"|})]", type: "[CacheDefaults(HardTimeout = \"2s\")]"),
        Method("[Cache(StaleFor = \"1m\", HardTimeout = {|CACHEKIT307:\"2s\"|})]", assembly: "[assembly: CacheDefaults(SoftTimeout = \"3s\")]"),
        Method("[Cache(StaleFor = \"1m\")]", type: "[CacheDefaults(SoftTimeout = {|CACHEKIT307:\"3s\"|}, HardTimeout = \"2s\")]"),

        // 307: no stale value
        Method("[Cache(StaleFor = \"0s\", SoftTimeout = {|CACHEKIT307:\"2s\"|})]"),
        Method("[Cache(StaleFor = \"0s\", FailSafe = {|CACHEKIT307:true|})]"),
        Method("[Cache(Ttl = \"never\", StaleFor = {|CACHEKIT307:\"1m\"|})]"),
        Method("[Cache(StaleFor = {|CACHEKIT307:\"1m\"|})]", type: "[CacheDefaults(Ttl = \"never\")]"),
        Method("[Cache(Ttl = \"never\", Sliding = {|CACHEKIT307:true|})]"),
        Method("[Cache]", type: "[CacheDefaults(Ttl = \"never\", Sliding = {|CACHEKIT307:true|})]"),

        // 307: too long together
        Method("[Cache(Ttl = \"3650d\", StaleFor = {|CACHEKIT307:\"1s\"|})]"),
        Method("[Cache(Ttl = {|CACHEKIT307:\"3650d\"|})]", type: "[CacheDefaults(StaleFor = \"1s\")]"),
        Method("[Cache(Preset.Io, Ttl = \"20d\", StaleFor = {|CACHEKIT307:\"11d\"|})]"),
        Method("[Cache(Preset.Io, StaleFor = {|CACHEKIT307:\"31d\"|})]"),

        // 307: switched off
        Method("[Cache(SwrEnabled = false, SwrThresholdRatio = {|CACHEKIT307:0.5|})]"),
        Method("[Cache(SwrThresholdRatio = {|CACHEKIT307:0.5|})]", type: "[CacheDefaults(SwrEnabled = false)]"),
        Method("[Cache(SwrEnabled = {|CACHEKIT307:true|}, BackgroundRefresh = BackgroundRefresh.Never)]"),
        Method("[Cache(SwrThresholdRatio = {|CACHEKIT307:0.5|}, BackgroundRefresh = BackgroundRefresh.Never)]"),
        Method("[Cache(LockEnabled = false, LockWait = {|CACHEKIT307:\"1s\"|})]"),
        Method("[Cache(LocalEnabled = false, LocalMaxSizeMb = {|CACHEKIT307:5|})]"),
        Method("[Cache(LocalEnabled = false, Priority = {|CACHEKIT307:CachePriority.High|})]"),

        // 308: the preset of tests
        Method("[Cache(Preset.Test, SwrEnabled = {|CACHEKIT308:true|})]"),
        Method("[Cache(Preset.Test, LockEnabled = {|CACHEKIT308:true|}, InvalidationEnabled = {|CACHEKIT308:true|})]"),
        Method("[Cache(Preset.Test, SoftTimeout = {|CACHEKIT308:\"1s\"|}, StaleFor = \"1m\")]"),
        Method("[Cache(Preset.Test, BackgroundRefresh = {|CACHEKIT308:BackgroundRefresh.Auto|})]"),
        Method("[Cache(SwrEnabled = {|CACHEKIT308:true|})]", assembly: "[assembly: CacheDefaults(Preset.Test)]"),
        Method("[Cache]", type: "[CacheDefaults(Preset.Test, SwrEnabled = {|CACHEKIT308:true|})]"),
        Method("[Cache]", type: "[CacheDefaults(SwrEnabled = {|CACHEKIT308:true|})]", assembly: "[assembly: CacheDefaults(Preset.Test)]"),

        // 301, 303: also on types
        Method("[Cache]", type: "[CacheDefaults(CacheNulls = false, NullTtl = {|CACHEKIT301:\"1s\"|})]"),
        Method("[Cache]", type: "[CacheDefaults({|CACHEKIT303:Preset.Io|}, Backend = \"eu\")]"),
        Method("[Cache]", type: "[CacheDefaults(Namespace = {|CACHEKIT302:\"a b\"|})]"),

        // 005, 006: results and parameters that only bodies have
        "public partial class C { [Cache] public partial Task<Cacheable<int>> {|CACHEKIT005:GetAsync|}(int a); private Task<Cacheable<int>> GetCoreAsync(int a) => Task.FromResult(Cacheable.Of(1)); }",
        "public partial class C { [Cache] public partial Cacheable<int> {|CACHEKIT005:Get|}(int a); private Cacheable<int> GetCore(int a) => Cacheable.Of(1); }",
        "public partial class C { [Cache] public partial int Get(int a, CachePrevious<int> {|CACHEKIT006:p|}); private int GetCore(int a, CachePrevious<int> p) => 1; }",

        // 004: bodies that know about freshness of something else
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private Cacheable<long> GetCore(int a) => Cacheable.Of(1L); }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(int a, CachePrevious<long> p) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(CachePrevious<int> p, int a, CachePrevious<int> q) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(int a, ref CachePrevious<int> p) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private Task<Cacheable<int>> GetCore(int a) => Task.FromResult(Cacheable.Of(1)); }",
        "public partial class C { [Cache] public partial Task<int> {|CACHEKIT004:GetAsync|}(int a); private Cacheable<int> GetCoreAsync(int a) => Cacheable.Of(1); }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; [Invalidates(nameof(Get))] public partial int {|CACHEKIT004:Set|}(int a); private Cacheable<int> SetCore(int a) => Cacheable.Of(1); }",

        // 011: a null that the method does not promise
        "public partial class C { [Cache] public partial Task<string> {|CACHEKIT011:GetAsync|}(int a); private Task<Cacheable<string?>> GetCoreAsync(int a) => Task.FromResult(Cacheable.Of<string?>(null)); }",
        "public partial class C { [Cache] public partial string {|CACHEKIT011:Get|}(int a); private Cacheable<string?> GetCore(int a) => Cacheable.Of<string?>(null); }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.NotEmpty(outcome.Files);
    }

    public static TheoryData<string> Hints =>
    [
        Method("[Cache(SoftTimeout = {|CACHEKIT309:\"2s\"|})]"),
        Method("[Cache(FailSafe = {|CACHEKIT309:true|})]"),
        Method("[Cache(FailSafe = {|CACHEKIT309:true|}, SoftTimeout = {|CACHEKIT309:\"1s\"|}, HardTimeout = \"2s\")]"),
    ];

    [Theory]
    [MemberData(nameof(Hints))]
    public async Task SettingThatNeedsAStaleWindow_IsAHint_AndTheMethodIsCached(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        var reported = await TestCompilation.AnalyzeAsync(outcome);
        source.AssertMatches(reported);
        Assert.All(reported, diagnostic => Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, diagnostic.Severity));
        Assert.Contains("Policy = new()", Assert.Single(outcome.Files.Values), StringComparison.Ordinal);
    }

    public static TheoryData<string> Fine =>
    [
        Method("[Cache(SwrEnabled = true, SwrThresholdRatio = 0.1, StaleFor = \"10m\", BackgroundRefresh = BackgroundRefresh.SameInstance, FailSafe = true, SoftTimeout = \"100ms\", HardTimeout = \"2s\", LockEnabled = true, LockWait = \"0s\", Sliding = true, Jitter = 0.5, Priority = CachePriority.NeverRemove, LocalEnabled = true, LocalMaxSizeMb = 1, InvalidationEnabled = true, NamespaceIndex = true)]"),
        Method("[Cache(SwrEnabled = true, SwrThresholdRatio = 1, Jitter = 0)]"),
        Method("[Cache(StaleFor = \"0s\")]"),
        Method("[Cache(Ttl = \"1825d\", StaleFor = \"1825d\")]"),
        Method("[Cache(Preset.Io, Ttl = \"15d\", StaleFor = \"15d\")]"),
        Method("[Cache(Preset.Io, SoftTimeout = \"1s\")]"),
        Method("[Cache(HardTimeout = \"24d\")]"),

        // What is farther away is meant for the others.
        Method("[Cache(Ttl = \"never\")]", type: "[CacheDefaults(StaleFor = \"1m\", Sliding = true)]"),
        Method("[Cache(SwrEnabled = false)]", type: "[CacheDefaults(SwrThresholdRatio = 0.3)]"),
        Method("[Cache(BackgroundRefresh = BackgroundRefresh.Never)]", type: "[CacheDefaults(SwrEnabled = true)]"),
        Method("[Cache(LockEnabled = false)]", assembly: "[assembly: CacheDefaults(LockWait = \"1s\")]"),
        Method("[Cache(LocalEnabled = false)]", assembly: "[assembly: CacheDefaults(LocalMaxSizeMb = 5, Priority = CachePriority.Low)]"),
        Method("[Cache(StaleFor = \"0s\")]", assembly: "[assembly: CacheDefaults(FailSafe = true, SoftTimeout = \"1s\")]"),
        Method("[Cache(Preset.Test)]", assembly: "[assembly: CacheDefaults(SwrEnabled = true, LockEnabled = true, InvalidationEnabled = true, SoftTimeout = \"1s\", BackgroundRefresh = BackgroundRefresh.Auto)]"),
        Method("[Cache]", type: "[CacheDefaults(Preset.Test)]", assembly: "[assembly: CacheDefaults(Preset.Production, SwrEnabled = true)]"),
        Method("[Cache]", type: "[CacheDefaults(FailSafe = true, SoftTimeout = \"1s\")]"),
        Method("[Cache]", type: "[CacheDefaults(CacheNulls = false)]", assembly: "[assembly: CacheDefaults(NullTtl = \"1s\")]"),
        Method("[Cache(Preset.Io)]", type: "[CacheDefaults(Backend = \"eu\")]"),

        // A nearer one repairs it.
        Method("[Cache(HardTimeout = \"9s\")]", assembly: "[assembly: CacheDefaults(SoftTimeout = \"3s\", HardTimeout = \"2s\")]"),
        Method("[Cache(Jitter = 0.1)]", type: "[CacheDefaults(Jitter = 7)]"),

        // The preset of tests can do these.
        Method("[Cache(Preset.Test, SwrEnabled = false, LockEnabled = false, InvalidationEnabled = false, BackgroundRefresh = BackgroundRefresh.Never)]"),
        Method("[Cache(Preset.Test, StaleFor = \"1m\", FailSafe = true, HardTimeout = \"1s\", Sliding = true, Jitter = 0.1)]"),
    ];

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task WhatCanBeHonoured_IsNotReported(string text)
    {
        var outcome = TestCompilation.Generate(Usings + text);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.Contains("CachedMethod<Key", Assert.Single(outcome.Files.Values), StringComparison.Ordinal);
    }

    private static string Method(string cache, string type = "", string assembly = "") =>
        $"{assembly} {type} public partial class C {{ {cache} public partial string? Get(int a); private string? GetCore(int a) => null; }}";
}
