using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>What is said of bodies and values of partial methods is said of decorated methods and of those whose calls are intercepted too.</summary>
public sealed class OtherFormsTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;
        using Saas;

        """;

    private const string Intercept = "[assembly: CacheIntercept]\n";

    private const string Libraries = """
        namespace Saas
        {
            public interface ICurrentUser { string Id { get; } }
            public class Mutable { public int A { get; set; } }
            public sealed record Login(int Id, string PasswordHash);
        }
        """;

    public static TheoryData<string> Decorated =>
    [
        // A class: the method is the body.
        "public interface I { string Get(int a); } [CacheDecorator] public class C(ICurrentUser user) : I { [Cache] public string Get(int a) => user.{|CACHEKIT104:Id|}; }",
        "public interface I { string Get(int a); } [CacheDecorator] public class C(ICurrentUser user) : I { [Cache] string I.Get(int a) => Help(); private string Help() => user.{|CACHEKIT104:Id|}; }",
        "public interface I { Task<int> GetAsync(int a); } [CacheDecorator] public class C : I { public string Region { get; set; } = \"\"; [Cache] public async Task<int> GetAsync(int a) { await Task.Yield(); return {|CACHEKIT106:Region|}.Length; } }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { private readonly string _tenantId = \"\"; [Cache] public int Get(int a) => {|CACHEKIT106:_tenantId|}.Length; }",

        // A class: what is in the key, and a method that only has the name of a body.
        "public interface I { string Get(int a); } [CacheDecorator] public class C(ICurrentUser user) : I { [CacheKey] internal string UserId => user.Id; [Cache] public string Get(int a) => UserId + user.Id; }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { [CacheKey] public string Region { get; set; } = \"\"; [Cache] public int Get(int a) => Region.Length; }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { [Cache] public int Get(int a) => a; private int GetCore(int a) => DateTime.Now.Hour; public int Other(int a) => GetCore(a); }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { public string Region { get; set; } = \"\"; [Cache] public int Get(int a) => a; public string Where() => Region + DateTime.Now; }",

        // An interface: its implementations are the bodies.
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public class C(ICurrentUser user) : I { public string Get(int a) => user.{|CACHEKIT104:Id|}; } public class D : I { public string Get(int a) => $\"{DateTime.{|CACHEKIT104:Now|}}\"; }",
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public class C : I { public string Region { get; set; } = \"\"; string I.Get(int a) => {|CACHEKIT106:Region|}; }",
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public struct C : I { public string Region; public string Get(int a) => {|CACHEKIT106:Region|}; }",
        "[CacheDecorator] public interface I<T> { [Cache] string Get(T a); } public class C<U> : I<int> { public string Region { get; set; } = \"\"; public string Get(int a) => {|CACHEKIT106:Region|}; }",
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public abstract class B : I { public string Region { get; set; } = \"\"; public virtual string Get(int a) => {|CACHEKIT106:Region|}; } public class C : B;",
        "[CacheDecorator] public interface I { string Name => \"\"; [Cache] string Get(int a) => Name + DateTime.{|CACHEKIT104:Now|}; }",

        // An interface: what is in the key.
        "[CacheDecorator] public interface I { [CacheKey] string Region { get; } [Cache] string Get(int a); } public class C : I { public string Region { get; set; } = \"\"; public string Get(int a) => Region; }",
        "[CacheDecorator] public interface I { [CacheKey] string User { get; } [Cache] string Get(int a); } public class C(ICurrentUser user) : I { string I.User => user.Id; public string Get(int a) => user.Id; }",

        // A mark at the class has no effect on the keys of the interface.
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public class C : I { [CacheKey] public string Region { get; set; } = \"\"; public string Get(int a) => {|CACHEKIT106:Region|}; }",

        // What is not stored: other methods, wrappers that may stand before the decorator, methods with a cache of their own.
        "[CacheDecorator] public interface I { [Cache] string Get(int a); string Now(); } public class C : I { public string Region { get; set; } = \"\"; public string Get(int a) => \"\"; public string Now() => Region + DateTime.Now; }",
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public class C(I inner, ICurrentUser user) : I { public string Get(int a) => user.Id + inner.Get(a); }",
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public class C(ICurrentUser user) : I { private Lazy<I> Inner { get; } = new(() => null!); public string Get(int a) => user.Id + Inner.Value.Get(a); }",
        "[CacheDecorator] public interface I { [Cache] string Get(int a); } public partial class C : I { [CacheKey] public string Region { get; set; } = \"\"; [Cache] public partial string Get(int a); private string GetCore(int a) => Region; }",
        "[CacheDecorator] public interface IStore { [Cache] string Get(int a); } public partial class StoreCached { public string Region { get; set; } = \"\"; }",
        "public interface I { string Get(int a); } public class C : I { public string Get(int a) => $\"{DateTime.Now}\"; }",

        // Values.
        "[CacheDecorator] public interface I { [Cache] Mutable {|CACHEKIT215:Get|}(int a); [Cache] Task<int[]> {|CACHEKIT215:AllAsync|}(); [Cache, Secure] Mutable Hidden(int a); [Cache(LocalEnabled = false)] Mutable Far(int a); Mutable Other(int a); }",
        "public interface I { Login Get(int a); string GetAccessToken(); } [CacheDecorator] public class C : I { [Cache] public Login {|CACHEKIT409:Get|}(int a) => null!; [Cache] string I.{|CACHEKIT409:GetAccessToken|}() => \"\"; }",
        "[CacheDecorator] public interface I { [Cache] Login {|CACHEKIT409:Get|}(int a); [Cache, Secure] Login Safe(int a); }",
        "[CacheDecorator] public interface I { [Cache, Secure] int Get(string {|CACHEKIT410:tenantId|}); [Cache, Secure] int Marked([CacheTenant] string tenantId); }",
        "[CacheDecorator, Secure] public interface I { [CacheTenant] string Tenant { get; } [Cache] int Get(string tenantId); }",

        // A method of two interfaces is one method, and that of an interface that is extended belongs to it.
        "public interface I { Mutable Get(int a); } public interface J { Mutable Get(int a); } [CacheDecorator] public class C : I, J { [Cache] public Mutable {|CACHEKIT215:Get|}(int a) => new(); }",
        "[CacheDecorator] public interface I { [Cache] Mutable {|CACHEKIT215:Get|}(int a); } [CacheDecorator] public interface J : I { [Cache] int Other(); }",

        // Where nothing is cached because of a mistake, that is enough to read.
        "[CacheDecorator] public interface I { [Cache] Mutable Get(Action {|CACHEKIT100:a|}); }",
        "public interface I { int Get(int a); } [CacheDecorator] public class C : I { [Cache] public int Get(int a) => a; [Cache] public Mutable {|CACHEKIT022:Other|}(int a) => new(); }",
    ];

    public static TheoryData<string> Intercepted =>
    [
        "public class C(ICurrentUser user) { [Cache] public string Get(int a) => user.{|CACHEKIT104:Id|}; }",
        "public static class C { [Cache] public static int Get(this string a) => Help() + a.Length; private static int Help() => DateTime.{|CACHEKIT104:Now|}.Hour; }",
        "public class C { private int _size; public void Grow() => _size++; [Cache] public IEnumerable<int> Get(int a) { var x = {|CACHEKIT106:_size|}; return [x]; } }",
        "public class C { private string _region = \"\"; public void Move(string to) => _region = to; [CacheKey] internal string Region => _region; [Cache] public string Get(int a) => _region; }",
        "public class C { [Cache] public int Get(int a) => a; private int GetCore(int a) => DateTime.Now.Hour; public int Other(int a) => GetCore(a); }",
        "public interface I { [Cache] string Get(int a); } public class C(ICurrentUser user) : I { public string Get(int a) => user.{|CACHEKIT104:Id|}; }",
        "public interface I { [CacheKey] string Region { get; } [Cache] string Get(int a); } public class C : I { public string Region { get; set; } = \"\"; public string Get(int a) => Region; }",

        // Each call of the interface is stored, also that of an object which passes it on.
        "public interface I { [Cache] string Get(int a); Task Load(); } public class C(I inner, ICurrentUser user) : I { public string Get(int a) => user.{|CACHEKIT104:Id|}; public Task Load() => inner.Load(); }",

        "public class C { [Cache] public Mutable {|CACHEKIT215:Get|}(int a) => new(); [Cache] public int Count(int a) => a; }",
        "public interface I { [Cache] Login {|CACHEKIT409:Get|}(int a); }",
        "public static class C { [Cache, Secure] public static int Get(string {|CACHEKIT410:tenantId|}) => 1; }",
        "public class C { [Cache] private Mutable {|CACHEKIT027:Get|}(int a) => new(); }",
    ];

    [Theory]
    [MemberData(nameof(Decorated))]
    public Task Decorated_IsLookedAt(string marked) => AssertAsync("", marked);

    [Theory]
    [MemberData(nameof(Intercepted))]
    public Task Intercepted_IsLookedAt(string marked) => AssertAsync(Intercept, marked);

    [Fact]
    public async Task ImplementationsInOtherProjects_AreNotLookedAt()
    {
        // There it is often the stand-in of a test.
        var outcome = TestCompilation.Generate(Usings + "[CacheDecorator] public interface I { [Cache] string Get(int a); }", Libraries);
        var tests = TestCompilation.Create(Usings + "public class Fake : I { public string Region { get; set; } = \"\"; public string Get(int a) => Region; }")
            .AddReferences(outcome.Compilation.ToMetadataReference());

        Assert.Empty(await TestCompilation.AnalyzeAsync(TestCompilation.Generate(tests), withIdeas: true));
    }

    [Theory]
    [InlineData("[CacheDecorator] public class C(ICurrentUser user) : I { [Cache] public string Get(int a) => user.Id; }", "[CacheKey] internal string TenantId => ...;")]
    [InlineData("[CacheDecorator] public interface J { [Cache] string Get(int a); } public class C(ICurrentUser user) : J { public string Get(int a) => user.Id; }", "[CacheKey] string TenantId { get; }")]
    [InlineData("[CacheDecorator] public class C : I { private readonly string _tenantId = \"\"; [Cache] public string Get(int a) => _tenantId; }", "Make it internal, so that generated code can read it, and mark it with [CacheKey]")]
    [InlineData("[CacheDecorator] public class C(string tenantId) : I { [Cache] public string Get(int a) => tenantId; }", "Keep it in an internal property with [CacheKey]")]
    [InlineData("[CacheDecorator] public class C : I { public string Region { get; set; } = \"\"; [Cache] public string Get(int a) => Region; }", "Mark it with [CacheKey]")]
    [InlineData("[CacheDecorator] public class C : I { public string Region { get; set; } = \"\"; [Cache] string I.Get(int a) => Region; }", "or pass it to 'Get' as a parameter")]
    [InlineData("[CacheDecorator] public interface J { [Cache] string Get(int a); } public class C : J { public string Region { get; set; } = \"\"; public string Get(int a) => Region; }", "declare a property of 'J' for it with [CacheKey]")]
    public async Task Message_SaysWhatCanBeInTheKey(string source, string part)
    {
        var outcome = TestCompilation.Generate($"{Usings}public interface I {{ string Get(int a); }} {source}", Libraries);

        var diagnostic = Assert.Single(await TestCompilation.AnalyzeAsync(outcome, withIdeas: true));
        Assert.Contains(part, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static async Task AssertAsync(string attributes, string marked)
    {
        var source = new MarkedSource(Usings + attributes + marked);
        var outcome = TestCompilation.Generate(source.Text, Libraries);

        source.AssertMatches(await TestCompilation.AnalyzeAsync(outcome, withIdeas: true));
        outcome.AssertCompiles();
    }
}
