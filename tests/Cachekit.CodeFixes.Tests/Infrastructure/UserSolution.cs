using System.Collections.Immutable;
using Cachekit.Generators;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.CodeFixes.Tests.Infrastructure;

/// <summary>A solution of one project, as an editor has it: with the generator, and with what generator and analyzers report.</summary>
internal static class UserSolution
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    // One for all: its references are bound once.
    private static readonly CSharpCompilation Template = WithIdeas(TestCompilation.Create());

    private static readonly AdhocWorkspace Workspace = new();

    private static readonly string[] OfTheGenerator =
        [DiagnosticIds.TypeNotPartial, DiagnosticIds.MethodNotPartial, DiagnosticIds.SecureWithoutCache, DiagnosticIds.TagWithoutCache, DiagnosticIds.BatchWithoutCache];

    private static readonly Project Empty = CreateEmpty();

    public static Project Create(params string[] sources)
    {
        var project = Empty;
        for (var i = 0; i < sources.Length; i++)
        {
            project = project.AddDocument($"Source{i}.cs", sources[i], filePath: $"Source{i}.cs").Project;
        }

        return project;
    }

    // What is off until somebody asks for it.
    private static CSharpCompilation WithIdeas(CSharpCompilation compilation) => compilation.WithOptions(
        compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItem(DiagnosticIds.WriteWithoutInvalidation, ReportDiagnostic.Info)));

    private static Project CreateEmpty()
    {
        // It lives as long as the tests, which only fork its solution.
        var project = Workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithCompilationOptions(Template.Options)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(Template.References)
            .AddAnalyzerReference(new Generators())
            .AddDocument("Empty.cs", "", filePath: "Empty.cs").Project;
        return project.GetCompilationAsync().GetAwaiter().GetResult() is null ? throw new InvalidOperationException("There is no compilation.") : project.RemoveDocument(project.DocumentIds[0]);
    }

    /// <summary>The project with its generated files, as an editor has it, and what the generator itself reports, where that has the id.</summary>
    private static async Task<(Compilation Compilation, IReadOnlyList<Diagnostic> Reported)> CompileAsync(Project project, string? id)
    {
        if (id is not null && !OfTheGenerator.Contains(id))
        {
            return ((await project.GetCompilationAsync(TestContext.Current.CancellationToken))!, []);
        }

        var trees = new List<SyntaxTree>();
        foreach (var document in project.Documents)
        {
            trees.Add((await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!);
        }

        var outcome = TestCompilation.Generate(Template.AddSyntaxTrees(trees));
        return (outcome.Compilation, outcome.Reported);
    }

    /// <summary>Where an id is reported, in the order of the files.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(Project project, string id)
    {
        var (compilation, reported) = await CompileAsync(project, id);
        var analyzers = TestCompilation.Analyzers.RemoveAll(analyzer => !Reports(analyzer, id));
        IEnumerable<Diagnostic> found = analyzers.IsEmpty
            ? compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            : await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found.Concat(reported)
                .Where(diagnostic => diagnostic.Id == id)
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>What is wrong: all errors, and an id of ours.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(Project project, string? id)
    {
        var (compilation, reported) = await CompileAsync(project, id);
        var analyzers = TestCompilation.Analyzers.RemoveAll(analyzer => !Reports(analyzer, id) && analyzer is not (AnnotatedMethodAnalyzer or SecurityAnalyzer));

        // All at once: asked one after the other, each would bind the code anew.
        var diagnostics = await compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return [.. diagnostics.Concat(reported).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == id)];
    }

    private static bool Reports(DiagnosticAnalyzer analyzer, string? id) => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id);

    private sealed class Generators : AnalyzerReference
    {
        // An editor keeps its generators as well: they are compared by reference.
        private static readonly ImmutableArray<ISourceGenerator> All = [new CacheGenerator().AsSourceGenerator(), new SettingsGenerator().AsSourceGenerator()];

        public override string FullPath => "Cachekit.Generators.dll";

        public override object Id => FullPath;

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => All;

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => All;
    }
}
