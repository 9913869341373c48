using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Benchmarks;

/// <summary>What does the generator cost a large project: once, and after each edit?</summary>
/// <remarks>Every edit makes a compilation whose symbols nobody has asked for yet, as in an editor.</remarks>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly SyntheticSolution _solution = new();
    private GeneratorDriver _warm = null!;
    private GeneratorDriver _search = null!;
    private GeneratorDriver _fixed = null!;
    private int _version;

    [GlobalSetup]
    public void Setup()
    {
        _warm = SyntheticSolution.Driver(new CacheGenerator()).RunGenerators(_solution.Compilation);
        _search = SyntheticSolution.Driver(new AttributeSearch()).RunGenerators(_solution.Compilation);
        var result = _warm.GetRunResult();
        if (result.GeneratedTrees.Length != SyntheticSolution.Types || result.Diagnostics.Length > 0)
        {
            throw new InvalidOperationException($"{result.GeneratedTrees.Length} files and {result.Diagnostics.Length} messages were generated.");
        }

        _fixed = SyntheticSolution.Driver(new FixedFiles(result.Results[0].GeneratedSources)).RunGenerators(_solution.Compilation);
    }

    [Benchmark(Baseline = true, Description = "edit of a body, the compiler's attribute search alone")]
    public object Search() => _search.RunGenerators(_solution.EditOfABody(_version++));

    [Benchmark(Description = "edit of a body, 1,000 fixed files alone")]
    public object Fixed() => _fixed.RunGenerators(_solution.EditOfABody(_version++));

    [Benchmark(Description = "edit of a body in an unrelated file")]
    public object Body() => _warm.RunGenerators(_solution.EditOfABody(_version++));

    [Benchmark(Description = "edit of a declaration in an unrelated file")]
    public object Declaration() => _warm.RunGenerators(_solution.EditOfADeclaration(_version++));

    [Benchmark(Description = "edit of one annotated method")]
    public object Method() => _warm.RunGenerators(_solution.EditOfAMethod(_version++));

    [Benchmark(Description = "cold run: 1,000 files are generated")]
    public object Cold() => SyntheticSolution.Driver(new CacheGenerator()).RunGenerators(_solution.EditOfABody(_version++));
}
