using System.Text.RegularExpressions;
using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>What is wrong with encryption is said once and at its place, and such a method is not cached at all.</summary>
public sealed partial class SecurityDiagnosticsTests
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
        // 402: not a string
        "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] int {|CACHEKIT402:t|}); private int GetCore(int t) => 1; }",
        "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] char {|CACHEKIT402:t|}, [CacheKey] int a); private int GetCore(char t, int a) => 1; }",
        "public partial class C { [Cache, Secure] public partial int Get(int a, [CacheTenant] CancellationToken {|CACHEKIT402:t|}); private int GetCore(int a) => 1; }",
        "[Secure] public partial class C { [CacheTenant] public Guid {|CACHEKIT402:T|} { get; } [Cache] public partial int A(int a); private int ACore(int a) => 1; [Cache] public partial int B(int a); private int BCore(int a) => 1; }",
        "public class B { [CacheTenant] protected Guid T; } public partial class C : B { [Cache, Secure] public partial int {|CACHEKIT402:Get|}(int a); private int GetCore(int a) => 1; }",
        "public partial class C<T> { [Cache, Secure] public partial int Get([CacheTenant] T {|CACHEKIT402:t|}); private int GetCore(T t) => 1; }",

        // 403: several
        "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string t, [CacheTenant] string {|CACHEKIT403:u|}); private int GetCore(string t, string u) => 1; }",
        "public partial class C { [CacheTenant] public string T = \"\"; [Cache, Secure] public partial int Get([CacheTenant] string {|CACHEKIT403:t|}); private int GetCore(string t) => 1; }",
        "[Secure] public partial class C { [CacheTenant] public string {|CACHEKIT403:U|} = \"\"; [CacheTenant] public string T = \"\"; [Cache] public partial int A(int a); private int ACore(int a) => 1; [Cache] public partial int B(int a); private int BCore(int a) => 1; }",
        "public class B { [CacheTenant] protected string Z = \"\"; } public partial class C : B { [CacheTenant] public string T = \"\"; [Cache, Secure] public partial int {|CACHEKIT403:Get|}(int a); private int GetCore(int a) => 1; }",

        // 404: constant and marked
        "public partial class C { [Cache, Secure(Tenant = \"x\")] public partial int Get([CacheTenant] string {|CACHEKIT404:t|}); private int GetCore(string t) => 1; }",
        "[Secure(Tenant = \"x\")] public partial class C { [CacheTenant] public string {|CACHEKIT404:T|} = \"\"; [Cache] public partial int A(int a); private int ACore(int a) => 1; [Cache, Secure] public partial int B(int a); private int BCore(int a) => 1; }",
        "[Secure(Tenant = \"x\")] public partial class C { public partial class D { [Cache] public partial int Get([CacheTenant] string {|CACHEKIT404:t|}); private int GetCore(string t) => 1; } }",

        // 405: left out of the key
        "public partial class C { [Cache, Secure] public partial int Get(int a, [CacheIgnore, CacheTenant] string {|CACHEKIT405:t|}); private int GetCore(int a, string t) => 1; }",
        "[assembly: CacheDefaults(Preset.Secure)] public partial class C { [Cache] public partial int Get(int a, [CacheIgnore, CacheTenant] string {|CACHEKIT405:t|}); private int GetCore(int a, string t) => 1; }",

        // 406: constant tenants
        "public partial class C { [Cache, Secure(Tenant = {|CACHEKIT406:\"\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache, Secure(Tenant = {|CACHEKIT406:\"a\\ud800\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        $"public partial class C {{ [Cache, Secure(Tenant = {{|CACHEKIT406:\"{new string('x', 1025)}\"|}})] public partial int Get(int a); private int GetCore(int a) => 1; }}",
        $"public partial class C {{ [Cache, Secure(Tenant = {{|CACHEKIT406:\"{new string('\u00e4', 512)}x\"|}})] public partial int Get(int a); private int GetCore(int a) => 1; }}",
        "[Secure(Tenant = {|CACHEKIT406:\"\"|})] public partial class C { [Cache] public partial int A(int a); private int ACore(int a) => 1; [Cache, Secure] public partial int B(int a); private int BCore(int a) => 1; public partial class D { [Cache] public partial int E(int a); private int ECore(int a) => 1; } }",

        // 407: shared operations
        "public partial class C { [Cache(Interop = \"get\", Namespace = \"users\"), Secure] public partial int Get([CacheTenant] string {|CACHEKIT407:t|}); private int GetCore(string t) => 1; }",
        "public partial class C { [CacheTenant] public string {|CACHEKIT407:T|} = \"\"; [Cache(Interop = \"get\", Namespace = \"users\"), Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheTenant] public string {|CACHEKIT407:T|} = \"\"; [Cache(Interop = \"get\", Namespace = \"users\")] public partial int Get(int a); private int GetCore(int a) => 1; [Cache, Secure] public partial int Fine(int a); private int FineCore(int a) => 1; }",

        // 408: not readable
        "public partial class C([CacheTenant] string {|CACHEKIT408:t|}) { private readonly string _t = t; [Cache, Secure] public partial string Get(int a); private string GetCore(int a) => _t; }",
        "public partial record C([CacheTenant] string {|CACHEKIT408:T|}) { [Cache, Secure] public partial int A(int a); private int ACore(int a) => 1; [Cache, Secure] public partial int B(int a); private int BCore(int a) => 1; }",
        "public partial class C { [CacheTenant] public static string {|CACHEKIT408:T|} = \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public static partial class C { [CacheTenant] public const string {|CACHEKIT408:T|} = \"\"; [Cache, Secure] public static partial int Get(int a); private static int GetCore(int a) => 1; }",
        "public partial class C { [CacheTenant] public string {|CACHEKIT408:T|} { set { } } [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheTenant] public string {|CACHEKIT408:this|}[int i] => \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [field: CacheTenant] public string {|CACHEKIT408:T|} { get; } = \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public interface I { string T { get; } } public partial class C : I { [CacheTenant] string I.{|CACHEKIT408:T|} => \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class B { [CacheTenant] private string T => \"\"; [Cache, Secure] public partial string Fine(int a); private string FineCore(int a) => T; } public partial class C : B { [Cache, Secure] public partial int {|CACHEKIT408:Get|}(int a); private int GetCore(int a) => 1; }",
        "public class B { [CacheTenant] public string {|CACHEKIT401:T|} { private get; set; } = \"\"; public string U => T; } public partial class C : B { [Cache, Secure] public partial int {|CACHEKIT408:Get|}(int a); private int GetCore(int a) => 1; }",
        "public class B { [CacheTenant] public string T => \"\"; } public partial class C : B { public new string T => \"\"; [Cache, Secure] public partial int {|CACHEKIT408:Get|}(int a); private int GetCore(int a) => 1; }",
        "public class B { [CacheTenant] public string Cached => \"\"; } public partial class C : B { [Cache, Secure] public partial int {|CACHEKIT408:Get|}(int a); private int GetCore(int a) => 1; }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedAtItsPlace_AndTheMethodIsNotCached(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.NotEmpty(outcome.Files);

        // What is written wrong runs its body, and only what is called fine is cached.
        var cached = outcome.Files.Values.SelectMany(file => Cached().Matches(file)).Select(match => match.Groups[1].Value);
        Assert.All(cached, method => Assert.EndsWith(".Fine", method, StringComparison.Ordinal));
    }

    public static TheoryData<string> Superfluous =>
    [
        // 400: [Secure] where nothing is cached
        "public class C { [{|CACHEKIT400:Secure|}] public int Get(int a) => a; }",
        "public partial class C { [{|CACHEKIT400:Secure|}, Invalidates(nameof(Get))] public partial void Set(int a); private void SetCore(int a) { } [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache] public partial int Get(int a); [{|CACHEKIT400:Secure(Tenant = \"x\")|}] private int GetCore(int a) => 1; }",
        "public class C { public int P { [{|CACHEKIT400:Secure|}] get => 1; } }",
        "[{|CACHEKIT400:Secure|}] public class C { public int Get(int a) => a; }",
        "[{|CACHEKIT400:Secure(Tenant = \"\")|}] public struct C { }",
        "[{|CACHEKIT400:Secure|}] public class B { } public partial class C : B { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public class C { public int Get(int a) { return F(a); [{|CACHEKIT400:Secure|}] int F(int b) => b; } }",
        "public class C { public Func<int, int> Get() => [{|CACHEKIT400:Secure|}] (b) => b; }",

        // 401: [CacheTenant] where nothing is encrypted
        "public partial class C { [Cache] public partial int Get([CacheTenant] string {|CACHEKIT401:t|}); private int GetCore(string t) => 1; }",
        "public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; [Cache] public partial int Find([CacheTenant] string {|CACHEKIT401:t|}); private int FindCore(string t) => 1; }",
        "[assembly: CacheDefaults(Preset.Secure)] public partial class C { [Cache(Preset.Dev)] public partial int Get([CacheTenant] string {|CACHEKIT401:t|}); private int GetCore(string t) => 1; }",
        "public partial class C { [Cache, Secure] public partial int Get(string t); private int GetCore([CacheTenant] string {|CACHEKIT401:t|}) => 1; }",
        "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string t); private int GetCore(string t) => 1; [Invalidates(nameof(Get))] public partial void Set([CacheTenant] string {|CACHEKIT401:t|}); private void SetCore(string t) { } }",
        "public class C { public int Get([CacheTenant] string {|CACHEKIT401:t|}) => 1; public C([CacheTenant] string {|CACHEKIT401:t|}) { } public int this[[CacheTenant] string {|CACHEKIT401:t|}] => 1; }",
        "public delegate void D([CacheTenant] string {|CACHEKIT401:t|});",
        "public interface I { Task<int> GetAsync([CacheTenant] string {|CACHEKIT401:t|}); }",
        "public class C { public int Get(int a) { return F(\"\"); int F([CacheTenant] string {|CACHEKIT401:t|}) => a; } public Func<string, int> G() => ([CacheTenant] string {|CACHEKIT401:t|}) => 1; }",
        "public partial class C { [CacheTenant] public string {|CACHEKIT401:T|} = \"\"; [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheTenant] public string {|CACHEKIT401:T|} = \"\"; [Cache] public partial int Get(int a); private int GetCore(int a) => 1; [Cache, Secure] public static partial int Find(int a); private static int FindCore(int a) => 1; }",
        "public sealed class C { [CacheTenant] public string {|CACHEKIT401:T|} = \"\"; }",
        "public sealed record C([property: CacheTenant] string {|CACHEKIT401:T|});",
        "public class C { [CacheTenant] private string {|CACHEKIT401:T|} => \"\"; public string U => T; }",
    ];

    [Theory]
    [MemberData(nameof(Superfluous))]
    public async Task MarkWithoutEffect_IsAWarning(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        var reported = await TestCompilation.AnalyzeAsync(outcome);
        source.AssertMatches(reported);
        Assert.All(reported, diagnostic => Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, diagnostic.Severity));
        outcome.AssertCompiles();
    }

    public static TheoryData<string> Fine =>
    [
        "[Secure] public partial class C { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[Secure] public partial class C { public partial class D { [Cache] public partial int Get([CacheTenant] string t); private int GetCore(string t) => 1; } }",
        "public class B { [CacheTenant] protected string T = \"\"; } public partial class C : B { [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public abstract class B { [CacheTenant] public virtual string T => \"\"; } public partial class C : B { [CacheTenant] public override string T => \"x\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public abstract class B { [CacheTenant] public abstract string T { get; } } public partial class C : B { public override string T => \"x\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheTenant, CacheIgnore] public string T = \"\"; [Cache, Secure] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheTenant] public string T = \"\"; [Cache, Secure] public partial int A(int a); private int ACore(int a) => 1; [Cache, Secure] public static partial int B([CacheTenant] string t); private static int BCore(string t) => 1; [Cache, Secure(Tenant = \"x\")] public static partial int D(int a); private static int DCore(int a) => 1; [Cache] public partial int E(int a); private int ECore(int a) => 1; }",
        "[Secure(Tenant = null)] public partial class C { [Cache, Secure(Tenant = null)] public partial int Get([CacheTenant] string? t); private int GetCore(string? t) => 1; }",
        $"public partial class C {{ [Cache, Secure(Tenant = \"{new string('\u00e4', 512)}\")] public partial int Get(int a); private int GetCore(int a) => 1; }}",
        "public partial class C { [Cache(Preset.Minimal), Secure] public partial int Get(int a); private int GetCore(int a) => 1; [Cache(Preset.Secure), Secure(Tenant = \"x\")] public partial int Find(int a); private int FindCore(int a) => 1; }",
        "public class B { [CacheTenant] public string T => \"\"; }",
    ];

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task WhatIsFine_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    [GeneratedRegex("Method = \"(.+)\",$", RegexOptions.Multiline)]
    private static partial Regex Cached();
}
