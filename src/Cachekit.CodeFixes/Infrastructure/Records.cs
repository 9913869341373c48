using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Makes classes records.</summary>
internal static class Records
{
    /// <returns>Whether the class can be one, as far as the compiler would not say it: nobody derives from it, and nobody compares its references.</returns>
    public static async Task<bool> TryMakeAsync(SourceFacts source, SourceEdits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        // A record has no base that is none, and a class none that is one. Parameters of a class would become properties.
        if (type is not { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object, IsAbstract: false, IsStatic: false, DeclaringSyntaxReferences.Length: 1 }
            || await type.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not ClassDeclarationSyntax { ParameterList: null } declaration
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || await source.OfAsync(declaration.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
            || (await SymbolFinder.FindDerivedClassesAsync(type, source.Document.Project.Solution, cancellationToken: cancellationToken).ConfigureAwait(false)).Any()
            || await ReferenceEquality.IsReliedOnAsync(type, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        edits.Replace(place.Id, declaration.Keyword.Span, "record");
        return true;
    }
}
