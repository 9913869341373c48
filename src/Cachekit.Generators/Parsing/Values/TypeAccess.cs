using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Whether generated code inside a type can name another type.</summary>
internal static class TypeAccess
{
    /// <summary>A type parameter in the name that the containing type does not declare, such as one of the method.</summary>
    public static ITypeParameterSymbol? ForeignParameter(ITypeSymbol type, INamedTypeSymbol within)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return IsDeclaredAround(parameter, within) ? null : parameter;
            case IArrayTypeSymbol array:
                return ForeignParameter(array.ElementType, within);
            case INamedTypeSymbol named:
                for (var level = named; level is not null; level = level.ContainingType)
                {
                    foreach (var argument in level.TypeArguments)
                    {
                        if (ForeignParameter(argument, within) is { } found)
                        {
                            return found;
                        }
                    }
                }

                return null;
            default:
                return null;
        }
    }

    public static bool HasError(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.ContainingType)
        {
            foreach (var argument in level.TypeArguments)
            {
                if (argument.TypeKind == TypeKind.Error || (argument is INamedTypeSymbol named && HasError(named)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    public static bool IsFileLocal(INamedTypeSymbol type)
    {
        for (var level = type; level is not null; level = level.ContainingType)
        {
            if (level.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDeclaredAround(ITypeParameterSymbol parameter, INamedTypeSymbol within)
    {
        for (var level = within; level is not null; level = level.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, level.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
