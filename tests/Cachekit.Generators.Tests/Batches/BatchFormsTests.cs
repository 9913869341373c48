using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Batches;

/// <summary>Each form of ids and results compiles without a warning.</summary>
public sealed class BatchFormsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Collections.Frozen;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> IdTypes =>
    [
        "int[]", "List<int>", "IList<int>", "ICollection<int>", "IEnumerable<int>", "IReadOnlyList<int>", "IReadOnlyCollection<int>", "HashSet<int>", "ISet<int>",
        "IReadOnlySet<int>", "ImmutableArray<int>", "ReadOnlyMemory<int>", "Memory<int>", "string[]", "List<string?>", "Guid[]", "DateTime[]", "(int, string)[]", "byte[][]", "int?[]",
    ];

    public static TheoryData<string> ResultTypes =>
    [
        "Dictionary<int, string>", "IDictionary<int, string>", "IReadOnlyDictionary<int, string>", "ImmutableDictionary<int, string>", "IImmutableDictionary<int, string>",
        "FrozenDictionary<int, string>", "Dictionary<int, string?>", "IReadOnlyDictionary<int, decimal>", "IReadOnlyDictionary<int, decimal?>", "IReadOnlyDictionary<int, List<string>>",
        "string[]", "List<string>", "IList<string>", "ICollection<string>", "IEnumerable<string>", "IReadOnlyList<string>", "IReadOnlyCollection<string?>", "ImmutableArray<string>", "int[]", "int?[]",
    ];

    public static TheoryData<string, string> Forms => new()
    {
        { "task", "public partial class C { [Cache, CacheBatch] public partial Task<string[]> GetAsync(int[] ids, CancellationToken ct = default); private Task<string[]> GetCoreAsync(int[] ids, CancellationToken ct) => null!; }" },
        { "value task with a body of tasks", "public partial class C { [Cache, CacheBatch] public partial ValueTask<string[]> GetAsync(int[] ids); private Task<string[]> GetCoreAsync(int[] ids) => null!; }" },
        { "static", "public static partial class C { [Cache, CacheBatch] public static partial string[] Get(int[] ids); private static string[] GetCore(int[] ids) => null!; }" },
        { "params", "public partial class C { [Cache, CacheBatch] public partial string[] Get(string region, params int[] ids); private string[] GetCore(string region, int[] ids) => null!; }" },
        { "in", "public partial class C { [Cache, CacheBatch] public partial string[] Get(in ReadOnlyMemory<int> ids, in Guid x); private string[] GetCore(in ReadOnlyMemory<int> ids, in Guid x) => null!; }" },
        { "two lists", "public partial class C { [Cache, CacheBatch(Ids = nameof(b))] public partial string[] Get(int[] a, List<string> b); private string[] GetCore(int[] a, List<string> b) => null!; }" },
        { "one list in the key", "public partial class C { [Cache, CacheBatch] public partial string[] Get([CacheIgnore] int[] a, List<string> b); private string[] GetCore(int[] a, List<string> b) => null!; }" },
        { "marked", "public partial class C { [Cache, CacheBatch] public partial string[] Get([CacheKey] int[] a, List<string> b, object c); private string[] GetCore(int[] a, List<string> b, object c) => null!; }" },
        { "generic", "public partial class C<T> { [Cache, CacheBatch] public partial string[] Get<U>(U[] ids) where U : struct; private string[] GetCore<U>(U[] ids) where U : struct => null!; }" },
        { "keywords", "public partial class @event { [Cache, CacheBatch] public partial Task<Dictionary<int, string>> @for(int[] @if, string @class, int id, int ids, int owner, CancellationToken @in = default); private Task<Dictionary<int, string>> forCore(int[] @if, string @class, int id, int ids, int owner, CancellationToken @in) => null!; }" },
        { "nullable list and result", "public partial class C { [Cache, CacheBatch] public partial Task<string[]?> GetAsync(List<int>? ids); private Task<string[]?> GetCoreAsync(List<int>? ids) => null!; }" },
        { "secure, with a tenant", "public partial class C { [Cache, CacheBatch, Secure] public partial string[] Get(int[] ids, [CacheTenant] string tenant); private string[] GetCore(int[] ids, string tenant) => null!; }" },
        { "private", "public partial class C { private sealed record Row(int A); [Cache, CacheBatch] private partial Dictionary<int, Row> Get(int[] ids); private Dictionary<int, Row> GetCore(int[] ids) => null!; }" },
        { "overloads", "public partial class C { [Cache, CacheBatch] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; [Cache, CacheBatch] public partial string[] Get(string[] ids); private string[] GetCore(string[] ids) => null!; [Cache] public partial string Get(int id); private string GetCore(int id) => null!; }" },
        { "shared, sync of async", "public partial class C { [Cache] public partial Task<string?> GetAsync(int id); private Task<string?> GetCoreAsync(int id) => null!; [Cache, CacheBatch(SharesWith = nameof(GetAsync))] public partial Dictionary<int, string> GetAll(int[] ids); private Dictionary<int, string> GetAllCore(int[] ids) => null!; }" },
        { "shared, with overloads", "public partial class C { [Cache] public partial string Get(int id, int x); private string GetCore(int id, int x) => null!; [Cache] public partial string Get(int id); private string GetCore(int id) => null!; [Cache, CacheBatch(SharesWith = nameof(Get))] public partial string[] GetAll(int[] ids); private string[] GetAllCore(int[] ids) => null!; }" },
        { "shared, static of instance", "public partial class C { [Cache] public static partial string Get(int id); private static string GetCore(int id) => null!; [Cache, CacheBatch(SharesWith = nameof(Get))] public partial string[] GetAll(int[] ids); private string[] GetAllCore(int[] ids) => null!; }" },
        { "shared, with a source", "public partial class C { [Cache(Interop = \"get\", Namespace = \"n\"), Secure(Tenant = \"t\")] public partial string Get(int id); private string GetCore(int id) => null!; [Cache(Source = nameof(Load)), CacheBatch(SharesWith = nameof(Get))] public partial string[] GetAll(int[] ids); private string[] Load(int[] ids) => null!; }" },
        { "shared, with a runtime", "public partial class C(CachekitRuntime runtime) { [Cache] public partial string Get([CacheKey] int id, object log); private string GetCore(int id, object log) => null!; [Cache, CacheBatch(SharesWith = nameof(Get))] public partial Task<List<string>> GetAllAsync(IEnumerable<int> ids, [CacheIgnore] object other); private Task<List<string>> GetAllCoreAsync(IEnumerable<int> ids, object other) => null!; }" },
        { "obsolete", "public partial class C { [Obsolete(\"old\"), Cache, CacheBatch] public partial string[] Get(int[] ids); [Obsolete(\"old\")] private string[] GetCore(int[] ids) => null!; }" },
        { "unsafe", "public unsafe partial class C { [Cache, CacheBatch] public partial Task<string[]> GetAsync(int[] ids); private Task<string[]> GetCoreAsync(int[] ids) => null!; }" },
    };

    [Theory]
    [MemberData(nameof(IdTypes))]
    public Task Ids_CompileWithoutWarning(string type) => CompilesAsync(
        $"public partial class C {{ [Cache, CacheBatch] public partial ValueTask<IReadOnlyList<string>> GetAsync({type} ids, string region); private ValueTask<IReadOnlyList<string>> GetCoreAsync({type} ids, string region) => default; }}");

    [Theory]
    [MemberData(nameof(ResultTypes))]
    public Task Results_CompileWithoutWarning(string type) => CompilesAsync(
        $"public partial class C {{ [Cache, CacheBatch] public partial ValueTask<{type}> GetAsync(int[] ids); private ValueTask<{type}> GetCoreAsync(int[] ids) => default; [Cache, CacheBatch] public partial {type} Get(int[] ids); private {type} GetCore(int[] ids) => default!; }}");

    [Theory]
    [MemberData(nameof(Forms))]
    public Task Form_CompilesWithoutWarning(string name, string source)
    {
        Assert.NotEmpty(name);
        return CompilesAsync(source);
    }

    private static async Task CompilesAsync(string source)
    {
        foreach (var nullable in new[] { NullableContextOptions.Enable, NullableContextOptions.Disable })
        {
            var text = nullable == NullableContextOptions.Enable
                ? source
                : source.Replace("string?", "string", StringComparison.Ordinal).Replace("List<int>?", "List<int>", StringComparison.Ordinal).Replace("string[]?", "string[]", StringComparison.Ordinal);

            var outcome = TestCompilation.Generate(TestCompilation.Create(nullable, Usings + text));

            outcome.AssertCompiles();
            Assert.NotEmpty(outcome.Files);
            Assert.Contains("BatchBody<", Assert.Single(outcome.Files).Value, StringComparison.Ordinal);
            Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        }
    }
}
