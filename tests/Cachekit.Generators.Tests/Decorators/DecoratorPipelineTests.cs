using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Decorators;

/// <summary>What an edit runs again, for decorators and for interceptors.</summary>
public sealed class DecoratorPipelineTests
{
    private const string Decorated = """
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        [CacheDecorator]
        public interface IStore
        {
            [Cache(Ttl = "5m")]
            Task<int> CountAsync(int id);
        }
        """;

    private const string Intercepted = """
        using System.Threading.Tasks;
        using Cachekit;

        [assembly: CacheIntercept]

        namespace Shop;

        public class Prices
        {
            [Cache(Ttl = "5m")]
            public int Of(int id) => id;
        }
        """;

    private const string Caller = "namespace Shop; public static class Caller { public static int Call(Prices prices) => prices.Of(1); }";

    private const string Unrelated = "namespace Shop; public class Unrelated { public int Value; }";

    [Fact]
    public void UnrelatedEdit_EmitsNothingAgain()
    {
        var (driver, compilation) = Run();

        var result = Edit(driver, compilation, 3, Unrelated.Replace("Value", "Renamed", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Outputs(result));
        foreach (var step in new[] { TrackingNames.Decorators, TrackingNames.Interceptors })
        {
            Assert.All(
                result.TrackedSteps[step].SelectMany(run => run.Outputs),
                output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {output.Reason}"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void EditOfOneMethod_EmitsOneFileAgain(int file)
    {
        var (driver, compilation) = Run();

        var result = Edit(driver, compilation, file, (file == 0 ? Decorated : Intercepted).Replace("5m", "6m", StringComparison.Ordinal));

        Assert.Equal(
            file == 0
                ? [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached]
                : [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified],
            Outputs(result));
    }

    [Fact]
    public void AnotherCall_EmitsTheFileOfTheTypeAgain()
    {
        var (driver, compilation) = Run();

        var result = Edit(driver, compilation, 2, Caller.Replace("Of(1)", "Of(1) + prices.Of(2)", StringComparison.Ordinal));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], Outputs(result));
        Assert.Contains("prices.Of(2)", result.GeneratedSources[1].SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheAttribute_NothingIsIntercepted()
    {
        var compilation = TestCompilation.Create(Intercepted.Replace("[assembly: CacheIntercept]", "", StringComparison.Ordinal), Caller);

        Assert.Empty(TestCompilation.Generate(compilation).Files);
    }

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) Run()
    {
        var compilation = TestCompilation.Create(Decorated, Intercepted, Caller, Unrelated);
        var driver = TestCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal(2, driver.GetRunResult().GeneratedTrees.Length);
        return (driver, compilation);
    }

    private static GeneratorRunResult Edit(GeneratorDriver driver, CSharpCompilation compilation, int index, string source) => driver
        .RunGenerators(
            compilation.ReplaceSyntaxTree(
                compilation.SyntaxTrees[index], CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, compilation.SyntaxTrees[index].FilePath)),
            TestContext.Current.CancellationToken)
        .GetRunResult().Results[0];

    private static IncrementalStepRunReason[] Outputs(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];
}
