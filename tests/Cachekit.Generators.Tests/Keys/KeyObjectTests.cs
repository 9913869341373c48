namespace Cachekit.Generators.Tests.Keys;

public class KeyObjectTests
{
    private const string Declarations = """
        using System; using System.Collections.Generic; using System.Collections.Immutable; using Cachekit;
        public sealed record Query(string Text, int[] Ids, DateOnly? From = null);
        public sealed record Page(int Number, ImmutableArray<string> Tags);
        public sealed record Node(string Name, Node? Next);
        public sealed record Tree(string Name, List<Tree> Children) { public int Weight { get; set; } }
        public record Animal(string Name);
        public record Dog(string Name, int Age) : Animal(Name);
        public sealed record Fixed(string Name) { public int[] Values { get; } = new[] { 1 }; }
        public sealed record Settable { public int X { get; set; } public string? @class { get; init; } }
        public sealed record Ignoring(int Id, [property: CacheIgnore] object Service) { [CacheIgnore] public Action? Callback; }
        public sealed class Entity { [CacheKey] public int Id { get; set; } public object? Context { get; set; } [CacheKey] internal List<string> Tags = new(); }
        public readonly record struct Point(double X, double Y);
        public struct Fields { public int A; public int[]? B; }
        public sealed record Box<T>(T Item, Box<T>? Inner = null);
        public partial class Sample
        {
            private readonly record struct Secret(int Value);
            void Queries(Query? query) { }
            void Pages(Page page) { }
            void Nodes(Node node) { }
            void Trees(Tree tree) { }
            void Animals(Animal animal) { }
            void Fixeds(Fixed value) { }
            void Settables(Settable value, List<Settable> more) { }
            void Ignorings(Ignoring value) { }
            void Entities(Entity entity, Entity[] more) { }
            void Points(Point? a, Fields b, Dictionary<Point, Query> c) { }
            void Tuples((int Id, string[] Names) a, Tuple<int, List<int>> b, (int, int, int, int, int, int, int, int, (int, string)) c, ValueTuple<int> d, KeyValuePair<string, int[]> e) { }
            void Boxes(Box<int> a, Box<string> b, Box<Query> c) { }
            void Open<T>(T value, List<T> list, Box<T> box) where T : notnull { }
            void OpenStruct<T>(T? value) where T : struct { }
            private static object Hidden() => new Secret(1);
            private void Private(Secret value, IReadOnlyList<Secret> more) { }
        }
        """;

    private static readonly Lazy<KeyCompilation> Keys = new(static () => KeyCompilation.Create(Declarations));

    private static KeyCompilation Compiled => Keys.Value;

    [Fact]
    public void Record_IsWrittenAsAMapSortedByName()
    {
        var key = Compiled.Key("Queries", New("Query", "a", new[] { 1, 2 }, new DateOnly(2024, 5, 6)));
        Assert.Equal("9183" + "a446726f6daa323032342d30352d3036" + "a3496473920102" + "a454657874a161", KeyCompilation.Bytes(key));
    }

    [Fact]
    public void PrivateTypes_AreArguments()
    {
        var secret = Compiled.Run<object>("Hidden");
        var none = Array.CreateInstance(secret.GetType(), 0);
        Assert.Equal("9281a556616c75650190", KeyCompilation.Bytes(Compiled.Key("Private", secret, none)));
    }

    [Fact]
    public void RecordWithArray_IsEqualByValueAndCopied()
    {
        int[] ids = [1, 2];
        var key = Compiled.Key("Queries", New("Query", "a", ids, null));
        AssertSame(key, Compiled.Key("Queries", New("Query", "a", new[] { 1, 2 }, null)));
        Assert.NotEqual(key, Compiled.Key("Queries", New("Query", "a", new[] { 1, 3 }, null)));
        Assert.NotEqual(key, Compiled.Key("Queries", [null]));
        var snapshot = KeyCompilation.Snapshot(key);
        ids[0] = 9;
        Assert.NotEqual(key, snapshot);
        AssertSame(snapshot, Compiled.Key("Queries", New("Query", "a", new[] { 1, 2 }, null)));
    }

    [Fact]
    public void RecursiveRecord_IsComparedToTheEnd()
    {
        object Chain(string last) => New("Node", "a", New("Node", "b", New("Node", last, null)));
        AssertSame(Compiled.Key("Nodes", Chain("c")), Compiled.Key("Nodes", Chain("c")));
        Assert.NotEqual(Compiled.Key("Nodes", Chain("c")), Compiled.Key("Nodes", Chain("d")));
    }

    [Fact]
    public void RecordThatContainsItself_IsAnExceptionAndNoOverflow()
    {
        var children = List("Tree");
        var tree = New("Tree", "a", children);
        children.Add(tree);
        var key = Compiled.Key("Trees", tree);
        Assert.Contains("contains itself", Assert.Throws<CacheKeyException>(() => key.GetHashCode()).Message, StringComparison.Ordinal);
        Assert.Contains("contains itself", Assert.Throws<CacheKeyException>(() => KeyCompilation.Bytes(key)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MutableRecursiveRecord_IsCopied()
    {
        var children = List("Tree");
        children.Add(New("Tree", "b", List("Tree")));
        var key = Compiled.Key("Trees", New("Tree", "a", children));
        var snapshot = KeyCompilation.Snapshot(key);
        AssertSame(key, snapshot);
        children[0]!.GetType().GetProperty("Weight")!.SetValue(children[0], 7);
        Assert.NotEqual(key, snapshot);
    }

    [Fact]
    public void DerivedRecord_IsRefused()
    {
        var derived = Compiled.Key("Animals", New("Dog", "Rex", 3));
        Assert.NotEqual(Compiled.Key("Animals", New("Animal", "Rex")), derived);
        Assert.Contains("Dog", Assert.Throws<CacheKeyException>(() => KeyCompilation.Bytes(derived)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordThatCannotBeCopied_IsKeptAsItsBytes()
    {
        var value = New("Fixed", "a");
        var key = Compiled.Key("Fixeds", value);
        AssertSame(key, Compiled.Key("Fixeds", New("Fixed", "a")));
        ((int[])value.GetType().GetProperty("Values")!.GetValue(value)!)[0] = 2;
        Assert.NotEqual(key, Compiled.Key("Fixeds", value));
        AssertSame(KeyCompilation.Snapshot(key), Compiled.Key("Fixeds", New("Fixed", "a")));
    }

    [Fact]
    public void SettableRecord_IsCopied()
    {
        var value = New("Settable");
        var more = List("Settable");
        more.Add(New("Settable"));
        var key = Compiled.Key("Settables", value, more);
        var snapshot = KeyCompilation.Snapshot(key);
        AssertSame(key, snapshot);
        value.GetType().GetProperty("X")!.SetValue(value, 1);
        Assert.NotEqual(key, snapshot);
        value.GetType().GetProperty("X")!.SetValue(value, 0);
        more[0]!.GetType().GetProperty("X")!.SetValue(more[0], 1);
        Assert.NotEqual(key, snapshot);
    }

    [Fact]
    public void IgnoredMembers_AreNotInTheKey() =>
        AssertSame(Compiled.Key("Ignorings", New("Ignoring", 1, "a")), Compiled.Key("Ignorings", New("Ignoring", 1, "b")));

    [Fact]
    public void MarkedMembers_IdentifyAClass()
    {
        var entity = New("Entity");
        entity.GetType().GetProperty("Id")!.SetValue(entity, 5);
        var none = Array.CreateInstance(entity.GetType(), 0);
        var key = Compiled.Key("Entities", entity, none);
        entity.GetType().GetProperty("Context")!.SetValue(entity, new object());
        AssertSame(key, Compiled.Key("Entities", entity, none));
        entity.GetType().GetProperty("Id")!.SetValue(entity, 6);
        Assert.NotEqual(key, Compiled.Key("Entities", entity, none));
        Assert.Equal("9282a2496405a45461677390" + "90", KeyCompilation.Bytes(key));
    }

    [Fact]
    public void Tuples_AreArrays()
    {
        string[] names = ["a"];
        object Key() => Compiled.Key("Tuples", (1, names), Tuple.Create(2, new List<int> { 3 }), (1, 2, 3, 4, 5, 6, 7, 8, (9, "x")), ValueTuple.Create(4), KeyValuePair.Create("k", new[] { 5 }));
        var key = Key();
        Assert.Equal("959201" + "91a161" + "9202" + "9103" + "990102030405060708" + "9209a178" + "9104" + "92a16b" + "9105", KeyCompilation.Bytes(key));
        var snapshot = KeyCompilation.Snapshot(key);
        AssertSame(key, snapshot);
        names[0] = "b";
        Assert.NotEqual(Key(), snapshot);
    }

    [Fact]
    public void TypeParameters_AreServedForScalars()
    {
        object Key<T>(T value) => Compiled.GenericKey("Open", typeof(T), value, new List<T> { value }, NewGeneric("Box`1", typeof(T), value, null));
        Assert.Equal("93019101" + "82a5496e6e6572c0a44974656d01", KeyCompilation.Bytes(Key(1)));
        AssertSame(Key("a"), Key("a"));
        AssertSame(Key(DayOfWeek.Friday), Key(DayOfWeek.Friday));
        AssertSame(Key(Guid.Empty), KeyCompilation.Snapshot(Key(Guid.Empty)));
        Assert.NotEqual(Key(DayOfWeek.Friday), Key(DayOfWeek.Monday));
        AssertSame(Compiled.GenericKey("OpenStruct", typeof(DayOfWeek), DayOfWeek.Friday), Compiled.GenericKey("OpenStruct", typeof(DayOfWeek), DayOfWeek.Friday));
    }

    [Fact]
    public void TypeParameterOfAnotherType_IsAnExceptionAtTheFirstCall()
    {
        var key = Compiled.GenericKey("Open", typeof(int[]), new[] { 1 }, new List<int[]>(), NewGeneric("Box`1", typeof(int[]), new[] { 1 }, null));
        Assert.Contains("type parameter", Assert.Throws<CacheKeyException>(() => key.GetHashCode()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StructsAndDictionaries_AreEqualByValue()
    {
        var point = New("Point", 1.0, 2.0);
        var fields = New("Fields");
        var pairs = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(point.GetType(), Type("Query")))!;
        pairs.Add(point, New("Query", "a", new[] { 1 }, null));
        var key = Compiled.Key("Points", point, fields, pairs);
        var snapshot = KeyCompilation.Snapshot(key);
        AssertSame(key, snapshot);
        pairs[point] = New("Query", "b", new[] { 1 }, null);
        Assert.NotEqual(key, snapshot);
    }

    private static void AssertSame(object left, object right)
    {
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(KeyCompilation.Bytes(left), KeyCompilation.Bytes(right));
    }

    private static Type Type(string name) => Compiled.Run<object>("Hidden").GetType().Assembly.GetType(name)!;

    private static object New(string type, params object?[] arguments) => NewOf(Type(type), arguments);

    private static object NewGeneric(string type, Type argument, params object?[] arguments) => NewOf(Type(type).MakeGenericType(argument), arguments);

    private static object NewOf(Type type, object?[] arguments) => Activator.CreateInstance(type, arguments)!;

    private static System.Collections.IList List(string type) =>
        (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(Type(type)))!;
}
