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

    public static Project Create(params string[] sources)
    {
        var template = TestCompilation.Create();
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject("Consumer", LanguageNames.CSharp)
            .WithCompilationOptions(template.Options)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(template.References)
            .AddAnalyzerReference(new Generators());
        for (var i = 0; i < sources.Length; i++)
        {
            project = project.AddDocument($"Source{i}.cs", sources[i], filePath: $"Source{i}.cs").Project;
        }

        return project;
    }

    /// <summary>The user's sources, and what the generator makes of them.</summary>
    private static async Task<GeneratorOutcome> GenerateAsync(Project project)
    {
        var trees = new List<SyntaxTree>();
        foreach (var document in project.Documents)
        {
            trees.Add((await document.GetSyntaxTreeAsync(TestContext.Current.CancellationToken))!);
        }

        return TestCompilation.Generate(CSharpCompilation.Create("Consumer", trees, project.MetadataReferences, (CSharpCompilationOptions)project.CompilationOptions!));
    }

    /// <summary>Where an id is reported, in the order of the files.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> FindAsync(Project project, string id)
    {
        var outcome = await GenerateAsync(project);
        var analyzers = TestCompilation.Analyzers.RemoveAll(analyzer => !Reports(analyzer, id));
        IEnumerable<Diagnostic> found = analyzers.IsEmpty
            ? outcome.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            : await outcome.Compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found.Concat(outcome.Reported)
                .Where(diagnostic => diagnostic.Id == id)
                .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    /// <summary>What is wrong: all errors, and an id of ours.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(Project project, string? id)
    {
        var outcome = await GenerateAsync(project);
        var analyzers = TestCompilation.Analyzers.RemoveAll(analyzer => !Reports(analyzer, id) && analyzer is not (AnnotatedMethodAnalyzer or SecurityAnalyzer));

        // All at once: asked one after the other, each would bind the code anew.
        var diagnostics = await outcome.Compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return [.. diagnostics.Concat(outcome.Reported).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == id)];
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
