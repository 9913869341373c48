using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Methods;

/// <summary>CACHEKIT007 and CACHEKIT011.</summary>
public sealed class OtherMethodTests
{
    [Fact]
    public Task ImplementingPart_BecomesTheBody() => FixRun.VerifyAsync(
        new MoveImplementationCodeFix(),
        "CACHEKIT007",
        """
        public partial class C
        {
            [Cache]
            public partial Task<int> GetAsync(int a);

            // The work.
            public async partial Task<int> GetAsync(int a)
            {
                await Task.Yield();
                return a;
            }
        }
        """,
        """
        public partial class C
        {
            [Cache]
            public partial Task<int> GetAsync(int a);

            // The work.
            private async Task<int> GetCoreAsync(int a)
            {
                await Task.Yield();
                return a;
            }
        }
        """);

    [Fact]
    public Task ImplementingPartOfAnExtensionInAnotherFile_BecomesTheBody() => FixRun.VerifyFilesAsync(
        new MoveImplementationCodeFix(),
        "CACHEKIT007",
        ["using Cachekit; public static partial class C { [Cache] public static partial int Get(this string a); }", "public static partial class C { public static partial int Get(this string a) => a.Length; }"],
        ["using Cachekit; public static partial class C { [Cache] public static partial int Get(this string a); }", "public static partial class C { private static int GetCore(string a) => a.Length; }"]);

    [Theory]
    [InlineData("public partial class C { [Cache] public partial int Get(int a); public partial int Get(int a) => GetCore(a); private int GetCore(int a) => a; }")]
    [InlineData("public partial class C { public partial int Get(int a); [Cache] public partial int Get(int a) => a; }")]
    public Task ImplementingPartThatIsMore_Stays(string source) => FixRun.VerifyNothingAsync(new MoveImplementationCodeFix(), "CACHEKIT007", source);

    [Theory]
    [InlineData("string", "Get", "string?", "null")]
    [InlineData("Task<string>", "GetAsync", "Task<string?>", "Task.FromResult<string?>(null)")]
    [InlineData("ValueTask<List<int>>", "GetAsync", "ValueTask<List<int>?>", "new((List<int>?)null)")]
    public Task ResultThatMayBeNull_SaysSo(string type, string name, string nullable, string value)
    {
        var core = name == "Get" ? "GetCore" : "GetCoreAsync";
        return FixRun.VerifyAsync(
            new AnnotateResultCodeFix(),
            "CACHEKIT011",
            $"public partial class C {{ [Cache] public partial {type} {name}(int a); private {nullable} {core}(int a) => {value}; }}",
            $"public partial class C {{ [Cache] public partial {nullable} {name}(int a); private {nullable} {core}(int a) => {value}; }}");
    }

    [Fact]
    public Task NullDeeperInTheResult_IsNotAnnotated() => FixRun.VerifyNothingAsync(
        new AnnotateResultCodeFix(), "CACHEKIT011", "public partial class C { [Cache] public partial List<string> Get(int a); private List<string?> GetCore(int a) => []; }");
}
