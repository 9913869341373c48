using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>What cannot be shared is reported at its place, and what can is not.</summary>
public sealed class InteropDiagnosticsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.IO;
        using System.Numerics;
        using System.Text;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> Mistakes =>
    [
        // 310: no namespace
        "public partial class C { [Cache(Interop = {|CACHEKIT310:\"get_user\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = {|CACHEKIT310:\"get_user\"|}, Namespace = null)] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(Ttl = \"5m\")]\npublic partial class C { [Cache(Interop = {|CACHEKIT310:\"get_user\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 311: segments
        .. Segments(["", " ", "Get", "get user", "get:user", "get/user", ".get", "-get", "_get", "get..user", "gét", "get\\n", "get\\u0661", "ｇet", new string('a', 65), "GET"]),
        .. Namespaces(["", "Users", "ns", "nsapi", "a..b", "a b", "_a", "a:b", new string('a', 65)]),
        "[CacheNamespace({|CACHEKIT311:\"Users\"|})] public partial class C { [Cache(Interop = \"op\")] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(Namespace = {|CACHEKIT311:\"ns\"|})]\npublic partial class C { [Cache(Interop = \"op\")] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = {|CACHEKIT311:\"\"|}, Namespace = {|CACHEKIT311:\"\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 312: arguments
        .. Arguments(
        [
            "DateOnly", "TimeOnly", "TimeSpan", "TimeSpan?", "Uri", "Version", "Rune", "Index", "Range", "KeyValuePair<string, int>", "int[,]", "List<int[,,]>",
            "Dictionary<int, string>", "IReadOnlyDictionary<Guid, int>", "Dictionary<string, DateOnly>", "HashSet<TimeSpan>", "(int, Uri)", "Tuple<Version>",
            "R", "S", "M", "List<R>", "R?", "S?", "Dictionary<string, R>", "IService", "Memory<int>", "StringBuilder", "List<KeyValuePair<string, int>>",
        ]),

        // The keys' own diagnostics, where no key can have the type.
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(object {|CACHEKIT100:a|}); private int GetCore(object a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(Stream {|CACHEKIT100:a|}); private int GetCore(Stream a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(IEnumerable<int> {|CACHEKIT101:a|}); private int GetCore(IEnumerable<int> a) => 1; }",

        // 313: values
        .. Values(
        [
            "TimeSpan", "Uri", "Version", "Rune", "Index", "Range", "KeyValuePair<string, int>", "int[,]", "HashSet<int>", "ISet<int>", "SortedSet<int>",
            "IReadOnlySet<int>", "ImmutableHashSet<int>", "ImmutableSortedSet<int>", "IImmutableSet<int>", "System.Collections.Frozen.FrozenSet<int>",
            "Dictionary<int, string>", "ImmutableDictionary<DateTime, int>", "List<TimeSpan?>", "(int, Uri?)", "object", "IService", "Shape", "Base", "R", "Dictionary<string, List<R>>",
        ]),

        // 314: versions
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\", Version = {|CACHEKIT314:\"2\"|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(Version = \"2\")]\npublic partial class C { [Cache(Interop = {|CACHEKIT314:\"op\"|}, Namespace = \"n\")] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 315: instance members
        "public partial class C { [CacheKey] private readonly int _shop = 1; [Cache(Interop = \"op\", Namespace = \"n\")] public partial int {|CACHEKIT315:Get|}(int a); private int GetCore(int a) => _shop; }",
        "public class B { [CacheKey] public int Shop { get; set; } } public partial class C : B { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int {|CACHEKIT315:Get|}(int a); private int GetCore(int a) => 1; }",

        // 316: generics
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int {|CACHEKIT316:Get|}<T>(int a); private int GetCore<T>(int a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int {|CACHEKIT316:Get|}<T>(List<T> a); private int GetCore<T>(List<T> a) => 1; }",
        "public partial class C<T> { [Cache(Interop = \"op\", Namespace = \"n\")] public static partial int {|CACHEKIT316:Get|}(int a); private static int GetCore(int a) => 1; }",
        "public partial class O<T> { public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public static partial int {|CACHEKIT316:Get|}(int a); private static int GetCore(int a) => 1; } }",

        // 317: settings without Interop
        "public partial class C { [Cache(InteropVersion = {|CACHEKIT317:InteropVersion.V2|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = null, InteropVersion = {|CACHEKIT317:InteropVersion.V1|}, InteropNaming = {|CACHEKIT317:InteropNaming.CamelCase|})] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 318: names
        "public sealed class R { public int UserID { get; set; } public int UserId { get; set; } } public partial class C { [Cache(Interop = \"op\", Namespace = \"n\", InteropNaming = InteropNaming.SnakeCase)] public partial R {|CACHEKIT318:Get|}(int a); private R GetCore(int a) => new(); }",
        "public sealed record R(List<S> Items); public record struct S(int Item, int item); public partial class C { [Cache(Interop = \"op\", Namespace = \"n\", InteropNaming = InteropNaming.CamelCase)] public partial R {|CACHEKIT318:Get|}(int a); private R GetCore(int a) => new([]); }",

        // 319: contracts
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(int a); private int GetCore(int a) => 1; [Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\")] public partial int Get(int a, int b); private int GetCore(int a, int b) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\")] public partial int B(string a); private int BCore(string a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\")] public partial Task<string> BAsync(int a); private Task<string> BCoreAsync(int a) => Task.FromResult(\"\"); }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\", InteropNaming = InteropNaming.SnakeCase)] public partial int B(int a); private int BCore(int a) => 1; }",
        "[assembly: CacheDefaults(Namespace = \"n\")]\npublic partial class C { [Cache(Interop = {|CACHEKIT319:\"op\"|})] public partial int B(string a); private int BCore(string a) => 1; [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\", InteropVersion = InteropVersion.V2)] public partial int B(int a); private int BCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Secure, Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\")] public partial int B(int a); private int BCore(int a) => 1; }",
        "public partial class C { [Secure, Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Secure(Tenant = \"t\"), Cache(Interop = {|CACHEKIT319:\"op\"|}, Namespace = \"n\")] public partial int B(int a); private int BCore(int a) => 1; }",

        // 320: unknown values
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\", InteropVersion = {|CACHEKIT320:(InteropVersion)0|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\", InteropNaming = {|CACHEKIT320:(InteropNaming)3|})] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(InteropVersion = {|CACHEKIT320:(InteropVersion)3|})]\npublic partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(int a); private int GetCore(int a) => 1; }",

        // 321: formats
        "public partial class C { [Cache(Interop = \"a\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Cache(Interop = {|CACHEKIT321:\"b\"|}, Namespace = \"n\", InteropVersion = InteropVersion.V2)] public partial int B(int a); private int BCore(int a) => 1; }",
    ];

    public static TheoryData<string> Fine =>
    [
        "public partial class C { [Cache(Interop = \"get_user\", Namespace = \"users\")] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = \"search.v2\", Namespace = \"ns1\")] public partial int Get(); private int GetCore() => 1; }",
        "public partial class C { [Cache(Interop = \"nsapi\", Namespace = \"0-a_b.c\")] public partial int Get(); private int GetCore() => 1; }",
        $"public partial class C {{ [Cache(Interop = \"{new string('a', 64)}\", Namespace = \"{new string('b', 64)}\")] public partial int Get(); private int GetCore() => 1; }}",
        "[CacheNamespace(\"users\")] public partial class C { [Cache(Interop = \"op\")] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(Namespace = \"users\", InteropVersion = InteropVersion.V2, InteropNaming = InteropNaming.SnakeCase)]\npublic partial class C { [Cache(Interop = \"op\")] public partial int Get(int a); private int GetCore(int a) => 1; [Cache] public partial int Own(int a); private int OwnCore(int a) => 1; }",
        "public partial class C { [Cache(Interop = null)] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "[assembly: CacheDefaults(Version = \"2\")]\npublic partial class C { [Cache(Interop = \"op\", Namespace = \"n\", Version = null)] public partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [CacheKey] private readonly int _shop = 1; [Cache(Interop = \"op\", Namespace = \"n\")] public static partial int Get(int a); private static int GetCore(int a) => 1; [Cache] public partial int Own(int a); private int OwnCore(int a) => _shop; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get([CacheKey] int a, IService b); private int GetCore(int a, IService b) => 1; } public interface IService { }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial Task<int> GetAsync(int a, [CacheIgnore] IService b, CancellationToken ct = default); private Task<int> GetCoreAsync(int a, IService b, CancellationToken ct) => Task.FromResult(1); } public interface IService { }",
        "public sealed class R { public int UserID { get; set; } public int UserName { get; set; } [CacheIgnore] public int UserId { get; set; } } public partial class C { [Cache(Interop = \"op\", Namespace = \"n\", InteropNaming = InteropNaming.SnakeCase)] public partial R Get(int a); private R GetCore(int a) => new(); }",
        "public sealed class R { public int UserID { get; set; } public int UserId { get; set; } } public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial R Get(int a); private R GetCore(int a) => new(); }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial string? Get(int a); private string? GetCore(int a) => null; [Cache(Interop = \"op\", Namespace = \"n\")] public partial Task<string?> GetAsync(int id, CancellationToken ct); private Task<string?> GetCoreAsync(int id, CancellationToken ct) => Task.FromResult<string?>(null); }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(int a); private int GetCore(int a) => 1; [Cache(Interop = \"op\", Namespace = \"m\", InteropVersion = InteropVersion.V2)] public partial int Get(string a); private int GetCore(string a) => 1; [Cache(Namespace = \"n\")] public partial int Own(string a); private int OwnCore(string a) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(params string[] a); private int GetCore(string[] a) => 1; }",
        "public enum Level : byte { Low } public sealed record R(Level Level, Guid Id, DateOnly Day, TimeOnly? At, decimal Price, (int, string) Pair, Dictionary<string, List<R>> Children); public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial R? Get(int a); private R? GetCore(int a) => null; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(bool a, sbyte b, ulong c, nint d, Int128 e, BigInteger f, Half g, float h, double i, decimal j, char k, string l, Guid m, DayOfWeek n, DateTime o, DateTimeOffset p); private int GetCore(bool a, sbyte b, ulong c, nint d, Int128 e, BigInteger f, Half g, float h, double i, decimal j, char k, string l, Guid m, DayOfWeek n, DateTime o, DateTimeOffset p) => 1; }",
        "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(byte[] a, Memory<byte> b, ReadOnlyMemory<byte>? c, ArraySegment<byte> d, FileInfo e, DirectoryInfo? f, int? g, DayOfWeek? h, int[][] i, IReadOnlyList<Guid> j, HashSet<string> k, ISet<DateTime> l, (int, (string, double?)) m, Tuple<int> n, SortedDictionary<string, List<int>> o, ImmutableArray<char> p); private int GetCore(byte[] a, Memory<byte> b, ReadOnlyMemory<byte>? c, ArraySegment<byte> d, FileInfo e, DirectoryInfo? f, int? g, DayOfWeek? h, int[][] i, IReadOnlyList<Guid> j, HashSet<string> k, ISet<DateTime> l, (int, (string, double?)) m, Tuple<int> n, SortedDictionary<string, List<int>> o, ImmutableArray<char> p) => 1; }",
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

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task WhatCanBeShared_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(Usings + source);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.All(outcome.Files.Values, file => Assert.Contains("Cache = new(new()", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Uri", "'Uri' cannot be", ": other SDKs have no such value; store its text as a string")]
    [InlineData("HashSet<int>[]", "'HashSet<int>[][]' is of type 'HashSet<int>' and cannot be", "declare a list")]
    [InlineData("R", "'R.Parts[].Tags' is of type 'HashSet<int>' and cannot be", ": sets are no shared values; declare a list, or leave the member out with [CacheIgnore]")]
    [InlineData("Twins", "'Twins' has the members 'A' and 'a', both called 'a' in", "")]
    [InlineData("Twins[]", "'Twins[][]' is of type 'Twins', which has the members 'A' and 'a', both called 'a' in", "")]
    public async Task Message_NamesThePathAndTheWayOut(string type, string start, string end)
    {
        var outcome = TestCompilation.Generate(Usings + "public sealed record R(List<P> Parts); public sealed record P(HashSet<int> Tags); public sealed record Twins(int A, int a);\n"
            + $"public partial class C {{ [Cache(Interop = \"op\", Namespace = \"n\", InteropNaming = InteropNaming.CamelCase)] public partial {type} Get(int a); private {type} GetCore(int a) => null!; }}");

        var message = Assert.Single(await TestCompilation.AnalyzeAsync(outcome)).GetMessage(System.Globalization.CultureInfo.InvariantCulture);

        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.EndsWith(end, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_OfTwoContracts_SaysWhatDiffers()
    {
        var outcome = TestCompilation.Generate(Usings
            + "public partial class C { [Cache(Interop = \"op\", Namespace = \"n\")] public partial int A(int a); private int ACore(int a) => 1; [Cache(Interop = \"op\", Namespace = \"n\")] public partial int B(string? a, DateTime b); private int BCore(string? a, DateTime b) => 1; }");

        var diagnostic = Assert.Single(await TestCompilation.AnalyzeAsync(outcome));

        Assert.Contains("'n:op'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("(int) there and (string, System.DateTime) here", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Segments(string[] operations) => operations.Select(operation =>
        $"public partial class C {{ [Cache(Interop = {{|CACHEKIT311:\"{operation}\"|}}, Namespace = \"n\")] public partial int Get(int a); private int GetCore(int a) => 1; }}");

    private static IEnumerable<string> Namespaces(string[] namespaces) => namespaces.Select(name =>
        $"public partial class C {{ [Cache(Interop = \"op\", Namespace = {{|CACHEKIT311:\"{name}\"|}})] public partial int Get(int a); private int GetCore(int a) => 1; }}");

    private static IEnumerable<string> Arguments(string[] types) => types.Select(type =>
        "public sealed record R(int Id); public record struct S(int Id); public sealed class M { [CacheKey] public int Id { get; set; } } public interface IService { }\n"
        + $"public partial class C {{ [Cache(Interop = \"op\", Namespace = \"n\")] public partial int Get(int b, {type} {{|CACHEKIT312:a|}}); private int GetCore(int b, {type} a) => 1; }}");

    private static IEnumerable<string> Values(string[] types) => types.Select(type =>
        "[JsonDerivedType(typeof(Circle))] public abstract record Shape; public sealed record Circle(int Radius) : Shape; public abstract class Base { public int Id { get; set; } }\n"
        + "public sealed record R(int Id, Stack<TimeSpan> Times); public interface IService { }\n"
        + $"public partial class C {{ [Cache(Interop = \"op\", Namespace = \"n\")] public partial {type} {{|CACHEKIT313:Get|}}(int a); private {type} GetCore(int a) => default!; }}");
}
