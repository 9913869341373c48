using System.Collections.Immutable;
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
    private GeneratorDriver _driver;
    private int _added;

    public EditedProject(params string[] sources)
        : this(tracks: true, sources)
    {
    }

    public EditedProject(bool tracks, string[] sources)
    {
        _driver = TestCompilation.Driver(tracks);
        _sources = [.. sources];
        _compilation = TestCompilation.Create(sources);
        Run();
    }

    public CSharpCompilation Compilation => _compilation;

    public int Count => _sources.Count;

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

    public void Add(string text) => Insert(_sources.Count, text);

    /// <summary>Adds a file before another one.</summary>
    public void Insert(int file, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, $"Added{_added++}.cs");
        _sources.Insert(file, text);
        Change(trees => trees.Insert(file, tree));
    }

    public void Remove(int file)
    {
        _sources.RemoveAt(file);
        Change(trees => trees.RemoveAt(file));
    }

    public void Rename(int file, string path) => Change(trees => trees.SetItem(file, trees[file].WithFilePath(path)));

    /// <summary>Moves a file to another place among the others.</summary>
    public void Move(int from, int to)
    {
        var text = _sources[from];
        _sources.RemoveAt(from);
        _sources.Insert(to, text);
        Change(trees => trees.RemoveAt(from).Insert(to, trees[from]));
    }

    /// <summary>Changes the compilation in another way.</summary>
    public void Change(Func<CSharpCompilation, CSharpCompilation> change)
    {
        _compilation = change(_compilation);
        Run();
    }

    /// <summary>The files that were written again.</summary>
    public int Emitted() => Result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs).Count(static output => IsNew(output.Reason));

    /// <summary>The files with annotated methods that were parsed again.</summary>
    public int Parsed() => Reasons(TrackingNames.ParsedTrees).Count(static reason => reason is not IncrementalStepRunReason.Cached and not IncrementalStepRunReason.Removed);

    /// <summary>The results of a step that are other ones than before.</summary>
    public int Changed(string step) => Reasons(step).Count(IsNew);

    /// <summary>Why a step has the results that it has.</summary>
    public IEnumerable<IncrementalStepRunReason> Reasons(string step) => Result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason);

    /// <summary>What is generated now, and what is said.</summary>
    public string Now() => TextOf(Result);

    /// <summary>What a generator says that has seen no other version.</summary>
    public string Anew() => TextOf(TestCompilation.Driver(tracks: false).RunGenerators(_compilation, TestContext.Current.CancellationToken).GetRunResult().Results[0]);

    private void Change(Func<ImmutableArray<SyntaxTree>, ImmutableArray<SyntaxTree>> change) =>
        Change(compilation => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(change(compilation.SyntaxTrees)));

    private void Run()
    {
        _driver = _driver.RunGenerators(_compilation, TestContext.Current.CancellationToken);
        Result = _driver.GetRunResult().Results[0];
        Assert.Null(Result.Exception);
    }

    private static bool IsNew(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New;

    /// <summary>What is in a result, in an order of its own.</summary>
    public static string TextOf(GeneratorRunResult result)
    {
        var files = result.GeneratedSources.OrderBy(static file => file.HintName, StringComparer.Ordinal).Select(static file => $"// {file.HintName}\n{file.SourceText}");
        var said = result.Diagnostics.Select(static diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal);
        return string.Join('\n', files.Concat(said));
    }
}
