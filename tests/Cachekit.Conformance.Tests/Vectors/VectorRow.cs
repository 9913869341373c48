using Cachekit.Conformance.Tests.Json;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>One row of a vector file.</summary>
internal sealed class VectorRow(string name, JsonMap members, JsonMap file)
{
    public string Name { get; } = name;

    /// <summary>What stands at the top of the row's file.</summary>
    public JsonMap File { get; } = file;

    public JsonMap Members { get; } = members;

    public bool Has(string member) => Members.Has(member);

    public string Text(string member) => Members.Text(member);

    public string? OptionalText(string member) => Members.TryGet(member, out var value) ? (string?)value : null;

    public byte[] Bytes(string member) => Members.Bytes(member);

    public bool Flag(string member) => (bool)Members[member]!;

    public long Number(string member) => ((JsonNumber)Members[member]!).ToInt64();

    public List<object?> List(string member) => (List<object?>)Members[member]!;

    public override string ToString() => Name;
}
