using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>A property or field that may be stored. Lives only while a type is parsed.</summary>
internal sealed class StoredMember(ISymbol symbol, ITypeSymbol type, MemberStatus status)
{
    public ISymbol Symbol { get; } = symbol;

    public ITypeSymbol Type { get; } = type;

    public MemberStatus Status { get; set; } = status;

    public string Name => Symbol.Name;

    public bool IsRequired { get; init; }

    /// <summary>Whether an object initializer may set it.</summary>
    public bool CanInitialize { get; init; }

    /// <summary>Whether it can be assigned after construction.</summary>
    public bool CanAssign { get; init; }

    /// <summary>Why it cannot be set, for the message.</summary>
    public string Obstacle { get; init; } = "";

    public MemberRestore Restore { get; set; }

    /// <summary>The parameter of the chosen constructor that it fills.</summary>
    public IParameterSymbol? Parameter { get; set; }
}
