using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>Tells the constructors of records apart.</summary>
internal static class RecordConstructors
{
    public static bool IsPrimary(IMethodSymbol constructor)
    {
        if (!constructor.ContainingType.IsRecord || constructor.Parameters.Length == 0)
        {
            return false;
        }

        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is RecordDeclarationSyntax)
            {
                return true;
            }
        }

        return constructor.ContainingType.DeclaringSyntaxReferences.Length == 0 && HasDeconstruct(constructor);
    }

    public static bool IsCopy(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord
        && constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    // In another assembly the syntax is gone, but the compiler wrote a Deconstruct with the same parameters.
    private static bool HasDeconstruct(IMethodSymbol constructor)
    {
        foreach (var member in constructor.ContainingType.GetMembers("Deconstruct"))
        {
            if (member is IMethodSymbol method && ValueAttributes.IsCompilerGenerated(method) && HaveSameParameters(method, constructor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HaveSameParameters(IMethodSymbol left, IMethodSymbol right)
    {
        if (left.Parameters.Length != right.Parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Parameters.Length; i++)
        {
            if (left.Parameters[i].Name != right.Parameters[i].Name
                || !SymbolEqualityComparer.Default.Equals(left.Parameters[i].Type, right.Parameters[i].Type))
            {
                return false;
            }
        }

        return true;
    }
}
