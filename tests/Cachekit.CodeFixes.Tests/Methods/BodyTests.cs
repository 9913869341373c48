using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Methods;

/// <summary>CACHEKIT003 and CACHEKIT004.</summary>
public sealed class BodyTests
{
    [Fact]
    public Task MissingBody_IsCreatedBelowItsMethod() => FixRun.VerifyAsync(
        new CreateBodyCodeFix(),
        "CACHEKIT003",
        """
        public partial class C<T> where T : notnull
        {
            [Cache]
            public static partial ValueTask<List<string?>> GetAsync<TId>(
                TId id,
                string? region = null,
                CancellationToken cancellationToken = default)
                where TId : struct, IEquatable<TId>;

            private int _other; // Stays.
        }
        """,
        """
        public partial class C<T> where T : notnull
        {
            [Cache]
            public static partial ValueTask<List<string?>> GetAsync<TId>(
                TId id,
                string? region = null,
                CancellationToken cancellationToken = default)
                where TId : struct, IEquatable<TId>;

            private static ValueTask<List<string?>> GetCoreAsync<TId>(
                TId id,
                string? region,
                CancellationToken cancellationToken)
                where TId : struct, IEquatable<TId> => throw new NotImplementedException();

            private int _other; // Stays.
        }
        """);

    [Fact]
    public Task BodyWithALineForEachParameter_KeepsItsLines() => FixRun.VerifyAsync(
        new ChangeBodySignatureCodeFix(),
        "CACHEKIT004",
        """
        public partial class C
        {
            [Cache]
            public partial ValueTask<int> CountAsync(Guid owner, int year, CancellationToken token = default);

            private async ValueTask<int> CountCoreAsync(
                Guid who,
                CancellationToken token)
            {
                await Task.Delay(1, token);
                return who.GetHashCode();
            }
        }
        """,
        """
        public partial class C
        {
            [Cache]
            public partial ValueTask<int> CountAsync(Guid owner, int year, CancellationToken token = default);

            private async ValueTask<int> CountCoreAsync(
                Guid who,
                int year,
                CancellationToken token)
            {
                await Task.Delay(1, token);
                return who.GetHashCode();
            }
        }
        """);

    [Fact]
    public Task BodyInAFileWithoutUsings_HasWholeNames() => FixRun.VerifyFilesAsync(
        new CreateBodyCodeFix(),
        "CACHEKIT003",
        ["using System.Threading.Tasks;\n\nnamespace Shop;\n\npublic partial class C\n{\n\t[Cachekit.Cache]\n\tpublic partial Task<int> GetAsync(int id);\n}\n"],
        ["using System;\nusing System.Threading.Tasks;\n\nnamespace Shop;\n\npublic partial class C\n{\n\t[Cachekit.Cache]\n\tpublic partial Task<int> GetAsync(int id);\n\n\tprivate Task<int> GetCoreAsync(int id) => throw new NotImplementedException();\n}\n"]);

    [Fact]
    public Task BodyThatTheAttributeNames_IsCreated() => FixRun.VerifyAsync(
        new CreateBodyCodeFix(),
        "CACHEKIT003",
        "public partial class C { [Cache(Source = \"Load\")] public partial int Get(int a); }",
        "public partial class C { [Cache(Source = \"Load\")] public partial int Get(int a); private int Load(int a) => throw new NotImplementedException(); }");

    [Theory]
    [InlineData("public partial class C { [Cache(Source = \"not a name\")] public partial int Get(int a); }")]
    [InlineData("public partial class C { private int GetCore = 1; [Cache] public partial int Get(int a); }")]
    public Task BodyWhoseNameCannotBe_IsNotCreated(string source) => FixRun.VerifyNothingAsync(new CreateBodyCodeFix(), "CACHEKIT003", source);

    [Fact]
    public Task AllMissingBodies_AreCreated() => FixRun.VerifyAllAsync(
        new CreateBodyCodeFix(),
        "CACHEKIT003",
        ["public partial class C { [Cache] public partial int Get(int a); [Cache] public partial int Get(string a); }"],
        ["public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => throw new NotImplementedException(); [Cache] public partial int Get(string a); private int GetCore(string a) => throw new NotImplementedException(); }"]);

    [Theory]
    [InlineData("private int GetCore(long a) => (int)a;", "private int GetCore(int a) => (int)a;")]
    [InlineData("private int GetCore() => 1;", "private int GetCore(int a) => 1;")]
    [InlineData("private int GetCore(int a, string b) => a;", "private int GetCore(int a) => a;")]
    [InlineData("private long GetCore(int a) => 1;", "private int GetCore(int a) => 1;")]
    [InlineData("private int GetCore(long x, CancellationToken token) => (int)x;", "private int GetCore(int x, CancellationToken token) => (int)x;")]
    [InlineData("private int GetCore<T>(int a) => a;", "private int GetCore(int a) => a;")]
    public Task BodyThatStillCompiles_GetsTheSignature(string before, string after) => FixRun.VerifyAsync(
        new ChangeBodySignatureCodeFix(),
        "CACHEKIT004",
        $$"""public partial class C { [Cache] public partial int Get(int a); {{before}} }""",
        $$"""public partial class C { [Cache] public partial int Get(int a); {{after}} }""");

    [Fact]
    public Task BodyOfAStaticMethod_BecomesStatic() => FixRun.VerifyAsync(
        new ChangeBodySignatureCodeFix(),
        "CACHEKIT004",
        "public partial class C { [Cache] public static partial int Get(int a); private int GetCore(int a) => 1; }",
        "public partial class C { [Cache] public static partial int Get(int a); private static int GetCore(int a) => 1; }");

    [Fact]
    public Task BodyWithOtherConstraints_GetsThoseOfTheMethod() => FixRun.VerifyAsync(
        new ChangeBodySignatureCodeFix(),
        "CACHEKIT004",
        "public partial class C { [Cache] public partial int Get<T>(int a); private int GetCore<T>(int a) where T : class => 1; }",
        "public partial class C { [Cache] public partial int Get<T>(int a); private int GetCore<T>(int a) => 1; }");

    [Theory]
    [InlineData("private int GetCore(string a) => a.Length;")]
    [InlineData("private int GetCore() => 1; public int Other() => GetCore();")]
    [InlineData("private Task<int> GetCore(int a) => Task.FromResult(1);")]
    [InlineData("public int GetCore(long a) => 1;")]
    [InlineData("private int GetCore(long a) => 1; private int GetCore(short a) => 1;")]
    public Task BodyThatWouldNotCompile_KeepsItsSignature(string body) => FixRun.VerifyNothingAsync(
        new ChangeBodySignatureCodeFix(), "CACHEKIT004", $$"""public partial class C { [Cache] public partial int Get(int a); {{body}} }""");

    [Fact]
    public Task BodyOfAStaticMethodThatReadsTheInstance_StaysAsItIs() => FixRun.VerifyNothingAsync(
        new ChangeBodySignatureCodeFix(), "CACHEKIT004", "public partial class C { private int _a; [Cache] public static partial int Get(int a); private int GetCore(int a) => _a; }");

    [Fact]
    public Task OverloadThatFits_IsCreatedBesideTheOneThatDoesNot() => FixRun.VerifyAsync(
        new CreateBodyCodeFix(),
        "CACHEKIT004",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(string a) => a.Length; }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => throw new NotImplementedException(); private int GetCore(string a) => a.Length; }");

    [Fact]
    public Task OverloadThatDiffersInItsResultOnly_IsNotCreated() => FixRun.VerifyNothingAsync(
        new CreateBodyCodeFix(), "CACHEKIT004", "public partial class C { [Cache] public partial int Get(int a); private long GetCore(int a) => 1; }");
}
