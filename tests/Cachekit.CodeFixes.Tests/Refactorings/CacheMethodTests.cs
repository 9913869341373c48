using Cachekit.CodeFixes.Refactorings;
using Cachekit.CodeFixes.Tests.Infrastructure;

namespace Cachekit.CodeFixes.Tests.Refactorings;

public sealed class CacheMethodTests
{
    [Fact]
    public Task Method_BecomesACachedOne_AndKeepsWhatCallersSee() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        // The head of the file.
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop;

        public class Catalog(int factor)
        {
            /// <summary>The price.</summary>
            /// <param name="id">Whose.</param>
            [Obsolete("Use another.")]
            public async Task<int?> Price$$Async(int id, string? region = null, CancellationToken cancellationToken = default)
            {
                await Task.Yield(); // Not cheap.
                return region is null ? null : id * factor;
            }

            public int Other => 1;
        }
        """,
        """
        // The head of the file.
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public partial class Catalog(int factor)
        {
            /// <summary>The price.</summary>
            /// <param name="id">Whose.</param>
            [Obsolete("Use another.")]
            [Cache(Ttl = "5m")]
            public partial Task<int?> PriceAsync(int id, string? region = null, CancellationToken cancellationToken = default);

            private async Task<int?> PriceCoreAsync(int id, string? region, CancellationToken cancellationToken)
            {
                await Task.Yield(); // Not cheap.
                return region is null ? null : id * factor;
            }

            public int Other => 1;
        }
        """);

    [Fact]
    public Task LineEnds_StayAsTheyAre() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        "using System;\r\n\r\nnamespace Shop\r\n{\r\n    public struct S\r\n    {\r\n        public readonly int $$Get(int a)\r\n        {\r\n            return a;\r\n        }\r\n    }\r\n}\r\n",
        "using System;\r\nusing Cachekit;\r\n\r\nnamespace Shop\r\n{\r\n    public partial struct S\r\n    {\r\n        [Cache(Ttl = \"5m\")]\r\n        public readonly partial int Get(int a);\r\n\r\n        private readonly int GetCore(int a)\r\n        {\r\n            return a;\r\n        }\r\n    }\r\n}\r\n");

    [Fact]
    public Task NestedGenericMethod_WithAnExpressionBody() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        using Cachekit;
        using System.Threading.Tasks;

        public record Outer
        {
            internal sealed class Inner<T>
                where T : class
            {
                static ValueTask<string> $$GetAsync<TKey>(
                    TKey id,
                    params int[] more)
                    where TKey : struct, System.IFormattable
                    => new(id.ToString() + more.Length);
            }
        }
        """,
        """
        using Cachekit;
        using System.Threading.Tasks;

        public partial record Outer
        {
            internal sealed partial class Inner<T>
                where T : class
            {
                [Cache(Ttl = "5m")]
                private static partial ValueTask<string> GetAsync<TKey>(
                    TKey id,
                    params int[] more)
                    where TKey : struct, System.IFormattable;

                private static ValueTask<string> GetCoreAsync<TKey>(
                    TKey id,
                    params int[] more)
                    where TKey : struct, System.IFormattable
                    => new(id.ToString() + more.Length);
            }
        }
        """);

    [Fact]
    public Task ImplementationOfAnInterface_StaysOne() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        using Cachekit;

        public interface IPrices { int Get(int id); }

        public class Prices : IPrices
        {
            public virtual int $$Get(int id) => id;
        }
        """,
        """
        using Cachekit;

        public interface IPrices { int Get(int id); }

        public partial class Prices : IPrices
        {
            [Cache(Ttl = "5m")]
            public virtual partial int Get(int id);

            private int GetCore(int id) => id;
        }
        """);

    [Fact]
    public Task Override_TakesTheConstraintsOfItsBase() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        using Cachekit;

        public abstract class Base { public abstract string Get<T>(T id) where T : class, System.IFormattable; }

        public sealed class Derived : Base
        {
            public override string $$Get<T>(T id) => id.ToString(null, null);
        }
        """,
        """
        using Cachekit;

        public abstract class Base { public abstract string Get<T>(T id) where T : class, System.IFormattable; }

        public sealed partial class Derived : Base
        {
            [Cache(Ttl = "5m")]
            public override partial string Get<T>(T id);

            private string GetCore<T>(T id) where T : class, System.IFormattable => id.ToString(null, null);
        }
        """);

    [Fact]
    public Task Attributes_GoWhereTheyBelong() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        public class C
        {
            public async IAsyncEnumerable<int> $$ReadAsync(int a, [EnumeratorCancellation] CancellationToken token = default)
            {
                await Task.Yield();
                yield return a;
            }

            [return: NotNullIfNotNull(nameof(a))]
            public string? Name([CallerMemberName] string? a = null) => a;
        }
        """,
        """
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        public partial class C
        {
            [Cache(Ttl = "5m")]
            public partial IAsyncEnumerable<int> ReadAsync(int a, CancellationToken token = default);

            private async IAsyncEnumerable<int> ReadCoreAsync(int a, [EnumeratorCancellation] CancellationToken token)
            {
                await Task.Yield();
                yield return a;
            }

            [return: NotNullIfNotNull(nameof(a))]
            public string? Name([CallerMemberName] string? a = null) => a;
        }
        """);

    [Fact]
    public Task AttributeForNullStates_StandsAtBoth() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using Cachekit;

        public static class C
        {
            [return: NotNullIfNotNull(nameof(a))]
            public static string? $$Name(this string? a, [CallerMemberName] string? b = null) => a;
        }
        """,
        """
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using Cachekit;

        public static partial class C
        {
            [return: NotNullIfNotNull(nameof(a))]
            [Cache(Ttl = "5m")]
            public static partial string? Name(this string? a, [CallerMemberName] string? b = null);

            [return: NotNullIfNotNull(nameof(a))]
            private static string? NameCore(string? a, string? b) => a;
        }
        """);

    [Fact]
    public Task AttributeOfAnotherLibrary_IsNotMistaken() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        namespace Shop;

        public class CacheAttribute : System.Attribute { }

        public class C
        {
            public int $$Get(int a) => a;
        }
        """,
        """
        namespace Shop;

        public class CacheAttribute : System.Attribute { }

        public partial class C
        {
            [global::Cachekit.CacheAttribute(Ttl = "5m")]
            public partial int Get(int a);

            private int GetCore(int a) => a;
        }
        """);

    [Fact]
    public Task CommentsBetweenParameters_StayAtTheDeclaration() => RefactoringRun.VerifyAsync(
        new CacheMethodRefactoring(),
        """
        using Cachekit;

        public class C
        {
            public int $$Get(
                int a, // the first
                int b = 2) // the second
            {
                return a + b;
            }
        }
        """,
        """
        using Cachekit;

        public partial class C
        {
            [Cache(Ttl = "5m")]
            public partial int Get(
                int a, // the first
                int b = 2);

            private int GetCore(int a, int b) // the second
            {
                return a + b;
            }
        }
        """);

    [Theory]
    [InlineData("public class C { public void $$Get(int a) { } }")]
    [InlineData("public class C { public Task $$GetAsync(int a) => Task.CompletedTask; }")]
    [InlineData("public class C { public int $$Get(out int a) => a = 1; }")]
    [InlineData("public class C { public int $$Get(Action a) => 1; }")]
    [InlineData("public class C { public int $$Get(Span<int> a) => 1; }")]
    [InlineData("public class C { public Action $$Get(int a) => () => { }; }")]
    [InlineData("public interface I { int Get(int a); } public class C : I { int I.$$Get(int a) => a; }")]
    [InlineData("public interface I { int $$Get(int a) => a; }")]
    [InlineData("public abstract class C { public abstract int $$Get(int a); }")]
    [InlineData("public partial class C { [Cache] public partial int $$Get(int a); private int GetCore(int a) => a; }")]
    [InlineData("public partial class C { [Cache] public int $$Get(int a) => a; }")]
    [InlineData("file class C { public int $$Get(int a) => a; }")]
    [InlineData("public ref struct C { public int $$Get(int a) => a; }")]
    [InlineData("public class C { public int Get(int a) => $$a; }")]
    [InlineData("public class C { public int Get(int a) { int $$Local(int b) => b; return Local(a); } }")]
    [InlineData("public class C { public int $$Get(int a) => a; public int Cached => 1; }")]
    public Task WhatCannotBeCached_IsNotOffered(string source) => RefactoringRun.VerifyNothingAsync(new CacheMethodRefactoring(), UserSolution.Usings + source);
}
