using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Makes changes as they are: an editor would look for names to shorten and code to format in the documents, and finds none.</summary>
internal sealed class RepairAction(string title, string key, Solution solution, SourceEdits edits) : CodeAction
{
    public override string Title => title;

    public override string EquivalenceKey => key;

    protected override async Task<Solution?> GetChangedSolutionAsync(CancellationToken cancellationToken) =>
        await edits.ApplyAsync(solution, cancellationToken).ConfigureAwait(false);

    protected override Task<Document> PostProcessChangesAsync(Document document, CancellationToken cancellationToken) => Task.FromResult(document);
}
