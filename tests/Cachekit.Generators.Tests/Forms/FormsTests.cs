using System.Text.RegularExpressions;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Forms;

/// <summary>Each form of a cached method compiles without a warning, whatever surrounds it.</summary>
public sealed partial class FormsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string, string> Forms => new()
    {
        { "value", "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "task", "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }" },
        { "valuetask", "public partial class C { [Cache] public partial ValueTask<int> GetAsync(int a); private ValueTask<int> GetCoreAsync(int a) => new(a); }" },
        { "task over valuetask", "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private ValueTask<int> GetCoreAsync(int a) => new(a); }" },
        { "valuetask over task", "public partial class C { [Cache] public partial ValueTask<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }" },
        { "async body", "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private async Task<int> GetCoreAsync(int a) { await Task.Yield(); return a; } }" },
        { "cacheable", "public partial class C { [Cache] public partial int Get(int a); private Cacheable<int> GetCore(int a) => Cacheable.Of(a); }" },
        { "cacheable task", "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private Task<Cacheable<int>> GetCoreAsync(int a) => Task.FromResult(Cacheable.Of(a)); }" },
        { "cacheable valuetask over task", "public partial class C { [Cache] public partial ValueTask<int[]> GetAsync(int a); private async Task<Cacheable<int[]>> GetCoreAsync(int a, CancellationToken ct) { await Task.Yield(); return new Cacheable<int[]>([a]); } }" },
        { "cacheable task over valuetask", "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private ValueTask<Cacheable<int>> GetCoreAsync(int a) => new(Cacheable.Of(a)); }" },
        { "cacheable of less than may be null", "public partial class C { [Cache] public partial Task<string?> GetAsync(int a); private Task<Cacheable<string>> GetCoreAsync(CachePrevious<string> p, int a) => Task.FromResult(Cacheable.Of(\"\")); }" },
        { "cacheable of less than may be null, sync", "public partial class C { [Cache] public partial string? Get(int a); private Cacheable<string> GetCore(in CachePrevious<string> p, int a) => Cacheable.Of(\"\"); }" },
        { "cacheable, less than may be null inside", "public partial class C { [Cache] public partial ValueTask<List<string?>?> GetAsync(int a); private ValueTask<Cacheable<List<string?>>> GetCoreAsync(int a, CachePrevious<List<string?>?> p, CancellationToken ct) => new(Cacheable.Of(new List<string?>())); }" },
        { "previous", "public partial class C { [Cache] public partial Task<int> GetAsync(int previous, CancellationToken ct = default); private Task<Cacheable<int>> GetCoreAsync(int previous, CachePrevious<int> p, CancellationToken ct) => Task.FromResult(p.Found ? Cacheable.Unchanged<int>() : Cacheable.Of(previous)); }" },
        { "previous, plain result", "public partial class C { [Cache] public partial Task<string> GetAsync(int a); private Task<string> GetCoreAsync(int a, CachePrevious<string> p) => Task.FromResult(p.Value ?? \"\"); }" },
        { "previous, plain result of a valuetask", "public partial class C { [Cache] public partial Task<string> GetAsync(int a); private ValueTask<string> GetCoreAsync(int a, CachePrevious<string> p) => new(p.Value ?? \"\"); }" },
        { "previous, plain result, sync", "public partial class C { [Cache] public static partial string? Get(); private static string? GetCore(CachePrevious<string> p) => p.Value; }" },
        { "previous, static", "public static partial class C { [Cache] public static partial int Get(int a); private static Cacheable<int> GetCore(int a, CachePrevious<int> p) => Cacheable.Of(a); }" },
        { "previous, struct", "public partial struct C { [Cache] public partial int Get(int a); private Cacheable<int> GetCore(int a, CachePrevious<int> p) => Cacheable.Of(a); }" },
        { "previous, generic", "public partial class C<T> where T : struct { [Cache] public partial Task<int> GetAsync<U>(T a, U b) where U : struct; private Task<Cacheable<int>> GetCoreAsync<U>(T a, U b, CachePrevious<int> p) where U : struct => Task.FromResult(Cacheable.Of(1)); }" },
        { "previous, unsafe", "public unsafe partial class C { [Cache] public partial Task<int> GetAsync(int a); private Task<Cacheable<int>> GetCoreAsync(int a, CachePrevious<int> p) => Task.FromResult(Cacheable.Of(a)); }" },
        { "owner with names of ours", "public partial class C { [CacheKey] public int Owner { get; } [CacheKey] protected int _owner; [Cache] public partial int Get(int owner, int key, int Body, int Key); private int GetCore(int owner, int key, int Body, int Key) => key; public int GetType(int a) => a; }" },
        { "class named as ours", "public partial class Body { public partial class Key { public partial class Owner { [CacheKey] public int Id; [Cache] public partial int Get(Key key); private int GetCore(Key key) => 1; [Cache] public static partial int Find(int a); private static int FindCore(int a) => 1; public override bool Equals(object? obj) => true; public override int GetHashCode() => 1; } [CacheKey] public int Id; } }" },
        { "tags", "public partial class C { [CacheKey] public Guid Tenant { get; } [Cache, CacheTag(\"all\"), CacheTag(\"{Tenant}:{{{a}}}\"), CacheTag(\"{event}\")] public partial int Get(int a, string? @event); private int GetCore(int a, string? @event) => a; }" },
        { "tags of every type", "public enum E { A } public partial class C { [Cache, CacheTag(\"{a}{b}{c}{d}{e}{f}{g}{h}{i}{j}{k}{l}{m}{n}\")] public partial int Get(int? a, string? b, E c, E? d, bool e, bool? f, char g, Guid? h, DateOnly i, TimeOnly? j, DateTime k, decimal l, Half m, UInt128? n); private int GetCore(int? a, string? b, E c, E? d, bool e, bool? f, char g, Guid? h, DateOnly i, TimeOnly? j, DateTime k, decimal l, Half m, UInt128? n) => 1; }" },
        { "tags, static and generic", "public static partial class C<T> { [Cache, CacheTag(\"x:{a}\")] public static partial int Get<U>(T t, U u, int a); private static int GetCore<U>(T t, U u, int a) => a; }" },
        { "tags to invalidate", "public partial class C { private readonly CachekitRuntime _r; public C(CachekitRuntime r) => _r = r; [InvalidatesTag(\"user:{id}\"), InvalidatesTag(\"users\")] public partial Task<int> SaveAsync(int id, int __tag0, int __result); private Task<int> SaveCoreAsync(int id, int __tag0, int __result) => Task.FromResult(id); }" },
        { "tags to invalidate, sync and static", "public static partial class C { [InvalidatesTag(\"user:{id}\", Source = nameof(Write))] public static partial void Save(in int id, object o); private static void Write(in int id, object o) { } }" },
        { "tags to invalidate beside entries", "public partial class C { [CacheKey] public int T; [Cache, CacheTag(\"{T}\")] public partial int Get(int a); private int GetCore(int a) => a; [Invalidates(nameof(Get)), InvalidatesTag(\"{T}\")] public partial void Set(int a, in int b); private void SetCore(int a, int b) { } }" },
        { "tags to invalidate, unsafe", "public unsafe partial class C { [InvalidatesTag(\"a\")] public partial Task SaveAsync(int id); private Task SaveCoreAsync(int id) => Task.CompletedTask; }" },
        { "many, names of items", "public partial class C { [Cache] public partial int Get(int Item2, string? Rest, int @int, int arguments, int keys, int argument, int cancellationToken); private int GetCore(int Item2, string? Rest, int @int, int arguments, int keys, int argument, int cancellationToken) => 1; [Cache] public partial int Find(string? a, [CacheIgnore] int b); private int FindCore(string? a, int b) => 1; }" },
        { "many, params", "public partial class C { [CacheKey] public int T; [Cache] public partial int Get(params string[] tags); private int GetCore(string[] tags) => 1; [Cache] public partial int Find<X>(X a, int? b); private int FindCore<X>(X a, int? b) => 1; }" },
        { "no arguments", "public partial class C { [Cache] public partial int Get(); private int GetCore() => 1; }" },
        { "static", "public partial class C { [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; }" },
        { "static class", "public static partial class C { [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; }" },
        { "instance method, static body", "public partial class C { [Cache] public partial int Get(int a); private static int GetCore(int a) => a; }" },
        { "static and instance", "public partial class C { [Cache] public partial int A(int a); private int ACore(int a) => a; [Cache] public static partial int B(int a); private static int BCore(int a) => a; }" },
        { "record", "public partial record C(int X) { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "struct", "public partial struct C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "readonly struct", "public readonly partial struct C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "readonly method of a struct", "public partial struct C { [Cache] public readonly partial int Get(int a); private readonly int GetCore(int a) => a; }" },
        { "struct with a runtime", "public partial struct C { private readonly CachekitRuntime _r; public C(CachekitRuntime r) => _r = r; [Cache] public readonly partial int Get(int a); private readonly int GetCore(int a) => a; }" },
        { "record struct", "public partial record struct C(int X) { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "nested", "public partial class A { private partial struct B { internal partial class C { [Cache] internal partial int Get(int a); private int GetCore(int a) => a; } } }" },
        { "nested in an interface", "public partial interface IA { public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } }" },
        { "generic type", "public partial class C<T, U> where T : class, new() where U : struct { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "generic method", "public partial class C { [Cache] public partial Task<int> CountAsync<T>(T a) where T : notnull; private Task<int> CountCoreAsync<T>(T a) where T : notnull => Task.FromResult(1); }" },
        { "generic method, many constraints", "public partial class C { [Cache] public partial int Count<T, U, V, W>(int a) where T : class?, IComparable<T> where U : unmanaged where V : Enum where W : List<T>, new(); private int CountCore<T, U, V, W>(int a) where T : class?, IComparable<T> where U : unmanaged where V : Enum where W : List<T>, new() => 1; }" },
        { "type parameter of the same name", "public partial class C<T> { [Cache] public partial int Get<U>(T t, U u); private int GetCore<U>(T t, U u) => 1; }" },
        { "defaults", "public partial class C { [Cache] public partial int Get(int a, int b = 5, string s = \"x\\\"\\n\", char c = '\\'', double d = double.NaN, float f = 1.5f, decimal m = 1.50m, long l = long.MinValue, DayOfWeek w = DayOfWeek.Friday, DayOfWeek? n = DayOfWeek.Monday, string? z = null, Guid g = default, int? i = 3, bool t = true); private int GetCore(int a, int b, string s, char c, double d, float f, decimal m, long l, DayOfWeek w, DayOfWeek? n, string? z, Guid g, int? i, bool t) => a; }" },
        { "params", "public partial class C { [Cache] public partial int Get(int a, params string[] tags); private int GetCore(int a, params string[] tags) => a; }" },
        { "params, async", "public partial class C { [Cache] public partial Task<int> GetAsync(params int[] ids); private Task<int> GetCoreAsync(int[] ids) => Task.FromResult(1); }" },
        { "in", "public partial class C { [Cache] public partial int Get(in int a, in Guid b); private int GetCore(in int a, Guid b) => a; }" },
        { "ref readonly", "public partial class C { [Cache] public partial int Get(ref readonly int a); private int GetCore(in int a) => a; }" },
        { "token in the middle", "public partial class C { [Cache] public partial Task<int> GetAsync(CancellationToken ct, int a); private Task<int> GetCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); }" },
        { "token only in the body", "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); }" },
        { "token only in the method", "public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken ct = default); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }" },
        { "body overloads, token preferred", "public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken ct = default); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); private Task<int> GetCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); private Task<int> GetCoreAsync(string a) => Task.FromResult(1); }" },
        { "inherited body", "public class B { protected int GetCore(int a) => a; } public partial class C : B { [Cache] public partial int Get(int a); }" },
        { "source", "public partial class C { [Cache(Source = nameof(Load))] public partial int Get(int a); private int Load(int a) => a; }" },
        { "public body", "public partial class C { [Cache] public partial int Get(int a); public int GetCore(int a) => a; }" },
        { "virtual", "public partial class C { [Cache] public virtual partial int Get(int a); private int GetCore(int a) => a; }" },
        { "override", "public abstract class B { public abstract int Get(int a); } public partial class C : B { [Cache] public override partial int Get(int a); private int GetCore(int a) => a; }" },
        { "sealed override", "public abstract class B { public abstract int Get(int a); } public partial class C : B { [Cache] public sealed override partial int Get(int a); private int GetCore(int a) => a; }" },
        { "new", "public class B { public int Get(int a) => a; } public partial class C : B { [Cache] public new partial int Get(int a); private int GetCore(int a) => a; }" },
        { "interface implementation", "public interface I { Task<int> GetAsync(int a); } public partial class C : I { [Cache] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }" },
        { "extension", "public static partial class C { [Cache] public static partial int Twice(this int a); private static int TwiceCore(int a) => a; }" },
        { "private", "public partial class C { [Cache] private partial int Get(int a); private int GetCore(int a) => a; public object Use() => Cached.Get.Info; }" },
        { "protected", "public partial class C { [Cache] protected partial int Get(int a); private int GetCore(int a) => a; }" },
        { "protected in a sealed class", "public sealed partial class C : B { [Cache] protected override partial int Get(int a); private int GetCore(int a) => a; } public abstract class B { protected abstract int Get(int a); }" },
        { "protected internal", "public partial class C { [Cache] protected internal partial int Get(int a); private int GetCore(int a) => a; }" },
        { "private protected", "public partial class C { [Cache] private protected partial int Get(int a); private int GetCore(int a) => a; }" },
        { "mixed accessibility", "public partial class C { [Cache] public partial int A(int a); private int ACore(int a) => a; [Cache] private partial int B(int a); private int BCore(int a) => a; [Cache] internal partial int D(int a); private int DCore(int a) => a; [Cache] protected partial int E(int a); private int ECore(int a) => a; }" },
        { "private types in a private method", "public partial class C { private sealed record Row(int A); private enum Kind { X } [Cache] public partial int A(int a); private int ACore(int a) => a; [Cache] private partial Row B(Kind kind); private Row BCore(Kind kind) => new(1); }" },
        { "private types only", "public partial class C { private sealed record Row(int A); [Cache] private partial Task<Row> GetAsync(Row row); private Task<Row> GetCoreAsync(Row row) => Task.FromResult(row); }" },
        { "internal type", "internal sealed record Row(int A); internal partial class C { [Cache] public partial Row Get(int a); private Row GetCore(int a) => new(a); }" },
        { "overloads", "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Cache] public partial int Get(string id); private int GetCore(string id) => 1; [Cache] public partial int Get(int id, int other); private int GetCore(int id, int other) => id; [Cache] public partial int Get(); private int GetCore() => 1; [Cache] public partial int Get<T>(int id); private int GetCore<T>(int id) => id; }" },
        { "sync and async", "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Cache] public partial Task<int> GetAsync(int id); private Task<int> GetCoreAsync(int id) => Task.FromResult(id); }" },
        { "overloads of private types", "public partial class C { private struct A { public int X { get; set; } } private struct B { public int X { get; set; } } [Cache] private partial int Get(A a); private int GetCore(A a) => 1; [Cache] private partial int Get(B a); private int GetCore(B a) => 1; }" },
        { "handle names of object", "public partial class C { [Cache] public partial Task<int> GetTypeAsync(int a); private Task<int> GetTypeCoreAsync(int a) => Task.FromResult(a); [Cache] public partial Task<int> EqualsAsync(int a); private Task<int> EqualsCoreAsync(int a) => Task.FromResult(a); }" },
        { "keywords", "namespace @namespace.@class { public partial class @event { [Cache] public partial int @for(int @if, string @class, int value, int key, CancellationToken @in = default); private int forCore(int @if, string @class, int value, int key, CancellationToken @in) => 1; } }" },
        { "names of ours", "public partial class C { [Cache] public partial int Get(int key, int owner, int body, int cache, int __key1, int Key, int Body, int Owner, int cancellationToken, int value, int Cache); private int GetCore(int key, int owner, int body, int cache, int __key1, int Key, int Body, int Owner, int cancellationToken, int value, int Cache) => 1; }" },
        { "types named like ours", "namespace N { public class Task { } public class System { } public class Cachekit { } public partial class C { [Cache] public partial global::System.Threading.Tasks.Task<int> GetAsync(int a); private global::System.Threading.Tasks.Task<int> GetCoreAsync(int a) => global::System.Threading.Tasks.Task.FromResult(a); } }" },
        { "global namespace", "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "file-scoped namespace", "namespace N.M; public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "nested namespaces", "namespace N { namespace M { public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } } }" },
        { "runtime field", "public partial class C(CachekitRuntime runtime) { private readonly CachekitRuntime _runtime = runtime; [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "runtime property", "public partial class C { public CachekitRuntime? Runtime { get; set; } [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "runtime parameter, hidden by an argument", "public partial class C(CachekitRuntime runtime) { [Cache] public partial int Get(int runtime); private int GetCore(int a) => a; }" },
        { "runtime of the base", "public class B { protected CachekitRuntime Runtime => CachekitRuntime.Default; } public partial class C : B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "static runtime", "public partial class C { private static readonly CachekitRuntime? Shared = null; [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; }" },
        { "record with a runtime", "public partial record C(CachekitRuntime Runtime) { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "base with handles", "public partial class B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public partial class C : B { [Cache] public partial int Other(int a); private int OtherCore(int a) => a; }" },
        { "derived nested in its base", "public partial class B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; public partial class C : B { [Cache] public partial int Other(int a); private int OtherCore(int a) => a; } }" },
        { "instance key", "public partial class C { [CacheKey] private readonly int _tenant = 1; [CacheKey] protected string Region => \"eu\"; [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "marked parameters", "public partial class C { [Cache] public partial int Get([CacheKey] int id, object service, Action log); private int GetCore(int id, object service, Action log) => id; }" },
        { "ignored parameters", "public partial class C { [Cache] public partial Task<int> GetAsync(int id, [CacheIgnore] IServiceProvider services, CancellationToken ct = default); private Task<int> GetCoreAsync(int id, IServiceProvider services, CancellationToken ct) => Task.FromResult(id); }" },
        { "nullable", "public partial class C { [Cache] public partial Task<string?> GetAsync(string? a, int? b, List<string?>? c); private Task<string?> GetCoreAsync(string? a, int? b, List<string?>? c) => Task.FromResult<string?>(null); }" },
        { "tuples", "public partial class C { [Cache] public partial Task<(int Id, string? Name)> GetAsync((int A, string B) key); private Task<(int Id, string? Name)> GetCoreAsync((int A, string B) key) => Task.FromResult((1, (string?)null)); }" },
        { "user attributes of ours", "public partial class C { [Cache, System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage, System.CodeDom.Compiler.GeneratedCode(\"x\", \"1\")] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "obsolete", "public partial class C { [Obsolete(\"old\")] public record Old(int A); [Obsolete(\"old\"), Cache] public partial Old Get(int a); [Obsolete(\"old\")] private Old GetCore(int a) => new(a); }" },
        { "invalidating forms", "public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Cache] public partial int Other(string name, int id); private int OtherCore(string name, int id) => id; [Invalidates(nameof(Get))] public partial void A(int id); private void ACore(int id) { } [Invalidates(nameof(Get)), Invalidates(nameof(Other))] public partial int B(int id, string name); private int BCore(int id, string name) => 1; [Invalidates(nameof(Get))] public partial ValueTask DAsync(int id, CancellationToken ct); private ValueTask DCoreAsync(int id, CancellationToken ct) => default; [Invalidates(nameof(Get))] public partial ValueTask<string> EAsync(int id); private Task<string> ECoreAsync(int id) => Task.FromResult(\"\"); [Invalidates(nameof(Get), Source = nameof(Drop))] public partial Task FAsync(short id); private Task Drop(short id) => Task.CompletedTask; }" },
        { "invalidating with defaults", "[assembly: CacheDefaults(Preset.Dev, Ttl = \"1m\", Namespace = \"d\")] public partial class C { [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Invalidates(nameof(Get))] public partial void A(int id); private void ACore(int id) { } }" },
        { "unsafe", "public unsafe partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }" },
        { "two types of one name", "namespace N { public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public partial class C<T> { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public partial class c1 { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public partial class C1 { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } public partial class C_T { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } } namespace M { public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; public partial class D { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } } }" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Form_CompilesWithoutWarning(string name, string source)
    {
        Assert.NotEmpty(name);
        foreach (var nullable in new[] { NullableContextOptions.Enable, NullableContextOptions.Disable })
        {
            // Annotations mean nothing where nullability is off; the rest must work there too.
            var text = nullable == NullableContextOptions.Enable ? source : Annotation().Replace(source, "$1");

            var outcome = TestCompilation.Generate(TestCompilation.Create(nullable, Usings + text));

            outcome.AssertCompiles();
            Assert.NotEmpty(outcome.Files);
            Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        }
    }

    // Nullable reference types of the forms above; nullable value types keep their question mark.
    [GeneratedRegex(@"(\bstring|>|\bclass|\bCachekitRuntime|\bobject)\?")]
    private static partial Regex Annotation();
}
