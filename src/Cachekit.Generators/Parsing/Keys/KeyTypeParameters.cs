using System.Text;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>The type parameters of a method that a type mentions: code outside of the method must declare them again.</summary>
internal static class KeyTypeParameters
{
    /// <summary>The list of parameters and its constraints; both are empty when the type mentions none.</summary>
    public static (string List, string Constraints) Of(ITypeSymbol type)
    {
        if (Method(type) is not { } method)
        {
            return ("", "");
        }

        var list = new StringBuilder("<");
        var constraints = new StringBuilder();
        foreach (var parameter in method.TypeParameters)
        {
            list.Append(list.Length > 1 ? ", " : "").Append(parameter.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            var clause = Clause(parameter);
            if (clause.Length > 0)
            {
                constraints.Append(" where ").Append(parameter.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).Append(" : ").Append(clause);
            }
        }

        return (list.Append('>').ToString(), constraints.ToString());
    }

    private static IMethodSymbol? Method(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return parameter.DeclaringMethod;
            case IArrayTypeSymbol array:
                return Method(array.ElementType);
            case INamedTypeSymbol named:
                for (var current = named; current is not null; current = current.ContainingType)
                {
                    foreach (var argument in current.TypeArguments)
                    {
                        if (Method(argument) is { } method)
                        {
                            return method;
                        }
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static string Clause(ITypeParameterSymbol parameter)
    {
        var parts = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            parts.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            parts.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            parts.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            parts.Add("notnull");
        }

        foreach (var type in parameter.ConstraintTypes)
        {
            parts.Add(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        }

        if (parameter.HasConstructorConstraint)
        {
            parts.Add("new()");
        }

        return string.Join(", ", parts);
    }
}
