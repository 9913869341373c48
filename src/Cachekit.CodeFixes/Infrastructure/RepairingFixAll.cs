using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Infrastructure;

/// <summary>Makes the repairs of one kind for all diagnostics of a document, a project or a solution, also where they change a type together.</summary>
internal sealed class RepairingFixAll : FixAllProvider
{
    public static readonly RepairingFixAll Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var fix = (RepairingCodeFix)fixAllContext.CodeFixProvider;
        var cancellationToken = fixAllContext.CancellationToken;
        var edits = new SourceEdits();
        string? title = null;
        foreach (var (document, diagnostic) in await FindDiagnosticsAsync(fixAllContext).ConfigureAwait(false))
        {
            if (await SourceFacts.LoadAsync(document, cancellationToken).ConfigureAwait(false) is not { } source)
            {
                continue;
            }

            foreach (var repair in await fix.FindRepairsAsync(source, diagnostic, cancellationToken).ConfigureAwait(false))
            {
                // What does not go together with the others stays for another time.
                if (repair.Key == fixAllContext.CodeActionEquivalenceKey && edits.TryAdd(repair.Edits))
                {
                    title ??= repair.Title;
                    break;
                }
            }
        }

        return title is null
            ? null
            : new RepairAction(title, fixAllContext.CodeActionEquivalenceKey!, fixAllContext.Solution, edits);
    }

    private static async Task<List<(Document Document, Diagnostic Diagnostic)>> FindDiagnosticsAsync(FixAllContext context)
    {
        var found = new List<(Document, Diagnostic)>();
        switch (context.Scope)
        {
            case FixAllScope.Document when context.Document is { } document:
                foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
                {
                    found.Add((document, diagnostic));
                }

                break;
            case FixAllScope.Project:
                AddAll(context.Project, await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false), found);
                break;
            case FixAllScope.Solution:
                foreach (var project in context.Solution.Projects.Where(static project => project.Language == LanguageNames.CSharp))
                {
                    AddAll(project, await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false), found);
                }

                break;
            default:
                break;
        }

        return [.. found.OrderBy(static pair => pair.Item2.Location.SourceSpan.Start)];
    }

    private static void AddAll(Project project, ImmutableArray<Diagnostic> diagnostics, List<(Document Document, Diagnostic Diagnostic)> found)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (DocumentOf(project, diagnostic) is { } document)
            {
                found.Add((document, diagnostic));
            }
        }
    }

    private static Document? DocumentOf(Project project, Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is { } tree)
        {
            return project.GetDocument(tree);
        }

        // What a generator reports has a path only.
        var path = diagnostic.Location.GetLineSpan().Path;
        return project.Documents.FirstOrDefault(document => document.FilePath == path);
    }
}
