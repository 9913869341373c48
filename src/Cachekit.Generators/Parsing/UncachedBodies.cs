using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Tells which methods are annotated, and which are their bodies.</summary>
internal static class UncachedBodies
{
    /// <summary>The argument of the attributes that names the body.</summary>
    public const string Source = "Source";

    private static readonly string[] Attributes = [KnownNames.Cache, KnownNames.Invalidates, KnownNames.InvalidatesTag];

    /// <summary>Whether the generator writes the method.</summary>
    public static bool IsAnnotated(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (IsOurs(attribute))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of a method's body: the one in an attribute, else the conventional one.</summary>
    public static string NameOf(IMethodSymbol method) => SourceOf(method, out _) ?? BodyParser.ConventionalName(method);

    /// <summary>The name of the body that an attribute says, or null.</summary>
    /// <param name="method">The annotated method.</param>
    /// <param name="owner">The attribute that says it.</param>
    public static string? SourceOf(IMethodSymbol method, out AttributeData? owner)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (IsOurs(attribute) && attribute.TryGet<string>(Source, out var source) && source is not null)
            {
                owner = attribute;
                return source;
            }
        }

        owner = null;
        return null;
    }

    /// <summary>The body of an annotated method, or null when it has none that fits, and where it is its own.</summary>
    public static IMethodSymbol? Find(IMethodSymbol method) => OtherForms.Handle(method) ? null : BodyParser.Find(method, NameOf(method));

    /// <summary>The annotated method of the same type whose body this is, or null.</summary>
    public static IMethodSymbol? MethodOf(IMethodSymbol body)
    {
        foreach (var member in body.ContainingType.GetMembers())
        {
            if (member is IMethodSymbol { PartialDefinitionPart: null } method && IsAnnotated(method) && SymbolEqualityComparer.Default.Equals(Find(method), body))
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>Whether a method of the same type is annotated and has this one as its body, or would have it if another did not fit better.</summary>
    public static bool IsBody(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var member in method.ContainingType.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } owner
                && !SymbolEqualityComparer.Default.Equals(owner, method)
                && IsAnnotated(owner)
                && !OtherForms.Handle(owner)
                && NameOf(owner) == method.Name
                && BodyParser.Misfit(method, owner, isCached: true, out _) is null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOurs(AttributeData attribute)
    {
        foreach (var name in Attributes)
        {
            if (attribute.AttributeClass is { } type && type.Is(name))
            {
                return true;
            }
        }

        return false;
    }
}
