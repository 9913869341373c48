using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>What is stored of a record, class or struct, and how an instance is made again. Lives only while a type is parsed.</summary>
internal sealed class ObjectShape(INamedTypeSymbol type)
{
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>The stored members, those of base classes first.</summary>
    public List<StoredMember> Members { get; } = new();

    /// <summary>Required members that are not stored, and still have to be assigned.</summary>
    public List<StoredMember> UnstoredRequired { get; } = new();

    public ConstructorBinding? Constructor { get; set; }

    public List<ObjectProblem> Problems { get; } = new();
}
