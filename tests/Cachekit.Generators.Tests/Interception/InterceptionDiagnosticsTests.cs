using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Parsing.Interception;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Interception;

/// <summary>What cannot be intercepted, at its place.</summary>
public sealed class InterceptionDiagnosticsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    private const string Attribute = "[assembly: CacheIntercept]\n";

    public static TheoryData<string> Mistakes =>
    [
        "public class C { [Cache] public int {|CACHEKIT027:Get|}<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicFields)] T>(int a) => a; public int F() => Get<int>(1); }",
        // 026: uses that are no calls, or none that an interceptor can take
        "public class C { [Cache] public int Get(int a) => a; public Func<int, int> F() => {|CACHEKIT026:Get|}; }",
        "public class C { [Cache] public int Get(int a) => a; public static IEnumerable<int> F(C c) => new[] { 1 }.Select({|CACHEKIT026:c.Get|}); }",
        "public class B { [Cache] public virtual int Get(int a) => a; } public class D : B { public override int Get(int a) => {|CACHEKIT026:base.Get|}(a); }",
        "public class C { [Cache] public int Get(int a) => a == 0 ? 0 : {|CACHEKIT026:Get|}(a - 1); }",
        "public interface I { [Cache] int Get(int a); } public class C(I inner) : I { public int Get(int a) => {|CACHEKIT026:inner.Get|}(a); }",
        "public class C { [Cache] public int Get(int a) => a; public static Expression<Func<C, int>> F() => c => {|CACHEKIT026:c.Get|}(1); }",
        "public class C { [Cache] public int Get(int a) => a; public static IQueryable<int> F(IQueryable<int> q, C c) => from x in q select {|CACHEKIT026:c.Get|}(x); }",

        "public interface I { [Cache] int Get(int a); } public static class C { public static int F<T>(T t) where T : I => {|CACHEKIT026:t.Get|}(1); }",
        "public interface I { [Cache] int Get(int a); } public static class C { public static int? F<T>(T? t) where T : struct, I => t is { } x ? {|CACHEKIT026:x.Get|}(1) : null; }",

        // 027: methods that generated code cannot call
        "public class C { [Cache] private int {|CACHEKIT027:Get|}(int a) => a; }",
        "public class C { [Cache] protected int {|CACHEKIT027:Get|}(int a) => a; }",
        "public class A { private class C { [Cache] public int {|CACHEKIT027:Get|}(int a) => a; } }",
        "public class A<T> { public class C { [Cache] public int {|CACHEKIT027:Get|}(int a) => a; } }",
        "file class C { [Cache] public int {|CACHEKIT027:Get|}(int a) => a; }",
        "public struct S { [Cache] public int {|CACHEKIT027:Get|}(int a) => a; }",
        "public interface I { [Cache] static abstract int {|CACHEKIT027:Get|}(int a); }",

        "public class C { [Cache] public int {|CACHEKIT027:Get|}(int a) => a; } public class CCalls { }",

        "public class A { public class B { [Cache] public int {|CACHEKIT027:Get|}(int a) => a; public static int F(B b, AB c) => b.Get(1) + c.Get(1); } } public class AB { [Cache] public int Get(int a) => a; }",
        "public class C { [Cache] public int Get(int a) => a; public static int F(C c) => c.Get(1); } [{|CACHEKIT020:CacheDecorator(Name = \"CCalls\")|}] public interface I { [Cache] int Get(int a); }",

        // as everywhere
        "public class C { [Cache(Source = {|CACHEKIT023:\"x\"|})] public int Get(int a) => a; }",
        "public class C { [CacheKey] private int {|CACHEKIT024:_k|} = 1; [Cache] public int Get(int a) => a + _k; }",
        "public class C { [Cache] public void {|CACHEKIT005:Get|}(int a) { } }",
        "public class C { [Cache] public int Get(Action {|CACHEKIT100:a|}) => 1; }",
        "public class C { [Cache] public int Get(int a) => 1; [Invalidates({|CACHEKIT500:\"Got\"|})] public void Set(int a) { } }",
    ];

    public static TheoryData<string> Fine =>
    [
        "public class C { [CacheKey] internal string Region => \"\"; [Cache, CacheTag(\"r:{Region}\")] public int Get(int a) => a; [InvalidatesTag(\"r:{Region}:{a}\")] public void Put(int a) { } public int F() { Put(1); return Get(1); } }",
        "public class A { public class B { [Cache] public int Get(int a) => a; public static int F(B b) => b.Get(1); } } public class AB { public int Get(int a) => a; }",
        "public class C { [Cache] public int Get(int a) => a; public int F() => Get(1) + this.Get(2); public static int G(C? c) => c?.Get(1) ?? 0; public string N => nameof(Get); }",
        "public interface I { [Cache] int Get(int a); } public class C : I { public int Get(int a) => a; public static int F(I i) => i.Get(1); }",
        "public interface IStore { [Cache] int Get(int a); } public class Store : IStore { [Cache] public int Get(int a) => a; public static int F(IStore i, Store s) => i.Get(1) + s.Get(2); }",
        "public interface I { [Cache] int Get(int a); } public static class C { public static int F<T>(T t) where T : class, I => t.Get(1) + (t?.Get(2) ?? 0); }",
        "public static class E { [Cache] public static int Twice(this string s, in int a) => a; public static int F() => \"x\".Twice(1) + Twice(\"y\", 2) + E.Twice(\"z\", 3); }",
        "public class C<T> where T : notnull { [Cache] public async Task<string> Get<U>(T t, U u) where U : struct { await Task.Yield(); return $\"{t}{u}\"; } public async Task F(T t) => await Get(t, 1); }",
        "public class C { [Cache] public int @return(int @int, params string[] @params) => 1; public int F() => @return(1, \"a\", \"b\") + @return(2); }",
        "public class C { [Cache] public int Get(int a) => a; [Invalidates(nameof(Get))] public void Set(int a) { } public void F() => Set(1); public Func<int> G() => () => Get(1); }",
        "public class C { [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; public Func<int, int> F() => Get; }".Replace("public class", "public partial class", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + Attribute + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task Correct_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(Usings + Attribute + source);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.NotEmpty(outcome.Files);
    }

    [Theory]
    [InlineData(false, "9.0.200")]
    [InlineData(true, "InterceptorsNamespaces")]
    public async Task CompilerOrProjectThatCannot_IsSaidAtTheAttribute(bool isCompilerNew, string part)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp12);
        var compilation = TestCompilation.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(Usings + Attribute + "public class C { [Cache] public int Get(int a) => a; public int F() => Get(1); }", options, "C.cs"));

        // The compiler of these tests cannot, whatever the project says.
        var analyzer = isCompilerNew ? new InterceptionAnalyzer(TestCompilation.Locations) : new InterceptionAnalyzer();
        var generator = isCompilerNew ? new CacheGenerator(TestCompilation.Locations) : new CacheGenerator();
        var driver = CSharpGeneratorDriver.Create([Microsoft.CodeAnalysis.GeneratorExtensions.AsSourceGenerator(generator)], parseOptions: options)
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        var diagnostics = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Empty(driver.GetRunResult().GeneratedTrees);
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticIds.InterceptorsUnavailable, diagnostic.Id);
        Assert.Contains(part, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("CacheIntercept", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Fact]
    public void Compiler_OfTheseTests_HasNoPlaces() => Assert.False(InterceptableLocations.OfCompiler.AreKnown);
}
