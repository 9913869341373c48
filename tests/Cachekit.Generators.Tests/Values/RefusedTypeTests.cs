using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Values;

public class RefusedTypeTests
{
    [Theory]
    [InlineData("object", DiagnosticIds.ValueIsUntyped, "object")]
    [InlineData("dynamic", DiagnosticIds.ValueIsUntyped, "dynamic")]
    [InlineData("List<object?>", DiagnosticIds.ValueIsUntyped, "List<object?>[]")]
    [InlineData("Enum", DiagnosticIds.ValueIsUntyped, "Enum")]
    [InlineData("Array", DiagnosticIds.ValueIsUntyped, "Array")]
    [InlineData("System.Collections.ArrayList", DiagnosticIds.ValueIsUntyped, "ArrayList")]
    [InlineData("System.Collections.IEnumerable", DiagnosticIds.ValueIsUntyped, "IEnumerable")]
    [InlineData("Func<int>", DiagnosticIds.ValueIsNotData, "Func<int>")]
    [InlineData("int*", DiagnosticIds.ValueIsNotData, "int*")]
    [InlineData("delegate*<int>", DiagnosticIds.ValueIsNotData, "delegate*<int>")]
    [InlineData("ReadOnlySpan<byte>", DiagnosticIds.ValueIsNotData, "ReadOnlySpan<byte>")]
    [InlineData("Stream", DiagnosticIds.ValueIsNotData, "Stream")]
    [InlineData("System.Net.Http.HttpResponseMessage", DiagnosticIds.ValueIsNotData, "HttpResponseMessage")]
    [InlineData("System.Text.Json.JsonDocument", DiagnosticIds.ValueIsNotData, "JsonDocument")]
    [InlineData("IQueryable<int>", DiagnosticIds.ValueIsNotData, "IQueryable<int>")]
    [InlineData("IAsyncEnumerable<int>", DiagnosticIds.ValueIsNotData, "IAsyncEnumerable<int>")]
    [InlineData("IEnumerator<int>", DiagnosticIds.ValueIsNotData, "IEnumerator<int>")]
    [InlineData("List<Task<int>>", DiagnosticIds.ValueIsNotData, "List<Task<int>>[]")]
    [InlineData("System.Linq.Expressions.Expression<Func<int>>", DiagnosticIds.ValueIsNotData, "Expression<Func<int>>")]
    [InlineData("Type", DiagnosticIds.ValueIsNotData, "Type")]
    [InlineData("Lazy<int>", DiagnosticIds.ValueIsNotData, "Lazy<int>")]
    [InlineData("ArgumentException", DiagnosticIds.ValueIsNotData, "ArgumentException")]
    [InlineData("(int, CancellationToken)", DiagnosticIds.ValueIsNotData, "(int, CancellationToken).Item2")]
    [InlineData("int[,,,,]", DiagnosticIds.ValueArrayRankTooHigh, "int[*,*,*,*,*]")]
    [InlineData("StringBuilder", DiagnosticIds.ValueTypeNotSupported, "StringBuilder")]
    [InlineData("Memory<int>", DiagnosticIds.ValueTypeNotSupported, "Memory<int>")]
    [InlineData("System.Text.Json.JsonElement", DiagnosticIds.ValueTypeNotSupported, "JsonElement")]
    [InlineData("PriorityQueue<int, int>", DiagnosticIds.ValueTypeNotSupported, "PriorityQueue<int, int>")]
    [InlineData("Dictionary<string, Func<int>>", DiagnosticIds.ValueIsNotData, "Dictionary<string, Func<int>>[]")]
    [InlineData("Dictionary<Type, int>", DiagnosticIds.ValueIsNotData, "Dictionary<Type, int>[].Key")]
    [InlineData("KeyValuePair<int, Type>", DiagnosticIds.ValueIsNotData, "KeyValuePair<int, Type>.Value")]
    public void TypeOfTheFramework_IsRefused(string type, string id, string path) => AssertFinding(ValueWorkbench.ParseValid(type), id, path);

    [Theory]
    [InlineData("IShape", "public interface IShape { int Area { get; } }", DiagnosticIds.ValueHasNoKnownSubtypes, "IShape")]
    [InlineData("Shape", "public abstract class Shape { public int Area { get; set; } }", DiagnosticIds.ValueHasNoKnownSubtypes, "Shape")]
    [InlineData("Mine", "public class Mine : List<int> { public int Extra { get; set; } }", DiagnosticIds.ValueIsCustomCollection, "Mine")]
    [InlineData("Mine", "public class Mine : Dictionary<string, int> { }", DiagnosticIds.ValueIsCustomCollection, "Mine")]
    [InlineData("Mine", "public class Mine : IEnumerable<int> { public IEnumerator<int> GetEnumerator() => throw null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!; }", DiagnosticIds.ValueIsCustomCollection, "Mine")]
    [InlineData("Handle", "public sealed class Handle : IDisposable { public int X { get; set; } public void Dispose() { } }", DiagnosticIds.ValueIsNotData, "Handle")]
    [InlineData("Failure", "public class Failure : Exception { }", DiagnosticIds.ValueIsNotData, "Failure")]
    [InlineData("Ref", "public ref struct Ref { public int X { get; set; } }", DiagnosticIds.ValueIsNotData, "Ref")]
    [InlineData("Order", "public record Order(List<Line> Lines); public record Line(Product Product); public record Product(object Price);", DiagnosticIds.ValueIsUntyped, "Order.Lines[].Product.Price")]
    [InlineData("A<int>", "public class A<T> { public A<List<T>>? Next { get; set; } }", DiagnosticIds.ValueTypeIsEndless, null)]
    [InlineData("A<int>", "public class A<T> { public B<T[]>? Left { get; set; } public B<List<T>>? Right { get; set; } } public class B<T> { public A<T>? Next { get; set; } public A<T[]>? Other { get; set; } }", DiagnosticIds.ValueTypeIsEndless, null)]
    [InlineData("Bare", "public struct Bare { public int X; public int Y; }", DiagnosticIds.ValueHasNothingStored, "Bare")]
    [InlineData("Bare", "public sealed class Bare { private int _x; public int Next() => _x++; }", DiagnosticIds.ValueHasNothingStored, "Bare")]
    [InlineData("Derived", "public class Base { public int X { get; set; } } public class Derived : Base { public new string X { get; set; } = \"\"; }", DiagnosticIds.ValueMemberIsHidden, "Derived.X")]
    [InlineData("Secret", "public class Secret { [CacheInclude] private int _x = 1; public int X => _x; }", DiagnosticIds.ValueMemberNotReadable, "Secret._x")]
    public void TypeOfTheUser_IsRefused(string type, string declarations, string id, string? path) =>
        AssertFinding(ValueWorkbench.ParseValid(type, declarations), id, path);

    [Theory]
    [InlineData("public class Order { public int Total { get; } }", "Order.Total", "no setter")]
    [InlineData("public class Order { public int Total { get; private set; } }", "Order.Total", "a setter that generated code cannot reach")]
    [InlineData("public class Order { public int Total { get; protected set; } }", "Order.Total", "a setter that generated code cannot reach")]
    [InlineData("public class Order { [CacheInclude] public readonly int Total; }", "Order.Total", "a readonly field behind it")]
    [InlineData("public class Order(int amount) { public int Total { get; } = amount; public int Amount { get; } = 1; }", "Order.Total", "no setter")]
    [InlineData("public record Order(int Id) { public DateTime Created { get; } = DateTime.UnixEpoch; }", "Order.Created", "no setter")]
    [InlineData("public class Order : Base { public int Id { get; set; } } public class Base { public int Total { get; } }", "Order.Total", "no setter")]
    public void MemberThatCannotBeRestored_IsNamed(string declarations, string path, string obstacle)
    {
        var finding = Assert.Single(ValueWorkbench.ParseValid("Order", declarations).Findings);
        Assert.Equal((DiagnosticIds.ValueMemberNotRestorable, path, obstacle), (finding.Id, finding.Arguments[0], finding.Arguments[1]));
    }

    [Theory]
    [InlineData("public class Order { private Order() { } public int Id { get; set; } public static Order Create() => new(); }", "none of its constructors is accessible")]
    [InlineData("public class Order { public Order(string connection) { } public int Id { get; set; } }", "'connection'")]
    [InlineData("public class Order { public Order(string id) { } public int Id { get; set; } }", "'id'")]
    [InlineData("public class Order { public Order(ref int id) { } public int Id { get; set; } }", "'id'")]
    [InlineData("public class Order { [JsonConstructor] private Order(int id) { Id = id; } public Order() { } public int Id { get; set; } }", "[JsonConstructor]")]
    public void TypeThatCannotBeMade_IsRefused(string declarations, string reason)
    {
        var finding = Assert.Single(ValueWorkbench.ParseValid("Order", declarations).Findings);
        Assert.Equal(DiagnosticIds.ValueHasNoConstructor, finding.Id);
        Assert.Contains(reason, finding.Arguments[2], StringComparison.Ordinal);
    }

    [Fact]
    public void FileLocalType_IsRefused() =>
        AssertFinding(ValueWorkbench.Parse("Local", "file class Local { public int X { get; set; } }"), DiagnosticIds.ValueTypeNotAccessible, "Local");

    [Theory]
    [InlineData("[JsonDerivedType(typeof(string))] public abstract class Shape { }", "not derived")]
    [InlineData("[JsonDerivedType(typeof(Circle<>))] public abstract class Shape { } public class Circle<T> : Shape { }", "open generic")]
    [InlineData("[JsonDerivedType(typeof(Round))] public abstract class Shape { } public abstract class Round : Shape { }", "abstract")]
    [InlineData("[JsonDerivedType(typeof(A), \"x\"), JsonDerivedType(typeof(B), \"x\")] public abstract class Shape { } public class A : Shape { } public class B : Shape { }", "is taken")]
    [InlineData("[JsonDerivedType(typeof(A), 1), JsonDerivedType(typeof(A), 2)] public abstract class Shape { } public class A : Shape { }", "twice")]
    public void UnusableSubtype_IsNamed(string declarations, string reason)
    {
        var finding = Assert.Single(ValueWorkbench.ParseValid("Shape", declarations).Findings);
        Assert.Equal(DiagnosticIds.ValueSubtypeInvalid, finding.Id);
        Assert.Contains(reason, finding.Arguments[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Missing")]
    [InlineData("List<Missing>")]
    [InlineData("Order")]
    [InlineData("Box<Missing>")]
    [InlineData("Box<int>.Hidden")]
    public void TypeThatTheCompilerRefuses_HasNoFinding(string type)
    {
        var model = ValueWorkbench.Parse(type, "public record Order(Missing Customer); public class Box<T> { public int X { get; set; } private class Hidden { } }");
        Assert.False(model.HasCodec);
        Assert.Empty(model.Findings);
    }

    [Fact]
    public void OpenTypes_AreRefused()
    {
        AssertFinding(ValueWorkbench.ParseOpen("T"), DiagnosticIds.ValueIsOpen, "T");
        AssertFinding(ValueWorkbench.ParseOpen("List<TMethod>"), DiagnosticIds.ValueIsOpen, "List<TMethod>[]");
        AssertFinding(ValueWorkbench.ParseOpen("Box<T>"), DiagnosticIds.ValueIsOpen, "Box<T>.Value");
        AssertFinding(ValueWorkbench.ParseOpen("Phantom<TMethod>"), DiagnosticIds.ValueIsOpen, "Phantom<TMethod>");
    }

    [Fact]
    public void TypesOfAGenericContainingType_AreFine()
    {
        Assert.Empty(ValueWorkbench.ParseOpen("Entry").Findings);
        Assert.Empty(ValueWorkbench.ParseOpen("Phantom<T>").Findings);
    }

    [Fact]
    public void AllMistakes_AreReportedAtOnce()
    {
        var model = ValueWorkbench.ParseValid("Order", "public class Order { public int A { get; } public object? B { get; set; } public Func<int>? C { get; set; } public Func<int>? D { get; set; } }");
        Assert.Equal(["Order.A", "Order.B", "Order.C"], model.Findings.Select(f => f.Arguments[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public class Order { public int Id { get; set; } public int Twice => Id * 2; public int this[int i] => i; public int Only { set { } } public static int Count { get; set; } public ReadOnlySpan<char> Text => \"\"; }")]
    [InlineData("public class Order : IHasId { public int Id { get; set; } object IHasId.Id => Id; } public interface IHasId { object Id { get; } }")]
    [InlineData("public class Order { public int Id { get; set; } [CacheIgnore] public object? Tag { get; set; } [JsonIgnore] public Func<int>? Code { get; set; } [CacheIgnore] public int Left { get; } }")]
    [InlineData("public class Order { public int Id { get; set; } private readonly object _gate = new(); public event Action? Changed { add { } remove { } } public object Gate() => _gate; }")]
    [InlineData("public record Order(int Id) { public string Text { get; } = \"\"; public Order(int id, string text) : this(id) => Text = text; }", "Order.Text")]
    [InlineData("public class Order { public int Id { get; internal set; } }")]
    [InlineData("public class Order { public Order(IEnumerable<int> items) => Items = items.ToList(); public IReadOnlyList<int> Items { get; } }")]
    [InlineData("public class Order { public Order(int? id = null, params string[] rest) => Id = id ?? 0; public int Id { get; } }")]
    [InlineData("public class Order { public Order(in int id) => Id = id; public int Id { get; } }")]
    [InlineData("public class Order { private readonly int _id; public Order(int id) => _id = id; public int Id => _id; }")]
    public void MembersThatAreNotState_AreSkipped(string declarations, string? refused = null)
    {
        var findings = ValueWorkbench.ParseValid("Order", declarations).Findings;
        Assert.Equal(refused is null ? [] : [refused], findings.Select(f => f.Arguments[0]));
    }

    [Fact]
    public void EveryId_HasADescriptor()
    {
        var fields = typeof(ValueDescriptors).GetFields().Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => (DiagnosticDescriptor)f.GetValue(null)!).ToList();
        var ids = typeof(DiagnosticIds).GetFields().Where(f => f.Name.StartsWith("Value", StringComparison.Ordinal)).Select(f => (string)f.GetValue(null)!);
        Assert.Equal(ids.Order(StringComparer.Ordinal), fields.Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.All(fields, d => Assert.EndsWith(d.Id + ".md", d.HelpLinkUri, StringComparison.Ordinal));
        Assert.All(fields, d => Assert.Equal("Cachekit.Values", d.Category));
        Assert.All(fields, d => Assert.Equal(d.Id == DiagnosticIds.ValueIsMutable ? DiagnosticSeverity.Info : DiagnosticSeverity.Error, d.DefaultSeverity));
    }

    [Fact]
    public void CancelledParse_Stops()
    {
        var compilation = ValueWorkbench.Compile(["namespace Shop { public class Catalog { public int V0() => 0; } }"]);
        var catalog = compilation.GetTypeByMetadataName("Shop.Catalog")!;
        Assert.Throws<OperationCanceledException>(() => Cachekit.Generators.Parsing.Values.ValueParser.Parse(
            compilation.GetSpecialType(SpecialType.System_Int32), catalog, compilation, new CancellationToken(canceled: true)));
    }

    private static void AssertFinding(ValueModel model, string id, string? path)
    {
        var finding = Assert.Single(model.Findings);
        Assert.Equal(id, finding.Id);
        Assert.False(model.HasCodec);
        Assert.Equal(path ?? finding.Arguments[0], finding.Arguments[0]);
        Assert.True(finding.Arguments.Count >= PlaceholdersOf(id), $"{id} has {finding.Arguments.Count} arguments.");
    }

    private static int PlaceholdersOf(string id)
    {
        var descriptor = typeof(ValueDescriptors).GetFields().Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => (DiagnosticDescriptor)f.GetValue(null)!).Single(d => d.Id == id);
        var text = descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 6).Count(i => text.Contains("{" + i + "}", StringComparison.Ordinal));
    }
}
