using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>A constructor whose parameters all have a source.</summary>
/// <param name="Constructor">The constructor.</param>
/// <param name="Members">Per parameter the member that fills it; null means the default.</param>
internal sealed record ConstructorBinding(IMethodSymbol Constructor, IReadOnlyList<StoredMember?> Members)
{
    public int Matched
    {
        get
        {
            var count = 0;
            foreach (var member in Members)
            {
                count += member is null ? 0 : 1;
            }

            return count;
        }
    }

    public bool Fills(StoredMember member)
    {
        foreach (var filled in Members)
        {
            if (ReferenceEquals(filled, member))
            {
                return true;
            }
        }

        return false;
    }
}
