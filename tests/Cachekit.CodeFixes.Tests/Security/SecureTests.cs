using Cachekit.CodeFixes.Security;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Security;

/// <summary>CACHEKIT401.</summary>
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
}
