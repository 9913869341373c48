using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.CodeFixes.Tests.Infrastructure;

/// <summary>Runs a refactoring where <c>$$</c> stands in the source.</summary>
internal static class RefactoringRun
{
    private const string Cursor = "$$";

    /// <summary>Runs the only refactoring that is offered.</summary>
    public static async Task VerifyAsync(CodeRefactoringProvider refactoring, string before, string after)
    {
        var (project, actions) = await ActionsAsync(refactoring, before);
        await FixRun.VerifyAsync(await FixRun.ApplyAsync(Assert.Single(actions)), project.Id, "", [after]);
    }

    public static async Task VerifyNothingAsync(CodeRefactoringProvider refactoring, string source) => Assert.Empty((await ActionsAsync(refactoring, source)).Actions);

    private static async Task<(Project Project, List<CodeAction> Actions)> ActionsAsync(CodeRefactoringProvider refactoring, string source)
    {
        var position = source.IndexOf(Cursor, StringComparison.Ordinal);
        Assert.True(position >= 0, "There is no cursor.");
        var project = UserSolution.Create(source.Remove(position, Cursor.Length));
        var actions = new List<CodeAction>();
        await refactoring.ComputeRefactoringsAsync(
            new CodeRefactoringContext(project.Documents.Single(), new TextSpan(position, 0), actions.Add, TestContext.Current.CancellationToken));
        return (project, actions);
    }
}
