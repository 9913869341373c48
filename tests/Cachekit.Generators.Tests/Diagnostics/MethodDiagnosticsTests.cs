using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>Each mistake is reported at its place, nothing else is, and the generated code still compiles.</summary>
public sealed class MethodDiagnosticsTests
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
        // 001: not partial
        "public partial class C { [Cache] public int {|CACHEKIT001:Get|}(int a) => a; }",
        "public class C { [Cache] public int {|CACHEKIT001:Get|}(int a) => a; [Invalidates(\"Get\")] public void {|CACHEKIT001:Set|}() { } }",

        // 003, 004: the body
        "public partial class C { [Cache] public partial int {|CACHEKIT003:Get|}(int a); }",
        "public partial class C { [Cache] public partial Task<int> {|CACHEKIT003:GetAsync|}(int a); private Task<int> GetAsyncCore(int a) => Task.FromResult(a); }",
        "public partial class C { [Cache(Source = {|CACHEKIT003:\"Load\"|})] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(long a) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore() => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private int GetCore(int a, int b) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private long GetCore(int a) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}(int a); private Task<int> GetCore(int a) => Task.FromResult(1); }",
        "public partial class C { [Cache] public static partial int {|CACHEKIT004:Get|}(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}<T>(int a); private int GetCore<T>(int a) where T : class => 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT004:Get|}<T>(int a); private int GetCore(int a) => 1; }",

        // 005: nothing to cache
        "public partial class C { [Cache] public partial void {|CACHEKIT005:Get|}(int a); private void GetCore(int a) { } }",
        "public partial class C { [Cache] public partial Task {|CACHEKIT005:GetAsync|}(int a); private Task GetCoreAsync(int a) => Task.CompletedTask; }",
        "public partial class C { [Cache] public partial ValueTask {|CACHEKIT005:GetAsync|}(int a); private ValueTask GetCoreAsync(int a) => default; }",
        "public partial class C { [Cache] public partial ReadOnlySpan<int> {|CACHEKIT005:Get|}(int a); private ReadOnlySpan<int> GetCore(int a) => default; }",

        // 006, 010: parameters
        "public partial class C { [Cache] public partial int Get(ref int {|CACHEKIT006:a|}); private int GetCore(ref int a) => a; }",
        "public partial class C { [Cache] public partial int Get(out int {|CACHEKIT006:a|}); private int GetCore(out int a) => a = 1; }",
        "public partial class C { [Cache] public partial int Get(Span<int> {|CACHEKIT006:a|}); private int GetCore(Span<int> a) => 1; }",
        "public unsafe partial class C { [Cache] public partial int Get(int* {|CACHEKIT006:a|}); private int GetCore(int* a) => 1; }",
        "public partial class C { [Cache] public partial int Get([CacheKey, CacheIgnore] int {|CACHEKIT010:a|}); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; [Invalidates(nameof(Get))] public partial Task SetAsync(in int {|CACHEKIT006:a|}); private Task SetCoreAsync(in int a) => Task.CompletedTask; }",

        // 008: names
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; public int {|CACHEKIT008:Cached|} => 1; }",
        "public partial class {|CACHEKIT008:CachedMethods|} { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 009: both
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; [Cache, Invalidates(nameof(Get))] public partial int {|CACHEKIT009:Both|}(int a); private int BothCore(int a) => 1; }",

        // 300, 301: durations
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"5x\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"0s\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"-5s\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"5\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"30m1h\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"1h1h\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"99999d\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"99999999999999999999s\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { const string T = \"no\"; [Cache(NullTtl = {|CACHEKIT300:T|})] public partial string? Get(int a); private string? GetCore(int a) => null; }",
        "public partial class C { [Cache(CacheNulls = false, NullTtl = {|CACHEKIT301:\"5s\"|})] public partial string? Get(int a); private string? GetCore(int a) => null; }",

        // 302 to 305
        "public partial class C { [Cache(Namespace = {|CACHEKIT302:\"a b\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Namespace = {|CACHEKIT302:\"\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[CacheNamespace({|CACHEKIT302:\"a:b\"|})] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache({|CACHEKIT303:Preset.Io|}, Backend = \"eu\")] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults({|CACHEKIT303:Preset.Io|}, Backend = \"eu\")] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache({|CACHEKIT303:(Preset)42|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Backend = {|CACHEKIT305:\" \"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 500, 501: invalidation
        "public partial class C { [Invalidates({|CACHEKIT500:\"Nothing\"|})] public partial void Set(int a); private void SetCore(int a) { } }",
        "public partial class C { public int Get(int a) => a; [Invalidates({|CACHEKIT500:nameof(Get)|})] public partial void Set(int a); private void SetCore(int a) { } }",
        "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Set(int key); private void SetCore(int key) { } }",
        "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Set(string id); private void SetCore(string id) { } }",
        "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public static partial void Set(int id); private static void SetCore(int id) { } }",
        "public partial class C { [Cache] public partial int Get<T>(int id); private int GetCore<T>(int id) => 1; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Set(int id); private void SetCore(int id) { } }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));

        // The user reads our message, and not a dozen of the compiler's.
        outcome.AssertCompiles();
    }

    public static TheoryData<string> MistakesTheCompilerSeesToo =>
    [
        // 002: the container
        "public class C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => 1; }",
        "public class A { public partial class C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => 1; } }",
        "file partial class C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => 1; }",
        "public ref partial struct C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => 1; }",
        "public partial interface C { [Cache] public partial int {|CACHEKIT002:Get|}(int a); private int GetCore(int a) => 1; }",

        // 007: implemented
        "public partial class C { [Cache] public partial int {|CACHEKIT007:Get|}(int a); public partial int Get(int a) => a; }",
    ];

    [Theory]
    [MemberData(nameof(MistakesTheCompilerSeesToo))]
    public async Task MistakeInTheDeclaration_IsReportedAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        Assert.Empty(outcome.Files);
    }

    [Fact]
    public async Task Pragma_SilencesAReport()
    {
        var outcome = TestCompilation.Generate(Usings + """
            public partial class C
            {
            #pragma warning disable CACHEKIT300
                [Cache(Ttl = "x")]
            #pragma warning restore CACHEKIT300
                public partial int Get(int a);

                private int GetCore(int a) => a;
            }
            """);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
    }
}
