using Cachekit.CodeFixes.Infrastructure;
using Cachekit.CodeFixes.Methods;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Refactorings;

/// <summary>Finds the method whose head the user points at: refactorings of a method are not offered in its code.</summary>
internal static class MethodHeads
{
    public static async Task<(SourceFacts Source, MethodDeclarationSyntax Declaration, IMethodSymbol Method)?> FindAsync(
        Document document, TextSpan span, CancellationToken cancellationToken)
    {
        // Asked at each move of the cursor: the syntax says most often that there is nothing to do.
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(span).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || span.Start < declaration.SpanStart
            || span.End > BodySignature.LastToken(declaration).Span.End)
        {
            return null;
        }

        var source = await SourceFacts.LoadAsync(document, cancellationToken).ConfigureAwait(false);
        return source?.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } method ? (source, declaration, method) : null;
    }
}
