using System.Collections.Immutable;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Models.Interception;
using Cachekit.Generators.Parsing.Interception;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Cachekit.Generators.Tests.Infrastructure;

/// <summary>Compiles sources as a user's project would: the generator, the analyzers, the running framework's references.</summary>
internal static class TestCompilation
{
    /// <summary>The ids of ideas.</summary>
    public static IReadOnlyCollection<string> Ideas { get; } =
    [
        DiagnosticIds.BodyWithoutToken,
        DiagnosticIds.KeyIsDateTime,
        DiagnosticIds.ValueIsMutable,
        DiagnosticIds.TenantNotMarked,
        DiagnosticIds.WriteWithoutInvalidation,
    ];

    private static readonly MetadataReference[] Framework = LoadFramework();

    /// <summary>C# 12: the oldest language that generated code promises to be.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose)
        .WithFeatures([new("InterceptorsNamespaces", InterceptionSettings.Namespace)]);

    /// <summary>Places as a newer compiler than that of the tests would give them; this one takes them for an attribute without a meaning.</summary>
    public static InterceptableLocations Locations { get; } = new(static (_, call, _) => new CallLocationModel(1, $"{call.SyntaxTree.FilePath}: {call}"));

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

    /// <summary>A driver of all generators.</summary>
    /// <param name="tracks">Whether it tells what it ran again and why, which a compiler's does not.</param>
    public static GeneratorDriver Driver(bool tracks = true) => CSharpGeneratorDriver.Create(
        Generators(),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

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
    /// <param name="outcome">The compilation.</param>
    /// <param name="withIdeas">
    /// Whether ideas count, which a build does not print: that a value is mutable, for example. Sources of tests are as short as they can be, and have
    /// no need of them. The diagnostics that are off by default are on with them.
    /// </param>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(GeneratorOutcome outcome, bool withIdeas = false)
    {
        var compilation = withIdeas
            ? outcome.Compilation.WithOptions(outcome.Compilation.Options.WithSpecificDiagnosticOptions(
                [new(DiagnosticIds.WriteWithoutInvalidation, ReportDiagnostic.Info)]))
            : outcome.Compilation;
        var diagnostics = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return [.. outcome.Reported, .. diagnostics.Where(diagnostic => withIdeas || !Ideas.Contains(diagnostic.Id))];
    }

    private static IEnumerable<T> Instances<T>() => typeof(CacheGenerator).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && typeof(T).IsAssignableFrom(type))
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static type => (T)(type == typeof(CacheGenerator) ? new CacheGenerator(Locations)
            : type == typeof(InterceptionAnalyzer) ? new InterceptionAnalyzer(Locations)
            : Activator.CreateInstance(type)!));

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
