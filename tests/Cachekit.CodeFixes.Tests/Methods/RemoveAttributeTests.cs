using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Methods;

public sealed class RemoveAttributeTests
{
    private const string Target = "[Cache] public partial int Get(int a); private int GetCore(int a) => 1; ";

    [Theory]
    [InlineData("CACHEKIT009", "Remove [Cache]", Target + "[Cache, Invalidates(nameof(Get))] public partial int Set(int a); private int SetCore(int a) => 1;", Target + "[Invalidates(nameof(Get))] public partial int Set(int a); private int SetCore(int a) => 1;")]
    [InlineData("CACHEKIT009", "Remove [Invalidates]", Target + "[Cache] [Invalidates(nameof(Get))] public partial int Set(int a); private int SetCore(int a) => 1;", Target + "[Cache] public partial int Set(int a); private int SetCore(int a) => 1;")]
    [InlineData("CACHEKIT009", "Remove [Invalidates] and [InvalidatesTag]", Target + "[Cache, Invalidates(nameof(Get)), InvalidatesTag(\"x\")] public partial int Set(int a); private int SetCore(int a) => 1;", Target + "[Cache] public partial int Set(int a); private int SetCore(int a) => 1;")]
    [InlineData("CACHEKIT009", "Remove [Invalidates]", Target + "[Cache][Invalidates(nameof(Get))] public partial int Set(int a); private int SetCore(int a) => 1;", Target + "[Cache] public partial int Set(int a); private int SetCore(int a) => 1;")]
    [InlineData("CACHEKIT010", "Remove [CacheKey]", "[Cache] public partial int Get([CacheKey, CacheIgnore] int a); private int GetCore(int a) => 1;", "[Cache] public partial int Get([CacheIgnore] int a); private int GetCore(int a) => 1;")]
    [InlineData("CACHEKIT010", "Remove [CacheIgnore]", "[Cache] public partial int Get([CacheKey][CacheIgnore] int a); private int GetCore(int a) => 1;", "[Cache] public partial int Get([CacheKey] int a); private int GetCore(int a) => 1;")]
    [InlineData("CACHEKIT400", "Remove [Secure]", "[Secure] public int Get(int a) => a; " + "[Cache] public partial int Two(int a); private int TwoCore(int a) => 1;", "public int Get(int a) => a; [Cache] public partial int Two(int a); private int TwoCore(int a) => 1;")]
    [InlineData("CACHEKIT401", "Remove [CacheTenant]", "[Cache] public partial int Get([CacheTenant] string a); private int GetCore(string a) => 1;", "[Cache] public partial int Get(string a); private int GetCore(string a) => 1;")]
    [InlineData("CACHEKIT404", "Remove [CacheTenant]", "[Cache, Secure(Tenant = \"x\")] public partial int Get([CacheTenant] string a); private int GetCore(string a) => 1;", "[Cache, Secure(Tenant = \"x\")] public partial int Get(string a); private int GetCore(string a) => 1;")]
    [InlineData("CACHEKIT405", "Remove [CacheIgnore]", "[Cache, Secure] public partial int Get([CacheTenant, CacheIgnore] string a); private int GetCore(string a) => 1;", "[Cache, Secure] public partial int Get([CacheTenant] string a); private int GetCore(string a) => 1;")]
    [InlineData("CACHEKIT505", "Remove [CacheTag]", "[Cache, CacheTag(\"x\"), CacheTag(\"x\")] public partial int Get(int a); private int GetCore(int a) => 1;", "[Cache, CacheTag(\"x\")] public partial int Get(int a); private int GetCore(int a) => 1;")]
    [InlineData("CACHEKIT506", "Remove [CacheTag]", "[CacheTag(\"x\")] public int Get(int a) => a;", "public int Get(int a) => a;")]
    [InlineData("CACHEKIT606", "Remove [CacheBatch]", "[CacheBatch] public int Get(int a) => a;", "public int Get(int a) => a;")]
    public Task AttributeThatMeansNothing_IsRemoved(string id, string title, string before, string after) =>
        FixRun.VerifyAsync(new RemoveAttributeCodeFix(), id, $"public partial class C {{ {before} }}", $"public partial class C {{ {after} }}", title);

    [Fact]
    public Task AttributeOnItsOwnLine_GoesWithTheLine() => FixRun.VerifyAsync(
        new RemoveAttributeCodeFix(),
        "CACHEKIT506",
        "public class C\r\n{\r\n    /// <summary>Docs.</summary>\r\n    [CacheTag(\"x\")]\r\n    [Obsolete]\r\n    public int Get(int a) => a;\r\n}\r\n",
        "public class C\r\n{\r\n    /// <summary>Docs.</summary>\r\n    [Obsolete]\r\n    public int Get(int a) => a;\r\n}\r\n");

    [Fact]
    public Task CommentBelowAnAttribute_StaysWithoutAnEmptyLine() => FixRun.VerifyAsync(
        new RemoveAttributeCodeFix(),
        "CACHEKIT506",
        "public class C\n{\n\t/// <summary>Docs.</summary>\n\t[CacheTag(\"x\")]\n\t// Why.\n\t[Obsolete]\n\tpublic int Get(int a) => a;\n}\n",
        "public class C\n{\n\t/// <summary>Docs.</summary>\n\t// Why.\n\t[Obsolete]\n\tpublic int Get(int a) => a;\n}\n");

    [Fact]
    public Task AllTags_AreRemoved() => FixRun.VerifyAllAsync(
        new RemoveAttributeCodeFix(),
        "CACHEKIT506",
        ["public class C { [CacheTag(\"x\"), CacheTag(\"y\"), Obsolete] public int Get(int a) => a; [CacheTag(\"z\")] public int Two(int a) => a; }"],
        ["public class C { [Obsolete] public int Get(int a) => a; public int Two(int a) => a; }"]);
}
