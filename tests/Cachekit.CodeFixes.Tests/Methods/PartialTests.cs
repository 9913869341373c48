using Cachekit.CodeFixes.Methods;
using Cachekit.CodeFixes.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Tests.Methods;

/// <summary>CACHEKIT001 and CACHEKIT002.</summary>
public sealed class PartialTests
{
    [Fact]
    public Task TypesAroundTheMethod_BecomePartial_EachOfThem() => FixRun.VerifyAsync(
        new MakeTypePartialCodeFix(),
        "CACHEKIT002",
        """
        namespace Shop
        {
            // A comment.
            [Serializable] public static class Outer<T> where T : class
            {
                internal sealed record Inner(int Factor)
                {
                    [Cache]
                    public partial int Get(int a);

                    private int GetCore(int a) => a * Factor;
                }
            }
        }
        """,
        """
        namespace Shop
        {
            // A comment.
            [Serializable] public static partial class Outer<T> where T : class
            {
                internal sealed partial record Inner(int Factor)
                {
                    [Cache]
                    public partial int Get(int a);

                    private int GetCore(int a) => a * Factor;
                }
            }
        }
        """);

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    [InlineData("readonly struct")]
    [InlineData("record struct")]
    [InlineData("record class")]
    public Task KindsOfTypes_BecomePartial(string kind) => FixRun.VerifyAsync(
        new MakeTypePartialCodeFix(),
        "CACHEKIT002",
        $"public {kind} C {{ [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; }}",
        $"public {kind[..(kind.LastIndexOf(' ') is var i && kind.StartsWith("record", StringComparison.Ordinal) ? 0 : i + 1)]}partial {(kind.StartsWith("record", StringComparison.Ordinal) ? kind : kind[(kind.LastIndexOf(' ') + 1)..])} C {{ [Cache] public static partial int Get(int a); private static int GetCore(int a) => a; }}");

    [Theory]
    [InlineData("CS0751")]
    [InlineData("CS8795")]
    public Task ErrorOfTheCompiler_IsFixedToo(string id) => FixRun.VerifyAsync(
        new MakeTypePartialCodeFix(),
        id,
        "public class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }");

    [Fact]
    public Task TypeInSeveralFiles_BecomesPartialInAll() => FixRun.VerifyFilesAsync(
        new MakeTypePartialCodeFix(),
        "CACHEKIT002",
        [
            "using Cachekit; public partial class C { public partial class D { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } }",
            "public class C { }",
        ],
        [
            "using Cachekit; public partial class C { public partial class D { [Cache] public partial int Get(int a); private int GetCore(int a) => a; } }",
            "public partial class C { }",
        ]);

    [Theory]
    [InlineData("CACHEKIT002", "file partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }")]
    [InlineData("CACHEKIT002", "public ref struct C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }")]
    [InlineData("CACHEKIT002", "public interface C { [Cache] public partial int Get(int a); private int GetCore(int a) => 1; }")]
    [InlineData("CACHEKIT002", "public abstract class C { [Cache] public abstract int Get(int a); }")]
    [InlineData("CACHEKIT002", "public interface C { [Cache] int Get(int a); }")]
    [InlineData("CS8795", "public partial class C { public partial int Get(int a); }")]
    [InlineData("CS0751", "public class C { public partial int Get(int a); }")]
    public Task WhatStaysUnfit_IsNotChanged(string id, string source) => FixRun.VerifyNothingAsync(new MakeTypePartialCodeFix(), id, source);

    [Fact]
    public Task MethodsOfOneType_MakeItPartialOnce() => FixRun.VerifyAllAsync(
        new MakeTypePartialCodeFix(),
        "CACHEKIT002",
        [
            "public class A { public class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; [Cache] public partial int Two(int a); private int TwoCore(int a) => a; } }",
            "public class B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        ],
        [
            "public partial class A { public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; [Cache] public partial int Two(int a); private int TwoCore(int a) => a; } }",
            "public partial class B { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        ]);

    [Fact]
    public Task AnnotatedMethod_IsSplit() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        """
        namespace Shop;

        public class Catalog
        {
            /// <summary>The price.</summary>
            [Cache(Ttl = "1h")]
            public async Task<int> PriceAsync(int id, CancellationToken cancellationToken = default)
            {
                // Not cheap.
                await Task.Yield();
                return id * 2;
            }
        }
        """,
        """
        namespace Shop;

        public partial class Catalog
        {
            /// <summary>The price.</summary>
            [Cache(Ttl = "1h")]
            public partial Task<int> PriceAsync(int id, CancellationToken cancellationToken = default);

            private async Task<int> PriceCoreAsync(int id, CancellationToken cancellationToken)
            {
                // Not cheap.
                await Task.Yield();
                return id * 2;
            }
        }
        """);

    [Fact]
    public Task ParametersBelowTheFirst_StayBelowIt() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        """
        public class Prices
        {
        	[Cache] // Often asked.
        	public async ValueTask<decimal> GetPriceAsync(int id,
        	                                              string currency = "EUR",
        	    CancellationToken token = default)
        	{
        	    await Task.Delay(id,
        	                     token);
        	    return currency.Length;
        	}
        }
        """.Replace("\\t", "\t"),
        """
        public partial class Prices
        {
        	[Cache] // Often asked.
        	public partial ValueTask<decimal> GetPriceAsync(int id,
        	                                                string currency = "EUR",
        	    CancellationToken token = default);

        	private async ValueTask<decimal> GetPriceCoreAsync(int id,
        	                                                   string currency,
        	    CancellationToken token)
        	{
        	    await Task.Delay(id,
        	                     token);
        	    return currency.Length;
        	}
        }
        """.Replace("\\t", "\t"));

    [Fact]
    public Task ParametersBelowTheFirst_OfADeclaration_StayBelowItToo() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        """
        public class Prices
        {
            [Cache]
            int Get(int id,
                    string name);
        }
        """,
        """
        public partial class Prices
        {
            [Cache]
            private partial int Get(int id,
                                    string name);

            private int GetCore(int id,
                                string name) => throw new NotImplementedException();
        }
        """);

    [Fact]
    public Task ModifierOnALineOfItsOwn_GoesWithTheLine() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        """
        public class Prices
        {
            [Cache]
            async
            Task<int> Get(int id)
            {
                await Task.Yield();
                return id;
            }
        }
        """,
        """
        public partial class Prices
        {
            [Cache]
            private partial Task<int> Get(int id);

            private async Task<int> GetCore(int id)
            {
                await Task.Yield();
                return id;
            }
        }
        """);

    [Theory]
    [InlineData("CACHEKIT001")]
    [InlineData("CS0759")]
    public Task PartialMethodWithItsBody_IsSplit(string id) => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        id,
        "public partial class C { [Cache] public partial int Get(int a = 1) => a * 2; }",
        "public partial class C { [Cache] public partial int Get(int a = 1); private int GetCore(int a) => a * 2; }");

    [Fact]
    public Task PartOfSomebodyElse_IsNotSplit() => FixRun.VerifyNothingAsync(new MakeMethodPartialCodeFix(), "CS0759", "public partial class C { public partial int Get(int a) => a; }");

    [Fact]
    public Task InvalidatingMethod_IsSplitToo() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; [Invalidates(nameof(Get))] public void Set(int a) { } }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; [Invalidates(nameof(Get))] public partial void Set(int a); private void SetCore(int a) { } }");

    [Fact]
    public Task NameOfTheBody_InTheAttribute_IsUsed() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        "public partial class C { [Cache(Source = \"Load\")] public int Get(int a) => a; }",
        "public partial class C { [Cache(Source = \"Load\")] public partial int Get(int a); private int Load(int a) => a; }");

    [Fact]
    public Task NameOfTheBody_ThatIsTaken_IsAnotherOneInTheAttribute() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        "public partial class C { [Cache] public int Get(int a) => GetCore(a) + 1; private int GetCore(int a) => a; }",
        "public partial class C { [Cache(Source = nameof(GetUncached))] public partial int Get(int a); private int GetUncached(int a) => GetCore(a) + 1; private int GetCore(int a) => a; }");

    [Fact]
    public Task DeclarationWithoutABody_BecomesPartial_AndGetsOne()
    {
        const string Before = "public class C { [Cache] int Get(int a); }";
        return FixRun.VerifyAsync(
            new MakeMethodPartialCodeFix(),
            "CACHEKIT001",
            Before,
            "public partial class C { [Cache] private partial int Get(int a); private int GetCore(int a) => throw new NotImplementedException(); }");
    }

    [Fact]
    public Task DeclarationWhoseBodyIsThere_BecomesPartial() => FixRun.VerifyAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        "public class C { [Cache] public int Get(int a); private int GetCore(int a) => a; }",
        "public partial class C { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }");

    [Theory]
    [InlineData("public class C { [Cache] public int Get(ref int a) => a; }")]
    [InlineData("public class C { private int _a; [Cache] public ref int Get(int a) => ref _a; }")]
    [InlineData("public class C { [Cache] public int Get(int a) => a; public int Get(int a, CancellationToken token) => a; }")]
    public Task MethodThatCannotBePartial_IsNotSplit(string source) => FixRun.VerifyNothingAsync(new MakeMethodPartialCodeFix(), "CACHEKIT001", source);

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task AllMethods_AreSplitTogether(FixAllScope scope) => FixRun.VerifyAllAsync(
        new MakeMethodPartialCodeFix(),
        "CACHEKIT001",
        [
            """
            public class C
            {
                [Cache]
                public int Get(int a) => a;

                [Cache]
                public int Get(string a) => a.Length;
            }
            """,
            "public class D { [Cache] public int Get(int a) => a; }",
        ],
        [
            """
            public partial class C
            {
                [Cache]
                public partial int Get(int a);

                private int GetCore(int a) => a;

                [Cache]
                public partial int Get(string a);

                private int GetCore(string a) => a.Length;
            }
            """,
            scope == FixAllScope.Document
                ? "public class D { [Cache] public int Get(int a) => a; }"
                : "public partial class D { [Cache] public partial int Get(int a); private int GetCore(int a) => a; }",
        ],
        scope);
}
