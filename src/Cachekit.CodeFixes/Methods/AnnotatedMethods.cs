using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Finds the uncached bodies of methods, and names for new ones.</summary>
internal static class AnnotatedMethods
{
    private static readonly string[] Annotations = [KnownNames.Cache, KnownNames.Invalidates, KnownNames.InvalidatesTag];

    public static bool IsAnnotated(IMethodSymbol method) => UncachedBodies.IsAnnotated(method);

    /// <summary>The name of a method's body: the one in an attribute, else the conventional one.</summary>
    public static string NameOf(IMethodSymbol method) => SourceOf(method) ?? BodyParser.ConventionalName(method);

    /// <summary>The name of the body that an attribute says.</summary>
    public static string? SourceOf(IMethodSymbol method)
    {
        foreach (var annotation in Annotations)
        {
            foreach (var attribute in method.GetAttributes())
            {
                if (attribute.AttributeClass is { } type && type.Is(annotation))
                {
                    foreach (var argument in attribute.NamedArguments)
                    {
                        if (argument is { Key: "Source", Value.Value: string source })
                        {
                            return source;
                        }
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The body that a method runs, if it fits.</summary>
    public static IMethodSymbol? Find(IMethodSymbol method)
    {
        var name = NameOf(method);
        foreach (var type in method.ContainingType.SelfAndBases())
        {
            IMethodSymbol? found = null;
            foreach (var member in type.GetMembers(name))
            {
                // Of several the one that can be cancelled is taken.
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } candidate
                    && !SymbolEqualityComparer.Default.Equals(candidate, method)
                    && candidate.IsReadableFrom(method.ContainingType)
                    && TakesTheSame(candidate, method)
                    && (found is null || HasToken(candidate)))
                {
                    found = candidate;
                }
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The annotated method whose body this is.</summary>
    public static IMethodSymbol? FindMethodOf(IMethodSymbol body)
    {
        foreach (var member in body.ContainingType.GetMembers())
        {
            if (member is IMethodSymbol method && IsAnnotated(method) && SymbolEqualityComparer.Default.Equals(Find(method), body))
            {
                return method;
            }
        }

        return null;
    }

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
