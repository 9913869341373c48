using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>
/// Each common mistake gives what a user sees in a build: where the compiler stops at declarations the analyzers have not run, and only the generator has spoken.
/// </summary>
public sealed class CommonMistakesTests
{
    public static TheoryData<string, string> Placement => CommonMistakes.Placement;

    public static TheoryData<string, string> Bodies => CommonMistakes.Bodies;

    public static TheoryData<string, string> Results => CommonMistakes.Results;

    public static TheoryData<string, string> Parameters => CommonMistakes.Parameters;

    public static TheoryData<string, string> Settings => CommonMistakes.Settings;

    public static TheoryData<string, string> Shared => CommonMistakes.Shared;

    public static TheoryData<string, string> Security => CommonMistakes.Security;

    public static TheoryData<string, string> Invalidation => CommonMistakes.Invalidation;

    public static TheoryData<string, string> State => CommonMistakes.State;

    public static TheoryData<string, string> Lonely => CommonMistakes.Lonely;

    public static TheoryData<string> Fine => CommonMistakes.Fine;

    [Theory]
    [MemberData(nameof(Placement))]
    [MemberData(nameof(Bodies))]
    [MemberData(nameof(Results))]
    [MemberData(nameof(Parameters))]
    [MemberData(nameof(Settings))]
    [MemberData(nameof(Shared))]
    [MemberData(nameof(Security))]
    [MemberData(nameof(Invalidation))]
    [MemberData(nameof(State))]
    [MemberData(nameof(Lonely))]
    public async Task Mistake_IsSaidAtItsPlace(string marked, string compilerErrors)
    {
        var source = new MarkedSource(CommonMistakes.Usings + marked);
        var outcome = TestCompilation.Generate(TestCompilation.Create(source.Text), keepsPragma: true);

        source.AssertMatches(await SeenInABuildAsync(outcome));

        // Beside ours there is nothing but what the compiler says of the user's own line: no error in generated code, and no flood.
        var errors = Errors(outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken));
        Assert.Equal(compilerErrors, string.Join(" ", errors.Select(error => error.Id).Order()));
        Assert.All(errors, error => Assert.Equal("Source0.cs", error.Location.SourceTree?.FilePath));
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task WhatIsUnusualAndRight_IsNotReported(string source)
    {
        var outcome = TestCompilation.Generate(TestCompilation.Create(CommonMistakes.Usings + source), keepsPragma: true);

        Assert.Empty(await TestCompilation.AnalyzeAsync(outcome, withIdeas: true));
        outcome.AssertCompiles();
    }

    private static async Task<IReadOnlyList<Diagnostic>> SeenInABuildAsync(GeneratorOutcome outcome) =>
        Errors(outcome.Compilation.GetDeclarationDiagnostics(TestContext.Current.CancellationToken)).Count > 0
            ? outcome.Reported
            : await TestCompilation.AnalyzeAsync(outcome, withIdeas: true);

    private static List<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
}
