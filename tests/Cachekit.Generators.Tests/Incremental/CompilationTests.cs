using System.Text;
using Cachekit.Generators.Incremental;
using Cachekit.Generators.Models.Interception;
using Cachekit.Generators.Parsing.Interception;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Cachekit.Generators.Tests.Incremental;

/// <summary>What changes beside the files, and what a driver may do between two versions.</summary>
public sealed class CompilationTests
{
    private const string Catalog = "using Cachekit; namespace Shop; public partial class Catalog { [Cache] public partial Row Get(int id); private Row GetCore(int id) => null!; }";
    private const string Prices = "using Cachekit; namespace Shop; public partial class Prices { [Cache] public partial int Get(int id, string text); private int GetCore(int id, string text) => id; }";
    private const string Row = "namespace Shop; public record Row(int X);";
    private const string Page = "namespace Shop; public class Page { public int Render() { return 1; } }";

    [Fact]
    public void Options_AreSeen()
    {
        var project = new EditedProject(Catalog, Prices, Row);

        project.Change(static compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)));

        Assert.Equal(2, project.Parsed());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void SymbolsOfThePreprocessor_AreSeen()
    {
        var project = new EditedProject(Catalog, Prices, "#if SMALL\nnamespace Shop; public record Row(int X);\n#else\nnamespace Shop; public record Row(int X, int Y);\n#endif");
        var before = project.Now();

        project.Change(static compilation => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(
            static tree => tree.WithRootAndOptions(CSharpSyntaxTree.ParseText(tree.ToString(), TestCompilation.ParseOptions.WithPreprocessorSymbols("SMALL")).GetRoot(), TestCompilation.ParseOptions.WithPreprocessorSymbols("SMALL")))));

        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void References_AreSeen()
    {
        var project = new EditedProject(Catalog, Prices);
        var before = project.Now();
        var library = Library("public record Row(int X);");

        project.Change(compilation => compilation.AddReferences(library));
        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());

        // Another project of the solution: an edit there is another reference.
        before = project.Now();
        var edited = Library("public record Row(int X, int Y);");
        project.Change(compilation => compilation.ReplaceReference(library, edited));
        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());
        Assert.Equal(1, project.Emitted());

        project.Change(compilation => compilation.RemoveReferences(edited));
        Assert.Equal(project.Anew(), project.Now());

        static CompilationReference Library(string source) => TestCompilation.Create($"namespace Shop; {source}").WithAssemblyName("Library").ToMetadataReference();
    }

    [Fact]
    public void AccessToInternals_DependsOnTheName()
    {
        var library = TestCompilation.Create("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")] namespace Shop; public class Row { public int X { get; internal set; } }")
            .WithAssemblyName("Library").ToMetadataReference();
        var project = new EditedProject(Catalog);
        project.Change(compilation => compilation.AddReferences(library));
        var before = project.Now();

        project.Change(static compilation => compilation.WithAssemblyName("Friend"));

        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void EqualReference_ParsesAgainAndEmitsNothing()
    {
        var project = new EditedProject(Catalog, Prices, Row);
        var image = new MemoryStream();
        Assert.True(TestCompilation.Create("public class Other;").WithAssemblyName("Library").Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var first = MetadataReference.CreateFromImage(image.ToArray());
        project.Change(compilation => compilation.AddReferences(first));

        project.Change(compilation => compilation.ReplaceReference(first, MetadataReference.CreateFromImage(image.ToArray())));

        Assert.Equal(2, project.Parsed());
        Assert.Equal(0, project.Emitted());
    }

    /// <summary>An editor asks one driver for several versions, older ones too, at the same time.</summary>
    [Fact]
    public async Task VersionsOfOneDriver_DoNotMeetAsync()
    {
        var first = TestCompilation.Create(Catalog, Prices, Row, Page);
        var driver = TestCompilation.Driver(tracks: false).RunGenerators(first, TestContext.Current.CancellationToken);
        var versions = Enumerable.Range(0, 12).Select(i => i % 3 == 0 ? first : Replace(first, 2, Row.Replace("int X", $"int X{i}", StringComparison.Ordinal))).ToArray();

        var results = await Task.WhenAll(versions.Select(version => Task.Run(() => driver.RunGenerators(version, TestContext.Current.CancellationToken))));

        for (var i = 0; i < versions.Length; i++)
        {
            Assert.Equal(Anew(versions[i]), TextOf(results[i]));

            // And from there to the version of another.
            Collect();
            var next = versions[(i + 1) % versions.Length];
            Assert.Equal(Anew(next), TextOf(results[i].RunGenerators(next, TestContext.Current.CancellationToken)));
        }
    }

    /// <summary>The compilations of earlier runs are gone, and nothing asks for them.</summary>
    [Fact]
    public void EditsInBodies_KeepNoCompilation()
    {
        var (driver, compilation, earlier) = Start();
        for (var i = 0; i < 5; i++)
        {
            (driver, compilation) = Edit(driver, compilation, i);
        }

        Collect();
        Assert.False(earlier.IsAlive);

        compilation = Replace(compilation, 2, Row.Replace("int X", "int Y", StringComparison.Ordinal));
        Assert.Equal(Anew(compilation), TextOf(driver.RunGenerators(compilation, TestContext.Current.CancellationToken)));

        static (GeneratorDriver Driver, CSharpCompilation Compilation, WeakReference Earlier) Start()
        {
            var first = TestCompilation.Create(Catalog, Prices, Row, Page);
            var driver = TestCompilation.Driver(tracks: false).RunGenerators(first, TestContext.Current.CancellationToken);
            var (next, second) = Edit(driver, first, -1);
            return (next, second, new WeakReference(first));
        }

        static (GeneratorDriver Driver, CSharpCompilation Compilation) Edit(GeneratorDriver driver, CSharpCompilation compilation, int i)
        {
            compilation = Replace(compilation, 3, Page.Replace("1", $"{i + 5}", StringComparison.Ordinal));
            return (driver.RunGenerators(compilation, TestContext.Current.CancellationToken), compilation);
        }
    }

    [Fact]
    public void CancelledRun_LeavesTheDriverAsItWas()
    {
        using var source = new CancellationTokenSource();
        var cancels = false;
        var locations = new InterceptableLocations((_, call, _) =>
        {
            if (cancels)
            {
                source.Cancel();
                source.Token.ThrowIfCancellationRequested();
            }

            return new CallLocationModel(1, $"{call.SyntaxTree.FilePath}: {call}");
        });
        var compilation = TestCompilation.Create(
            Catalog, Prices, Row, "[assembly: Cachekit.CacheIntercept] namespace Shop; public class Stock { [Cachekit.Cache] public int Of(int id) => id; public int Call() => Of(1); }");
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new CacheGenerator(locations).AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

        compilation = Replace(compilation, 2, Row.Replace("int X", "int Y", StringComparison.Ordinal));
        cancels = true;
        Assert.Throws<OperationCanceledException>(() => driver.RunGenerators(compilation, source.Token));
        cancels = false;
        Collect();

        Assert.Equal(Anew(compilation), TextOf(driver.RunGenerators(compilation, TestContext.Current.CancellationToken)));
    }

    /// <summary>A driver runs a generator again that has thrown, with what is left of the first run in which it did: the compilation of the last one.</summary>
    [Fact]
    public void FailedRun_IsMadeGoodByTheNextEdit()
    {
        var (driver, compilation) = Fail();
        Collect();

        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);

        Assert.Null(driver.GetRunResult().Results[0].Exception);
        Assert.Equal(Anew(compilation), TextOf(driver));

        static (GeneratorDriver Driver, CSharpCompilation Compilation) Fail()
        {
            var compilation = TestCompilation.Create(Catalog, Prices, Row, Page);
            var failing = new FailingTree((CSharpSyntaxTree)compilation.SyntaxTrees[0]);
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], failing);

            // What the compiler does before the file is parsed.
            Assert.NotEmpty(compilation.GetDeclarationDiagnostics(TestContext.Current.CancellationToken));
            TreeProfiler.Of(failing, TestContext.Current.CancellationToken);
            var driver = TestCompilation.Driver(tracks: false);
            failing.Fails = true;
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            compilation = Replace(compilation, 3, Page.Replace("1", "2", StringComparison.Ordinal));
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            failing.Fails = false;
            Assert.IsType<NotSupportedException>(driver.GetRunResult().Results[0].Exception);
            return (driver, Replace(compilation, 2, "namespace Shop; public record Row(int Y);"));
        }
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, string text) => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees[file], CSharpSyntaxTree.ParseText(text, TestCompilation.ParseOptions, compilation.SyntaxTrees[file].FilePath));

    private static string Anew(CSharpCompilation compilation) => TextOf(TestCompilation.Driver(tracks: false).RunGenerators(compilation, TestContext.Current.CancellationToken));

    private static string TextOf(GeneratorDriver driver) => EditedProject.TextOf(driver.GetRunResult().Results[0]);

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>A file that cannot be read for a while.</summary>
    private sealed class FailingTree : CSharpSyntaxTree
    {
        private readonly CSharpSyntaxTree _tree;
        private readonly CSharpSyntaxNode _root;

        public FailingTree(CSharpSyntaxTree tree)
        {
            _tree = tree;
            _root = CloneNodeAsRoot(tree.GetRoot());
        }

        public bool Fails { get; set; }

        public override string FilePath => _tree.FilePath;

        public override bool HasCompilationUnitRoot => true;

        public override CSharpParseOptions Options => _tree.Options;

        public override int Length => _tree.Length;

        public override Encoding? Encoding => _tree.Encoding;

        public override bool TryGetText([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SourceText? text) => _tree.TryGetText(out text);

        public override SourceText GetText(CancellationToken cancellationToken = default) => _tree.GetText(cancellationToken);

        public override bool TryGetRoot([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CSharpSyntaxNode? root)
        {
            root = _root;
            return true;
        }

        public override CSharpSyntaxNode GetRoot(CancellationToken cancellationToken = default) => Fails ? throw new NotSupportedException("For a while.") : _root;

        public override SyntaxReference GetReference(SyntaxNode node) => new Reference(this, node);

        public override SyntaxTree WithRootAndOptions(SyntaxNode root, ParseOptions options) => _tree.WithRootAndOptions(root, options);

        public override SyntaxTree WithFilePath(string path) => _tree.WithFilePath(path);

        private sealed class Reference(SyntaxTree tree, SyntaxNode node) : SyntaxReference
        {
            public override SyntaxTree SyntaxTree => tree;

            public override TextSpan Span => node.Span;

            public override SyntaxNode GetSyntax(CancellationToken cancellationToken = default) => node;
        }
    }
}
