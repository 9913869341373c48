using Cachekit.Generators.Models.Values;

namespace Cachekit.Generators.Tests.Values;

public class CodecWireTests
{
    [Theory]
    [InlineData("Item", "new Item(7, \"Widget\")", "public record Item(int id, string name);", "82a2696407a46e616d65a6576964676574")]
    [InlineData("Item", "new Item { B = 1, A = true }", "public struct Item { public int B { get; set; } public bool A { get; set; } }", "82a14201a141c3")]
    [InlineData("Item?", "null", "public record Item(int Id);", "c0")]
    [InlineData("Item", "new Item()", "public record Item;", "80")]
    [InlineData("Item", "new Item { Größe = 1 }", "public class Item { public int Größe { get; set; } }", "81a74772c3b6c39f6501")]
    [InlineData("Item", "new Item { A23456789012345678901234567890123 = 1 }", "public class Item { public int A23456789012345678901234567890123 { get; set; } }", "81d92141323334353637383930313233343536373839303132333435363738393031323301")]
    [InlineData("(int, string?)", "(1, null)", "", "9201c0")]
    [InlineData("(int, int, int, int, int, int, int, int)", "(1, 2, 3, 4, 5, 6, 7, 8)", "", "980102030405060708")]
    [InlineData("Tuple<int, bool>", "new(1, true)", "", "9201c3")]
    [InlineData("KeyValuePair<string, int>", "new(\"a\", 1)", "", "92a16101")]
    [InlineData("Shape", "new Circle(2)", Shapes, "92a16381a15202")]
    [InlineData("Shape", "new Square(3)", Shapes, "920581a45369646503")]
    [InlineData("Shape", "new Dot()", Shapes, "92a3446f7480")]
    [InlineData("Shape?", "null", Shapes, "c0")]
    [InlineData("Base", "new Base { X = 1 }", Bases, "92a44261736581a15801")]
    [InlineData("Derived", "new Derived { X = 1, Y = 2 }", Bases, "82a15801a15902")]
    [InlineData("Base", "new Derived { X = 1, Y = 2 }", Bases, "92a16482a15801a15902")]
    [InlineData("IShape", "new Flat(1)", "[JsonDerivedType(typeof(Flat), \"it's \\\\\")] public interface IShape { } public record struct Flat(int X) : IShape;", "92a669742773205c81a15801")]
    public void Value_HasTheseBytes(string type, string value, string declarations, string hex)
    {
        var trip = ValueWorkbench.Run(type, value, declarations);
        Assert.Equal(hex, trip.Hex());
        Assert.Equal(trip.Original, trip.Copy(), new DescribedComparer());
        Assert.Equal(trip.Original?.GetType(), trip.Copy()?.GetType());
    }

    [Fact]
    public void Members_AreReadInAnyOrder_AndUnknownOnesSkipped()
    {
        var trip = ValueWorkbench.Run("Item", "new Item(1, \"a\", true)", "public record Item(int Id, string Name, bool Flag);");
        // {"Flag": true, "Extra": {"x": [1, 2]}, "Name": "b", "id": 9, "Id": 2}
        var copy = trip.Decode(Convert.FromHexString("85a4466c6167c3a5457874726181a178920102a44e616d65a162a2696409a2496402"));
        Assert.Equal("{\"Id\":2,\"Name\":\"b\",\"Flag\":true}", ValueTrip.Describe(copy));
    }

    [Fact]
    public void MissingMembers_TakeTheirDefaults()
    {
        var trip = ValueWorkbench.Run(
            "Item",
            "new Item(1)",
            """
            public enum Level { Low, High = 5 }
            public class Item(int id, int limit = 7, string text = "a\"b", Level level = Level.High, long? wide = 3, decimal price = 1.5m, char sign = '\'', DateTime when = default, uint number = 4)
            {
                public int Id { get; } = id; public int Limit { get; } = limit; public string Text { get; } = text; public Level Level { get; } = level; public long? Wide { get; } = wide;
                public decimal Price { get; } = price; public char Sign { get; } = sign; public DateTime When { get; } = when; public uint Number { get; } = number;
                public string Kept { get; set; } = "kept"; public string? Init { get; init; } = "lost";
            }
            """);
        var copy = trip.Decode([0x80]);
        Assert.Equal(
            "{\"Id\":0,\"Limit\":7,\"Text\":\"a\\u0022b\",\"Level\":5,\"Wide\":3,\"Price\":1.5,\"Sign\":\"\\u0027\",\"When\":\"0001-01-01T00:00:00\",\"Number\":4,\"Kept\":\"kept\",\"Init\":null}",
            ValueTrip.Describe(copy));
    }

    [Theory]
    [InlineData("double", "double.NaN", double.NaN)]
    [InlineData("double", "double.PositiveInfinity", double.PositiveInfinity)]
    [InlineData("float", "float.NegativeInfinity", float.NegativeInfinity)]
    [InlineData("double", "-0.1", -0.1)]
    [InlineData("long", "long.MinValue", long.MinValue)]
    [InlineData("ulong", "ulong.MaxValue", ulong.MaxValue)]
    [InlineData("int", "int.MinValue", int.MinValue)]
    [InlineData("sbyte", "-1", (sbyte)-1)]
    [InlineData("bool", "true", true)]
    [InlineData("string", "\"\\n\\u2028\"", "\n\u2028")]
    public void DeclaredDefault_IsTaken(string type, string value, object expected)
    {
        var trip = ValueWorkbench.Run("Item", "new Item()", $"public record Item({type} X = {value});");
        Assert.Equal(expected, ValueTrip.Member(trip.Decode([0x80]), "X"));
    }

    [Fact]
    public void SettableMembers_AreLeftAloneWhenMissing()
    {
        var trip = ValueWorkbench.Run("Item", "new Item()", "public class Item { public string A { get; set; } = \"a\"; public List<int> B { get; set; } = new() { 1 }; }");
        Assert.Equal("{\"A\":\"x\",\"B\":[1]}", ValueTrip.Describe(trip.Decode(Convert.FromHexString("81a141a178"))));
    }

    [Fact]
    public void IgnoredMembers_AreNotWritten()
    {
        var trip = ValueWorkbench.Run(
            "Item",
            "new Item(1, \"secret\") { B = 2, C = 3, D = 4 }",
            "public record Item(int A, [CacheIgnore] string Note) { [CacheIgnore] public required int B { get; init; } [JsonIgnore] public int C { get; set; } = 5; [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int D { get; set; } }");
        Assert.Equal("82a14101a14404", trip.Hex());
        var copy = trip.Copy();
        Assert.Equal((null, 0, 5, 4), (ValueTrip.Member(copy, "Note"), ValueTrip.Member(copy, "B"), ValueTrip.Member(copy, "C"), ValueTrip.Member(copy, "D")));
    }

    [Fact]
    public void Fields_AreStoredOnRequest()
    {
        var trip = ValueWorkbench.Run(
            "Item",
            "new Item(3) { A = 1, B = 2, D = 4, E = 5 }",
            "public class Item { public Item(int c) => C = c; [CacheInclude] public int A; [JsonInclude] internal int B; public readonly int C; public int D; public required int E; }");
        Assert.Equal("84a14101a14202a14303a14505", trip.Hex());
        Assert.Equal(0, ValueTrip.Member(trip.Copy(), "D"));
        Assert.Equal(3, ValueTrip.Member(trip.Copy(), "C"));
    }

    [Theory]
    [InlineData("public class Item { [JsonConstructor] public Item(int a) { A = a; How = \"chosen\"; } public Item() { How = \"empty\"; } public int A { get; set; } [CacheIgnore] public string How { get; } }", "chosen")]
    [InlineData("public class Item { public Item(int a) { A = a; How = \"int\"; } public Item() { How = \"empty\"; } public int A { get; set; } [CacheIgnore] public string How { get; } }", "empty")]
    [InlineData("public class Item { public Item(int a) { A = a; How = \"int\"; } public Item() { How = \"empty\"; } public int A { get; } [CacheIgnore] public string How { get; } }", "int")]
    [InlineData("public class Item { public Item(int a) { How = \"int\"; } public Item(int a, int b) { How = \"two\"; } public Item(int a, int b, object c) { How = \"three\"; } public int A { get; set; } public int B { get; set; } [CacheIgnore] public string How { get; } }", "two")]
    [InlineData("public class Item { internal Item(string b = \"\", int a = 1, int c = 2) { A = a; How = \"named\" + c; } public int A { get; } [CacheIgnore] public string How { get; } }", "named2")]
    [InlineData("public record Item(int A) { public Item() : this(5) { How = \"empty\"; } [CacheIgnore] public string How { get; init; } = \"primary\"; }", "primary")]
    [InlineData("public class Item { [SetsRequiredMembers] public Item(int a) { A = a; How = \"sets\"; } public required int A { get; init; } [CacheIgnore] public string How { get; } }", "sets")]
    [InlineData("public class Item { public Item(int a) { A = a; How = \"both\"; } public required int A { get; init; } [CacheIgnore] public string How { get; } }", "both")]
    [InlineData("public class Item { public Item(in int a) { A = a; How = \"in\"; } public int A { get; } [CacheIgnore] public string How { get; } }", "in")]
    [InlineData("public class Item { public Item(ref readonly int a) { A = a; How = \"ref readonly\"; } public int A { get; } [CacheIgnore] public string How { get; } }", "ref readonly")]
    [InlineData("public class Item { public Item(long? a) { A = (int?)a; How = \"wider\"; } public int? A { get; } [CacheIgnore] public string How { get; } }", "wider")]
    public void Constructor_IsChosen(string declarations, string how)
    {
        var trip = ValueWorkbench.Run("Item", "Make()", declarations, "public static Item Make() => (Item)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(Item));");
        Assert.Equal(how, ValueTrip.Member(trip.Copy(), "How"));
    }

    [Fact]
    public void UnknownSubtypes_AreRefusedBothWays()
    {
        var trips = ValueWorkbench.Run([("Shape", "new Circle(1)"), ("Shape", "new Triangle()")], Shapes + "public class Triangle : Shape { }");
        Assert.Contains("Triangle", Assert.Throws<CacheSerializationException>(() => trips[1].Encode(trips[1].Original)).Message, StringComparison.Ordinal);
        Assert.Throws<CacheSerializationException>(() => trips[0].Decode(Convert.FromHexString("92a17a80")));
        Assert.Throws<CacheSerializationException>(() => trips[0].Decode(Convert.FromHexString("920680")));
        Assert.Throws<CacheSerializationException>(() => trips[0].Decode(Convert.FromHexString("93a16380c0")));
    }

    [Fact]
    public void Tuple_OfAnotherLength_IsRefused()
    {
        var trip = ValueWorkbench.Run("(int, int)", "(1, 2)");
        Assert.Throws<CacheSerializationException>(() => trip.Decode([0x93, 1, 2, 3]));
    }

    [Fact]
    public void Depth_IsGuarded()
    {
        var trip = ValueWorkbench.Run("Node?", "Make(100)", "public class Node(Node? next) { public Node? Next { get; } = next; }", "public static Node? Make(int depth) => depth == 0 ? null : new Node(Make(depth - 1));");
        Assert.Throws<CacheSerializationException>(() => trip.Encode(trip.Original));
        var deep = Convert.FromHexString(string.Concat(Enumerable.Repeat("81a44e657874", 100)) + "c0");
        Assert.Throws<CacheSerializationException>(() => trip.Decode(deep));
        var fine = Convert.FromHexString(string.Concat(Enumerable.Repeat("81a44e657874", 60)) + "c0");
        Assert.Equal(fine, trip.Encode(trip.Decode(fine)));
    }

    [Fact]
    public void GeneratedCode_ReadsLikeThis()
    {
        var model = ValueWorkbench.ParseValid("List<Item>", "public record Item(int Id, string? Name = \"none\") { public bool IsNew { get; set; } }");
        Assert.Equal(["Item", "ListOfItem"], model.Codecs.Select(c => c.Id));
        Assert.Equal("ListOfItem", model.CodecId);
        Assert.IsType<ObjectCodecModel>(model.Codecs[0]);
        Assert.Equal(
            """
            #nullable disable
            private static global::Cachekit.Serialization.ValueCodec<global::Shop.Item> _item;

            internal static global::Cachekit.Serialization.ValueCodec<global::Shop.Item> Item => _item ??= new ItemCodec();

            private static global::Cachekit.Serialization.ValueCodec<global::System.Collections.Generic.List<global::Shop.Item>> _listOfItem;

            internal static global::Cachekit.Serialization.ValueCodec<global::System.Collections.Generic.List<global::Shop.Item>> ListOfItem => _listOfItem ??= global::Cachekit.Serialization.Codecs.List(Item);

            [global::System.Diagnostics.DebuggerNonUserCode]
            private sealed class ItemCodec : global::Cachekit.Serialization.ValueCodec<global::Shop.Item>
            {
                public override void Write(ref global::Cachekit.Serialization.MessagePackWriter writer, global::Shop.Item value)
                {
                    if (value is null)
                    {
                        writer.WriteNil();
                        return;
                    }

                    global::Cachekit.Serialization.ExactType.Require<global::Shop.Item>(value);
                    writer.Enter();
                    writer.WriteMapHeader(3);
                    writer.WriteRaw([0xA2, (byte)'I', (byte)'d']);
                    global::Cachekit.Serialization.Codecs.Int32.Write(ref writer, value.Id);
                    writer.WriteRaw([0xA4, (byte)'N', (byte)'a', (byte)'m', (byte)'e']);
                    global::Cachekit.Serialization.Codecs.String.Write(ref writer, value.Name);
                    writer.WriteRaw([0xA5, (byte)'I', (byte)'s', (byte)'N', (byte)'e', (byte)'w']);
                    global::Cachekit.Serialization.Codecs.Boolean.Write(ref writer, value.IsNew);
                    writer.Leave();
                }

                public override global::Shop.Item Read(ref global::Cachekit.Serialization.MessagePackReader reader)
                {
                    if (reader.TryReadNil())
                    {
                        return null;
                    }

                    reader.Enter();
                    int id = default;
                    string name = "none";
                    bool isNew = default;
                    var hasIsNew = false;
                    var expected = 0;
                    for (var remaining = reader.ReadMapHeader(); remaining > 0; remaining--)
                    {
                        var member = IndexOf(reader.ReadUtf8(), expected);
                        switch (member)
                        {
                            case 0:
                                id = global::Cachekit.Serialization.Codecs.Int32.Read(ref reader);
                                break;
                            case 1:
                                name = global::Cachekit.Serialization.Codecs.String.Read(ref reader);
                                break;
                            case 2:
                                isNew = global::Cachekit.Serialization.Codecs.Boolean.Read(ref reader);
                                hasIsNew = true;
                                break;
                            default:
                                reader.Skip();
                                continue;
                        }

                        expected = member + 1;
                    }

                    reader.Leave();
                    var result = new global::Shop.Item(id, name);
                    if (hasIsNew)
                    {
                        result.IsNew = isNew;
                    }

                    return result;
                }

                private static int IndexOf(global::System.ReadOnlySpan<byte> name, int expected)
                {
                    switch (expected)
                    {
                        case 0 when global::System.MemoryExtensions.SequenceEqual(name, "Id"u8):
                            return 0;
                        case 1 when global::System.MemoryExtensions.SequenceEqual(name, "Name"u8):
                            return 1;
                        case 2 when global::System.MemoryExtensions.SequenceEqual(name, "IsNew"u8):
                            return 2;
                    }

                    switch (name.Length)
                    {
                        case 2 when global::System.MemoryExtensions.SequenceEqual(name, "Id"u8):
                            return 0;
                        case 4 when global::System.MemoryExtensions.SequenceEqual(name, "Name"u8):
                            return 1;
                        case 5 when global::System.MemoryExtensions.SequenceEqual(name, "IsNew"u8):
                            return 2;
                        default:
                            return -1;
                    }
                }
            }
            #nullable enable

            """,
            ValueWorkbench.Emit(model));
    }

    private const string Shapes = """
        [JsonDerivedType(typeof(Circle), "c"), JsonDerivedType(typeof(Square), 5), JsonDerivedType(typeof(Dot))] public abstract class Shape { }
        public class Circle(int r) : Shape { public int R { get; } = r; } public class Square(int side) : Shape { public int Side { get; } = side; } public class Dot : Shape { }
        """;

    private const string Bases = "[JsonDerivedType(typeof(Derived), \"d\")] public class Base { public int X { get; set; } } public class Derived : Base { public int Y { get; set; } }";

    private sealed class DescribedComparer : IEqualityComparer<object?>
    {
        public new bool Equals(object? x, object? y) => ValueTrip.Describe(x) == ValueTrip.Describe(y);

        public int GetHashCode(object? obj) => 0;
    }
}
