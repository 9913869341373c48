using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Tells from a method alone what it is to Cachekit.</summary>
internal static class UncachedBodies
{
    private static readonly string[] Attributes = [KnownNames.Cache, KnownNames.Invalidates, KnownNames.InvalidatesTag];

    /// <summary>Whether the generator writes the method.</summary>
    public static bool IsAnnotated(IMethodSymbol method) => SourceOf(method, out _);

    /// <summary>Whether a method of the same type is annotated and has this one as its body.</summary>
    public static bool IsBody(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var member in method.ContainingType.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } owner
                && !SymbolEqualityComparer.Default.Equals(owner, method)
                && SourceOf(owner, out var source)
                && (source ?? BodyParser.ConventionalName(owner)) == method.Name
                && BodyParser.Misfit(method, owner, isCached: true, out _) is null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool SourceOf(IMethodSymbol method, out string? source)
    {
        source = null;
        var isAnnotated = false;
        foreach (var attribute in method.GetAttributes())
        {
            foreach (var name in Attributes)
            {
                if (attribute.AttributeClass is { } type && type.Is(name))
                {
                    isAnnotated = true;
                    source ??= attribute.TryGet<string>("Source", out var named) ? named : null;
                }
            }
        }

        return isAnnotated;
    }
}
