using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Says which methods can have a body of a name, and compares what methods take.</summary>
internal static class AnnotatedMethods
{
    /// <summary>Whether a type can get a body of this name: no other member has it, and no other method of the name takes the same.</summary>
    public static bool IsFree(string name, IMethodSymbol method)
    {
        foreach (var type in method.ContainingType.SelfAndBases())
        {
            foreach (var member in type.GetMembers(name))
            {
                var isOther = SymbolEqualityComparer.Default.Equals(type, method.ContainingType) || member.IsReadableFrom(method.ContainingType);
                if (isOther && (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } other || TakesTheSame(other, method)))
                {
                    return false;
                }
            }
        }

        return method.ContainingType.Name != name && SyntaxFacts.IsValidIdentifier(name);
    }

    /// <summary>Whether another overload differs in its token only: both would have one body.</summary>
    public static bool HasTwin(IMethodSymbol method)
    {
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is IMethodSymbol other && !SymbolEqualityComparer.Default.Equals(other, method) && TakesTheSame(other, method))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether two methods take the same arguments, apart from what the cache itself passes: tokens, and what was cached before.</summary>
    public static bool TakesTheSame(IMethodSymbol x, IMethodSymbol y)
    {
        if (x.TypeParameters.Length != y.TypeParameters.Length)
        {
            return false;
        }

        if (x.TypeParameters.Length > 0)
        {
            x = x.Construct([.. y.TypeParameters]);
        }

        var first = x.Parameters.Where(IsArgument).ToList();
        var second = y.Parameters.Where(IsArgument).ToList();
        return first.Count == second.Count && first.Zip(second, static (a, b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(static same => same);
    }

    public static bool HasToken(IMethodSymbol method) => method.Parameters.Any(static parameter => parameter.Type.Is(KnownNames.CancellationToken));

    public static bool IsArgument(IParameterSymbol parameter) =>
        !parameter.Type.Is(KnownNames.CancellationToken) && !parameter.Type.Is(KnownNames.CachePrevious);
}
