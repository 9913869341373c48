using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Diagnostics.Bodies;

/// <summary>What the code of one member does, as far as keys are concerned.</summary>
internal sealed class MemberFacts
{
    public List<StateRead> Reads { get; } = [];

    public List<AmbientRead> Ambient { get; } = [];

    /// <summary>The members of the type that it assigns, counts up or passes by reference.</summary>
    public HashSet<ISymbol> Written { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The methods and accessors of the type that it uses.</summary>
    public List<IMethodSymbol> Calls { get; } = [];
}
