using Cachekit.CodeFixes.Security;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Security;

/// <summary>CACHEKIT401, CACHEKIT409 and CACHEKIT410.</summary>
public sealed class SecureTests
{
    [Fact]
    public Task MethodWithATenant_IsEncrypted() => FixRun.VerifyAsync(
        new AddSecureCodeFix(),
        "CACHEKIT401",
        """
        public partial class C
        {
            /// <summary>The name.</summary>
            [Cache(Ttl = "5m")]
            public partial string Name([CacheTenant] string tenant, int id);

            private string NameCore(string tenant, int id) => tenant;
        }
        """,
        """
        public partial class C
        {
            /// <summary>The name.</summary>
            [Cache(Ttl = "5m"), Secure]
            public partial string Name([CacheTenant] string tenant, int id);

            private string NameCore(string tenant, int id) => tenant;
        }
        """);

    [Fact]
    public Task DecoratedMethodWithASecret_IsEncrypted() => FixRun.VerifyAsync(
        new AddSecureCodeFix(),
        "CACHEKIT409",
        """
        [CacheDecorator]
        public interface ITokens
        {
            [Cache(Ttl = "5m")]
            string GetAccessToken(int id);
        }
        """,
        """
        [CacheDecorator]
        public interface ITokens
        {
            [Cache(Ttl = "5m"), Secure]
            string GetAccessToken(int id);
        }
        """);

    [Fact]
    public Task TenantOfADecoratedMethod_IsMarked() => FixRun.VerifyAsync(
        new AddTenantCodeFix(),
        "CACHEKIT410",
        """
        [CacheDecorator]
        public interface IInvoices
        {
            [Cache, Secure]
            string Latest(string tenantId);
        }
        """,
        """
        [CacheDecorator]
        public interface IInvoices
        {
            [Cache, Secure]
            string Latest([CacheTenant] string tenantId);
        }
        """);

    [Fact]
    public Task TypeWhoseMemberIsTheTenant_IsEncrypted() => FixRun.VerifyAsync(
        new AddSecureCodeFix(),
        "CACHEKIT401",
        """
        [Serializable]
        public sealed partial class C
        {
            [CacheTenant]
            public string Tenant { get; init; } = "";

            [Cache]
            public partial string Name(int id);

            private string NameCore(int id) => Tenant;
        }
        """,
        """
        [Serializable]
        [Secure]
        public sealed partial class C
        {
            [CacheTenant]
            public string Tenant { get; init; } = "";

            [Cache]
            public partial string Name(int id);

            private string NameCore(int id) => Tenant;
        }
        """);

    [Theory]
    [InlineData("public partial class C { [Cache] public partial string Name([CacheTenant] Guid tenant); private string NameCore(Guid tenant) => \"\"; }")]
    [InlineData("public class C { public string Name([CacheTenant] string tenant) => tenant; }")]
    public Task WhatWouldBeRefused_IsNotOffered(string source) => FixRun.VerifyNothingAsync(new AddSecureCodeFix(), "CACHEKIT401", source);

    [Fact]
    public Task AllMethods_AreEncrypted() => FixRun.VerifyAllAsync(
        new AddSecureCodeFix(),
        "CACHEKIT401",
        ["public partial class C { [Cache] public partial int A([CacheTenant] string t); private int ACore(string t) => 1; [Cache] public partial int B([CacheTenant] string t); private int BCore(string t) => 1; }"],
        ["public partial class C { [Cache, Secure] public partial int A([CacheTenant] string t); private int ACore(string t) => 1; [Cache, Secure] public partial int B([CacheTenant] string t); private int BCore(string t) => 1; }"]);

    [Fact]
    public Task SecretValue_IsEncrypted() => FixRun.VerifyAsync(
        new AddSecureCodeFix(),
        "CACHEKIT409",
        "public sealed record Login(int Id, string PasswordHash); public partial class C { [Cache] public partial Login Get(int id); private Login GetCore(int id) => new(id, \"x\"); }",
        "public sealed record Login(int Id, string PasswordHash); public partial class C { [Cache, Secure] public partial Login Get(int id); private Login GetCore(int id) => new(id, \"x\"); }");

    [Fact]
    public Task ParameterThatLooksLikeATenant_IsMarked() => FixRun.VerifyAsync(
        new AddTenantCodeFix(),
        "CACHEKIT410",
        "public partial class C { [Cache, Secure] public partial string Get(string tenantId, int id); private string GetCore(string tenantId, int id) => tenantId; }",
        "public partial class C { [Cache, Secure] public partial string Get([CacheTenant] string tenantId, int id); private string GetCore(string tenantId, int id) => tenantId; }");

    [Fact]
    public Task TenantThatIsNoText_IsNotMarked() => FixRun.VerifyNothingAsync(
        new AddTenantCodeFix(), "CACHEKIT410", "public partial class C { [Cache, Secure] public partial string Get(Guid tenantId, int id); private string GetCore(Guid tenantId, int id) => \"\"; }");
}
