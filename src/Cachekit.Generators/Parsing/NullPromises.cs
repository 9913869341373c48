using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Compares what a body and its method promise about null.</summary>
/// <remarks>
/// The compiler would, but the call of the body is in a generated file, where its warnings are off: the user could not repair anything
/// there.
/// </remarks>
internal static class NullPromises
{
    private const string FlowAttributes = "System.Diagnostics.CodeAnalysis.";

    /// <summary>Whether the body may return null where its method promises not to.</summary>
    /// <remarks>The types are known to be the same but for tasks, annotations and the names of type parameters.</remarks>
    public static bool AreBroken(IMethodSymbol body, IMethodSymbol method)
    {
        var (bodyKind, bodyValue) = ReturnTypes.Classify(body.ReturnType);
        var (kind, value) = ReturnTypes.Classify(method.ReturnType);
        if (ReturnTypes.InCacheable(bodyValue) is { } inside)
        {
            // What the attributes of the body's return value say is about the Cacheable<T>.
            return value is not null && AreBroken(inside, value) && !(bodyKind == kind && HasFlowAttributes(body, method));
        }

        return bodyKind == kind
            ? AreBroken(body.ReturnType, method.ReturnType) && !HasFlowAttributes(body, method)
            : bodyValue is not null && value is not null && AreBroken(bodyValue, value);
    }

    private static bool AreBroken(ITypeSymbol given, ITypeSymbol promised)
    {
        // Where nullability is off nothing is promised, and the annotation is neither of the two.
        if (!promised.IsValueType
            && given.NullableAnnotation == NullableAnnotation.Annotated
            && promised.NullableAnnotation == NullableAnnotation.NotAnnotated)
        {
            return true;
        }

        return (given, promised) switch
        {
            (IArrayTypeSymbol array, IArrayTypeSymbol other) => AreBroken(array.ElementType, other.ElementType),
            (INamedTypeSymbol named, INamedTypeSymbol other) => AreBrokenInside(named, other),
            _ => false,
        };
    }

    private static bool AreBrokenInside(INamedTypeSymbol given, INamedTypeSymbol promised)
    {
        for (var i = 0; i < given.TypeArguments.Length && i < promised.TypeArguments.Length; i++)
        {
            // What only goes into an object may be null there and not here.
            if (given.TypeParameters[i].Variance != VarianceKind.In && AreBroken(given.TypeArguments[i], promised.TypeArguments[i]))
            {
                return true;
            }
        }

        return given.ContainingType is { } outer && promised.ContainingType is { } other && AreBrokenInside(outer, other);
    }

    /// <summary>Whether an attribute says more about null than the type does: then the type alone proves nothing.</summary>
    private static bool HasFlowAttributes(IMethodSymbol body, IMethodSymbol method)
    {
        foreach (var attribute in body.GetReturnTypeAttributes())
        {
            if (attribute.AttributeClass is { } type && (type.Is(FlowAttributes + "NotNullAttribute") || type.Is(FlowAttributes + "NotNullIfNotNullAttribute")))
            {
                return true;
            }
        }

        foreach (var attribute in method.GetReturnTypeAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Is(FlowAttributes + "MaybeNullAttribute"))
            {
                return true;
            }
        }

        return false;
    }
}
