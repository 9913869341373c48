using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Adds a using directive where the others of a document stand, in their order.</summary>
internal static class UsingDirectives
{
    /// <returns>Whether that is possible; where directives of the preprocessor stand between them it is not.</returns>
    public static bool TryAdd(SourceFacts source, SourceEdits edits, string name, int position)
    {
        if (source.Root is not CompilationUnitSyntax unit)
        {
            return false;
        }

        var usings = Nearest(unit, position);
        foreach (var directive in usings)
        {
            if (directive.ContainsDirectives)
            {
                return false;
            }
        }

        var text = $"using {name};";
        UsingDirectiveSyntax? before = null;
        foreach (var directive in usings)
        {
            if (IsPlain(directive) && Compare(directive.Name!.ToString(), name) < 0 || directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            {
                before = directive;
            }
        }

        if (before is not null)
        {
            edits.Insert(source.Id, before.Span.End, source.NewLine + source.IndentationAt(before.SpanStart) + text);
        }
        else if (usings.Count > 0)
        {
            edits.Insert(source.Id, usings[0].SpanStart, text + source.NewLine + source.IndentationAt(usings[0].SpanStart));
        }
        else if (unit.Externs.Count > 0)
        {
            edits.Insert(source.Id, unit.Externs[unit.Externs.Count - 1].Span.End, source.NewLine + text);
        }
        else
        {
            edits.Insert(source.Id, StartOfCode(unit), text + source.NewLine + source.NewLine);
        }

        return true;
    }

    /// <summary>Those of the namespace where only it has some, else those of the file.</summary>
    private static SyntaxList<UsingDirectiveSyntax> Nearest(CompilationUnitSyntax unit, int position)
    {
        if (unit.Usings.Count == 0)
        {
            foreach (var member in unit.Members)
            {
                if (member is BaseNamespaceDeclarationSyntax { Usings.Count: > 0 } space && space.FullSpan.Contains(position))
                {
                    return space.Usings;
                }
            }
        }

        return unit.Usings;
    }

    private static bool IsPlain(UsingDirectiveSyntax directive) =>
        directive.Alias is null && directive.StaticKeyword.IsKind(SyntaxKind.None) && directive.Name is not null;

    /// <summary>As the order of using directives is by default: System first.</summary>
    private static int Compare(string x, string y)
    {
        var (first, second) = (IsSystem(x), IsSystem(y));
        return first == second ? string.Compare(x, y, StringComparison.OrdinalIgnoreCase) : first ? -1 : 1;
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>After the head of the file: its comments up to an empty line, and its directives.</summary>
    private static int StartOfCode(CompilationUnitSyntax unit)
    {
        var token = unit.GetFirstToken();
        var start = 0;
        var lineIsEmpty = true;
        foreach (var trivia in token.LeadingTrivia)
        {
            if (trivia.IsDirective)
            {
                start = trivia.FullSpan.End;
                lineIsEmpty = true;
            }
            else if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                if (lineIsEmpty)
                {
                    start = trivia.FullSpan.End;
                }

                lineIsEmpty = true;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                lineIsEmpty = false;
            }
        }

        return token.IsKind(SyntaxKind.NamespaceKeyword) ? token.SpanStart : start;
    }
}
