using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>What only the syntax of an attribute says: which arguments are written out, and where.</summary>
internal static class AttributeSyntaxReader
{
    public static bool HasPositionalArgument(AttributeData attribute, CancellationToken cancellationToken)
    {
        foreach (var argument in Arguments(attribute, cancellationToken))
        {
            if (argument.NameEquals is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The place of a named argument's value, or of the attribute.</summary>
    public static Location? LocationOf(AttributeData attribute, string? name, CancellationToken cancellationToken)
    {
        foreach (var argument in Arguments(attribute, cancellationToken))
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name)
            {
                return argument.Expression.GetLocation();
            }
        }

        return attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
    }

    public static bool TryGet<T>(this AttributeData attribute, string name, out T? value)
    {
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Key == name && pair.Value.Kind != TypedConstantKind.Error)
            {
                value = pair.Value.Value is T typed ? typed : default;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static SeparatedSyntaxList<AttributeArgumentSyntax> Arguments(AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? arguments
            : default;
}
