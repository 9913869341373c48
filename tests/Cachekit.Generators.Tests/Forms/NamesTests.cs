using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Forms;

/// <summary>The user's names are the user's business: none of them collides with a generated one.</summary>
public sealed class NamesTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string, string> Forms => new()
    {
        { "parameters like our locals", "public partial class C { [Cache] public partial int Get(int __key, int __hit, int __cache, int __owner, int _owner); private int GetCore(int a, int b, int c, int d, int e) => a; [Cache] public partial Task<int> AAsync(int __hit, int value, int cancellationToken, int cancellationToken_); private Task<int> ACoreAsync(int a, int b, int c, int d) => Task.FromResult(1); }" },
        { "parameters like our locals, invalidating", "public partial class C { [Cache] public partial int Get(int __key0, int __result); private int GetCore(int a, int b) => a; [Invalidates(nameof(Get))] public partial int Set(int __key0, int __result); private int SetCore(int a, int b) => a; }" },
        { "parameters like our types", "public partial class C { [Cache] public partial int Get(int __Cachekit, int __cachekitRuntime, int C); private int GetCore(int a, int b, int c) => a; [Cache] public static partial int Find(int __Cachekit, int __cachekitStaticRuntime, int C); private static int FindCore(int a, int b, int c) => a; private static CachekitRuntime? R => null; }" },
        { "static body like our members", "public partial class C { [Cache(Source = nameof(Create))] public static partial int A(int a); private static int Create(int a) => a; [Cache(Source = nameof(Key))] public static partial int B(int a); private static int Key(int a) => a; [Cache(Source = nameof(GetHashCode))] public static partial int D(int a); private static int GetHashCode(int a) => a; [Cache(Source = nameof(_a))] public static partial int E(int a); private static int _a(int a) => a; }" },
        { "methods like handle types", "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; [Cache] public partial int GetHandle(int a); private int GetHandleCore(int a) => a; [Cache] public partial int _owner(int a); private int _ownerCore(int a) => a; }" },
        { "type parameters like handle types", "public partial class C<AMethod, AHandle> { [Cache] public partial int A(AMethod a, AHandle b); private int ACore(AMethod a, AHandle b) => 1; [Cache] public partial int Get<GetHandle>(GetHandle a); private int GetCore<GetHandle>(GetHandle a) => 1; }" },
        { "members like private handles", "public partial class C { private sealed record Row(int A); private struct GetHandle { public int X { get; set; } } private int CachedFind => 1; [Cache] private partial Row Get(GetHandle a); private Row GetCore(GetHandle a) => new(CachedFind); [Cache] private partial Row Find(int a); private Row FindCore(int a) => new(a); [Cache] public partial int Other(int a); private int OtherCore(int a) => 1; }" },
        { "private handles in the base", "public partial class B { private int Cached => 1; public int Use => Cached; } public partial class C : B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public partial class D { public int Use => X(1); [Cache] private partial int X(int a); private int XCore(int a) => a; } public partial class E : D { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "static handles over instance handles", "public partial class B { [Cache] public partial int X(int a); private int XCore(int a) => a; } public partial class D : B { [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; [Cache] public partial int Other(int a); private int OtherCore(int a) => a; }" },
        { "names of the framework and of ours", "namespace Cachekit.Something { public class Task { } public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } } namespace System.X { public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } } namespace @global { public sealed record R(int A); public partial class Cachekit { public class System { } [Cache] public partial R Get(R a); private R GetCore(R a) => a; } }" },
        { "namespace like the type", "namespace Foo { public partial class Foo { [Cache] public partial Row Get(int a); private Row GetCore(int a) => new(a); } public sealed record Row(int A); }" },
        { "other scripts", "namespace हिन्दी { public partial class क्षेत्र { [Cache] public partial int प्राप्त(int संख्या); private int प्राप्तCore(int संख्या) => संख्या; } public partial class A‿B<T‿> { [Cache] public partial int Get(int a‿); private int GetCore(int a‿) => a‿; } }" },
        { "overrides", "public abstract class B { public abstract Task<int> GetAsync<T>(T a) where T : class, IComparable<T>; public abstract int M<T>(int a) where T : notnull; } public partial class C : B { [Cache] public override partial Task<int> GetAsync<T>(T a) where T : class; private Task<int> GetCoreAsync<T>(T a) where T : class, IComparable<T> => Task.FromResult(1); [Cache] public override partial int M<T>(int a); private int MCore<T>(int a) where T : notnull => 1; }" },
        { "awaiting in an unsafe type", "public unsafe partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; [Invalidates(nameof(Get))] public partial Task SetAsync(int a); private Task SetCoreAsync(int a) => Task.CompletedTask; [Invalidates(nameof(Get))] public unsafe partial Task<int> DropAsync(int a, CancellationToken ct); private Task<int> DropCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); }" },
        { "defaults by attribute in a value", "public sealed class Row([Optional, DateTimeConstant(5000)] DateTime at) { public DateTime At { get; } = at; } public partial class C { [Cache] public partial Row Get(int a); private Row GetCore(int a) => new(default); }" },
        { "defaults by attribute", "public partial class C { [Cache] public partial int Get([Optional, DateTimeConstant(5000)] DateTime a, [Optional] int x, [Optional, DefaultParameterValue(3)] int y, nint z = 5, byte b = 5, short s = -5, ulong u = ulong.MaxValue, char c = '\\ud800'); private int GetCore(DateTime a, int x, int y, nint z, byte b, short s, ulong u, char c) => 1; [Cache] public partial int Find([Optional] int a, int b); private int FindCore(int a, int b) => 1; }" },
        { "runtime that goes to the base too", "public class B(CachekitRuntime r) { protected CachekitRuntime R => r; } public partial class C(CachekitRuntime runtime) : B(runtime) { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public class P(CachekitRuntime r) { private CachekitRuntime R => r; public object Use => R; } public partial class D(CachekitRuntime runtime) : P(runtime) { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_CompilesWithoutWarning(string name, string source)
    {
        Assert.NotEmpty(name);

        var outcome = TestCompilation.Generate(Usings + source);

        outcome.AssertCompiles();
        Assert.NotEmpty(outcome.Files);
        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
    }

    public static TheoryData<string, string> Promises => new()
    {
        { "experimental", "#pragma warning disable EXP1, EXP2\n[Experimental(\"EXP1\")] public sealed record R(int A); public partial class C { [Cache] public partial R Get(R a); private R GetCore(R a) => a; [Cache] public partial int Find(int a); [Experimental(\"EXP2\")] private int FindCore(int a) => a; }" },
        { "obsolete with an id of its own", "#pragma warning disable OBS1\n[Obsolete(\"x\", DiagnosticId = \"OBS1\")] public sealed record R(int A); public partial class C { [Cache] public partial R Get(R a); private R GetCore(R a) => a; }" },
        { "obsolete as an error", "[Obsolete(\"x\", true)] public sealed record R(int A); public partial class C { [Obsolete(\"x\", true), Cache] public partial R Get(R a); [Obsolete(\"x\", true)] private R GetCore(R a) => a; }" },
        { "not CLS-compliant", "[assembly: CLSCompliant(true)] public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "promises about null", "public partial class C { [CacheKey] private string? _x; [Cache][return: NotNull] public partial string? A([AllowNull] string a, string? b); [return: NotNull] private string? ACore([AllowNull] string a, string? b) => b ?? _x ?? \"\"; [Cache, MemberNotNull(nameof(_x))] public partial int B(int a); [MemberNotNull(nameof(_x))] private int BCore(int a) { _x = \"\"; return a; } [Cache, DoesNotReturn] public partial int D(int a); [DoesNotReturn] private int DCore(int a) => throw new InvalidOperationException(); [Cache][return: NotNullIfNotNull(nameof(a))] public partial string? E(string? a); private string? ECore(string? a) => a; }" },
        { "open parameters that may be null", "public abstract class Base { public abstract int M<T>(T? a); } public partial class Sub : Base { [Cache] public override partial int M<T>(T? a) where T : default; private int MCore<T>(T? a) => 1; } public partial class C { [Cache] public partial int A<T>(int a, T? t = default); private int ACore<T>(int a, T? t) => a; [Cache] public partial int B<T>(int a, T t = default!); private int BCore<T>(int a, T t) => a; [Cache] public partial int D<T>(int a, T? t = null) where T : class; private int DCore<T>(int a, T? t) where T : class => a; }" },
    };

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task WhatTheUsersMembersBringAlong_IsNotSaidAgainInGeneratedCode(string name, string source)
    {
        Assert.NotEmpty(name);

        var outcome = TestCompilation.Generate(
            TestCompilation.Create("global using System.Diagnostics.CodeAnalysis;\n" + Usings, "using System;\nusing Cachekit;\n" + source), keepsPragma: true);

        outcome.AssertCompiles();
        Assert.NotEmpty(outcome.Files);
        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
    }

    [Fact]
    public void ParametersNamedLikeFieldsOfOthers_AreEachInTheKey()
    {
        var outcome = TestCompilation.Generate("using Cachekit; public static partial class C { [Cache] public static partial int Get(int a, int _a); private static int GetCore(int a, int b) => a; }");

        var handles = outcome.Load().GetType("C")!.GetProperty("Cached")!.GetValue(null)!;
        var handle = handles.GetType().GetProperty("Get")!.GetValue(handles)!;
        var key = handle.GetType().GetMethod("Key")!;

        Assert.NotEqual(key.Invoke(handle, [1, 2]), key.Invoke(handle, [3, 2]));
    }

    public static TheoryData<string> WithoutEffect =>
    [
        "public partial class C([CacheKey] int {|CACHEKIT006:tenant|}) { [Cache] public partial int Get(int a); private int GetCore(int a) => tenant; }",
        "public partial record C([CacheKey] int {|CACHEKIT006:Tenant|}, [property: CacheKey] int Region) { [Cache] public partial int Get(int a); private int GetCore(int a) => Tenant; }",
        "public class B { public CachekitRuntime? R { private get; set; } [CacheKey] public int {|CACHEKIT108:K|} { private get; set; } public object? Use => (R, K); } public partial class C : B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public class C { public int M() { [Cache] int {|CACHEKIT002:Local|}(int a) => a; return Local(1); } }",
        "public class C { public Func<int, int> M() => [Cache] (int a) {|CACHEKIT002:=>|} a; }",
        "public class C { public int P { [Cache] {|CACHEKIT002:get|} => 1; } }",
        "public interface I { int Get(int a); } public partial class C : I { [Cache] int I.{|CACHEKIT002:Get|}(int a) => a; }",
    ];

    [Theory]
    [MemberData(nameof(WithoutEffect))]
    public async Task AttributeWhereItDoesNothing_IsReported(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
    }

    public static TheoryData<string> Taken =>
    [
        "public partial class C { private static class {|CACHEKIT008:__Cachekit|} { } [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { private object? {|CACHEKIT008:__cachekitRuntime|}() => null; [Cache] public partial int Get(int a); private int GetCore(int a) => __cachekitRuntime() is null ? a : 1; }",
        "public partial class C { [Cache] public partial int {|CACHEKIT008:Get|}<Key>(Key a); private int GetCore<Key>(Key a) => 1; }",
        "public partial class C { private int _x; [Cache] public partial ref int {|CACHEKIT005:Get|}(int a); private ref int GetCore(int a) => ref _x; }",
        "public partial class C<Codecs> { [Cache] public partial int {|CACHEKIT008:Get|}(Codecs a); private int GetCore(Codecs a) => 1; }",
    ];

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task NameThatMustBeOurs_IsReportedAndTheRestCompiles(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }
}
