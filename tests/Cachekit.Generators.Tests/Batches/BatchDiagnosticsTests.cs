using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Batches;

/// <summary>What is wrong with a batch is said once and at its place; such a method is not cached at all.</summary>
public sealed class BatchDiagnosticsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    private const string Single = "[Cache] public partial Task<string?> OneAsync(int id, string region); private Task<string?> OneCoreAsync(int id, string region) => null!; ";

    public static TheoryData<string> Mistakes =>
    [
        // 600: the ids
        "public partial class C { [Cache, CacheBatch] public partial string[] {|CACHEKIT600:Get|}(int id); private string[] GetCore(int id) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial string[] {|CACHEKIT600:Get|}(string text); private string[] GetCore(string text) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial string[] {|CACHEKIT600:Get|}(); private string[] GetCore() => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial string[] {|CACHEKIT600:Get|}(int[] a, int[] b); private string[] GetCore(int[] a, int[] b) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial string[] {|CACHEKIT600:Get|}([CacheKey] int x, int[] a); private string[] GetCore(int x, int[] a) => null!; }",
        "public partial class C { [Cache, CacheBatch(Ids = {|CACHEKIT600:\"x\"|})] public partial string[] Get(int[] a); private string[] GetCore(int[] a) => null!; }",
        "public partial class C { [Cache, CacheBatch(Ids = {|CACHEKIT600:nameof(x)|})] public partial string[] Get(int[] a, int x); private string[] GetCore(int[] a, int x) => null!; }",
        "public partial class C { [Cache, CacheBatch(Ids = {|CACHEKIT600:nameof(x)|})] public partial string[] Get(int[] a, [CacheIgnore] int[] x); private string[] GetCore(int[] a, int[] x) => null!; }",

        // 601: the result
        "public partial class C { [Cache, CacheBatch] public partial string {|CACHEKIT601:Get|}(int[] ids); private string GetCore(int[] ids) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial Task<int> {|CACHEKIT601:GetAsync|}(int[] ids); private Task<int> GetCoreAsync(int[] ids) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial Dictionary<string, int> {|CACHEKIT601:Get|}(int[] ids); private Dictionary<string, int> GetCore(int[] ids) => null!; }",
        "public partial class C { [Cache, CacheBatch] public partial HashSet<int> {|CACHEKIT601:Get|}(int[] ids); private HashSet<int> GetCore(int[] ids) => null!; }",

        // 602: the other method is not there
        $"public partial class C {{ {Single}[Cache, CacheBatch(SharesWith = {{|CACHEKIT602:\"Two\"|}})] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; }}",
        "public partial class C { public string One(int id) => null!; [Cache, CacheBatch(SharesWith = {|CACHEKIT602:nameof(One)|})] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; }",

        // 603: it does not fit
        Mismatch("string region", "Dictionary<int, int>"),
        Mismatch("string region", "Dictionary<long, string>", "long[]"),
        Mismatch("", "Dictionary<int, string>"),
        Mismatch("int region", "Dictionary<int, string>"),
        Mismatch("string region, int page", "Dictionary<int, string>"),
        Mismatch("[CacheIgnore] string region", "Dictionary<int, string>"),
        Mismatch("string region, int id", "Dictionary<int, string>"),
        Mismatch("string region", "string[]"),
        "public partial class C { [Cache] public partial string One(int id); private string OneCore(int id) => null!; [Cache, CacheBatch(SharesWith = {|CACHEKIT603:nameof(One)|})] public static partial string[] Get(int[] ids); private static string[] GetCore(int[] ids) => null!; }",
        "public partial class C { [Cache] public partial string One<T>(int id); private string OneCore<T>(int id) => null!; [Cache, CacheBatch(SharesWith = {|CACHEKIT603:nameof(One)|})] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; }",
        "public partial class C { [Cache, CacheBatch(SharesWith = {|CACHEKIT603:nameof(Get)|})] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; }",
        "public partial class C { [Cache] public partial int? One(int id); private int? OneCore(int id) => null!; [Cache, CacheBatch(SharesWith = {|CACHEKIT603:nameof(One)|})] public partial Dictionary<int, int> Get(int[] ids); private Dictionary<int, int> GetCore(int[] ids) => null!; }",

        // 604: settings that would be dropped
        Shared("[Cache({|CACHEKIT604:Preset.Dev|}, {|CACHEKIT604:Ttl = \"5m\"|}), CacheBatch(SharesWith = nameof(OneAsync))]"),
        Shared("[Cache, {|CACHEKIT604:Secure|}, CacheBatch(SharesWith = nameof(OneAsync))]"),

        // 605, 606
        "public partial class C { [Cache(Interop = {|CACHEKIT605:\"get\"|}, Namespace = \"n\"), CacheBatch] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; }",
        "public class C { [{|CACHEKIT606:CacheBatch|}] public string[] Get(int[] ids) => null!; }",
        "public partial class C { [Cache] public partial int One(int id); private int OneCore(int id) => id; [Invalidates(nameof(One)), {|CACHEKIT606:CacheBatch|}] public partial void Get(int id); private void GetCore(int id) { } }",

        // A batch is no target of [Invalidates].
        "public partial class C { [Cache, CacheBatch] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; [Invalidates({|CACHEKIT501:nameof(Get)|})] public partial void Drop(int[] ids); private void DropCore(int[] ids) { } }",

        // What is said of every cached method is not said twice.
        "public partial class C { [Cache, CacheBatch] public partial void {|CACHEKIT005:Get|}(int[] ids); private void GetCore(int[] ids) { } }",
        "public partial class C { [Cache, CacheBatch] public partial string[] Get(ReadOnlySpan<int> {|CACHEKIT006:ids|}); private string[] GetCore(int[] ids) => null!; }",
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Mistake_IsReportedOnceAtItsPlace(string marked)
    {
        var source = new MarkedSource(Usings + marked);

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
    }

    [Fact]
    public async Task MethodOfOneIdWithAMistake_IsReportedAlone()
    {
        var source = new MarkedSource(Usings
            + "public partial class C { [Cache(Ttl = {|CACHEKIT300:\"soon\"|})] public partial string One(int id); private string OneCore(int id) => null!; [Cache, CacheBatch(SharesWith = nameof(One))] public partial string[] Get(int[] ids); private string[] GetCore(int[] ids) => null!; }");

        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        outcome.AssertCompiles();
        Assert.DoesNotContain("BatchBody", Assert.Single(outcome.Files).Value, StringComparison.Ordinal);
    }

    private static string Shared(string attributes) =>
        $"public partial class C {{ {Single}{attributes} public partial Dictionary<int, string> Get(int[] ids, string region); private Dictionary<int, string> GetCore(int[] ids, string region) => null!; }}";

    private static string Mismatch(string others, string result, string ids = "int[]")
    {
        var parameters = others.Length == 0 ? $"{ids} ids" : $"{ids} ids, {others}";
        var plain = parameters.Replace("[CacheIgnore] ", "", StringComparison.Ordinal);
        return $"public partial class C {{ {Single}[Cache, CacheBatch(SharesWith = {{|CACHEKIT603:nameof(OneAsync)|}})] public partial {result} Get({parameters}); private {result} GetCore({plain}) => null!; }}";
    }
}
