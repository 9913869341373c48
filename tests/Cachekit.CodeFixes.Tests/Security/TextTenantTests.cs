using Cachekit.CodeFixes.Security;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Security;

/// <summary>CACHEKIT402.</summary>
public sealed class TextTenantTests
{
    [Fact]
    public Task GuidOfATenant_IsTakenAsAString_AndReadAgainInTheBody() => FixRun.VerifyAsync(
        new TextTenantCodeFix(),
        "CACHEKIT402",
        """
        public partial class Patients(Dictionary<Guid, string> names)
        {
            [Cache, Secure]
            public partial Task<string> NameAsync([CacheTenant] Guid hospital, int id);

            private Task<string> NameCoreAsync(Guid clinic, int id)
            {
                var owner = new { clinic, id };
                return Task.FromResult($"{clinic}/{clinic:N}: {names[clinic]} {clinic.ToString()} {owner} {nameof(clinic)}");
            }
        }

        public class Caller(Patients patients)
        {
            /// <summary>See <see cref="Patients.NameAsync(Guid, int)"/>.</summary>
            public Task<string> First(Guid? a) => patients.NameAsync(a ?? Guid.Empty, 1);
            public Task<string> Second(Guid a) => patients.NameAsync(id: 2, hospital: a);
            public Task<string> Third() => patients.NameAsync(Guid.NewGuid(), 3);
        }
        """,
        """
        public partial class Patients(Dictionary<Guid, string> names)
        {
            [Cache, Secure]
            public partial Task<string> NameAsync([CacheTenant] string hospital, int id);

            private Task<string> NameCoreAsync(string clinic, int id)
            {
                var owner = new { clinic = Guid.Parse(clinic), id };
                return Task.FromResult($"{clinic}/{Guid.Parse(clinic):N}: {names[Guid.Parse(clinic)]} {clinic} {owner} {nameof(clinic)}");
            }
        }

        public class Caller(Patients patients)
        {
            /// <summary>See <see cref="Patients.NameAsync(string, int)"/>.</summary>
            public Task<string> First(Guid? a) => patients.NameAsync((a ?? Guid.Empty).ToString("D"), 1);
            public Task<string> Second(Guid a) => patients.NameAsync(id: 2, hospital: a.ToString("D"));
            public Task<string> Third() => patients.NameAsync(Guid.NewGuid().ToString("D"), 3);
        }
        """,
        "Take 'hospital' as a string, which callers write with ToString(\"D\")");

    [Theory]
    [InlineData("public partial class C { [Cache, Secure] public partial int Get([CacheTenant] int t); private int GetCore(int t) => t; }")]
    [InlineData("public partial class C { [Cache, Secure] public partial int Get([CacheTenant] Guid? t); private int GetCore(Guid? t) => 1; }")]
    [InlineData("public partial class C { [Cache, Secure] public partial int Get([CacheTenant] Guid t); private int GetCore(Guid t) { t = default; return t.GetHashCode(); } }")]
    [InlineData("public partial class C { [Cache, Secure] public partial int Get([CacheTenant] Guid t); private int GetCore(Guid t) => 1; public Func<Guid, int> F => Get; }")]
    [InlineData("public partial class C { [Cache, Secure] public partial int Get([CacheTenant] Guid t); private int GetCore(Guid t) => 1; public int G() => Get(default); public int H() => GetCore(default); }")]
    [InlineData("public partial class C : I { [Cache, Secure] public partial int Get([CacheTenant] Guid t); private int GetCore(Guid t) => 1; } public interface I { int Get(Guid t); }")]
    [InlineData("[Secure] public partial class C { [CacheTenant] public Guid T { get; } [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }")]
    public Task OtherTenants_StayAsTheyAre(string source) => FixRun.VerifyNothingAsync(new TextTenantCodeFix(), "CACHEKIT402", source);
}
