using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>What all fixes have in common: a diagnostic has repairs, each of which can be made for one place and for all.</summary>
/// <remarks>
/// Exports are not marked as shared: that attribute is in a library of which editors have other versions, and means nothing for fixes
/// that come with a package.
/// </remarks>
public abstract class RepairingCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => RepairingFixAll.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var solution = context.Document.Project.Solution;
        foreach (var diagnostic in context.Diagnostics)
        {
            var source = await SourceFacts.LoadAsync(context.Document, context.CancellationToken).ConfigureAwait(false);
            if (source is null)
            {
                continue;
            }

            foreach (var repair in await FindRepairsAsync(source, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(new RepairAction(repair.Title, repair.Key, solution, repair.Edits), diagnostic);
            }
        }
    }

    /// <summary>What repairs a diagnostic. Only what compiles is offered.</summary>
    internal abstract Task<IReadOnlyList<Repair>> FindRepairsAsync(SourceFacts source, Diagnostic diagnostic, CancellationToken cancellationToken);
}
