using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Values;
using Cachekit.Generators.Tests.Values;

namespace Cachekit.Generators.Tests.Interop;

/// <summary>What generated code makes of a shared value; the forms of its scalars and dictionaries are the runtime's.</summary>
public sealed class InteropValueTests
{
    private const string User = "public sealed record User(int UserID, string? FullName, bool IsAdmin);";

    [Theory]
    [InlineData("AsDeclared", "8 3 a8 46756c6c4e616d65 a161 a7 497341646d696e c3 a6 557365724944 07")]
    [InlineData("SnakeCase", "8 3 a9 66756c6c5f6e616d65 a161 a8 69735f61646d696e c3 a7 757365725f6964 07")]
    [InlineData("CamelCase", "8 3 a8 66756c6c4e616d65 a161 a7 697341646d696e c3 a6 757365724944 07")]
    public void Record_IsASortedMapOfRenamedMembers(string naming, string hex)
    {
        var trip = ValueWorkbench.Run("User", "new User(7, \"a\", true)", User, interop: Enum.Parse<MemberNaming>(naming));

        Assert.Equal(hex.Replace(" ", "", StringComparison.Ordinal), trip.Hex());
        Assert.Equal(trip.Original, trip.Copy());
    }

    [Theory]
    [InlineData("User", "new User(7, null, false)", User, "83a966756c6c5f6e616d65c0a869735f61646d696ec2a7757365725f696407")]
    [InlineData("User?", "null", User, "c0")]
    [InlineData("(int, string?)", "(1, null)", "", "9201c0")]
    [InlineData("Tuple<int, bool>?", "null", "", "c0")]
    [InlineData("(int, (bool, int?))", "(1, (true, 2))", "", "920192c302")]
    [InlineData("int?", "null", "", "c0")]
    [InlineData("List<int>", "[3, 1, 2]", "", "93030102")]
    [InlineData("IReadOnlyList<ImmutableArray<string?>>", "[[\"a\", null], []]", "", "9292a161c090")]
    [InlineData("Level[]", "[Level.High, Level.Low]", "public enum Level : ushort { Low, High = 300 }", "92cd012c00")]
    [InlineData("Node", "new Node(1, new Node(2, null))", "public sealed record Node(int NodeValue, Node? Next);", "82a46e65787482a46e657874c0aa6e6f64655f76616c756502aa6e6f64655f76616c756501")]
    [InlineData("Outer", "new Outer { InnerItem = new Inner(4), Other = null }", "public sealed class Outer { public Inner? Other { get; set; } public Inner InnerItem { get; set; } } public record struct Inner(int ItemID);", "82aa696e6e65725f6974656d81a76974656d5f696404a56f74686572c0")]
    [InlineData("None", "new None()", "public sealed record None;", "80")]
    public void Value_HasTheseBytes(string type, string value, string declarations, string hex)
    {
        var trip = ValueWorkbench.Run(type, value, declarations, interop: MemberNaming.SnakeCase);

        Assert.Equal(hex, trip.Hex());
        Assert.Equal(ValueTrip.Describe(trip.Original), ValueTrip.Describe(trip.Copy()));
    }

    [Fact]
    public void Members_AreSortedByTheBytesOfTheirNewNames()
    {
        // Before the renaming the capitals would be in front, and a culture would put 'é' before 'z'.
        var members = ValueWorkbench.ParseValid(
            "Item", "public sealed class Item { public int É { get; set; } public int Zone { get; set; } public int b { get; set; } public int C { get; set; } public int _z { get; set; } public int ﬓ { get; set; } public int Bb { get; set; } }", interop: MemberNaming.SnakeCase)
            .Codecs.OfType<ObjectCodecModel>().Single().Members;

        Assert.Equal(["_z", "b", "bb", "c", "zone", "é", "ﬓ"], members.Select(member => member.StoredName));
    }

    [Theory]
    // {"user_id": 9, "is_admin": true, "full_name": "b"}: any order
    [InlineData("83a7757365725f696409a869735f61646d696ec3a966756c6c5f6e616d65a162", 9, "b", true)]
    // {"x": {"y": [1]}, "user_id": 9, "UserID": 3}: unknown names, also the declared one
    [InlineData("83a17881a1799101a7757365725f696409a655736572494403", 9, null, false)]
    // {"user_id": 1, "full_name": "a", "user_id": 2}: the last one wins
    [InlineData("83a7757365725f696401a966756c6c5f6e616d65a161a7757365725f696402", 2, "a", false)]
    // {1: 2, nil: [3], "user_id": 4, h'00': 5, [1]: 6}: keys that are no text
    [InlineData("850102c09103a7757365725f696404c40100059101" + "06", 4, null, false)]
    // wide headers
    [InlineData("df00000001d907757365725f6964d20000000c", 12, null, false)]
    public void WhatOthersWrite_IsRead(string hex, int id, string? name, bool isAdmin)
    {
        var trip = ValueWorkbench.Run("User", "new User(0, null, false)", User, interop: MemberNaming.SnakeCase);

        var copy = trip.Decode(Convert.FromHexString(hex));

        Assert.Equal((id, name, isAdmin), (ValueTrip.Member(copy, "UserID"), ValueTrip.Member(copy, "FullName"), ValueTrip.Member(copy, "IsAdmin")));
    }

    [Fact]
    public void Constructor_GetsItsArgumentsInItsOwnOrder()
    {
        var trip = ValueWorkbench.Run(
            "Item",
            "new Item(1, 2, 3) { A = 4 }",
            "public sealed class Item(int c, int b, int d = 9) { public int D { get; } = d; public int C { get; } = c; public int B { get; } = b; public required int A { get; init; } public int E { get; set; } }",
            interop: MemberNaming.CamelCase);

        Assert.Equal("85a16104a16202a16301a16403a16500", trip.Hex());
        Assert.Equal(ValueTrip.Describe(trip.Original), ValueTrip.Describe(trip.Copy()));
    }

    [Fact]
    public void EveryDictionary_IsMadeByTheRuntime()
    {
        string[] types =
        [
            "Dictionary", "IDictionary", "IReadOnlyDictionary", "ReadOnlyDictionary", "SortedDictionary", "SortedList", "ConcurrentDictionary",
            "ImmutableDictionary", "ImmutableSortedDictionary", "IImmutableDictionary", "FrozenDictionary",
        ];

        var trips = ValueWorkbench.Run([.. types.Select(type => ($"{type}<string, List<int>>", "throw new NotSupportedException()"))], interop: MemberNaming.AsDeclared);

        Assert.All(trips, trip => Assert.StartsWith(
            "global::Cachekit.Serialization.InteropCodecs.", trip.Model.Codecs.OfType<ComposedCodecModel>().Last().Expression, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryScalarAndSequence_HasACodec()
    {
        string[] types =
        [
            "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "nint", "nuint", "Int128", "UInt128", "BigInteger", "char",
            "float", "double", "Half", "decimal", "string", "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "byte[]", "Memory<byte>",
            "ReadOnlyMemory<byte>", "ArraySegment<byte>", "DayOfWeek", "DateTime?", "Guid?", "DayOfWeek?", "int[]", "int[][]", "List<Half>",
            "IList<char>", "ICollection<int>", "IEnumerable<int>", "IReadOnlyList<int>", "IReadOnlyCollection<int>", "LinkedList<int>", "Queue<int>",
            "Stack<int>", "Collection<int>", "ObservableCollection<int>", "ReadOnlyCollection<int>", "ConcurrentBag<int>", "ConcurrentQueue<int>",
            "ConcurrentStack<int>", "ImmutableArray<int>", "ImmutableList<int>", "IImmutableList<int>", "ImmutableQueue<int>", "ImmutableStack<int>",
            "IImmutableQueue<int>", "IImmutableStack<int>", "ValueTuple", "ValueTuple<int>", "(int, int, int, int, int, int, int, int, DateTime)",
        ];

        var trips = ValueWorkbench.Run([.. types.Select(type => (type, "throw new NotSupportedException()"))], interop: MemberNaming.SnakeCase);

        Assert.All(trips, trip => Assert.EndsWith("_interopSnake", trip.Model.CodecId, StringComparison.Ordinal));
        Assert.All(trips, trip => Assert.All(
            trip.Model.Codecs.OfType<ComposedCodecModel>(), codec => Assert.Matches("InteropCodecs|_interopSnake", codec.Expression)));
    }

    [Theory]
    [InlineData("int", "", ValueMutability.Immutable)]
    [InlineData("User", User, ValueMutability.Immutable)]
    [InlineData("Item", "public sealed record Item(decimal A, float B, Half C, double D, Guid E, DateOnly F, char G);", ValueMutability.Immutable)]
    [InlineData("DateTime", "", ValueMutability.ImmutableCopy)]
    [InlineData("DateTimeOffset?", "", ValueMutability.ImmutableCopy)]
    [InlineData("(int, ImmutableArray<TimeOnly>)", "", ValueMutability.ImmutableCopy)]
    [InlineData("Item", "public sealed record Item(int Id, Part Part); public sealed record Part(DateTime? At);", ValueMutability.ImmutableCopy)]
    [InlineData("Item", "[ImmutableObject(true)] public sealed class Item { public DateTimeOffset At { get; set; } }", ValueMutability.ImmutableCopy)]
    [InlineData("IReadOnlyList<DateTime>", "", ValueMutability.ImmutableCopy)]
    [InlineData("List<DateTime>", "", ValueMutability.Mutable)]
    public void WhatTheSharedFormRounds_IsKeptAsADecodedCopy(string type, string declarations, object mutability) =>
        Assert.Equal(mutability, ValueWorkbench.ParseValid(type, declarations, interop: MemberNaming.AsDeclared).Mutability);

    [Theory]
    [InlineData("DateTime")]
    [InlineData("(int, TimeOnly)")]
    public void ValueOfThisSdk_IsNotRounded(string type) => Assert.Equal(ValueMutability.Immutable, ValueWorkbench.ParseValid(type).Mutability);

    [Fact]
    public void OneType_HasACodecOfEachKind()
    {
        var ids = new HashSet<string>();
        foreach (var naming in (MemberNaming?[])[null, MemberNaming.AsDeclared, MemberNaming.SnakeCase, MemberNaming.CamelCase])
        {
            // Also the scalars at the root: the class of codecs holds them all.
            foreach (var type in (string[])["List<User>", "int", "DateTime?"])
            {
                Assert.All(ValueWorkbench.ParseValid(type, User, interop: naming).Codecs, codec => Assert.True(ids.Add(codec.Id), codec.Id));
            }
        }

        Assert.Equal(4 * 4, ids.Count);
    }

    [Fact]
    public void Names_DependOnTheTypeOnly()
    {
        var alone = ValueWorkbench.ParseValid("List<User>", User, interop: MemberNaming.SnakeCase);
        var among = ValueWorkbench.ParseValid("List<User>", "public record User_interopSnake(int A); public record Interop(User X);" + User, "public record interopSnake(int B);", interop: MemberNaming.SnakeCase);

        Assert.Equal(alone, among);
        Assert.Equal(["User_interopSnake", "ListOfUser_interopSnake"], alone.Codecs.Select(codec => codec.Id));
    }

    [Fact]
    public void TypesWithNamesLikeTheSuffix_DoNotCollide()
    {
        var plain = ValueWorkbench.ParseValid("(User, User_interopSnake, Catalog.interopSnake)", "public record User_interopSnake(int A);" + User, "public record interopSnake(int B);");
        var shared = ValueWorkbench.ParseValid("(User, Catalog)", "public partial class Catalog { public int X { get; set; } }" + User, interop: MemberNaming.SnakeCase);

        Assert.Empty(plain.Codecs.Select(codec => codec.Id).Intersect(shared.Codecs.Select(codec => codec.Id), StringComparer.Ordinal));
    }
}
