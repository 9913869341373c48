using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>What the body of a cached method may read besides its arguments, and what it must not.</summary>
public sealed class BodyStateTests
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Net.Http;
        using System.Security.Claims;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;

        """;

    // The parts of other libraries that matter, by their names.
    private const string Libraries = """
        namespace Microsoft.AspNetCore.Http
        {
            public abstract class HttpContext { public abstract System.Security.Claims.ClaimsPrincipal User { get; set; } public abstract System.Threading.CancellationToken RequestAborted { get; set; } public abstract string TraceIdentifier { get; set; } }
            public abstract class HttpRequest { public abstract string Path { get; set; } }
            public interface IHttpContextAccessor { HttpContext? HttpContext { get; set; } }
        }
        namespace Microsoft.AspNetCore.Mvc { public abstract class ControllerBase { public System.Security.Claims.ClaimsPrincipal User => null!; public Microsoft.AspNetCore.Http.HttpContext HttpContext => null!; } }
        namespace Saas
        {
            public interface ICurrentUser { string Id { get; } System.Threading.Tasks.Task<string> GetNameAsync(System.Threading.CancellationToken ct = default); }
            public interface ITenantContext { Tenant Current { get; } string Find(int id); }
            public sealed record Tenant(string Id);
            public interface ISessionService { string UserId { get; } string CurrentTenantId { get; } string Read(int id); }
            public sealed class AzureOptions { public string TenantId { get; set; } = ""; }
            public interface IUserProvider { string[] GetAll(); string[] ListUsers(); int Count { get; } }
            public interface IUserStore { string Name(int id); int Count { get; } }
            public class ShopDbContext { public int Products => 1; }
            public sealed class UserContext : ShopDbContext;
        }
        """;

    public static TheoryData<string> Ambient =>
    [
        "partial class C(IHttpContextAccessor http) { [Cache] public partial string Get(int a); private string GetCore(int a) => http.{|CACHEKIT104:HttpContext|}!.User.Identity!.Name!; }",
        "partial class C(IHttpContextAccessor http) { [Cache] public partial string? Get(int a); private string? GetCore(int a) => http.{|CACHEKIT104:HttpContext|}?.User?.FindFirst(\"sub\")?.Value; }",
        "partial class C { private readonly IHttpContextAccessor _http = null!; [Cache] public partial string Get(int a); private string GetCore(int a) { var context = _http.{|CACHEKIT104:HttpContext|}; return context!.User.ToString()!; } }",
        "partial class C { [Cache] public partial string Get(int a, [CacheIgnore] HttpContext context); private string GetCore(int a, HttpContext context) => context.{|CACHEKIT104:User|}.ToString()!; }",
        "partial class C { [Cache] public partial string Get(int a, [CacheIgnore] ClaimsPrincipal user); private string GetCore(int a, ClaimsPrincipal user) => user.{|CACHEKIT104:Identity|}!.Name!; }",
        "partial class C { [Cache] public partial string Get([CacheKey] int a, ClaimsPrincipal user); private string GetCore(int a, ClaimsPrincipal user) => user.{|CACHEKIT104:FindFirst|}(\"sub\")!.Value; }",
        "partial class C { [Cache] public partial string Get(int a, [CacheIgnore] HttpRequest request); private string GetCore(int a, HttpRequest request) => request.{|CACHEKIT104:Path|}; }",
        "partial class C : Microsoft.AspNetCore.Mvc.ControllerBase { [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT104:User|}.Identity!.Name!; }",
        "partial class C { [Cache] public partial string Get(int a); private string GetCore(int a) => ClaimsPrincipal.{|CACHEKIT104:Current|}!.ToString()!; }",
        "partial class C(ClaimsPrincipal user) { [Cache] public partial bool Get(string role); private bool GetCore(string role) => user.{|CACHEKIT104:IsInRole|}(role); }",
        "partial class C { [Cache] public partial string Get(int a); private string GetCore(int a) => Thread.{|CACHEKIT104:CurrentPrincipal|}!.Identity!.Name!; }",
        "partial class C { [Cache] public partial string Get(int a); private string GetCore(int a) => a.ToString(CultureInfo.{|CACHEKIT104:CurrentCulture|}); }",
        "static partial class C { [Cache] public static partial string Get(int a); private static string GetCore(int a) => CultureInfo.{|CACHEKIT104:CurrentUICulture|}.Name; }",
        "partial class C { [Cache] public partial Task<int> GetAsync(int a); private async Task<int> GetCoreAsync(int a) { await Task.Yield(); return DateTime.{|CACHEKIT104:Now|}.Hour; } }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => DateTime.{|CACHEKIT104:Today|}.Day + a; }",
        "partial class C(TimeProvider clock) { [Cache] public partial int Get(int a); private int GetCore(int a) => clock.{|CACHEKIT104:GetLocalNow|}().Hour; }",
        "partial class C { static readonly AsyncLocal<string> _flow = new(); [Cache] public partial string Get(int a); private string GetCore(int a) => _flow.{|CACHEKIT104:Value|}!; }",
        "partial class C { [ThreadStatic] static string? _x; public static void Set(string x) => _x = x; [Cache] public partial string? Get(int a); private string? GetCore(int a) => {|CACHEKIT104:_x|}; }",
        "partial class C { [Cache] public partial string Get(int a); private string GetCore(int a) => Environment.{|CACHEKIT104:UserName|}; }",
        "partial class C(Saas.ICurrentUser user) { [Cache] public partial string Get(int a); private string GetCore(int a) => user.{|CACHEKIT104:Id|}; }",
        "partial class C(Saas.ICurrentUser user) { [Cache] public partial Task<string> GetAsync(int a); private async Task<string> GetCoreAsync(int a) => await user.{|CACHEKIT104:GetNameAsync|}(); }",
        "partial class C { private readonly Saas.ITenantContext _tenant = null!; [Cache] public partial string Get(int a); private string GetCore(int a) => _tenant.{|CACHEKIT104:Current|}.Id; }",
        "partial class C(Saas.ISessionService session) { [Cache] public partial string Get(int a); private string GetCore(int a) => session.{|CACHEKIT104:CurrentTenantId|} + session.Read(a); }",
        "partial class C { [Cache] public partial string Get(int a, [CacheIgnore] Saas.ICurrentUser user); private string GetCore(int a, Saas.ICurrentUser user) => user.{|CACHEKIT104:Id|}; }",

        // Through the code of the type.
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => Help(a); private static int Help(int a) => Further + a; private static int Further => DateTime.{|CACHEKIT104:Now|}.Hour; }",
        "partial class C { [Cache] public partial int[] Get(int a); private int[] GetCore(int a) { return new[] { a }.Select(x => Local(x)).ToArray(); int Local(int x) => x + DateTime.{|CACHEKIT104:Now|}.Hour; } }",
        "partial class C { [Cache] public partial int[] Get(int a); private int[] GetCore(int a) => new[] { a }.Select(Help).ToArray(); private int Help(int a) => DateTime.{|CACHEKIT104:Now|}.Hour; }",
        "partial class C { [Cache(Source = nameof(Load))] public partial int Get(int a); private int Load(int a) => DateTime.{|CACHEKIT104:Now|}.Hour; private int GetCore(int a) => 1; }",
        "partial class C { public partial class D { [Cache] public partial int Get(int a); private int GetCore(int a) => DateTime.{|CACHEKIT104:Now|}.Hour; } }",

        // Said once where two methods come by.
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => Help(); [Cache] public partial int Other(int a); private int OtherCore(int a) => Help(); private static int Help() => DateTime.{|CACHEKIT104:Now|}.Hour; }",
    ];

    public static TheoryData<string> State =>
    [
        "partial class C { public string Region { get; set; } = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT106:Region|}; }",
        "partial class C { public string Region = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => this.{|CACHEKIT106:Region|}; }",
        "partial class C { private string _region = \"\"; public void Move(string to) => _region = to; [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT106:_region|}; }",
        "partial class C { public int Page { get; private set; } public void Next() => Page++; [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT106:Page|}; }",
        "partial class C { internal static int Limit = 3; [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT106:Limit|}; }",
        "static partial class C { public static string Language { get; set; } = \"\"; [Cache] public static partial string Get(int a); private static string GetCore(int a) => {|CACHEKIT106:Language|}; }",
        "partial class C(string region) { public void Move(string to) => region = to; [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT106:region|}; }",
        "partial class C { public Saas.Tenant Owner { get; set; } = new(\"\"); [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT106:Owner|}.Id; }",
        "partial class C { public List<string> Roles { get; set; } = []; [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT106:Roles|}.Count; }",
        "partial class C { public CultureInfo Culture { get; set; } = CultureInfo.InvariantCulture; [Cache] public partial string Get(int a); private string GetCore(int a) => a.ToString({|CACHEKIT106:Culture|}); }",
        "partial class C { private readonly string _tenantId = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT106:_tenantId|}; }",
        "partial class C(Guid tenantId) { [Cache] public partial string Get(int a); private string GetCore(int a) => $\"{{|CACHEKIT106:tenantId|}}\"; }",
        "partial record C(string Region) { public int Size { get; set; } [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT106:Region|}.Length + {|CACHEKIT106:Size|}; }",
        "readonly partial record struct C(int X) { [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT106:X|} + a; }",
        "partial struct C { private readonly int _x; public C(int x) => _x = x; [Cache] public partial int Get(int a); private int GetCore(int a) => {|CACHEKIT106:_x|} + a; }",
        "partial class B { public string Region { get; set; } = \"\"; } partial class C : B { [Cache] public partial string Get(int a); private string GetCore(int a) => {|CACHEKIT106:Region|}; }",

        // Once for each member, at the first place.
        "partial class C { public string Region { get; set; } = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) { var x = {|CACHEKIT106:Region|}; return x + Region; } }",
    ];

    public static TheoryData<string> Fine =>
    [
        // Nobody sees what is done with it there, and it is often for a log.
        "partial class C { [Cache] public partial int Get(int a, [CacheIgnore] ClaimsPrincipal user); private int GetCore(int a, ClaimsPrincipal user) { Audit(user); return a; } private static void Audit(ClaimsPrincipal user) => Console.WriteLine(user.Identity!.Name); }",
        "partial record C(Saas.IUserStore Store, [property: CacheKey] string Region) { [Cache] public partial string Get(int a); private string GetCore(int a) => Store.Name(a) + Region; }",
        "readonly partial record struct C([property: CacheKey] int X) { private const int Y = 1; [Cache] public partial int Get(int a); private int GetCore(int a) => X + Y + a; }",
        // In the key.
        "partial class C { [CacheKey] public string Region { get; set; } = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => Region; }",
        "partial class C { [CacheKey] public string Tenant => _tenantId; private readonly string _tenantId = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => _tenantId + Tenant; }",
        "partial class C(Saas.ICurrentUser user) { [CacheKey] private string UserId => user.Id; [Cache] public partial string Get(int a); private string GetCore(int a) => UserId + user.Id; }",
        "partial class C { [CacheTenant] private readonly string _tenantId = \"\"; [Cache, Secure] public partial string Get(int a); private string GetCore(int a) => _tenantId; }",

        // What the work is done with.
        "partial class C { private readonly string _connection; private int _size; public C(string connection) { _connection = connection; _size = 3; } [Cache] public partial string Get(int a); private string GetCore(int a) => _connection + _size; }",
        "partial class C { private ILogger _log = null!; private HttpClient _http = null!; private Func<int> _make = null!; public void Init(ILogger log, HttpClient http, Func<int> make) { _log = log; _http = http; _make = make; } [Cache] public partial int Get(int a); private int GetCore(int a) { _log.LogInformation(\"x\"); _http.CancelPendingRequests(); return _make(); } }",
        "partial class C { public ConcurrentDictionary<int, Saas.Tenant> Rows { get; set; } = new(); public List<Saas.Tenant> All { get; set; } = []; [Cache] public partial Saas.Tenant Get(int a); private Saas.Tenant GetCore(int a) => Rows.GetOrAdd(a, _ => All[0]); }",
        "partial class C(Saas.IUserStore users, Saas.UserContext context) { [Cache] public partial string Get(int a); private string GetCore(int a) => users.Name(a) + users.Count + context.Products; }",
        "partial class C(Saas.IUserProvider users) { [Cache] public partial int Get(int a); private int GetCore(int a) => users.GetAll().Length + users.ListUsers().Length + users.Count; }",
        "partial class C(Saas.AzureOptions options) { public Saas.AzureOptions Options { get; set; } = options; [Cache] public partial string Get(int a); private string GetCore(int a) => Options.TenantId + options.TenantId; }",
        "partial class C { private bool _disposed; public void Dispose() => _disposed = true; [Cache] public partial int Get(int a); private int GetCore(int a) { ObjectDisposedException.ThrowIf(_disposed, this); return a; } }",

        // What only decides whether there is a result at all.
        "partial class C { public bool Fails { get; set; } public string? Problem; [Cache] public partial int Get(int a); private int GetCore(int a) { if (Problem is not null) { throw new InvalidOperationException(); } return Run(a); } private int Run(int a) => !Fails ? a : throw new InvalidOperationException(); }",

        // What the body writes itself.
        "partial class C { public int Calls; [Cache] public partial int Get(int a); private int GetCore(int a) { Calls++; return Calls; } }",
        "partial class C { private int _calls; public int Calls => _calls; public void Reset() => _calls = 0; [Cache] public partial int Get(int a); private int GetCore(int a) => Interlocked.Increment(ref _calls); }",
        "partial class C { public int Calls { get; set; } [Cache] public partial string Get(int a); private string GetCore(int a) => $\"{++Calls}\"; }",
        "partial class C { private string? _made; public void Forget() => _made = null; [Cache] public partial string Get(int a); private string GetCore(int a) => _made ??= \"x\"; }",

        // The moment, the request's token, names, constants, writes.
        "partial class C(TimeProvider clock) { [Cache] public partial DateTime Get(int a); private DateTime GetCore(int a) => DateTimeOffset.UtcNow > clock.GetUtcNow() ? DateTime.UtcNow : default; }",
        "partial class C(IHttpContextAccessor http) { [Cache] public partial bool Get(int a); private bool GetCore(int a) => http.HttpContext!.RequestAborted.IsCancellationRequested || http.HttpContext?.RequestAborted == default; }",
        "partial class C { const string TenantId = \"x\"; public string Region { get; set; } = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => nameof(Region) + nameof(DateTime.Now) + TenantId; }",
        "partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) { CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; return a; } }",

        // What is given is in the key, and what is not the body's own.
        "partial class C { [Cache] public partial string Get(Saas.Tenant tenant); private string GetCore(Saas.Tenant tenant) => tenant.Id; }",
        "partial class C { public sealed record User(string UserId, string TenantId); [Cache] public partial string Get(User user); private string GetCore(User user) => user.UserId + user.TenantId; }",
        "partial class C { public string Region { get; set; } = \"\"; public string Where() => Region + DateTime.Now; [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        "class D { public string Region { get; set; } = \"\"; public string At() => Region + DateTime.Now; } partial class C { private readonly D _d = new(); [Cache] public partial string Get(int a); private string GetCore(int a) => _d.At(); }",
        "class C { public string Region { get; set; } = \"\"; public string GetCore(int a) => Region + DateTime.Now; }",
    ];

    [Theory]
    [MemberData(nameof(Ambient))]
    public Task AmbientState_IsReportedWhereItIsRead(string marked) => AssertReportedAsync(marked);

    [Theory]
    [MemberData(nameof(State))]
    public Task StateOutsideOfTheKey_IsReportedWhereItIsRead(string marked) => AssertReportedAsync(marked);

    [Theory]
    [MemberData(nameof(Fine))]
    public Task WhatIsInTheKeyOrNoState_IsNotReported(string source) => AssertReportedAsync(source);

    [Theory]
    [InlineData(
        "partial class C(Saas.ICurrentUser user) { [Cache] public partial string Get(int a); private string GetCore(int a) => user.Id; }",
        "The body of 'Get' reads 'user.Id', which says who is asking and not in the key: what one caller gets is served to others, for whom it is wrong. Pass it as a parameter, or read it in a property with [CacheKey]")]
    [InlineData(
        "partial class C { public string Region { get; set; } = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => Region; }",
        "The body of 'Get' reads the property 'Region', which can change and is not in the key: a value that was made with one state of it is served for every other. Mark it with [CacheKey] ([CacheTenant] where it is the tenant of a [Secure] method), or pass it to 'Get' as a parameter")]
    [InlineData(
        "static partial class C { public static int Limit { get; set; } [Cache] public static partial int Get(int a); private static int GetCore(int a) => Limit; }",
        "The body of 'Get' reads the static property 'Limit', which can change and is not in the key: a value that was made with one state of it is served for every other. Pass it to 'Get' as a parameter: static members cannot be in a key")]
    public async Task Message_SaysWhatIsReadAndWhatToWrite(string source, string start)
    {
        var diagnostics = await TestCompilation.AnalyzeAsync(TestCompilation.Generate(Usings + source + Libraries));

        Assert.StartsWith(start, Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static async Task AssertReportedAsync(string marked)
    {
        var source = new MarkedSource(Usings + marked + Libraries);
        var outcome = TestCompilation.Generate(source.Text);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome));
        Assert.DoesNotContain(outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken), problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }
}
