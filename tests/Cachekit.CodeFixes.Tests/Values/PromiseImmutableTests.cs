using Cachekit.CodeFixes.Tests.Infrastructure;
using Cachekit.CodeFixes.Values;

namespace Cachekit.CodeFixes.Tests.Values;

/// <summary>CACHEKIT215, where the user promises what the compiler cannot see.</summary>
public sealed class PromiseImmutableTests
{
    private const string Catalog = "public partial class Catalog { [Cache] public partial Task<IReadOnlyList<Product>> AllAsync(int id); private Task<IReadOnlyList<Product>> AllCoreAsync(int id) => Task.FromResult<IReadOnlyList<Product>>([]); }\n";

    [Fact]
    public Task TypesThatHaveWhatCouldBeChanged_ArePromisedImmutable() => FixRun.VerifyAsync(
        new PromiseImmutableCodeFix(),
        "CACHEKIT215",
        "using System;\nusing System.Collections.Generic;\nusing System.Threading.Tasks;\nusing Cachekit;\n" + Catalog + """
        public sealed record Product(int Id, Part Part, Size Size);

        /// <summary>A part.</summary>
        [Serializable]
        public sealed class Part
        {
            public List<int> Numbers { get; init; } = [];
        }

        public sealed class Size
        {
            public int[] Sides { get; init; } = [];
            public int First => Sides[0];
        }
        """,
        "using System;\nusing System.Collections.Generic;\nusing System.ComponentModel;\nusing System.Threading.Tasks;\nusing Cachekit;\n" + Catalog + """
        public sealed record Product(int Id, Part Part, Size Size);

        /// <summary>A part.</summary>
        [Serializable]
        [ImmutableObject(true)]
        public sealed class Part
        {
            public List<int> Numbers { get; init; } = [];
        }

        [ImmutableObject(true)]
        public sealed class Size
        {
            public int[] Sides { get; init; } = [];
            public int First => Sides[0];
        }
        """,
        "Promise that 'Part' and 'Size' never change, with [ImmutableObject(true)]");

    [Theory]
    [InlineData("public sealed class Product { public int Id { get; set; } public void Raise() => Id++; }")]
    [InlineData("public sealed class Product { public List<int> Ids { get; init; } = []; } public static class User { public static void Add(Product p) => p.Ids.Add(1); }")]
    [InlineData("public sealed class Product { public int[] Ids { get; init; } = []; } public static class User { public static void Set(Product p) => p.Ids[0] = 1; }")]
    [InlineData("[System.ComponentModel.ImmutableObject(false)] public sealed class Product { public int Id { get; set; } }")]
    public Task WhatIsChanged_IsNotPromised(string type) => FixRun.VerifyNothingAsync(new PromiseImmutableCodeFix(), "CACHEKIT215", Catalog + type);

    [Fact]
    public Task ValueThatIsNoObject_HasNowhereToPromise() => FixRun.VerifyNothingAsync(
        new PromiseImmutableCodeFix(), "CACHEKIT215", "public partial class C { [Cache] public partial List<int> Get(int id); private List<int> GetCore(int id) => []; }");
}
