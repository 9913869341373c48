namespace Cachekit.Generators.Tests.Values;

public class CodecRoundTripTests
{
    [Fact]
    public void Scalars_ComeBack() => AssertAllComeBack(
        [
            ("bool", "true"), ("byte", "200"), ("sbyte", "-3"), ("short", "-300"), ("ushort", "60000"), ("int", "-70000"), ("uint", "4000000000"),
            ("long", "long.MinValue"), ("ulong", "ulong.MaxValue"), ("nint", "-5"), ("nuint", "5"), ("char", "'x'"), ("float", "1.5f"),
            ("double", "double.Epsilon"), ("Half", "(Half)1.5"), ("decimal", "12.340m"), ("Int128", "-7"), ("UInt128", "7"),
            ("BigInteger", "BigInteger.MinusOne"), ("string", "\"text\""), ("string?", "null"), ("Guid", "new Guid(1,2,3,4,5,6,7,8,9,10,11)"),
            ("DateTime", "new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)"), ("DateTimeOffset", "new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))"),
            ("DateOnly", "new DateOnly(2026, 1, 2)"), ("TimeOnly", "new TimeOnly(1, 2, 3)"), ("TimeSpan", "TimeSpan.FromTicks(7)"),
            ("Uri", "new Uri(\"https://example.org/a\")"), ("Version", "new Version(1, 2, 3)"), ("Rune", "new Rune('r')"),
            ("Index", "^3"), ("Range", "1..^2"), ("byte[]", "new byte[] { 1, 2 }"), ("Memory<byte>", "new byte[] { 1, 2 }"),
            ("ReadOnlyMemory<byte>", "new byte[] { 1, 2 }"), ("ArraySegment<byte>", "new ArraySegment<byte>(new byte[] { 1, 2 })"),
            ("DayOfWeek", "DayOfWeek.Friday"), ("int?", "5"), ("int?", "null"), ("DayOfWeek?", "DayOfWeek.Friday"), ("Guid?", "null"),
        ]);

    [Fact]
    public void Collections_ComeBack() => AssertAllComeBack(
        [
            ("int[]", "new[] { 1, 2 }"), ("string?[]?", "new[] { \"a\", null }"), ("int[][]", "new[] { new[] { 1 }, new[] { 2, 3 } }"),
            ("List<int>", "new() { 1, 2 }"), ("List<string?>", "new() { null, \"b\" }"), ("List<string>", "new() { \"b\" }"), ("List<string>?", "null"), ("IList<int>", "new List<int> { 1 }"),
            ("ICollection<int>", "new List<int> { 1 }"), ("HashSet<int>", "new() { 1, 2 }"), ("SortedSet<int>", "new() { 2, 1 }"),
            ("ISet<int>", "new HashSet<int> { 1 }"), ("LinkedList<int>", "new(new[] { 1, 2 })"), ("Queue<int>", "new(new[] { 1, 2 })"),
            ("Stack<int>", "new(new[] { 1, 2 })"), ("Collection<int>", "new() { 1 }"), ("ObservableCollection<int>", "new() { 1 }"),
            ("ReadOnlyCollection<int>", "new(new[] { 1 })"), ("ConcurrentBag<int>", "new() { 1 }"), ("ConcurrentQueue<int>", "new(new[] { 1, 2 })"),
            ("ConcurrentStack<int>", "new(new[] { 1 })"), ("IEnumerable<int>", "new[] { 1, 2 }"), ("IReadOnlyList<int>", "new[] { 1, 2 }"),
            ("IReadOnlyCollection<int>", "new[] { 1, 2 }"), ("IReadOnlySet<int>", "new HashSet<int> { 1 }"), ("Dictionary<string, int>", "new() { [\"a\"] = 1 }"),
            ("IDictionary<int, string>", "new Dictionary<int, string> { [1] = \"a\" }"), ("IReadOnlyDictionary<string, int>", "new Dictionary<string, int> { [\"a\"] = 1 }"),
            ("ReadOnlyDictionary<string, int>", "new(new Dictionary<string, int> { [\"a\"] = 1 })"), ("SortedDictionary<int, int>", "new() { [2] = 1 }"),
            ("SortedList<int, int>", "new() { [2] = 1 }"), ("ConcurrentDictionary<int, int>", "new(new Dictionary<int, int> { [2] = 1 })"),
            ("ImmutableArray<int>", "ImmutableArray.Create(1, 2)"), ("ImmutableList<int>", "ImmutableList.Create(1, 2)"), ("ImmutableHashSet<int>", "ImmutableHashSet.Create(1)"),
            ("ImmutableSortedSet<int>", "ImmutableSortedSet.Create(2, 1)"), ("ImmutableQueue<int>", "ImmutableQueue.Create(1, 2)"), ("ImmutableStack<int>", "ImmutableStack.Create(1)"),
            ("ImmutableDictionary<int, string>", "ImmutableDictionary<int, string>.Empty.Add(1, \"a\")"), ("ImmutableSortedDictionary<int, string>", "ImmutableSortedDictionary<int, string>.Empty.Add(1, \"a\")"),
            ("IImmutableList<int>", "ImmutableList.Create(1)"), ("IImmutableSet<int>", "ImmutableHashSet.Create(1)"), ("IImmutableDictionary<int, int>", "ImmutableDictionary<int, int>.Empty.Add(1, 2)"),
            ("IImmutableQueue<int>", "ImmutableQueue.Create(1)"), ("IImmutableStack<int>", "ImmutableStack.Create(1)"), ("FrozenSet<int>", "new[] { 1 }.ToFrozenSet()"),
            ("FrozenDictionary<int, int>", "new Dictionary<int, int> { [1] = 2 }.ToFrozenDictionary()"), ("KeyValuePair<string, int>", "new(\"a\", 1)"),
            ("Dictionary<string, List<Dictionary<int, string?>>>", "new() { [\"a\"] = new() { new() { [1] = null } } }"),
        ]);

    [Theory]
    [InlineData("int[,]", "new[,] { { 1, 2, 3 }, { 4, 5, 6 } }")]
    [InlineData("int[,,]", "new[,,] { { { 1, 2 } }, { { 3, 4 } } }")]
    [InlineData("int[,,,]", "new[,,,] { { { { 1 }, { 2 } } } }")]
    [InlineData("int[][,]", "new[] { new[,] { { 1 } } }")]
    public void MultiDimensionalArrays_ComeBack(string type, string value)
    {
        var trip = ValueWorkbench.Run(type, value);
        Assert.Equal(trip.Original, trip.Copy());
    }

    [Fact]
    public void Tuples_ComeBack() => AssertAllComeBack(
        [
            ("(int, string)", "(1, \"a\")"), ("(int Id, string? Name)", "(1, null)"), ("ValueTuple<int>", "new(1)"), ("ValueTuple", "default"),
            ("(int, int, int, int, int, int, int)", "(1, 2, 3, 4, 5, 6, 7)"), ("(int a, int b, int c, int d, int e, int f, int g, string h, int i)", "(1, 2, 3, 4, 5, 6, 7, \"8\", 9)"),
            ("(int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, long)", "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)"),
            ("(int, (string, bool)[])?", "(1, new[] { (\"a\", true) })"), ("Tuple<int>", "new(1)"), ("Tuple<int, string?>?", "Tuple.Create(1, (string?)null)"),
            ("Tuple<int, int, int, int, int, int, int, Tuple<string>>", "new(1, 2, 3, 4, 5, 6, 7, new(\"8\"))"), ("List<(int Id, List<(int, int)> Pairs)>", "new() { (1, new() { (2, 3) }) }"),
        ]);

    [Fact]
    public void Objects_ComeBack() => AssertAllComeBack(
        [
            ("Product", "new Product(1, \"Chair\", 2.50m) { Tags = new[] { \"a\" }, Note = \"n\" }"), ("Product?", "null"), ("Special", "new Special(1, \"x\", 5)"),
            ("Money", "new Money(5, \"EUR\")"), ("Point", "new Point { X = 1, Y = 2 }"), ("Size", "new Size(3, 4)"), ("Size?", "new Size(3, 4)"), ("Box<int>", "new Box<int>(5)"),
            ("Box<Box<string>>", "new Box<Box<string>>(new Box<string>(\"a\"))"), ("Settings", "new Settings { Name = \"n\", Level = Level.High, Children = { new Settings { Name = \"c\" } } }"),
            ("Account", "new Account { Id = 1, Owner = \"o\" }"), ("Manager", "new Manager { Name = \"m\", Reports = 3 }"), ("Tree", "new Tree(1, new[] { new Tree(2, new Tree[0]) })"),
            ("Left", "new Left { Right = new Right { Left = new Left() } }"), ("@class", "new @class { @event = 1, Größe = 2 }"), ("Marker", "new Marker()"), ("Reading", "new Reading(1, 2) { Unit = \"m\" }"),
            ("Flags64", "Flags64.Big"), ("Outer.Inner", "new Outer.Inner { Value = 1 }"), ("int", "1"), ("Shop.Other.Product", "new Shop.Other.Product { Id = 3 }"), ("Equals", "new Equals { Read = 1, Write = 2, reader = 3, value = 4, writer = 5 }"),
        ],
        """
        public record Product(int Id, string Name, decimal Price) { public IReadOnlyList<string> Tags { get; init; } = Array.Empty<string>(); public string? Note { get; set; } = "none"; public decimal Total => Price * 2; }
        public sealed record Special(int Id, string Name, int Discount) : Product(Id, Name, 1m);
        public readonly record struct Money(long Amount, string Currency);
        public struct Point { public int X { get; set; } public int Y { get; set; } }
        public readonly struct Size { public Size(int width, int height) { Width = width; Height = height; } public int Width { get; } public int Height { get; } public int this[int i] => i; }
        public record Box<T>(T Value);
        public enum Level : byte { Low, High }
        [Flags] public enum Flags64 : ulong { None, Big = 1UL << 63 }
        public class Settings { public string Name { get; set; } = ""; public Level Level { get; set; } public List<Settings> Children { get; set; } = new(); public static int Count { get; set; } }
        public class Account { public required int Id { get; init; } public required string Owner { get; set; } public string Kind { get; set; } = "k"; }
        public abstract class Person { public string Name { get; set; } = ""; public virtual int Age { get; set; } }
        public class Manager : Person { public int Reports { get; set; } public override int Age { get => base.Age; set => base.Age = value; } }
        public record Tree(int Value, IReadOnlyList<Tree> Children);
        public class Left { public Right? Right { get; set; } }
        public class Right { public Left? Left { get; set; } }
        public class @class { public int @event { get; set; } public int Größe { get; set; } }
        public sealed record Marker;
        public class Reading(double value, int count = 7) { public double Value { get; } = value; public int Count { get; } = count; public string Unit { get; init; } = ""; }
        public static class Outer { public class Inner { public int Value { get; set; } } }
        public class Equals { public int Read { get; set; } public int Write { get; set; } public int reader { get; set; } public int value { get; set; } public int writer { get; set; } }
        namespace Other { public class Product { public int Id { get; set; } } }
        """);

    [Fact]
    public void PrivateNestedTypesOfTheContainingType_AreFine()
    {
        var trips = ValueWorkbench.Run(
            [("Holder", "new Holder(1)")],
            nested: "public sealed class Holder { private Holder() { } internal Holder(int x) { X = x; } public int X { get; } public Kind Kind { get; init; } = Kind.B; } public enum Kind { A, B }");
        Assert.Equal("{\"X\":1,\"Kind\":1}", ValueTrip.Describe(trips[0].Copy()));
    }

    [Fact]
    public void ObliviousTypes_CompileWithoutWarnings()
    {
        var trips = ValueWorkbench.Run(
            [("Old", "new Old { Name = null, Items = new List<string> { null } }")],
            "public class Old { public string Name { get; set; } public List<string> Items { get; set; } public Old Next { get; set; } }",
            nullable: "disable");
        Assert.Equal(ValueTrip.Describe(trips[0].Original), ValueTrip.Describe(trips[0].Copy()));
    }

    private static void AssertAllComeBack(IReadOnlyList<(string Type, string Value)> values, string declarations = "")
    {
        foreach (var trip in ValueWorkbench.Run(values, declarations))
        {
            var original = trip.Original;
            var bytes = trip.Encode(original);
            var copy = trip.Decode(bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(trip.Encode(copy)), trip.Type);
            Assert.Equal(Describe(original), Describe(copy));
        }
    }

    // Json knows neither these nor the order of a bag.
    private static object? Describe(object? value) => value switch
    {
        IntPtr or UIntPtr or Index or Range or System.Text.Rune or System.Numerics.BigInteger or Int128 or UInt128 or Half => value,
        System.Collections.Concurrent.ConcurrentBag<int> bag => string.Join(",", bag.Order()),
        _ => ValueTrip.Describe(value),
    };
}
