using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Adds and removes attributes and their arguments.</summary>
internal static class Attributes
{
    /// <summary>Adds an attribute to a method or type, below the others it has.</summary>
    public static void Add(SourceFacts source, SourceEdits edits, MemberDeclarationSyntax member, string attribute)
    {
        var position = SourceFacts.AfterAttributes(member).SpanStart;
        edits.Insert(source.Id, position, $"[{attribute}]{source.BreakAt(position)}");
    }

    /// <summary>Adds an attribute to the list that has another one, which says the same thing of the method: <c>[Cache, Secure]</c>.</summary>
    public static void AddBeside(SourceFacts source, SourceEdits edits, AttributeSyntax neighbour, string attribute) =>
        edits.Insert(source.Id, neighbour.Span.End, ", " + attribute);

    /// <summary>Adds an attribute to a parameter.</summary>
    public static void Add(SourceFacts source, SourceEdits edits, ParameterSyntax parameter, string attribute)
    {
        var first = parameter.AttributeLists.Count == 0
            ? parameter.GetFirstToken()
            : parameter.AttributeLists[parameter.AttributeLists.Count - 1].GetLastToken().GetNextToken();
        edits.Insert(source.Id, first.SpanStart, $"[{attribute}] ");
    }

    /// <summary>Removes attributes, and the lists that have no other.</summary>
    public static void Remove(SourceFacts source, SourceEdits edits, IEnumerable<AttributeSyntax> attributes)
    {
        foreach (var group in attributes.GroupBy(static attribute => (AttributeListSyntax)attribute.Parent!))
        {
            var removed = group.ToList();
            var list = group.Key;
            if (removed.Count == list.Attributes.Count)
            {
                Remove(source, edits, list);
            }
            else if (removed.Count == 1)
            {
                edits.Remove(source.Id, WithComma(list.Attributes, removed[0]));
            }
            else
            {
                edits.Replace(source.Id, list.Attributes.Span, string.Join(", ", list.Attributes.Where(attribute => !removed.Contains(attribute))));
            }
        }
    }

    private static void Remove(SourceFacts source, SourceEdits edits, AttributeListSyntax list)
    {
        // A list on a line of its own goes with its line, and leaves what stands above and below: comments.
        var last = list.GetLastToken();
        var next = last.GetNextToken();
        if (!last.TrailingTrivia.All(IsSpace))
        {
            edits.Remove(source.Id, list.Span);
        }
        else if (source.StartsLine(list.SpanStart) && last.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
        {
            edits.Remove(source.Id, TextSpan.FromBounds(source.Text.Lines.GetLineFromPosition(list.SpanStart).Start, last.FullSpan.End));
        }
        else
        {
            // Of [A][B] the space behind stays.
            var takesSpace = next.LeadingTrivia.All(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
                && (list.SpanStart == 0 || source.Text[list.SpanStart - 1] != ']');
            edits.Remove(source.Id, TextSpan.FromBounds(list.SpanStart, takesSpace ? next.SpanStart : list.Span.End));
        }
    }

    /// <summary>Removes an argument, and the parentheses where it is the only one.</summary>
    public static void Remove(SourceFacts source, SourceEdits edits, AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        edits.Remove(source.Id, list.Arguments.Count > 1 ? WithComma(list.Arguments, argument) : list.Span);
    }

    /// <summary>Adds a named argument.</summary>
    public static void AddArgument(SourceFacts source, SourceEdits edits, AttributeSyntax attribute, string argument)
    {
        if (attribute.ArgumentList is not { } list)
        {
            edits.Insert(source.Id, attribute.Name.Span.End, $"({argument})");
        }
        else if (list.Arguments.Count == 0)
        {
            edits.Insert(source.Id, list.OpenParenToken.Span.End, argument);
        }
        else
        {
            edits.Insert(source.Id, list.Arguments[list.Arguments.Count - 1].Span.End, ", " + argument);
        }
    }

    /// <summary>The syntax of an attribute that a symbol has.</summary>
    public static AttributeSyntax? Find(ISymbol symbol, string metadataName, CancellationToken cancellationToken) =>
        symbol.FindAttribute(metadataName)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    private static TextSpan WithComma<T>(SeparatedSyntaxList<T> list, T item)
        where T : SyntaxNode
    {
        var index = list.IndexOf(item);
        return index < list.Count - 1
            ? TextSpan.FromBounds(item.SpanStart, list[index + 1].SpanStart)
            : TextSpan.FromBounds(list[index - 1].Span.End, item.Span.End);
    }

    private static bool IsSpace(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
