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

    [Fact]
    public Task ReadsOfNullableObjects_KeepNothingFromBecomingInit() => FixRun.VerifyAsync(
        new MakeInitOnlyCodeFix(),
        "CACHEKIT215",
        Catalog + "public sealed class Product { public int Id { get; set; } } public static class User { public static int? Get(Product? p) => p?.Id; }",
        Catalog + "public sealed class Product { public int Id { get; init; } } public static class User { public static int? Get(Product? p) => p?.Id; }");

    [Fact]
    public Task Classes_BecomeRecords() => FixRun.VerifyAsync(
        new MakeInitOnlyCodeFix(),
        "CACHEKIT215",
        Catalog + """
        /// <summary>What is sold.</summary>
        public sealed class Product
        {
            public int Id { get; set; }
            public IReadOnlyList<Part> Parts { get; set; } = [];
            public Size Size { get; set; } = new();
            public bool IsSame(Product? other) => other != null && other.Id == Id && other is not null;
            public override string ToString() => $"product {Id}";
        }

        public sealed record Part
        {
            public int Number { get; set; }
        }

        internal sealed class Bin
        {
            public HashSet<int> Numbers { get; } = [];
        }

        public class Size
        {
            public int Width { get; set; }
        }
        """,
        Catalog + """
        /// <summary>What is sold.</summary>
        public sealed record Product
        {
            public int Id { get; init; }
            public IReadOnlyList<Part> Parts { get; init; } = [];
            public Size Size { get; init; } = new();
            public bool IsSame(Product? other) => other != null && other.Id == Id && other is not null;
            public override string ToString() => $"product {Id}";
        }

        public sealed record Part
        {
            public int Number { get; init; }
        }

        internal sealed class Bin
        {
            public HashSet<int> Numbers { get; } = [];
        }

        public record Size
        {
            public int Width { get; init; }
        }
        """,
        "Make 'Product' and 'Size' records with init members");

    [Theory]
    [InlineData("public class Product { public int Id { get; set; } } public class Special : Product;")]
    [InlineData("public sealed class Product : Entity { public int Id { get; set; } } public class Entity;")]
    [InlineData("public sealed class Product { public int Id { get; set; } public override bool Equals(object? o) => o is Product; public override int GetHashCode() => 1; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } public Product Clone() => new() { Id = Id }; }")]
    [InlineData("public sealed record Product { public int Id { get; set; } }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static bool Same(Product a, Product b) => a == b; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static bool Same(Product a, object b) => ReferenceEquals(a, b); }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static bool Has(List<Product> a, Product b) => a.Contains(b); }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static Dictionary<Product, int> Counts = []; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static int? Hash(Product? a) => a?.GetHashCode(); }")]
    public async Task ClassThatIsNoRecord_StaysAClass(string type) =>
        Assert.Equal(["Make the setters of 'Product' init-only"], await FixRun.TitlesAsync(new MakeInitOnlyCodeFix(), "CACHEKIT215", Catalog + type));

    [Theory]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(Product p) => p.Id = 1; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } public Part Part { get; set; } = new(); } public sealed class Part { public int Id { get; set; } } public static class User { public static Product Make() => new() { Part = { Id = 1 } }; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(ref int a, Product p) { var b = p; b.Id += 1; } }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(Product p) => p.Id++; }")]
    [InlineData("public sealed class Product { public int Id { get; set; } } public static class User { public static void Set(Product p) => (p.Id, _) = (1, 2); }")]
    [InlineData("public sealed class Product : I { public int Id { get; set; } } public interface I { int Id { get; set; } }")]
    [InlineData("public sealed class Product { private int _id; public int Id { get => _id; set => _id = value; } }")]
    [InlineData("public sealed class Product { public int Id { get; init; } public List<int> More { get; set; } = []; }")]
    public Task WhatIsSetLater_StaysAsItIs(string type) => FixRun.VerifyNothingAsync(new MakeInitOnlyCodeFix(), "CACHEKIT215", Catalog + type);
}
