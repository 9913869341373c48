using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Incremental;

/// <summary>A project in an editor: files that change one after the other, and one driver that sees every version.</summary>
internal sealed class EditedProject
{
    private readonly List<string> _sources;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver = TestCompilation.Driver();

    public EditedProject(params string[] sources)
    {
        _sources = [.. sources];
        _compilation = TestCompilation.Create(sources);
        Run();
    }

    public CSharpCompilation Compilation => _compilation;

    public string this[int file] => _sources[file];

    /// <summary>What the generator of methods did in the last run.</summary>
    public GeneratorRunResult Result { get; private set; }

    public void Edit(int file, string text)
    {
        _sources[file] = text;
        var tree = _compilation.SyntaxTrees[file];
        _compilation = _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, tree.FilePath));
        Run();
    }

    public void Edit(int file, string old, string @new)
    {
        Assert.Contains(old, _sources[file], StringComparison.Ordinal);
        Edit(file, _sources[file].Replace(old, @new, StringComparison.Ordinal));
    }

    public void Add(string text)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, $"Source{_sources.Count}.cs"));
        _sources.Add(text);
        Run();
    }

    /// <summary>The files that were written again.</summary>
    public int Emitted() => Outputs().Count(static reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);

    /// <summary>The files with annotated methods that were parsed again.</summary>
    public int Parsed() => Result.TrackedSteps[TrackingNames.ParsedTrees]
        .SelectMany(static run => run.Outputs)
        .Count(static output => output.Reason is not IncrementalStepRunReason.Cached and not IncrementalStepRunReason.Removed);

    /// <summary>What is generated now, and what is said.</summary>
    public string Now() => TextOf(Result);

    /// <summary>What a generator says that has seen no other version.</summary>
    public string Anew() => TextOf(TestCompilation.Driver().RunGenerators(_compilation, TestContext.Current.CancellationToken).GetRunResult().Results[0]);

    private void Run()
    {
        _driver = _driver.RunGenerators(_compilation, TestContext.Current.CancellationToken);
        Result = _driver.GetRunResult().Results[0];
        Assert.Null(Result.Exception);
    }

    private IEnumerable<IncrementalStepRunReason> Outputs() =>
        Result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    private static string TextOf(GeneratorRunResult result)
    {
        var files = result.GeneratedSources.OrderBy(static file => file.HintName, StringComparer.Ordinal).Select(static file => $"// {file.HintName}\n{file.SourceText}");
        var said = result.Diagnostics.Select(static diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal);
        return string.Join('\n', files.Concat(said));
    }
}
