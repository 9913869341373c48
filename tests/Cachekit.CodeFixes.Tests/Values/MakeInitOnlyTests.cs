using Cachekit.CodeFixes.Tests.Infrastructure;
using Cachekit.CodeFixes.Values;

namespace Cachekit.CodeFixes.Tests.Values;

/// <summary>CACHEKIT215.</summary>
public sealed class MakeInitOnlyTests
{
    private const string Catalog = "public partial class Catalog { [Cache] public partial Task<Product?> GetAsync(int id); private Task<Product?> GetCoreAsync(int id) => Task.FromResult<Product?>(new() { Id = id }); }\n";

    [Fact]
    public Task Setters_BecomeInit() => FixRun.VerifyAsync(
        new MakeInitOnlyCodeFix(),
        "CACHEKIT215",
        Catalog + """
        public sealed class Product
        {
            public Product() => Name = "x";

            public int Id { get; set; } // The number.
            public string Name { get; set; }
            public double Price { get; init; }
            public double Doubled => Price * 2;
            public IReadOnlyList<Part> Parts { get; set; } = [];
        }

        public sealed record Part
        {
            public int Number { get; set; }
        }
        """,
        Catalog + """
        public sealed class Product
        {
            public Product() => Name = "x";

            public int Id { get; init; } // The number.
            public string Name { get; init; }
            public double Price { get; init; }
            public double Doubled => Price * 2;
            public IReadOnlyList<Part> Parts { get; init; } = [];
        }

        public sealed record Part
        {
            public int Number { get; init; }
        }
        """,
        "Make the setters of 'Product' and 'Part' init-only");

    [Theory]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(Product p) => p.Id = 1; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(Product p) => p.Id++; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(Product p) => (p.Id, _) = (1, 2); }")]
    [InlineData("public sealed class Product : I { public int Id { get; set; } } public interface I { int Id { get; set; } }")]
    [InlineData("public sealed class Product { private int _id; public int Id { get => _id; set => _id = value; } }")]
    [InlineData("public sealed class Product { public int Id { get; init; } public List<int> More { get; set; } = []; }")]
    public Task WhatIsSetLater_StaysAsItIs(string type) => FixRun.VerifyNothingAsync(new MakeInitOnlyCodeFix(), "CACHEKIT215", Catalog + type);
}
