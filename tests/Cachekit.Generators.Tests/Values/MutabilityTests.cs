using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Tests.Values;

public class MutabilityTests
{
    [Theory]
    [InlineData("int")]
    [InlineData("string?")]
    [InlineData("decimal?")]
    [InlineData("Uri")]
    [InlineData("Version")]
    [InlineData("DayOfWeek")]
    [InlineData("(int, string)")]
    [InlineData("Tuple<int, string>")]
    [InlineData("KeyValuePair<string, int?>")]
    [InlineData("ImmutableArray<string>")]
    [InlineData("ImmutableList<ImmutableArray<int>>")]
    [InlineData("ImmutableQueue<int>")]
    [InlineData("Item", "public sealed record Item(int Id, string? Name);")]
    [InlineData("Item", "public readonly record struct Item(int Id, string? Name);")]
    [InlineData("Item", "public struct Item { public int X { get; set; } public string Y { get; set; } }")]
    [InlineData("Item", "public sealed record Item(int Id) { public string Note { get; init; } = \"\"; public int Twice => Id * 2; }")]
    [InlineData("Item", "public sealed record Item(int Id, Item? Next);")]
    [InlineData("Item", "public sealed record Item(ImmutableArray<Item> Children, Part Part); public sealed record Part(ImmutableList<Item> Items);")]
    [InlineData("Item", "public record Base(int Id); public sealed record Item(int Id, string Name) : Base(Id);")]
    [InlineData("Item", "public sealed class Item { public Item(int id) { Id = id; } public int Id { get; } }")]
    [InlineData("Item", "public sealed class Item { public Item(int id) => Id = id; public int Id { get; } public string Name { get; init; } = \"\"; }")]
    [InlineData("Item", "public sealed class Item(int id) { public int Id { get; } = id; }")]
    [InlineData("Item", "[ImmutableObject(true)] public class Item { public int Id { get; set; } }")]
    public void WhatIsProved_IsImmutable(string type, string declarations = "") =>
        Assert.Equal(ValueMutability.Immutable, ValueWorkbench.ParseValid(type, declarations).Mutability);

    [Theory]
    [InlineData("IReadOnlyList<string>")]
    [InlineData("IEnumerable<int>")]
    [InlineData("IReadOnlyDictionary<string, IReadOnlyList<int>>")]
    [InlineData("ReadOnlyCollection<int>")]
    [InlineData("IImmutableList<int>")]
    [InlineData("ImmutableArray<IReadOnlyList<int>>")]
    [InlineData("FrozenDictionary<string, int>")]
    [InlineData("ImmutableDictionary<string, int>")]
    [InlineData("Item", "public record Item(int Id);")]
    [InlineData("Item", "public sealed record Item(IReadOnlyList<string> Tags);")]
    [InlineData("Item", "public sealed record Item(int Id, IReadOnlyList<Item> Children);")]
    [InlineData("Item", "public sealed record Item(int Id) { [CacheIgnore] public string? Trace { get; init; } }")]
    [InlineData("Item", "public sealed record Item(int Id) { [JsonIgnore] public string? Trace { get; init; } }")]
    [InlineData("Item", "public sealed record Item(int Id) { private readonly DateTime _made = DateTime.UnixEpoch; public DateTime Made() => _made; }")]
    [InlineData("Item", "public sealed class Item { public Item(string name) { Name = name.Trim(); } public string Name { get; } }")]
    [InlineData("Item", "public sealed class Item { public Item(int id, string name) => Id = id; public int Id { get; } public string Name { get; init; } = \"\"; }")]
    [InlineData("Item", "public sealed class Item { private readonly int _id; public Item(int id) => _id = id; public int Id => _id; }")]
    [InlineData("Item", "[JsonDerivedType(typeof(A)), JsonDerivedType(typeof(B))] public abstract record Item; public sealed record A(int X) : Item; public sealed record B(IReadOnlyList<Item> Items) : Item;")]
    public void WhatOnlyADecodedCopyGuarantees_IsImmutableCopy(string type, string declarations = "") =>
        Assert.Equal(ValueMutability.ImmutableCopy, ValueWorkbench.ParseValid(type, declarations).Mutability);

    [Theory]
    [InlineData("int[]")]
    [InlineData("byte[]")]
    [InlineData("List<int>")]
    [InlineData("IList<int>")]
    [InlineData("(int, int[])")]
    [InlineData("ReadOnlyMemory<byte>")]
    [InlineData("ImmutableArray<int[]>")]
    [InlineData("IReadOnlyList<List<int>>")]
    [InlineData("Item", "public sealed record Item(int Id) { public string? Note { get; set; } }")]
    [InlineData("Item", "public sealed record Item(string[] Tags);")]
    [InlineData("Item", "public struct Item { public List<int> Values { get; set; } }")]
    [InlineData("Item", "public sealed record Item(int Id) { private int _hits; public int Hit() => _hits++; }")]
    [InlineData("Item", "public sealed record Item(int Id) { private readonly List<int> _seen = new(); public void See() => _seen.Add(1); }")]
    [InlineData("Item", "public sealed record Item(int Id) { public event Action? Changed; public void Fire() => Changed?.Invoke(); }")]
    [InlineData("Item", "public class Base { private int _n; public int Next() => _n++; } public sealed class Item : Base { public int Id { get; init; } }")]
    [InlineData("Item", "public sealed class Item(int id) { public int Id => id; public void Bump() => id++; }")]
    [InlineData("Item", "public sealed class Item { public Item(IEnumerable<int> values) => Values = values.ToList(); public IReadOnlyList<int> Values { get; } }")]
    [InlineData("Item", "public sealed record Item(Part Part); public sealed class Part { public int X { get; set; } }")]
    [InlineData("Item", "[JsonDerivedType(typeof(A))] public abstract record Item; public sealed record A(int[] X) : Item;")]
    [InlineData("Item", "public sealed record Item(int Id) { private readonly Part _part = new(); public Part Get() => _part; } public class Part { }")]
    [InlineData("Item", "[ImmutableObject(false)] public sealed class Item { public int Id { get; set; } }")]
    public void WhatACallerCouldChange_IsMutable(string type, string declarations = "") =>
        Assert.Equal(ValueMutability.Mutable, ValueWorkbench.ParseValid(type, declarations).Mutability);

    [Fact]
    public void TypesOfOtherAssemblies_AreMutableUnlessPromised()
    {
        var library = ValueWorkbench.Compile(
            ["namespace Lib { public sealed class Plain { public int X { get; init; } } [System.ComponentModel.ImmutableObject(true)] public sealed class Promised { public int X { get; init; } } }"]);
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var reference = Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray());

        Assert.Equal(ValueMutability.Mutable, ValueWorkbench.Parse("Lib.Plain", more: reference).Mutability);
        Assert.Equal(ValueMutability.Immutable, ValueWorkbench.Parse("Lib.Promised", more: reference).Mutability);
        Assert.Equal(ValueMutability.Mutable, ValueWorkbench.Parse("Lib.Plain", more: library.ToMetadataReference()).Mutability);
    }
}
