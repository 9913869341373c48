using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Tests.Infrastructure;

/// <summary>Compiles sources as a user's project would: the generator, the analyzers, the running framework's references.</summary>
internal static class TestCompilation
{
    private static readonly MetadataReference[] Framework = LoadFramework();

    /// <summary>C# 12: the oldest language that generated code promises to be.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>All analyzers that a build runs: whatever the assembly has, so that none is forgotten.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. Instances<DiagnosticAnalyzer>()];

    public static CSharpCompilation Create(params string[] sources) => Create(NullableContextOptions.Enable, sources);

    public static CSharpCompilation Create(NullableContextOptions nullable, params string[] sources) => CSharpCompilation.Create(
        "Consumer",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs")),
        Framework,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: nullable,
            allowUnsafe: true,
            reportSuppressedDiagnostics: false,
            warningLevel: 9999));

    /// <summary>All generators of the assembly: that of methods, that of settings, then others.</summary>
    public static ISourceGenerator[] Generators() =>
    [
        .. Instances<IIncrementalGenerator>()
            .OrderBy(static generator => generator switch { CacheGenerator => 0, SettingsGenerator => 1, _ => 2 })
            .Select(static generator => generator.AsSourceGenerator()),
    ];

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        Generators(),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generator; a generator that throws fails the test.</summary>
    /// <param name="compilation">The user's sources.</param>
    /// <param name="keepsPragma">
    /// Whether generated files may silence all warnings, as they do in a build: without it a test sees those that are ours to avoid.
    /// </param>
    public static GeneratorOutcome Generate(CSharpCompilation compilation, bool keepsPragma = false)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var diagnostics);
        var results = driver.GetRunResult().Results;
        Assert.All(results, static result => Assert.Null(result.Exception));
        foreach (var tree in updated.SyntaxTrees.Skip(keepsPragma ? int.MaxValue : compilation.SyntaxTrees.Length).ToArray())
        {
            var text = tree.ToString().Replace("#pragma warning disable\n", "\n", StringComparison.Ordinal);
            updated = updated.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, ParseOptions, tree.FilePath));
        }

        return new GeneratorOutcome(
            (CSharpCompilation)updated,
            results.SelectMany(static result => result.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
            diagnostics);
    }

    public static GeneratorOutcome Generate(params string[] sources) => Generate(Create(sources));

    /// <summary>What the generator and the analyzers say of a compilation with its generated parts, as a build does.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(GeneratorOutcome outcome)
    {
        var analyzed = outcome.Compilation.WithAnalyzers(Analyzers);
        var diagnostics = await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return [.. outcome.Reported, .. diagnostics];
    }

    private static IEnumerable<T> Instances<T>() => typeof(CacheGenerator).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static type => (T)Activator.CreateInstance(type)!);

    private static MetadataReference[] LoadFramework()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return
        [
            .. trusted
                .Where(path => Path.GetFileName(path) is var name
                    && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"
                        || name.StartsWith("Cachekit.", StringComparison.Ordinal) && !name.Contains("Generators", StringComparison.Ordinal)
                        || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)))
                .Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(CachekitRuntime).Assembly.Location),
        ];
    }
}
