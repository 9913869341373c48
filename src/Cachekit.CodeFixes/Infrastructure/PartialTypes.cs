using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Makes types partial, so that they can get generated members.</summary>
internal static class PartialTypes
{
    /// <summary>Makes a type and all types around it partial, each declaration of them.</summary>
    /// <returns>Whether the innermost can then have cached methods.</returns>
    public static bool TryMake(Solution solution, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsRefLikeType)
        {
            return false;
        }

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.IsImplicitlyDeclared || !current.CanBeReferencedByName)
            {
                return false;
            }

            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax declaration || declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                {
                    continue;
                }

                if (solution.GetDocument(declaration.SyntaxTree) is not { } document || document is SourceGeneratedDocument)
                {
                    return false;
                }

                // The modifier stands last, right before the keyword.
                edits.Insert(document.Id, declaration.Keyword.SpanStart, "partial ");
            }
        }

        return true;
    }
}
