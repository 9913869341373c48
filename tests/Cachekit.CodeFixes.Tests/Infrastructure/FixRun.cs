using System.Collections.Immutable;
using Cachekit.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Cachekit.CodeFixes.Tests.Infrastructure;

/// <summary>Runs a fix as an editor does, and looks at what comes of it: the text, what the generator makes of it, what is reported then.</summary>
internal static class FixRun
{
    /// <summary>Fixes the first diagnostic of an id.</summary>
    /// <param name="fix">The fix.</param>
    /// <param name="id">The id.</param>
    /// <param name="before">The source, without the usual using directives if it starts without any.</param>
    /// <param name="after">The source after it.</param>
    /// <param name="title">Which of several offers; the first one when not given.</param>
    public static Task VerifyAsync(RepairingCodeFix fix, string id, string before, string after, string? title = null) =>
        VerifyFilesAsync(fix, id, [WithUsings(before)], [WithUsings(after)], title);

    /// <summary>Fixes the first diagnostic of an id in several files.</summary>
    public static async Task VerifyFilesAsync(RepairingCodeFix fix, string id, string[] before, string[] after, string? title = null)
    {
        var project = UserSolution.Create(before);
        var diagnostic = await FirstAsync(project, id);
        await VerifyAsync(fix, project, diagnostic, after, title);
    }

    /// <summary>Fixes something that is reported by what does not run here.</summary>
    public static async Task VerifyAsync(RepairingCodeFix fix, Project project, Diagnostic diagnostic, string[] after, string? title = null)
    {
        var actions = await ActionsAsync(fix, project, diagnostic);
        var action = title is null ? actions.FirstOrDefault() : actions.Find(one => one.Title == title);
        Assert.True(action is not null, $"Offered: {string.Join(", ", actions.Select(one => one.Title))}");
        await VerifyAsync(await ApplyAsync(action), project.Id, diagnostic.Id, after);
    }

    /// <summary>Fixes all diagnostics of an id.</summary>
    public static async Task VerifyAllAsync(
        RepairingCodeFix fix, string id, string[] before, string[] after, FixAllScope scope = FixAllScope.Project, string? title = null)
    {
        var project = UserSolution.Create([.. before.Select(WithUsings)]);
        var diagnostics = (await UserSolution.FindAsync(project, id)).ToImmutableArray();
        Assert.True(diagnostics.Length > 1, $"{id} is reported {diagnostics.Length} times");
        var first = await ActionsAsync(fix, project, diagnostics[0]);
        var chosen = title is null ? first[0] : first.Single(action => action.Title == title);
        var document = DocumentOf(project, diagnostics[0]);
        var provider = new Reported(diagnostics);
        var context = scope == FixAllScope.Document
            ? new FixAllContext(document, fix, scope, chosen.EquivalenceKey!, [id], provider, TestContext.Current.CancellationToken)
            : new FixAllContext(project, fix, scope, chosen.EquivalenceKey!, [id], provider, TestContext.Current.CancellationToken);
        var all = await fix.GetFixAllProvider().GetFixAsync(context);
        Assert.NotNull(all);
        await VerifyAsync(await ApplyAsync(all), project.Id, scope == FixAllScope.Document ? null : id, [.. after.Select(WithUsings)]);
    }

    /// <summary>Fails when anything is offered.</summary>
    public static async Task VerifyNothingAsync(RepairingCodeFix fix, string id, string source) => Assert.Empty(await TitlesAsync(fix, id, source));

    /// <summary>What is offered for the first diagnostic of an id.</summary>
    public static async Task<IReadOnlyList<string>> TitlesAsync(RepairingCodeFix fix, string id, string source)
    {
        var project = UserSolution.Create(WithUsings(source));
        var diagnostic = await FirstAsync(project, id);
        return [.. (await ActionsAsync(fix, project, diagnostic)).Select(action => action.Title)];
    }

    public static string WithUsings(string source) => source.StartsWith("using ", StringComparison.Ordinal) ? source : UserSolution.Usings + source;

    public static async Task<Solution> ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
    }

    /// <summary>Compares the texts, and looks whether what came out compiles, and has no diagnostic of the id; without an id, others of ours may be left.</summary>
    public static async Task VerifyAsync(Solution changed, ProjectId projectId, string? id, string[] after)
    {
        var project = changed.GetProject(projectId)!;
        var texts = new List<string>();
        foreach (var document in project.Documents)
        {
            texts.Add((await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString());
        }

        Assert.Equal(after, texts);
        var left = await UserSolution.DiagnoseAsync(project, id);
        Assert.DoesNotContain(left, diagnostic => id is not null || !diagnostic.Id.StartsWith("CACHEKIT", StringComparison.Ordinal));
    }

    private static async Task<Diagnostic> FirstAsync(Project project, string id)
    {
        var found = await UserSolution.FindAsync(project, id);
        Assert.True(found.Count > 0, $"{id} is not reported, but {string.Join(Environment.NewLine, await UserSolution.DiagnoseAsync(project, id))}");
        return found[0];
    }

    private static async Task<List<CodeAction>> ActionsAsync(RepairingCodeFix fix, Project project, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(DocumentOf(project, diagnostic), diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        await fix.RegisterCodeFixesAsync(context);
        return actions;
    }

    private static Document DocumentOf(Project project, Diagnostic diagnostic)
    {
        var path = diagnostic.Location.GetLineSpan().Path;
        return project.Documents.Single(document => document.FilePath == path);
    }

    private sealed class Reported(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.GetLineSpan().Path == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
