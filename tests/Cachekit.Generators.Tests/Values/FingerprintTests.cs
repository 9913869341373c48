namespace Cachekit.Generators.Tests.Values;

public class FingerprintTests
{
    private const string Order = "public record Order(int Id, List<Line> Lines); public record Line(string Name, Kind Kind, decimal? Price); public enum Kind { A, B }";

    [Fact]
    public void Fingerprint_Has16HexDigits() => Assert.Matches("^[0-9a-f]{16}$", Of(Order));

    [Theory]
    [InlineData("int Id", "long Id")]
    [InlineData("int Id", "int? Id")]
    [InlineData("int Id", "int Number")]
    [InlineData("int Id", "int Id, int Count")]
    [InlineData("List<Line>", "Line[]")]
    [InlineData("decimal?", "decimal")]
    [InlineData("string Name", "string Title")]
    [InlineData("enum Kind", "enum Kind : byte")]
    [InlineData("Line", "Position")]
    [InlineData("record Line", "record struct Line")]
    public void ChangedShape_ChangesIt(string from, string to) => Assert.NotEqual(Of(Order), Of(Order.Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("A, B", "A, B, C")]
    [InlineData("string Name", "string? Name")]
    [InlineData("public record Order", "public sealed record Order")]
    [InlineData("public record Order", "[Serializable] public record Order")]
    [InlineData("int Id, List<Line> Lines", "List<Line> Lines, int Id")]
    [InlineData("decimal? Price);", "decimal? Price) { public int Twice() => 2; public decimal? Double => Price * 2; public static int N { get; set; } }")]
    [InlineData("public enum", "public class Unrelated { } public enum")]
    public void UnrelatedEdit_KeepsIt(string from, string to) =>
        Assert.Equal(Of(Order), Of(Order.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void KnownSubtypes_AreInIt()
    {
        const string Shape = "[JsonDerivedType(typeof(A), 1)] public abstract record Order; public record A(int X) : Order; public record B : Order;";
        var all = new[]
        {
            Of(Shape),
            Of(Shape.Replace("1)]", "2)]", StringComparison.Ordinal)),
            Of(Shape.Replace("1)]", "\"1\")]", StringComparison.Ordinal)),
            Of(Shape.Replace("1)]", "1), JsonDerivedType(typeof(B), 2)]", StringComparison.Ordinal)),
            Of(Shape.Replace("int X", "int Y", StringComparison.Ordinal)),
        };
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void RecursiveTypes_ChangeWithAllTheyReach() => Assert.NotEqual(
        Of("public record Order(Node Root); public record Node(Node[] Next, Leaf Leaf); public record Leaf(Node? Back, int X);"),
        Of("public record Order(Node Root); public record Node(Node[] Next, Leaf Leaf); public record Leaf(Node? Back, long X);"));

    [Fact]
    public void TheSameSource_GivesAnEqualModel()
    {
        Assert.Equal(ValueWorkbench.ParseValid("Order", Order), ValueWorkbench.ParseValid("Order", Order));
        Assert.Equal(ValueWorkbench.ParseValid("Order", Order), ValueWorkbench.ParseValid("Order", Order + " public class Other { }"));
    }

    [Fact]
    public void Scalars_AreTold()
    {
        string[] types = ["int", "int?", "long", "string", "int[]", "List<int>", "IReadOnlyList<int>", "(int, int)", "Tuple<int, int>", "KeyValuePair<int, int>", "DayOfWeek", "Dictionary<int, int>", "int[,]"];
        Assert.Equal(types.Length, types.Select(t => ValueWorkbench.ParseValid(t).Fingerprint).Distinct().Count());
        Assert.Equal(ValueWorkbench.ParseValid("(int A, string? B)").Fingerprint, ValueWorkbench.ParseValid("(int, string)").Fingerprint);
    }

    private static string Of(string declarations) => ValueWorkbench.ParseValid("Order", declarations).Fingerprint;
}
