using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Decorators;

/// <summary>What is wrong with <c>[CacheDecorator]</c>, at its place.</summary>
public sealed class DecoratorDiagnosticsTests
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
        // 020: what nothing can stand before
        "[{|CACHEKIT020:CacheDecorator|}] public class C { [Cache] public int Get(int a) => a; }",
        "[{|CACHEKIT020:CacheDecorator|}] public class C : IDisposable { [Cache] public int Get(int a) => a; public void Dispose() { } }",
        "[{|CACHEKIT020:CacheDecorator|}] public static class C { [Cache] public static int Get(int a) => a; }",
        "[{|CACHEKIT020:CacheDecorator|}] file interface I { [Cache] int Get(int a); }",
        "class A { [{|CACHEKIT020:CacheDecorator|}] private interface I { [Cache] int Get(int a); } }",
        "class A<T> { [{|CACHEKIT020:CacheDecorator|}] internal interface I { [Cache] int Get(int a); } }",
        "[{|CACHEKIT020:CacheDecorator|}] public interface I { [Cache] int Get(int a); static abstract int Make(); }",
        "[{|CACHEKIT020:CacheDecorator|}] public interface I { [Cache] int Get(int a); protected int Make(); }",
        "[{|CACHEKIT020:CacheDecorator|}] public interface IStore { [Cache] int Get(int a); } public class StoreCached { }",
        "[CacheDecorator] public interface IStore { [Cache] int Get(int a); } [{|CACHEKIT020:CacheDecorator|}] public class Store : IStore { [Cache] public int Get(int a) => a; }",

        // 020: two types whose generated classes would have one name
        "[CacheDecorator] public interface IOuterStore { [Cache] int Get(int a); } public class Outer { [{|CACHEKIT020:CacheDecorator|}] public interface IStore { [Cache] int Get(int a); } }",
        "public class Outer { [{|CACHEKIT020:CacheDecorator|}] public class Store : IOuterStore { [Cache] public int Get(int a) => a; } } [CacheDecorator] public interface IOuterStore { [Cache] int Get(int a); }",
        "public class A { [CacheDecorator] public interface IBStore { [Cache] int Get(int a); } public class B { [{|CACHEKIT020:CacheDecorator|}] public interface IStore { [Cache] int Get(int a); } } } public class AB { [{|CACHEKIT020:CacheDecorator|}] public class Store : A.IBStore { [Cache] public int Get(int a) => a; } }",
        "[CacheDecorator] public interface IStore { [Cache] int Get(int a); } [{|CACHEKIT020:CacheDecorator(Name = \"StoreCached\")|}] public interface IShop { [Cache] int Get(int a); }",
        "[CacheDecorator(Name = \"Fast\")] public interface IA { [Cache] int Get(int a); } [{|CACHEKIT020:CacheDecorator(Name = \"Fast\")|}] public interface IB { [Cache] int Get(int a); }",
        "[CacheDecorator] public interface IStore<T> { [Cache] int Get(int a); } public interface J { int Get(int a); } [{|CACHEKIT020:CacheDecorator|}] public class Store<T> : J { [Cache] public int Get(int a) => a; }",

        "[{|CACHEKIT020:CacheDecorator(Name = \"not a name\")|}] public interface IStore { [Cache] int Get(int a); }",
        "[{|CACHEKIT020:CacheDecorator|}] public interface IStore { [Cache] int Get(int a); } public partial struct StoreCached { }",

        // 021: nothing to do
        "[{|CACHEKIT021:CacheDecorator|}] public interface I { int Get(int a); }",
        "public interface I { int Get(int a); } [{|CACHEKIT021:CacheDecorator|}] public partial class C : I { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",

        // 022: nobody comes there
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { [Cache] public int Get(int a) => a; [Cache] public int {|CACHEKIT022:Other|}(int a) => a; }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { public int Get(int a) => a; [Cache] private int {|CACHEKIT022:Other|}(int a) => a; }",

        // 023: the body
        "[CacheDecorator] public interface I { [Cache(Source = {|CACHEKIT023:\"Load\"|})] int Get(int a); }",

        // 024: a key that cannot be read
        "public interface I { int Get(int a); } [CacheDecorator] public class C(string t) : I { [CacheKey] private readonly string {|CACHEKIT024:_tenant|} = t; [Cache] public int Get(int a) => a + _tenant.Length; }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { [CacheKey] protected string {|CACHEKIT024:Tenant|} => \"\"; [Cache] public int Get(int a) => a; [Cache] public int {|CACHEKIT022:B|}(int a) => a; }",

        // What is wrong with any cached method
        "[CacheDecorator] public interface I { [Cache] void {|CACHEKIT005:Get|}(int a); }",
        "[CacheDecorator] public interface I { [Cache] int Get(int a, out int {|CACHEKIT006:b|}); }",
        "[CacheDecorator] public interface I { [Cache] int Get(Action {|CACHEKIT100:a|}); }",
        "[CacheDecorator] public interface I { [Cache(Ttl = {|CACHEKIT300:\"5x\"|})] int Get(int a); }",
        "[CacheDecorator] public interface I { [Cache] int Get(int a); [Invalidates({|CACHEKIT500:\"Got\"|})] void Set(int a); }",
        "[CacheDecorator] public interface I { [Cache] int Get(int a); [Invalidates({|CACHEKIT501:nameof(Get)|})] void Set(int b); }",
        "[CacheDecorator] public interface I { [Cache] ref int {|CACHEKIT005:Get|}(int a); }",

        // 108: marks that are not in the key
        "[CacheDecorator] public interface I { [Cache] int Get(int a); } [CacheDecorator] public interface J : I { [CacheKey] string {|CACHEKIT108:Tenant|} { get; } [Cache] int Other(int a); }",
        "[CacheDecorator] public interface I { [Cache] int Get(int a); } public interface K { int Own(int a); } [CacheDecorator(Name = \"Own\")] public class C : I, K { [CacheKey] public string {|CACHEKIT108:Tenant|} => \"\"; public int Get(int a) => a; [Cache] public int Own(int a) => a; }",
        "public interface A { [CacheKey] string {|CACHEKIT108:Tenant|} { get; } } public interface B { string Tenant { get; } } [CacheDecorator] public interface I : A, B { [Cache] int Get(int a); }",
        "public interface A { [CacheKey] string {|CACHEKIT108:Tenant|} { get; } } public interface B : A { new string Tenant { get; } } [CacheDecorator] public interface I : B { [Cache] int Get(int a); }",

        "public interface A { [CacheTenant] string Tenant { get; } } public interface B { string Tenant { get; } } [CacheDecorator] public interface I : A, B { [Cache, Secure] int {|CACHEKIT408:Get|}(int a); }",
        "public interface A { [CacheTenant] string Tenant { get; } } public interface B { string Tenant { get; } } [CacheDecorator] public interface I : B, A { [Cache, Secure] int {|CACHEKIT408:Get|}(int a); }",

        // Without the attribute nothing stands before the type.
        "public interface I { [Cache] int {|CACHEKIT002:Get|}(int a); }",
        "public interface I { [Cache] int {|CACHEKIT002:Get|}(int a); } [CacheDecorator] public interface J : I { [Cache] int Other(); }",
    ];

    public static TheoryData<string> Fine =>
    [
        "[CacheDecorator] public interface I { [Cache] int Get(int a); }",
        "[CacheDecorator(Name = \"Fast\")] public interface IStore { [Cache] int Get(int a); } public class StoreCached { }",
        "[CacheDecorator] public interface IStore { [Cache] int Get(int a); } public partial class StoreCached { public int Extra => 1; }",
        "[CacheDecorator] public interface IStore { [Cache] int Get(int a); } [CacheDecorator(Name = \"Own\")] public class Store : IStore { [Cache] public int Get(int a) => a; }",
        "[CacheDecorator] public interface IStore<T> { [Cache] int Get(T a); } [CacheDecorator] public interface IStore { [Cache] int Get(int a); }",
        "[CacheDecorator] public interface IOuterStore { [Cache] int Get(int a); } public class Outer { [CacheDecorator(Name = \"InnerStoreCached\")] public interface IStore { [Cache] int Get(int a); } }",
        "namespace N { [CacheDecorator] public interface IOuterStore { [Cache] int Get(int a); } } public class Outer { [CacheDecorator] public interface IStore { [Cache] int Get(int a); } }",
        "[CacheDecorator] public interface IOuterStore<T> { [Cache] int Get(int a); } public class Outer { [CacheDecorator] public interface IStore { [Cache] int Get(int a); } }",
        "[Obsolete] public interface IOuterStore { int Get(int a); } public class Outer { [CacheDecorator] public interface IStore { [Cache] int Get(int a); } }",
        "class A { [CacheDecorator] internal interface I { [Cache] int Get(int a); } } class B { [CacheDecorator] internal interface I { [Cache] int Get(int a); } }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C(string t) : I { [CacheKey] internal string Tenant => t; [Cache] public int Get(int a) => a; [Cache] internal static partial int Twice(int a); }".Replace(" [Cache] internal static partial int Twice(int a);", "", StringComparison.Ordinal),
        "public interface I { int Get(int a); } [CacheDecorator] public abstract class C : I, IComparable<C>, IParsable<C> { [Cache] public abstract int Get(int a); public int CompareTo(C? c) => 0; public static C Parse(string s, IFormatProvider? p) => null!; public static bool TryParse(string? s, IFormatProvider? p, out C r) { r = null!; return false; } }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { [Cache] int I.Get(int a) => a; }",
        "[CacheDecorator] public interface I { [InvalidatesTag(\"x\")] void Clear(); }",
        "public interface A { [CacheKey] string Tenant { get; } } [CacheDecorator] public interface I : A { [Cache] int Get(int a); }",
        "public interface A { [CacheTenant] string Tenant { get; } } [CacheDecorator] public interface I : A { [Cache, Secure] int Get(int a); }",
        "public interface A { [CacheKey] string Tenant { get; } } public interface B { string Tenant { get; } } [CacheDecorator] public interface I : A, B { [CacheKey] new string Tenant { get; } [Cache] int Get(int a); }",
        "[CacheDecorator] public interface I { [CacheKey] string Tenant { get; } [Cache] int Get(int a); } public interface K { int Own(int a); } [CacheDecorator(Name = \"Own\")] public class C : I, K { [CacheKey] public string Tenant => \"\"; public int Get(int a) => a; [Cache] public int Own(int a) => a; }",
        "[CacheDecorator, CacheDefaults(Ttl = \"5m\"), CacheNamespace(\"shop\")] public interface I { [Cache, Secure] int Get([CacheTenant] string t); }",
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

    [Fact]
    public async Task NameOfTwoClasses_IsSaidWithTheOtherType()
    {
        var outcome = TestCompilation.Generate(Usings + "[CacheDecorator] public interface IOuterStore { [Cache] int Get(int a); } public class Outer { [CacheDecorator] public interface IStore { [Cache] int Get(int a); } }");

        Assert.Contains(
            "the generated class would have the name 'OuterStoreCached', which belongs to that of 'IOuterStore'; write [CacheDecorator(Name = \"...\")]",
            Assert.Single(await TestCompilation.AnalyzeAsync(outcome)).GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Equal("IOuterStore.Decorator.g.cs", Assert.Single(outcome.Files).Key);
    }

    [Fact]
    public async Task InvalidatingMethod_MayReturnWhatCannotBeCached()
    {
        var outcome = TestCompilation.Generate(
            Usings + "[CacheDecorator] public interface I { [Cache] int Get(int a); [Invalidates(nameof(Get))] Span<int> Set(int a); }",
            Usings + "public partial class C { [InvalidatesTag(\"x\")] public partial Span<int> Set(int a); private Span<int> SetCore(int a) => new int[a]; }");

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task Correct_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.NotEmpty(outcome.Files);
    }
}
