using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>A tag that cannot be filled in is said at its template, and what is right is not.</summary>
public sealed class TagDiagnosticsTests
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
        // 502: templates
        Cached("[Cache, CacheTag({|CACHEKIT502:\"\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT502:null!|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT502:\"user:{id\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT502:\"user:id}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT502:\"user:{}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT502:\"user:{{id}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT502:\"a\\nb\"|})]"),
        Cached($"[Cache, CacheTag({{|CACHEKIT502:\"{new string('x', 257)}\"|}})]"),
        Cached($"[Cache, CacheTag({{|CACHEKIT502:\"{new string('x', 200)}{{id}}{new string('x', 57)}\"|}})]"),
        "public partial class C { [Cache(Interop = \"get\", Namespace = \"users\"), CacheTag({|CACHEKIT502:\"users\"|})] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [InvalidatesTag({|CACHEKIT502:\"user:{id\"|})] public partial void Set(int id); private void SetCore(int id) { } }",

        // 503: names
        Cached("[Cache, CacheTag({|CACHEKIT503:\"user:{Id}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT503:\"user:{id:D4}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT503:\"user:{log}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT503:\"user:{ct}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT503:\"user:{Plain}\"|})]"),
        "public partial class C { [CacheKey] public int T; [Cache, CacheTag({|CACHEKIT503:\"{T}\"|})] public static partial int Get(int a); private static int GetCore(int a) => a; }",
        "public partial class C { [Cache, CacheTag({|CACHEKIT503:\"{b}\"|})] public partial int Get([CacheKey] int a, int b); private int GetCore(int a, int b) => a; }",
        "public partial class C { [InvalidatesTag({|CACHEKIT503:\"user:{id}\"|})] public partial Task SetAsync(CancellationToken id); private Task SetCoreAsync(CancellationToken id) => Task.CompletedTask; }",

        // 504: types
        Cached("[Cache, CacheTag({|CACHEKIT504:\"{list}\"|})]"),
        Cached("[Cache, CacheTag({|CACHEKIT504:\"{point}\"|})]"),
        "public partial class C<T> { [Cache, CacheTag({|CACHEKIT504:\"{a}\"|})] public partial int Get(T a); private int GetCore(T a) => 1; }",
        "public partial class C { [InvalidatesTag({|CACHEKIT504:\"user:{o}\"|})] public partial void Set(object o); private void SetCore(object o) { } }",
        "public partial class C { [Cache, CacheTag({|CACHEKIT504:\"{a}\"|})] public partial int Get(Uri a); private int GetCore(Uri a) => 1; }",

        // 009: both
        "public partial class C { [Cache, InvalidatesTag(\"x\")] public partial int {|CACHEKIT009:Get|}(int a); private int GetCore(int a) => 1; }",

        // 001, 002, 003: methods that only invalidate tags are annotated ones
        "public partial class C { [InvalidatesTag(\"x\")] public void {|CACHEKIT001:Set|}(int a) { } }",
        "public class C { public void Get(int a) { F(a); [InvalidatesTag(\"x\")] void {|CACHEKIT002:F|}(int b) { } } }",

        // 008: the generated name of the runtime
        "public partial class C { private int {|CACHEKIT008:__cachekitRuntime|} = 1; public int P => __cachekitRuntime; [InvalidatesTag(\"x\")] public partial void Set(int a); private void SetCore(int a) { } }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    public static TheoryData<string> Superfluous =>
    [
        // 505: twice
        Cached("[Cache, CacheTag(\"users\"), CacheTag({|CACHEKIT505:\"users\"|})]"),
        Cached("[Cache, CacheTag(\"user:{id}\"), CacheTag(\"users\"), CacheTag({|CACHEKIT505:\"user:{id}\"|})]"),
        "public partial class C { [InvalidatesTag(\"a\"), InvalidatesTag({|CACHEKIT505:\"a\"|})] public partial void Set(int id); private void SetCore(int id) { } }",

        // 506: nothing cached
        "public class C { [{|CACHEKIT506:CacheTag(\"users\")|}] public int Get(int id) => id; }",
        "public partial class C { [{|CACHEKIT506:CacheTag(\"user:{x\")|}, InvalidatesTag(\"users\")] public partial void Set(int id); private void SetCore(int id) { } }",
        "public partial class C { [Cache] public partial int Get(int id); [{|CACHEKIT506:CacheTag(\"users\")|}] private int GetCore(int id) => id; }",
        "public class C { public int Get(int a) { return F(a); [{|CACHEKIT506:CacheTag(\"x\")|}] int F(int b) => b; } }",
    ];

    [Theory]
    [MemberData(nameof(Superfluous))]
    public async Task TagWithoutEffect_IsAWarning(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        var reported = await TestCompilation.AnalyzeAsync(outcome);
        source.AssertMatches(reported);
        Assert.All(reported, diagnostic => Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity));
        outcome.AssertCompiles();
    }

    public static TheoryData<string> Fine =>
    [
        Cached("[Cache, CacheTag(\"users\"), CacheTag(\"user:{id}\"), CacheTag(\"{{x}}\"), CacheTag(\"{Tenant}/{name}\")]"),
        Cached($"[Cache, CacheTag(\"{new string('x', 256)}{{id}}\")]"),
        Cached("[Cache, CacheTag(\"{day}\")]"),
        "public partial class C { [InvalidatesTag(\"user:{id}\"), InvalidatesTag(\"{T}\")] public partial void Set(in int id, [CacheIgnore] object o); [CacheKey] protected string T = \"\"; private void SetCore(int id, object o) { } }",
        "public partial class C { [CacheTenant] public string T = \"\"; [Cache, Secure, CacheTag(\"{T}\")] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheKey] public int[] T = []; [Cache, CacheTag(\"{T}\")] public partial int Get(string T); private int GetCore(string T) => 1; }",
    ];

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task TagThatCanBeFilledIn_IsNotReported(string text)
    {
        var outcome = TestCompilation.Generate(Usings + text);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    [Fact]
    public async Task UnknownName_ListsTheKnownOnes()
    {
        var outcome = TestCompilation.Generate(Usings + Cached("[Cache, CacheTag(\"user:{userId}\")]"));

        var reported = Assert.Single(await TestCompilation.AnalyzeAsync(outcome));

        Assert.Equal(
            "'{userId}' in a tag of 'Get' is not in the key: write one of {Tenant}, {id}, {name}, {day}",
            reported.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Cached(string attributes) =>
        "public readonly record struct Point(int X, int Y); public partial class C { [CacheKey] public Guid Tenant { get; } public int Plain { get; } "
        + attributes
        + " public partial int Get(int id, string name, List<int> list, Point point, DateOnly day, [CacheIgnore] string log, CancellationToken ct = default);"
        + " private int GetCore(int id, string name, List<int> list, Point point, DateOnly day, string log, CancellationToken ct) => id; }";
}
