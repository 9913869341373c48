using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Writes an uncached body that is still to be filled, below its method.</summary>
internal static class NewBody
{
    /// <returns>Whether the type can have one.</returns>
    public static bool TryWrite(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method, IMethodSymbol symbol)
    {
        var name = UncachedBodies.NameOf(symbol);
        if (!AnnotatedMethods.IsFree(name, symbol)
            || TypeNames.Name(source, edits, "System.NotImplementedException", method.SpanStart) is not { } exception)
        {
            return false;
        }

        edits.Insert(
            source.Id,
            method.Span.End,
            source.MemberBreakAt(method.SpanStart)
                + BodySignature.Write(source, method, symbol, name.EscapeIdentifier(), isMoved: false)
                + $" => throw new {exception}();");
        return true;
    }
}
