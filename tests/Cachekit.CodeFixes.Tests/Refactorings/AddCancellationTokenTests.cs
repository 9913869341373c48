using Cachekit.CodeFixes.Refactorings;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Refactorings;

public sealed class AddCancellationTokenTests
{
    [Fact]
    public Task MethodAndBody_TakeAToken() => RefactoringRun.VerifyAsync(
        new AddCancellationTokenRefactoring(),
        """
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public partial class C
        {
            /// <summary>Gets it.</summary>
            /// <param name="id">Which.</param>
            /// <returns>It.</returns>
            [Cache]
            public partial Task<int> $$GetAsync(
                int id,
                string? region = null);

            private Task<int> GetCoreAsync(int id, string? region)
            {
                var cancellationToken = id;
                return Task.FromResult(cancellationToken);
            }

            public Task<int> Twice(int id) => GetAsync(id, "x");
        }
        """,
        """
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public partial class C
        {
            /// <summary>Gets it.</summary>
            /// <param name="id">Which.</param>
            /// <param name="cancellationToken">Ends the work.</param>
            /// <returns>It.</returns>
            [Cache]
            public partial Task<int> GetAsync(
                int id,
                string? region = null,
                CancellationToken cancellationToken = default);

            private Task<int> GetCoreAsync(int id, string? region, CancellationToken token)
            {
                var cancellationToken = id;
                return Task.FromResult(cancellationToken);
            }

            public Task<int> Twice(int id) => GetAsync(id, "x");
        }
        """);

    [Fact]
    public Task BodyThatOthersCall_TakesItOptionally() => RefactoringRun.VerifyAsync(
        new AddCancellationTokenRefactoring(),
        UserSolution.Usings + "public partial class C { [Cache] public partial ValueTask<int> $$GetAsync(); private ValueTask<int> GetCoreAsync() => new(1); public ValueTask<int> Fresh() => GetCoreAsync(); }",
        UserSolution.Usings + "public partial class C { [Cache] public partial ValueTask<int> GetAsync(CancellationToken cancellationToken = default); private ValueTask<int> GetCoreAsync(CancellationToken cancellationToken = default) => new(1); public ValueTask<int> Fresh() => GetCoreAsync(); }");

    [Fact]
    public Task BodyThatHasOne_StaysAsItIs() => RefactoringRun.VerifyAsync(
        new AddCancellationTokenRefactoring(),
        UserSolution.Usings + "public partial class C { [Cache] public partial Task<int> $$GetAsync(int a); private Task<int> GetCoreAsync(int a, CancellationToken token) => Task.FromResult(a); }",
        UserSolution.Usings + "public partial class C { [Cache] public partial Task<int> GetAsync(int a, CancellationToken cancellationToken = default); private Task<int> GetCoreAsync(int a, CancellationToken token) => Task.FromResult(a); }");

    [Theory]
    [InlineData("public partial class C { [Cache] public partial int $$Get(int a); private int GetCore(int a) => a; }")]
    [InlineData("public partial class C { [Cache] public partial Task<int> $$GetAsync(int a, CancellationToken t = default); private Task<int> GetCoreAsync(int a) => Task.FromResult(a); }")]
    [InlineData("public partial class C { [Cache] public partial Task<int> $$GetAsync(params int[] a); private Task<int> GetCoreAsync(int[] a) => Task.FromResult(1); }")]
    [InlineData("public partial class C { [Cache] public virtual partial Task<int> $$GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(1); }")]
    [InlineData("public partial class C : I { [Cache] public partial Task<int> $$GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(1); } public interface I { Task<int> GetAsync(int a); }")]
    [InlineData("public partial class C { [Cache] public partial Task<int> $$GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(1); public Func<int, Task<int>> F => GetAsync; }")]
    [InlineData("public partial class C { [Cache] public partial Task<int> $$GetAsync(int a); private Task<int> GetCoreAsync(int a) => Task.FromResult(1); public Task<int> GetAsync(int a, CancellationToken t) => GetAsync(a); }")]
    [InlineData("public class C { public Task<int> $$GetAsync(int a) => Task.FromResult(a); }")]
    public Task MethodWhoseSignatureIsBound_IsNotChanged(string source) =>
        RefactoringRun.VerifyNothingAsync(new AddCancellationTokenRefactoring(), UserSolution.Usings + source);
}
