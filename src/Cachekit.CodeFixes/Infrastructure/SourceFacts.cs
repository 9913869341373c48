using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>A document, and how it is written.</summary>
internal sealed class SourceFacts
{
    private SourceFacts(Document document, SemanticModel model, SyntaxNode root, SourceText text)
    {
        Document = document;
        Model = model;
        Root = root;
        Text = text;
        NewLine = NewLineOf(text);
    }

    public Document Document { get; }

    public DocumentId Id => Document.Id;

    public SemanticModel Model { get; }

    public Compilation Compilation => Model.Compilation;

    public SyntaxNode Root { get; }

    public SourceText Text { get; }

    /// <summary>How lines end here.</summary>
    public string NewLine { get; }

    public static async Task<SourceFacts?> LoadAsync(Document document, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is null || model is null ? null : new SourceFacts(document, model, root, text);
    }

    /// <summary>The facts of the document that declares something else, in the same solution.</summary>
    public async Task<SourceFacts?> OfAsync(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree == Root.SyntaxTree ? this
        : Document.Project.Solution.GetDocument(tree) is { } document and not SourceGeneratedDocument ? await LoadAsync(document, cancellationToken).ConfigureAwait(false)
        : null;

    /// <summary>The smallest node at a place that is, or is in, a <typeparamref name="T"/>.</summary>
    public T? FindNode<T>(Diagnostic diagnostic)
        where T : SyntaxNode
    {
        var span = diagnostic.Location.SourceSpan;
        return span.End > Root.FullSpan.End ? null : Root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();
    }

    /// <summary>Whether only white space stands before a place on its line.</summary>
    public bool StartsLine(int position)
    {
        for (var i = Text.Lines.GetLineFromPosition(position).Start; i < position; i++)
        {
            if (!char.IsWhiteSpace(Text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The white space at the start of a place's line.</summary>
    public string IndentationAt(int position)
    {
        var start = Text.Lines.GetLineFromPosition(position).Start;
        var end = start;
        while (end < position && char.IsWhiteSpace(Text[end]))
        {
            end++;
        }

        return Text.ToString(TextSpan.FromBounds(start, end));
    }

    /// <summary>What separates something new from what stands at a place: a new line where that starts one, else a space.</summary>
    public string BreakAt(int position) => StartsLine(position) ? NewLine + IndentationAt(position) : " ";

    /// <summary>What separates a new member from the one that stands at a place.</summary>
    public string MemberBreakAt(int position) => StartsLine(position) ? NewLine + NewLine + IndentationAt(position) : " ";

    /// <summary>A token and the white space after it.</summary>
    public static TextSpan WithSpaceAfter(SyntaxToken token)
    {
        // What stands on a line of its own takes the line along.
        var next = token.GetNextToken();
        return token.TrailingTrivia.All(IsSpace) && next.LeadingTrivia.All(IsSpace) ? TextSpan.FromBounds(token.SpanStart, next.SpanStart) : token.Span;
    }

    private static bool IsSpace(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>The first token of a member that does not belong to its attributes.</summary>
    public static SyntaxToken AfterAttributes(MemberDeclarationSyntax member)
    {
        var token = member.AttributeLists.Count == 0 ? member.GetFirstToken() : member.AttributeLists[member.AttributeLists.Count - 1].GetLastToken().GetNextToken();
        return token;
    }

    private static string NewLineOf(SourceText text)
    {
        var line = text.Lines[0];
        return line.End == line.EndIncludingLineBreak ? "\n" : text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
    }
}
