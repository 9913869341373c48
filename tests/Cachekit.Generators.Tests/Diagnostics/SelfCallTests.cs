using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>Bodies that call their own cached method: with their own arguments they would wait for themselves.</summary>
public sealed class SelfCallTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> Calls =>
    [
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT013:Get(a)|} + 1; }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT013:this.Get(a)|}; }",
        "static partial class C { [Cache] public static partial string Get(string a, int b); private static string GetCore(string a, int b) => {|CACHEKIT013:C.Get(b: b, a: a)|}; }",
        "partial class C { [Cache] public partial int Get(); private int GetCore() => {|CACHEKIT013:Get()|}; }",
        "partial class C { [Cache] public partial Task<int> GetAsync(int a); private async Task<int> GetCoreAsync(int a) { try { return await {|CACHEKIT013:GetAsync(a)|}; } catch (FormatException) { return 0; } } }",
        "partial class C { [Cache(Source = nameof(Load))] public partial int Get(Key k); private int Load(Key k) => {|CACHEKIT013:Get(k)|}; } public sealed record Key(int A);",
        "partial class C { [Cache] public partial int Get<T>(T a); private int GetCore<TArg>(TArg a) => a is null ? 1 : 2; [Cache] public partial int Count<T>(int a); private int CountCore<T>(int a) => {|CACHEKIT013:Count<T>(a)|}; }",
        "partial class C<T> { [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT013:Get(a)|}; }",

        // What is not in the key may be another one.
        "partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken ct = default); private async Task<int> GetCoreAsync(int a, CancellationToken ct) => await {|CACHEKIT013:GetAsync(a)|}; }",
        "partial class C { [Cache] public partial int Get(int a, [CacheIgnore] string why); private int GetCore(int a, string why) => {|CACHEKIT013:Get(a, \"again\")|}; }",

        // The one of two names that is the same.
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT013:Get(a)|}; [Cache] public partial int Get(long a); private int GetCore(long a) => Get((int)a); }",
    ];

    public static TheoryData<string> Others =>
    [
        "partial class C { [Cache] public partial int Fibonacci(int n); private int FibonacciCore(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2); }",
        "partial class C { [Cache] public partial int Get(int a, int b); private int GetCore(int a, int b) => a < b ? Get(b, a) : a; }",
        "partial class C { [Cache] public partial int Get(int a, int b = 0); private int GetCore(int a, int b) => b == 0 ? a : Get(a); }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) { a--; return a > 0 ? Get(a) : 0; } }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) { (a, _) = (a / 2, 0); return a > 0 ? Get(a) : 0; } }",
        "partial class C { [Cache] public partial int Get(string a); private int GetCore(string a) { Shorten(ref a); return Get(a); } private static void Shorten(ref string a) => a = a[1..]; }",
        "partial class C { [Cache] public partial int Sum(List<int> a); private int SumCore(List<int> a) { if (a.Count == 0) { return 0; } var last = a[^1]; a.RemoveAt(a.Count - 1); return last + Sum(a); } }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => new C().Get(a); }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; public int Twice(int a) => 2 * Get(a); }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => Other(a); [Cache] public partial int Other(int a); private int OtherCore(int a) => a; }",
        "partial class C { [Cache] public partial int Get<T>(int a); private int GetCore<T>(int a) => typeof(T) == typeof(int) ? 1 : Get<int>(a); }",
        "static partial class C<T> { [Cache] public static partial int Get(int a); private static int GetCore(int a) => typeof(T) == typeof(int) ? 1 : C<int>.Get(a); }",

        // What runs when the body has ended, or without the cache.
        "partial class C { private readonly List<Action> _later = []; [Cache] public partial int Get(int a); private int GetCore(int a) { _later.Add(() => Get(a)); return a; } }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) { if (a > 5) { return a; } using (CacheScope.Bypass()) { return Get(a); } } }",
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task CallOfItself_IsAWarningAtTheCall(string marked)
    {
        var source = new MarkedSource(Usings + marked);
        var outcome = TestCompilation.Generate(TestCompilation.Create(source.Text), keepsPragma: true);

        var reported = await TestCompilation.AnalyzeAsync(outcome);

        source.AssertMatches(reported);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reported).Severity);
        outcome.AssertCompiles();
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task OtherCalls_AreNotReported(string source)
    {
        var outcome = TestCompilation.Generate(TestCompilation.Create(Usings + source), keepsPragma: true);

        Assert.DoesNotContain(await TestCompilation.AnalyzeAsync(outcome), diagnostic => diagnostic.Id == "CACHEKIT013");
        outcome.AssertCompiles();
    }
}
