using Cachekit.CodeFixes.Infrastructure;
using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Methods;

/// <summary>Adds a parameter for a <c>CancellationToken</c>.</summary>
internal static class TokenParameter
{
    private static readonly string[] Names = ["cancellationToken", "token", "ct", "cancellation"];

    /// <summary>Adds it to an uncached body, where that can change.</summary>
    /// <param name="source">A document of the solution.</param>
    /// <param name="edits">Takes the changes.</param>
    /// <param name="body">The body.</param>
    /// <param name="name">The name that the parameter has at the method.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether the body can have it.</returns>
    public static async Task<bool> TryAddToBodyAsync(SourceFacts source, SourceEdits edits, IMethodSymbol body, string? name, CancellationToken cancellationToken)
    {
        if (body.DeclaringSyntaxReferences.Length != 1
            || await body.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax syntax
            || await source.OfAsync(syntax.SyntaxTree, cancellationToken).ConfigureAwait(false) is not { } place
            || Uses.IsBound(body)
            || AnnotatedMethods.HasTwin(body))
        {
            return false;
        }

        var (anyCalls, anyDelegates) = await Uses.FindAsync(body, source.Document.Project.Solution, cancellationToken).ConfigureAwait(false);
        var isOptional = anyCalls || body.Parameters.Any(static parameter => parameter.IsOptional);
        return !anyDelegates && TryAdd(place, edits, syntax, FreeName(syntax, name), isOptional);
    }

    /// <summary>Adds it behind the other parameters.</summary>
    public static bool TryAdd(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method, string name, bool isOptional)
    {
        if (TypeNames.Name(source, edits, KnownNames.CancellationToken, method.SpanStart) is not { } type)
        {
            return false;
        }

        var parameter = $"{type} {name}{(isOptional ? " = default" : "")}";
        var list = method.ParameterList;
        if (list.Parameters.Count == 0)
        {
            edits.Insert(source.Id, list.OpenParenToken.Span.End, parameter);
        }
        else if (list.Parameters[list.Parameters.Count - 1] is var last && last.Modifiers.Any(SyntaxKind.ParamsKeyword))
        {
            if (isOptional)
            {
                // A call that lists the values would pass the first of them as the token.
                return false;
            }

            edits.Insert(source.Id, last.SpanStart, parameter + "," + source.BreakAt(last.SpanStart));
        }
        else
        {
            edits.Insert(source.Id, last.Span.End, "," + source.BreakAt(last.SpanStart) + parameter);
        }

        Document(source, edits, method, name);
        return true;
    }

    /// <summary>A name that the method does not use for something else.</summary>
    public static string FreeName(MethodDeclarationSyntax method, string? wanted)
    {
        var used = new HashSet<string>(
            method.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText), StringComparer.Ordinal);
        return wanted is not null && !used.Contains(wanted) ? wanted : Names.FirstOrDefault(name => !used.Contains(name)) ?? "cancellationToken2";
    }

    /// <summary>Where the other parameters are documented, an undocumented one is a warning.</summary>
    private static void Document(SourceFacts source, SourceEdits edits, MethodDeclarationSyntax method, string name)
    {
        XmlElementSyntax? last = null;
        foreach (var trivia in method.GetLeadingTrivia())
        {
            if (trivia.GetStructure() is DocumentationCommentTriviaSyntax comment && comment.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            {
                last = comment.Content.OfType<XmlElementSyntax>().LastOrDefault(static element => element.StartTag.Name.LocalName.ValueText == "param");
            }
        }

        if (last is not null)
        {
            edits.Insert(source.Id, last.Span.End, $"{source.NewLine}{source.IndentationAt(method.SpanStart)}/// <param name=\"{name}\">Ends the work.</param>");
        }
    }
}
