using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Values;

public class CodecNamesTests
{
    [Fact]
    public void TypesOfOneName_DoNotCollide()
    {
        var trips = ValueWorkbench.Run(
            [
                ("Catalog.Item", "new Catalog.Item { B = 2 }"), ("Shop.Deep.Item", "new Shop.Deep.Item { C = 3 }"), ("Outer.Item", "new Outer.Item { D = 4 }"),
                ("global::Shop.Item", "new global::Shop.Item { A = 5 }"), ("List<global::Shop.Item>", "new()"), ("ListOfItem", "new ListOfItem { E = 6 }"), ("ItemCodec", "new ItemCodec { F = 7 }"), ("Codecs", "new Codecs { G = 8 }"),
                ("Shop.Int32", "new Shop.Int32 { H = 9 }"), ("item", "new item { I = 1 }"), ("Catalog_Item", "new Catalog_Item { J = 2 }"), ("Pair<int, string>", "new Pair<int, string>(1, \"a\")"), ("Pair<Pair<int>>", "new(new(1))"),
            ],
            """
            public class Item { public int A { get; set; } } namespace Deep { public class Item { public int C { get; set; } } } public class Outer { public class Item { public int D { get; set; } } }
            public class ListOfItem { public int E { get; set; } } public class ItemCodec { public int F { get; set; } } public class Codecs { public int G { get; set; } } public class Int32 { public int H { get; set; } }
            public class @item { public int I { get; set; } } public class Catalog_Item { public int J { get; set; } } public record Pair<T1, T2>(T1 A, T2 B); public record Pair<T>(T A);
            """,
            "public class Item { public int B { get; set; } }");
        Assert.All(trips, t => Assert.Equal(ValueTrip.Describe(t.Original), ValueTrip.Describe(t.Copy())));
    }

    [Fact]
    public void SimpleTypes_HaveSimpleNames()
    {
        Assert.Equal("Int32", ValueWorkbench.ParseValid("int").CodecId);
        Assert.Equal("NullableOfInt32", ValueWorkbench.ParseValid("int?").CodecId);
        Assert.Equal("ByteArray", ValueWorkbench.ParseValid("byte[]").CodecId);
        Assert.Equal("DictionaryOfStringAndArrayOfItem", ValueWorkbench.ParseValid("Dictionary<string, Item[]>", "public record Item(int X);").CodecId);
        Assert.Equal("Tuple2OfInt32AndString", ValueWorkbench.ParseValid("(int, string)").CodecId);
        Assert.Matches("^BoxOfInt32_[0-9a-f]{6}$", ValueWorkbench.ParseValid("Box<int>", "public record Box<T>(T X);").CodecId);
        Assert.Equal("Catalog_Item", ValueWorkbench.ParseValid("Item", nested: "private record Item(int X);").CodecId);
        Assert.Matches("^Order_[0-9a-f]{6}$", ValueWorkbench.ParseValid("Deep.Order", "namespace Deep { public record Order(int X); }").CodecId);
    }

    [Fact]
    public void LongNames_AreCut()
    {
        var type = string.Concat(Enumerable.Repeat("List<Dictionary<string, ", 6)) + "int" + new string('>', 12);
        Assert.InRange(ValueWorkbench.ParseValid(type).CodecId.Length, 20, 80);
    }

    [Fact]
    public void TypeName_KeepsAnnotationsAndTupleNames_ButTheCodecIsShared()
    {
        var named = ValueWorkbench.ParseValid("List<(int Id, string? Name)>?");
        var plain = ValueWorkbench.ParseValid("List<(int, string)>");
        Assert.Equal("global::System.Collections.Generic.List<(int Id, string? Name)>?", named.TypeName);
        Assert.Equal("global::System.Collections.Generic.List<(int, string)>", plain.TypeName);
        Assert.Equal(plain.Codecs, named.Codecs);
    }

    [Fact]
    public void Models_HoldPlainDataOnly()
    {
        var seen = new HashSet<Type>();
        var pending = new Queue<Type>([typeof(ValueModel), .. typeof(CodecModel).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CodecModel)))]);
        while (pending.TryDequeue(out var type))
        {
            if (!seen.Add(type) || type.IsPrimitive || type == typeof(string) || type.IsEnum)
            {
                continue;
            }

            Assert.True(type.Assembly == typeof(ValueModel).Assembly, $"A model holds a {type}.");
            if (type is { IsGenericType: true, Name: "EquatableArray`1" })
            {
                pending.Enqueue(type.GetGenericArguments()[0]);
                continue;
            }

            foreach (var field in type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
            {
                pending.Enqueue(field.FieldType);
            }
        }

        Assert.Contains(typeof(ObjectMemberModel), seen);
    }
}
