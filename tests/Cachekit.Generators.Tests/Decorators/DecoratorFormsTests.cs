using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Decorators;

/// <summary>Unusual interfaces and classes: what is generated for them compiles without a warning.</summary>
public sealed class DecoratorFormsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> Forms =>
    [
        // keywords and names of ours
        "namespace @class.@event; [CacheDecorator] public interface @interface { [Cache] int @return(int @int, int inner, int runtime, int __key, int __cache); int @params { get; } }",
        "[CacheDecorator] public interface IOdd { [Cache] int Cached(int a); [Cache] int CachedMethods(int a); int Dispose(); string __Cachekit { get; } }",

        // type parameters: constraints, nullable, hidden ones
        "[CacheDecorator] public interface IG<out T, in U> where U : class { [Cache] int Get(int a); T Make(U u); }",
        "[CacheDecorator] public interface IM { T? A<T>(int a) where T : struct; [Cache] string B<T>(T a) where T : class, IComparable<T>; T? C<T>() where T : class; T? D<T>(); T? E<T>() where T : notnull; T F<T>() where T : unmanaged, Enum; U G<T, U>() where U : T where T : class; }",
        "[CacheDecorator] public interface IN<T> where T : struct, IComparable<T> { [Cache] int Get(T? a); T? Other(T? a); }",

        // inherited, hidden, reimplemented
        "public interface IA { int X(int a); int P { get; } } public interface IB : IA { int IA.X(int a) => 2; new int P { get; set; } } [CacheDecorator] public interface IC : IB { [Cache] new int X(int a); }",
        "public interface IA<T> { T X(T a); } [CacheDecorator] public interface IC : IA<int>, IA<string> { [Cache] int Y(int a); }",
        "[CacheDecorator] public interface IA { [Cache] int X(int a); } [CacheDecorator] public interface IB : IA { [Cache] new int X(int a); [Invalidates(nameof(X))] void Set(int a); }",

        "public interface IA { [CacheKey] string Tenant { get; } } public interface IB : IA { } [CacheDecorator] public interface IC : IB { [Cache] int X(int a); [Cache] int Y([CacheIgnore] int a); }",
        "public interface IA { [CacheTenant] string Tenant { get; } } [CacheDecorator] public interface IC : IA { [Cache, Secure] int X(int a); }",

        "public interface IA { [CacheKey] string Region { get; } } [CacheDecorator] public interface IC : IA { [Cache, CacheTag(\"r:{Region}\")] int X(int a); [InvalidatesTag(\"r:{Region}:{a}\")] void Put(int a); }",
        "public interface I { int X(int a); void Put(int a); } [CacheDecorator] public class C : I { [CacheKey] internal string Region => \"\"; [Cache, CacheTag(\"r:{Region}\")] public int X(int a) => a; [InvalidatesTag(\"r:{Region}:{a}\")] public void Put(int a) { } }",

        // members of all kinds
        "[CacheDecorator] public interface IK { [Cache] int Get(int a); ref int R(); ref readonly int Q { get; } int this[string a, in int b] { get; init; } int W { set; } int G { get; } event Action? E; void V(scoped Span<int> s, ref readonly int r, out int o); }",
        "[CacheDecorator] public unsafe interface IU { [Cache] int Get(int a); int* P(void* p); delegate*<int, void> F { get; } }",
        "[CacheDecorator] public interface IL { [Cache] int Get(int a); private int Hidden() => 1; static int S => 1; sealed int T() => Hidden(); protected int U() => 2; int Default() => 3; internal int V() => 4; }",
        "[CacheDecorator] public interface IO { [Cache] int Get(int a); [Obsolete(\"x\", true)] int Old(); [Obsolete] [Cache] int Older(int a); }",

        // values and keys
        "[CacheDecorator] public interface IV { [Cache] Task<(int A, string? B)> Get((int, int) a, int[]? b, params string[] c); [Cache] IAsyncEnumerable<int> S(int a); [Cache] string? N(string? a = null, DayOfWeek d = DayOfWeek.Monday); }",
        "#nullable disable\n[CacheDecorator] public interface ID { [Cache] string Get(string a); Task<string> Other(string a); }",

        // classes
        "public interface I { int Get(int a); int Set(int a); } public class B { public virtual int Set(int a) => 1; } [CacheDecorator] public sealed record C(int X) : I { [Cache] public int Get(int a) => 1; public int Set(int a) => 2; }",
        "public interface I<T> { T Get(int a); } public interface J { int Get(int a); } [CacheDecorator] public class C : I<int>, J { [Cache] public int Get(int a) => 1; }",
        "public interface I { [Obsolete] int Get(int a); } public class A { [CacheDecorator] public class C<T> : I, IEnumerable<T> { [Cache] public int Get(int a) => 1; public IEnumerator<T> GetEnumerator() => null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => null!; } }",
        "public interface I { int Get(int a); } [CacheDecorator] public partial class C : I { [Cache] public int Get(int a) => 1; [Cache] public partial int Other(int a); private int OtherCore(int a) => a; }",
        "public interface I : IAsyncDisposable, IDisposable { Task<int> Get(int a); } [CacheDecorator] public abstract class C : I { [Cache] public abstract Task<int> Get(int a); public abstract void Dispose(); public abstract ValueTask DisposeAsync(); }",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_CompilesWithoutAWarning(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);

        Assert.DoesNotContain(outcome.Problems, problem => problem.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(outcome.Problems, problem => problem.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(await TestCompilation.AnalyzeAsync(outcome), diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.NotEmpty(outcome.Files);
    }

    [Fact]
    public void NamesThatDifferInCaseOnly_HaveFilesOfTheirOwn()
    {
        var outcome = TestCompilation.Generate("""
            using Cachekit;
            [CacheDecorator] public interface IShop { [Cache] int Get(int a); }
            [CacheDecorator] public interface ISHOP { [Cache] int Get(int a); }
            """);

        outcome.AssertCompiles();
        Assert.Equal(2, outcome.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
