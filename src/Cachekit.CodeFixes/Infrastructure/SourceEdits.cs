using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Changes of texts, all of them relative to the solution as it is.</summary>
/// <remarks>
/// Texts, not syntax trees: what is not changed stays as the user has formatted it, line ends included, and the changes of several fixes
/// can be made together.
/// </remarks>
internal sealed class SourceEdits
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = [];

    public IEnumerable<DocumentId> Documents => _changes.Keys;

    public void Insert(DocumentId document, int position, string text) => Replace(document, new TextSpan(position, 0), text);

    public void Remove(DocumentId document, TextSpan span) => Replace(document, span, "");

    public void Replace(DocumentId document, TextSpan span, string text)
    {
        var changes = ChangesOf(document);
        var change = new TextChange(span, text);
        if (!changes.Contains(change))
        {
            changes.Add(change);
        }
    }

    /// <summary>Adds other changes; those that are there already are made once.</summary>
    /// <returns>Whether they go together; if not, nothing is added.</returns>
    public bool TryAdd(SourceEdits other)
    {
        foreach (var pair in other._changes)
        {
            if (_changes.TryGetValue(pair.Key, out var known) && pair.Value.Exists(change => known.Exists(one => one != change && Overlap(one.Span, change.Span))))
            {
                return false;
            }
        }

        foreach (var pair in other._changes)
        {
            foreach (var change in pair.Value)
            {
                Replace(pair.Key, change.Span, change.NewText!);
            }
        }

        return true;
    }

    public SourceText Apply(DocumentId document, SourceText text) =>
        _changes.TryGetValue(document, out var changes)
            // The order of what is inserted at one place is that of the calls.
            ? text.WithChanges(changes.OrderBy(static change => change.Span.Start).ThenBy(static change => change.Span.Length))
            : text;

    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (var id in Documents)
        {
            if (solution.GetDocument(id) is { } document)
            {
                var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentText(id, Apply(id, text));
            }
        }

        return solution;
    }

    private List<TextChange> ChangesOf(DocumentId document)
    {
        if (!_changes.TryGetValue(document, out var changes))
        {
            _changes.Add(document, changes = []);
        }

        return changes;
    }

    private static bool Overlap(TextSpan x, TextSpan y) =>
        x.Length == 0 && y.Length == 0 ? false
        : x.Length == 0 ? x.Start > y.Start && x.Start < y.End
        : y.Length == 0 ? y.Start > x.Start && y.Start < x.End
        : x.OverlapsWith(y);
}
