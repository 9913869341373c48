using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Generators.Tests.Evolution;

/// <summary>Two versions of a program share a store: neither throws, and neither reads what the other one meant otherwise.</summary>
public sealed class ChangedShapeTests
{
    private const string Old = "public sealed record Product(int Id, string Name, Kind Kind); public enum Kind { None, Chair }";
    private const string OldProduct = "new Product(1, \"old\", Kind.Chair)";
    private const string OldText = "Product { Id = 1, Name = old, Kind = Chair }";

    private readonly FakeTimeProvider _time = new();
    private readonly MemoryBackend _backend;

    public ChangedShapeTests() => _backend = new MemoryBackend(_time);

    [Theory]
    [InlineData("record Product(int Id", "record Product(long Id", "(1, \"new\", Kind.Chair)", "{ Id = 1, Name = new, Kind = Chair }")]
    [InlineData("record Product(int Id", "record Product(int? Id", "(null, \"new\", Kind.Chair)", "{ Id = , Name = new, Kind = Chair }")]
    [InlineData("string Name", "string Title", "(1, \"new\", Kind.Chair)", "{ Id = 1, Title = new, Kind = Chair }")]
    [InlineData("string Name, ", "", "(1, Kind.Chair)", "{ Id = 1, Kind = Chair }")]
    [InlineData("int Id, ", "int Id, decimal Price, ", "(1, 2.50m, \"new\", Kind.Chair)", "{ Id = 1, Price = 2.50, Name = new, Kind = Chair }")]
    [InlineData("enum Kind", "enum Kind : byte", "(1, \"new\", Kind.Chair)", "{ Id = 1, Name = new, Kind = Chair }")]
    [InlineData("enum Kind", "enum Kind : ulong", "(1, \"new\", Kind.Chair)", "{ Id = 1, Name = new, Kind = Chair }")]
    [InlineData("string Name", "DateTimeOffset? Name", "(1, null, Kind.Chair)", "{ Id = 1, Name = , Kind = Chair }")]
    public async Task ChangedMember_IsComputedByTheNewVersionAndKeptByTheOldOne(string from, string to, string arguments, string text)
    {
        var before = new Deployment(_backend, _time, Old, OldProduct);
        Assert.Equal(OldText, await before.AskAsync());

        var after = new Deployment(_backend, _time, Old.Replace(from, to, StringComparison.Ordinal), "new Product" + arguments);
        Assert.Equal("Product " + text, await after.AskAsync());
        Assert.Equal(1, after.Runs);

        // Both go on side by side, each with its own entry.
        before.Restart();
        after.Restart();
        Assert.Equal(OldText, await before.AskAsync());
        Assert.Equal("Product " + text, await after.AskAsync());
        Assert.Equal((0, 0), (before.Runs, after.Runs));
        Assert.Equal(2, _backend.Keys.Count);
    }

    [Theory]
    [InlineData("None, Chair", "None, Chair, Table")]
    [InlineData("int Id, string Name, Kind Kind)", "int Id, string? Name, Kind Kind)")]
    [InlineData("Kind Kind);", "Kind Kind) { public int Twice() => Id * 2; }")]
    [InlineData("public enum", "public class Unrelated { } public enum")]
    public async Task ChangeThatIsNotOfTheShape_KeepsTheEntries(string from, string to)
    {
        await new Deployment(_backend, _time, Old, OldProduct).AskAsync();

        var after = new Deployment(_backend, _time, "#nullable enable\n" + Old.Replace(from, to, StringComparison.Ordinal) + "\n#nullable restore\n", "new Product(1, \"new\", Kind.None)");

        Assert.Equal(OldText, await after.AskAsync());
        Assert.Equal(0, after.Runs);
    }

    [Fact]
    public async Task ReorderedMembers_KeepTheEntries()
    {
        await new Deployment(_backend, _time, Old, OldProduct).AskAsync();

        var after = new Deployment(
            _backend, _time, "public sealed record Product(Kind Kind, string Name, int Id); public enum Kind { None, Chair }", "new Product(Kind.None, \"new\", 2)");

        Assert.Equal("Product { Kind = Chair, Name = old, Id = 1 }", await after.AskAsync());
    }

    [Theory]
    [InlineData("string Name, ", "", "(1, Kind.None)", "{ Id = 1, Kind = Chair }", 0)]
    [InlineData("Kind Kind);", "Kind Kind) { public decimal Price { get; init; } public string? Note { get; set; } = \"none\"; }", "(1, \"new\", Kind.None)", "{ Id = 1, Name = old, Kind = Chair, Price = 0, Note = none }", 0)]
    [InlineData("record Product(int Id", "record Product(long Id", "(1, \"new\", Kind.None)", "{ Id = 1, Name = old, Kind = Chair }", 0)]
    [InlineData("string Name", "DateTimeOffset Name", "(1, default, Kind.None)", "{ Id = 1, Name = 01/01/0001 00:00:00 +00:00, Kind = None }", 1)]
    [InlineData("string Name", "int Name", "(1, 5, Kind.None)", "{ Id = 1, Name = 5, Kind = None }", 1)]
    public async Task BytesOfAnotherShapeUnderTheSameKey_AreReadWhereThatIsSafeAndReplacedWhereNot(string from, string to, string arguments, string text, int runs)
    {
        var before = new Deployment(_backend, _time, Old, OldProduct);
        await before.AskAsync();
        var after = new Deployment(_backend, _time, "#nullable enable\n" + Old.Replace(from, to, StringComparison.Ordinal) + "\n#nullable restore\n", "new Product" + arguments);
        _backend.Plant(after.Key, _backend.Peek(before.Key)!);

        Assert.Equal("Product " + text, await after.AskAsync());
        Assert.Equal(runs, after.Runs);

        after.Restart();
        Assert.Equal("Product " + text, await after.AskAsync());
        Assert.Equal(0, after.Runs);
    }

    [Fact]
    public async Task AnotherVersionInTheAttribute_IsAnotherEntry()
    {
        var first = new Deployment(_backend, _time, Old, OldProduct, "[Cache(Version = \"1\")]");
        var second = new Deployment(_backend, _time, Old, "new Product(2, \"new\", Kind.None)", "[Cache(Version = \"2\")]");
        var again = new Deployment(_backend, _time, Old, "new Product(3, \"again\", Kind.None)", "[Cache(Version = \"1\")]");

        await first.AskAsync();

        Assert.Equal("Product { Id = 2, Name = new, Kind = None }", await second.AskAsync());
        Assert.Equal(OldText, await again.AskAsync());
    }

    [Fact]
    public async Task NullStoredBeforeTheMethodStoppedToCacheNulls_IsNotServed()
    {
        await new Deployment(_backend, _time, Old, "null!").AskAsync();

        var after = new Deployment(_backend, _time, Old, OldProduct, "[Cache(CacheNulls = false)]");

        Assert.Equal(OldText, await after.AskAsync());
        Assert.Equal(1, after.Runs);
    }
}
