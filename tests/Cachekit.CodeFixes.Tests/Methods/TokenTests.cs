using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Methods;

/// <summary>CACHEKIT012.</summary>
public sealed class TokenTests
{
    [Fact]
    public Task Body_TakesTheTokenOfItsMethod() => FixRun.VerifyAsync(
        new AddTokenToBodyCodeFix(),
        "CACHEKIT012",
        """
        public partial class C
        {
            [Cache]
            public partial Task<int> GetAsync(int id, CancellationToken stop = default);

            private Task<int> GetCoreAsync(int id)
            {
                return Task.FromResult(id);
            }
        }
        """,
        """
        public partial class C
        {
            [Cache]
            public partial Task<int> GetAsync(int id, CancellationToken stop = default);

            private Task<int> GetCoreAsync(int id, CancellationToken stop)
            {
                return Task.FromResult(id);
            }
        }
        """);

    [Fact]
    public Task BodyWithValuesOfItsOwn_InAnotherFile_TakesIt() => FixRun.VerifyFilesAsync(
        new AddTokenToBodyCodeFix(),
        "CACHEKIT012",
        [
            UserSolution.Usings + "public partial class C { [Cache] public partial Task<int> GetAsync(int id, CancellationToken t); }",
            "using System.Threading.Tasks;\r\n\r\npublic partial class C\r\n{\r\n    private Task<int> GetCoreAsync(int id = 1) => Task.FromResult(id);\r\n}\r\n",
        ],
        [
            UserSolution.Usings + "public partial class C { [Cache] public partial Task<int> GetAsync(int id, CancellationToken t); }",
            "using System.Threading;\r\nusing System.Threading.Tasks;\r\n\r\npublic partial class C\r\n{\r\n    private Task<int> GetCoreAsync(int id = 1, CancellationToken t = default) => Task.FromResult(id);\r\n}\r\n",
        ]);

    [Theory]
    [InlineData("public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken t); protected virtual Task<int> GetCoreAsync(int a) => Task.FromResult(a); }")]
    [InlineData("public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken t); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); public Func<int, Task<int>> F => GetCoreAsync; }")]
    public Task BodyWhoseSignatureIsBound_IsNotChanged(string source) => FixRun.VerifyNothingAsync(new AddTokenToBodyCodeFix(), "CACHEKIT012", source);

    [Fact]
    public Task AllBodies_TakeIt() => FixRun.VerifyAllAsync(
        new AddTokenToBodyCodeFix(),
        "CACHEKIT012",
        ["public partial class C { [Cache] public partial Task<int> AAsync(CancellationToken t); private Task<int> ACoreAsync() => Task.FromResult(1); [Cache] public partial Task<int> BAsync(params int[] a); private Task<int> BCoreAsync(int[] a) => Task.FromResult(1); [Cache] public partial Task<int> DAsync(int a, CancellationToken t); private Task<int> DCoreAsync(int a) => Task.FromResult(a); }"],
        ["public partial class C { [Cache] public partial Task<int> AAsync(CancellationToken t); private Task<int> ACoreAsync(CancellationToken t) => Task.FromResult(1); [Cache] public partial Task<int> BAsync(params int[] a); private Task<int> BCoreAsync(int[] a) => Task.FromResult(1); [Cache] public partial Task<int> DAsync(int a, CancellationToken t); private Task<int> DCoreAsync(int a, CancellationToken t) => Task.FromResult(a); }"]);
}
