using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.Generators.Parsing;

/// <summary>Reads the documentation comment of a declaration.</summary>
/// <remarks>
/// Of the two parts of a method the compiler and the editors show the comment of the implementing one, if it has any. So ours is the user's
/// with a sentence more; where the user has written none, it stays missing, and the user's rules about that still apply.
/// </remarks>
internal static class DocumentationParser
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    /// <summary>The lines of the comment, without slashes; none when it cannot be repeated in another file.</summary>
    public static EquatableArray<string> Parse(IMethodSymbol method, MethodDeclarationSyntax syntax, CancellationToken cancellationToken)
    {
        foreach (var trivia in syntax.GetLeadingTrivia())
        {
            // It has a structure only where the compiler reads comments at all.
            if (trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax comment)
            {
                return Lines(method, trivia, comment, cancellationToken);
            }
        }

        return default;
    }

    private static EquatableArray<string> Lines(
        IMethodSymbol method, SyntaxTrivia trivia, DocumentationCommentTriviaSyntax comment, CancellationToken cancellationToken)
    {
        var text = comment.ToFullString();

        // Paths of an include start from the file that it is in. What is malformed the compiler reports where it is written.
        if (comment.ContainsDiagnostics || Contains(text, "<include"))
        {
            return default;
        }

        // Names in a cref mean what they mean among the usings of their file: the symbol has them resolved, at a price.
        return trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) && !Contains(text, "cref")
            ? Split(text, "///")
            : Resolved(method.GetDocumentationCommentXml(cancellationToken: cancellationToken));
    }

    private static EquatableArray<string> Resolved(string? xml)
    {
        const string Close = "</member>";
        if (xml is null || Contains(xml, "<!--"))
        {
            return default;
        }

        var start = xml.IndexOf('>') + 1;
        var end = xml.LastIndexOf(Close, StringComparison.Ordinal);
        return start <= 0 || end < start ? default : Split(xml.Substring(start, end - start), "");
    }

    private static EquatableArray<string> Split(string text, string prefix)
    {
        var lines = new List<string>();
        foreach (var part in text.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries))
        {
            var line = part.Trim();
            line = line.StartsWith(prefix, StringComparison.Ordinal) ? line.Substring(prefix.Length).Trim() : line;
            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return lines.ToEquatableArray();
    }

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.Ordinal) >= 0;
}
