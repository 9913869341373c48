using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>Information and guesses: what could be better, said where it is, and not said where it is as it should be.</summary>
public sealed class IdeaDiagnosticsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.ComponentModel;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    public static TheoryData<string> Ideas =>
    [
        // 012: the token
        "public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken ct); private Task<int> {|CACHEKIT012:GetCoreAsync|}(int a) => Task.FromResult(a); }",
        "public partial class C { [Cache(Source = \"Load\")] public partial int Get(int a, CancellationToken ct = default); private int {|CACHEKIT012:Load|}(int a) => a; }",
        "public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken ct); private Task<int> GetCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); }",
        "public partial class C { [Cache] public partial Task<int> GetAsync(int a); private Task<int> GetCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); }",
        "public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken ct); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); private Task<int> GetCoreAsync(int a, CancellationToken ct) => Task.FromResult(a); }",

        // 105: dates
        "public partial class C { [Cache] public partial int Get(DateTime {|CACHEKIT105:day|}); private int GetCore(DateTime day) => 1; }",
        "public partial class C { [Cache] public partial int Get(DateTime? {|CACHEKIT105:day|}); private int GetCore(DateTime? day) => 1; }",
        "public sealed record Range(DateTime From, DateTime To); public partial class C { [Cache] public partial int Get(IReadOnlyList<Range> {|CACHEKIT105:ranges|}); private int GetCore(IReadOnlyList<Range> ranges) => 1; }",
        "public partial class C { [CacheKey] public DateTime {|CACHEKIT105:Day|} { get; init; } [Cache] public partial int Get(int a); private int GetCore(int a) => Day.Day; }",
        "public partial class C { [Cache] public partial DateTime Get(DateTimeOffset a, DateOnly b, [CacheIgnore] DateTime c); private DateTime GetCore(DateTimeOffset a, DateOnly b, DateTime c) => c; }",

        // 215: mutable values
        "public class R { public int A { get; set; } } public partial class C { [Cache] public partial R {|CACHEKIT215:Get|}(int a); private R GetCore(int a) => new(); }",
        "public sealed record R(int A, S B); public sealed record S { [CacheInclude] public int X; } public partial class C { [Cache] public partial Task<R> {|CACHEKIT215:GetAsync|}(int a); private Task<R> GetCoreAsync(int a) => null!; }",
        "public partial class C { [Cache] public partial List<int> {|CACHEKIT215:Get|}(int a); private List<int> GetCore(int a) => []; }",
        "public partial class C { [Cache] public partial int[] {|CACHEKIT215:Get|}(int a); private int[] GetCore(int a) => []; }",
        "public sealed record R(int A, IReadOnlyList<S> B); public sealed record S(string X); public partial class C { [Cache] public partial R Get(int a); private R GetCore(int a) => null!; [Cache] public partial ImmutableArray<R> All(int a); private ImmutableArray<R> AllCore(int a) => []; }",
        "[ImmutableObject(true)] public class R { public int A { get; set; } } public partial class C { [Cache] public partial R Get(int a); private R GetCore(int a) => new(); }",
        "public class R { public int A { get; set; } } public partial class C { [Cache, Secure] public partial R Get(int a); private R GetCore(int a) => new(); [Cache(LocalEnabled = false)] public partial R Far(int a); private R FarCore(int a) => new(); }",

        // 410: the tenant
        "public partial class C { [Cache, Secure] public partial int Get(string {|CACHEKIT410:tenantId|}, int a); private int GetCore(string tenantId, int a) => a; }",
        "[Secure] public partial class C { [Cache] public partial int Get(Guid {|CACHEKIT410:organizationId|}); private int GetCore(Guid organizationId) => 1; }",
        "public partial class C { [Cache(Preset.Secure)] public partial int Get(string {|CACHEKIT410:accountId|}); private int GetCore(string accountId) => 1; }",
        "public partial class C { [Cache, Secure] public partial string GetAccount(string accountId); private string GetAccountCore(string accountId) => accountId; }",
        "public partial class C { [Cache, Secure] public partial int Get([CacheTenant] string tenantId, string organizationId); private int GetCore(string tenantId, string organizationId) => 1; }",
        "public partial class C { [CacheTenant] private readonly string _t = \"\"; [Cache, Secure] public partial int Get(string tenantId); private int GetCore(string tenantId) => 1; }",
        "public partial class C { [Cache, Secure(Tenant = \"a\")] public partial int Get(string tenantId); private int GetCore(string tenantId) => 1; [Cache] public partial int Open(string tenantId); private int OpenCore(string tenantId) => 1; }",

        // 507: writes
        Product + "public void {|CACHEKIT507:SaveProduct|}(int id, string name) { } }",
        Product + "public Task {|CACHEKIT507:UpdateAsync|}(Product product) => Task.CompletedTask; }",
        Product + "public Task<Product> {|CACHEKIT507:RenameAsync|}(int id) => null!; }",
        Product + "public void DeleteProduct(int id) { _ = Cached.Get.InvalidateAsync(id); } }",
        Product + "public void DeleteProduct(int id) => Changed(id); [Invalidates(nameof(Get))] public partial void Changed(int id); private void ChangedCore(int id) { } }",
        // 507: what it calls, and who calls it
        Product + "public void SaveProduct(int id) => Log(id); private void Log(int id) => Forget(id); private void Forget(int id) { Log(0); _ = Cached.Get.InvalidateAsync(id); } }",
        Product + "public void {|CACHEKIT507:SaveProduct|}(int id) => Log(id); private void Log(int id) { if (id > 0) { Log(0); } } private void Forget(int id) => _ = Cached.Get.InvalidateAsync(id); }",
        Product + "public void {|CACHEKIT507:SaveProduct|}(int id, C other) => other.Forget(id); private void Forget(int id) => _ = Cached.Get.InvalidateAsync(id); }",
        Product + "public void Import(int id) { SaveProduct(id); _ = Cached.Get.InvalidateAsync(id); } private void SaveProduct(int id) => WriteProduct(id); private void WriteProduct(int id) { } }",
        Product + "public void Import(int id) { SaveProduct(id); _ = Cached.Get.InvalidateAsync(id); } public void Other(int id) => SaveProduct(id); private void {|CACHEKIT507:SaveProduct|}(int id) { } }",
        Product + "public void Import(int id) { SaveProduct(id); _ = Cached.Get.InvalidateAsync(id); } internal void {|CACHEKIT507:SaveProduct|}(int id) { } }",
        Product + "[Invalidates(nameof(Get))] public partial void Change(int id); private void ChangeCore(int id) => SaveProduct(id); private void SaveProduct(int id) { } }",
        Product + "[Invalidates(nameof(Get))] public partial void SaveProduct(int id); private void SaveProductCore(int id) { } }",
        Product + "public void AddProduct(Product product) { } public void SaveOrder(int id) { } public Product Find(int id) => Get(id); }",
        "public sealed record Product(int Id); public class C { public Product Get(int id) => new(id); public void SaveProduct(Product product) { } }",
    ];

    private const string Product = "public sealed record Product(int Id, string Name); public partial class C { [Cache] public partial Product Get(int id); private Product GetCore(int id) => new(id, \"\"); ";

    [Theory]
    [MemberData(nameof(Ideas))]
    public async Task Idea_IsReportedAtItsPlaceAndNowhereElse(string marked)
    {
        var source = new MarkedSource(Usings + marked);
        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome, withIdeas: true));
        outcome.AssertCompiles();
    }

    [Theory]
    [InlineData("public class R { public int A { get; set; } } public sealed record Q(IReadOnlyList<R> Rows)", "Q", "'Get' returns 'Q', which a caller could change: 'Q.Rows[].A' has a setter. So memory keeps its bytes, and each hit decodes them: make it a record with init members: write 'init' instead of 'set'")]
    [InlineData("public sealed record Q(int[] Rows)", "Q", "'Get' returns 'Q', which a caller could change: 'Q.Rows' is an array, whose elements can be replaced. So memory keeps its bytes, and each hit decodes them: declare it as ImmutableArray<int> or IReadOnlyList<int>")]
    [InlineData("public sealed record Q(int A)", "Dictionary<string, Q>", "'Get' returns 'Dictionary<string, Q>', which a caller could change: 'Dictionary<string, Q>' can be added to. So memory keeps its bytes, and each hit decodes them: declare it as IReadOnlyDictionary<string, Q>")]
    public async Task MutableValue_NamesTheMemberAndTheFix(string type, string value, string message)
    {
        var outcome = TestCompilation.Generate($"{Usings}{type}; public partial class C {{ [Cache] public partial {value} Get(int a); private {value} GetCore(int a) => null!; }}");

        Assert.Equal(message, Assert.Single(await TestCompilation.AnalyzeAsync(outcome, withIdeas: true)).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Writes_AreOffByDefault()
    {
        var outcome = TestCompilation.Generate(Usings + Product + "public void SaveProduct(Product product) { } }");

        var diagnostics = await Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerExtensions.WithAnalyzers(outcome.Compilation, TestCompilation.Analyzers)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Empty(diagnostics);
    }
}
