using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>A body that may return null where its method promises not to is a warning at the method, and nothing else is.</summary>
public sealed class NullPromisesTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> Broken =>
    [
        "public partial class C { [Cache] public partial string {|CACHEKIT011:Get|}(int a); private string? GetCore(int a) => null; }",
        "public partial class C { [Cache] public static partial string {|CACHEKIT011:Get|}(int a); private static string? GetCore(int a) => null; }",
        "public partial class C { [Cache(Source = nameof(Load))] public partial string {|CACHEKIT011:Get|}(int a); private string? Load(int a) => null; }",
        "public abstract class B<T> { protected T GetCore(int a) => default!; } public partial class C : B<string?> { [Cache] public partial string {|CACHEKIT011:Get|}(int a); }",

        // In tasks, also of two kinds, and the task itself.
        "public partial class C { [Cache] public partial Task<string> {|CACHEKIT011:GetAsync|}(int a); private Task<string?> GetCoreAsync(int a) => Task.FromResult<string?>(null); }",
        "public partial class C { [Cache] public partial ValueTask<string> {|CACHEKIT011:GetAsync|}(int a); private Task<string?> GetCoreAsync(int a) => Task.FromResult<string?>(null); }",
        "public partial class C { [Cache] public partial Task<string> {|CACHEKIT011:GetAsync|}(int a); private ValueTask<string?> GetCoreAsync(int a) => default; }",
        "public partial class C { [Cache] public partial Task<int> {|CACHEKIT011:GetAsync|}(int a); private Task<int>? GetCoreAsync(int a) => null; }",

        // Inside the value.
        "public partial class C { [Cache] public partial List<string> {|CACHEKIT011:Get|}(int a); private List<string?> GetCore(int a) => []; }",
        "public partial class C { [Cache] public partial string[] {|CACHEKIT011:Get|}(int a); private string?[] GetCore(int a) => []; }",
        "public partial class C { [Cache] public partial (int, string) {|CACHEKIT011:Get|}(int a); private (int, string?) GetCore(int a) => default; }",
        "public partial class C { [Cache] public partial Task<Dictionary<string, List<string>>> {|CACHEKIT011:GetAsync|}(int a); private Task<Dictionary<string, List<string?>>> GetCoreAsync(int a) => Task.FromResult(new Dictionary<string, List<string?>>()); }",

        // A method that invalidates returns what its body does as well.
        "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Invalidates(nameof(Get))] public partial string {|CACHEKIT011:Set|}(int id); private string? SetCore(int id) => null; }",
        "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Invalidates(nameof(Get))] public partial T {|CACHEKIT011:Set|}<T>(int id) where T : class; private T? SetCore<T>(int id) where T : class => null; }",
    ];

    public static TheoryData<string> Kept =>
    [
        "public partial class C { [Cache] public partial string Get(int a); private string GetCore(int a) => \"\"; }",
        "public partial class C { [Cache] public partial string? Get(int a); private string? GetCore(int a) => null; }",
        "public partial class C { [Cache] public partial string? Get(int a); private string GetCore(int a) => \"\"; }",
        "public partial class C { [Cache] public partial Task<string?> GetAsync(int a); private ValueTask<string> GetCoreAsync(int a) => new(\"\"); }",
        "public partial class C { [Cache] public partial List<string?> Get(int a); private List<string> GetCore(int a) => []; }",
        "public partial class C { [Cache] public partial int? Get(int a); private int? GetCore(int a) => null; }",
        "public partial class C { [Cache] public partial (int?, string)? Get(int a); private (int?, string)? GetCore(int a) => null; }",
        "public abstract class B<T> { protected T GetCore(int a) => default!; } public partial class C : B<string> { [Cache] public partial string Get(int a); }",

        // What only goes in.
        "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Invalidates(nameof(Get))] public partial IComparer<string> Set(int id); private IComparer<string?> SetCore(int id) => Comparer<string?>.Default; }",

        // Attributes that say more than the types.
        "public partial class C { [Cache] public partial string Get(int a); [return: NotNull] private string? GetCore(int a) => \"\"; }",
        "public partial class C { [Cache] public partial string Get(string a); [return: NotNullIfNotNull(nameof(a))] private string? GetCore(string? a) => a; }",
        "public partial class C { [Cache] [return: MaybeNull] public partial string Get(int a); private string? GetCore(int a) => null; }",

        // Nothing is promised where nullability is off.
        """
        public partial class C
        {
        #nullable disable
            [Cache] public partial string Get(int a);
            [Cache] public partial Task<int?> CountAsync(int a);
        #nullable enable
            private string? GetCore(int a) => null;
            private Task<int?> CountCoreAsync(int a) => Task.FromResult<int?>(null);
        }
        """,
        """
        public partial class C
        {
            [Cache] public partial string Get(int a);
        #nullable disable
            private string GetCore(int a) => null;
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task BodyThatMayReturnNull_IsAWarningAtTheMethod(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(TestCompilation.Create(source.Text), keepsPragma: true);
        var reported = await TestCompilation.AnalyzeAsync(outcome);

        source.AssertMatches(reported);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reported).Severity);

        // The method is cached all the same, and the generated file adds no warning of the compiler to ours.
        outcome.AssertCompiles();
        Assert.Contains("__Cachekit", Assert.Single(outcome.Files).Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task KeptPromise_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(TestCompilation.Create(Usings + source), keepsPragma: true);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }
}
