using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing.TypedSettings;

/// <summary>Chooses the constructor that takes settings: the primary one, else one without parameters, else the only one.</summary>
internal static class SettingsConstructor
{
    /// <returns>Whether the choice is clear; without a constructor the type has the one of the compiler.</returns>
    public static bool TryFind(INamedTypeSymbol type, out IMethodSymbol? constructor, CancellationToken cancellationToken)
    {
        constructor = null;
        var written = new List<IMethodSymbol>();
        foreach (var candidate in type.InstanceConstructors)
        {
            if (candidate.IsImplicitlyDeclared || RecordConstructors.IsCopy(candidate))
            {
                continue;
            }

            if (IsPrimary(candidate, cancellationToken))
            {
                constructor = candidate;
                return true;
            }

            written.Add(candidate);
        }

        foreach (var candidate in written)
        {
            if (candidate.Parameters.Length == 0 || written.Count == 1)
            {
                constructor = candidate;
                return true;
            }
        }

        return written.Count == 0;
    }

    private static bool IsPrimary(IMethodSymbol constructor, CancellationToken cancellationToken)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax { ParameterList: not null })
            {
                return true;
            }
        }

        return false;
    }
}
