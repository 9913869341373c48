using System.Collections;
using System.Reflection;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Incremental;

public sealed class PipelineTests
{
    private const string Catalog = """
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public sealed record Product(int Id, string Name);

        public partial class Catalog
        {
            [Cache(Ttl = "5m")]
            public partial Task<Product?> GetProductAsync(int id);

            private Task<Product?> GetProductCoreAsync(int id) => Task.FromResult<Product?>(new Product(id, "x"));

            [Invalidates(nameof(GetProductAsync))]
            public partial Task RenameAsync(int id, string name);

            private Task RenameCoreAsync(int id, string name) => Task.CompletedTask;

            [InvalidatesTag("products:{kind}")]
            public partial void Forget(string kind);

            private void ForgetCore(string kind) { }
        }
        """;

    private const string Other = """
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public partial class Prices
        {
            [Cache]
            public partial int GetPrice(int id);

            private int GetPriceCore(int id) => id;
        }
        """;

    private const string Shared = """
        using System;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public sealed record Offer(int ItemID, string? Text, DateTimeOffset Until);

        public partial class Offers
        {
            [Cache(Interop = "get_offer", Namespace = "shop", InteropNaming = InteropNaming.SnakeCase)]
            public partial Task<Offer?> GetOfferAsync(int id, DateTimeOffset at);

            private Task<Offer?> GetOfferCoreAsync(int id, DateTimeOffset at) => Task.FromResult<Offer?>(null);
        }
        """;

    private const string Secured = """
        using Cachekit;

        namespace Shop;

        public partial class Secrets
        {
            [CacheTenant]
            public string Tenant => "";

            [Cache]
            public partial int GetSecret(int id);

            private int GetSecretCore(int id) => id;
        }
        """;

    private const string Tuned = """
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop;

        public partial class Stock
        {
            [Cache(SwrThresholdRatio = 0.5, StaleFor = "1m", Priority = CachePriority.High), CacheTag("stock:{id}")]
            public partial Task<int> CountAsync(int id);

            private Task<Cacheable<int>> CountCoreAsync(int id, CachePrevious<int> previous, CancellationToken ct) => Task.FromResult(Cacheable.Of(id));
        }
        """;

    private const string Unpartial = """
        using Cachekit;

        [assembly: CacheIntercept]

        namespace Shop;

        [CacheDecorator]
        public interface IShelf
        {
            int Width { get; }

            [Cache]
            int Count(int id);
        }

        public class Till
        {
            [Cache]
            public int Sum(int id) => id;

            public int Twice() => Sum(1) + Sum(2);
        }
        """;

    private const string Unrelated = "namespace Shop; public class Unrelated { public int Value; }";

    private static readonly string[] Steps =
        [TrackingNames.Facts, TrackingNames.ParsedTrees, TrackingNames.CachedMethods, TrackingNames.InvalidatingMethods, TrackingNames.Types];

    [Fact]
    public void UnrelatedEdit_ReRunsNoStep()
    {
        var result = RunTwice(compilation => Replace(compilation, 2, Unrelated.Replace("Value", "Renamed", StringComparison.Ordinal)));

        foreach (var step in Steps)
        {
            Assert.All(Reasons(result, step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }

        AssertOutputs(result, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void BlankLineAndBodyEditInAnAnnotatedFile_EmitNothingAgain()
    {
        var edited = "// a comment\n\n" + Catalog.Replace("\"x\"", "\"y\"", StringComparison.Ordinal);

        var result = RunTwice(compilation => Replace(compilation, 0, edited));

        AssertOutputs(result, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void EditOfOneMethod_EmitsOneFileAgain()
    {
        var result = RunTwice(compilation => Replace(compilation, 0, Catalog.Replace("5m", "6m", StringComparison.Ordinal)));

        AssertOutputs(result, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void EditOfAValueTypeInAnotherFile_EmitsTheMethodsFileAgain()
    {
        var split = Catalog.Replace("public sealed record Product(int Id, string Name);", "", StringComparison.Ordinal);
        const string record = "namespace Shop; public sealed record Product(int Id, string Name);";
        var compilation = TestCompilation.Create(split, record);
        var driver = TestCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(
            Replace(compilation, 1, record.Replace("Name", "Title", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.Equal([IncrementalStepRunReason.Modified], OutputReasons(driver.GetRunResult().Results[0]));
    }

    [Fact]
    public void SecureInAnotherFile_EmitsTheMethodsFileAgain()
    {
        const string part = "namespace Shop; public partial class Secrets { }";
        var compilation = TestCompilation.Create(Secured, part);
        var driver = TestCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        driver = driver.RunGenerators(
            Replace(compilation, 1, part.Replace("public", "[Cachekit.Secure] public", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Assert.Equal([IncrementalStepRunReason.Modified], OutputReasons(driver.GetRunResult().Results[0]));
        Assert.Contains("Secure = true", Assert.Single(driver.GetRunResult().GeneratedTrees).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SharedEntries_AreEmittedAgainForTheirOwnEditsOnly()
    {
        var compilation = TestCompilation.Create(Shared, Unrelated);
        var driver = TestCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        compilation = Replace(compilation, 1, Unrelated.Replace("Value", "Renamed", StringComparison.Ordinal));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal([IncrementalStepRunReason.Cached], OutputReasons(driver.GetRunResult().Results[0]));

        compilation = Replace(compilation, 0, Shared.Replace("SnakeCase", "CamelCase", StringComparison.Ordinal));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal([IncrementalStepRunReason.Modified], OutputReasons(driver.GetRunResult().Results[0]));
    }

    [Fact]
    public void DefaultsOfTheTypeInAnotherFile_EmitTheMethodsFileAgain()
    {
        const string part = "namespace Shop; public partial class Stock { }";
        var compilation = TestCompilation.Create(Tuned, part, Unrelated);
        var driver = TestCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);

        compilation = Replace(compilation, 2, Unrelated.Replace("Value", "Renamed", StringComparison.Ordinal));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal([IncrementalStepRunReason.Cached], OutputReasons(driver.GetRunResult().Results[0]));

        compilation = Replace(compilation, 1, part.Replace("public", "[Cachekit.CacheDefaults(Jitter = 0.25)] public", StringComparison.Ordinal));
        driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal([IncrementalStepRunReason.Modified], OutputReasons(driver.GetRunResult().Results[0]));
        Assert.Contains("Jitter = 0.25D,", Assert.Single(driver.GetRunResult().GeneratedTrees).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_HoldNothingOfTheCompilation()
    {
        var driver = TestCompilation.Driver().RunGenerators(
            TestCompilation.Create(Catalog, Other, Shared, Tuned, Unpartial, Secured.Replace("[Cache]", "[Cache, Secure]", StringComparison.Ordinal), "[Cachekit.Secure(Tenant = \"x\")] partial class Secure { [Cachekit.Cache] public static partial int Get(); static int GetCore() => 1; }"), TestContext.Current.CancellationToken);

        var result = driver.GetRunResult().Results[0];
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in Steps.Concat([TrackingNames.Decorators, TrackingNames.Interceptors]))
        {
            Assert.Contains(result.TrackedSteps[step], run => !run.Outputs.IsEmpty);
            foreach (var output in result.TrackedSteps[step].SelectMany(run => run.Outputs))
            {
                AssertPlain(output.Value, step, visited);
            }
        }

        Assert.True(visited.Count > 20, "The walk must reach the models.");
    }

    private static GeneratorRunResult RunTwice(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        var compilation = TestCompilation.Create(Catalog, Other, Unrelated);
        var driver = TestCompilation.Driver().RunGenerators(compilation, TestContext.Current.CancellationToken);
        Assert.Equal(2, driver.GetRunResult().GeneratedTrees.Length);
        driver = driver.RunGenerators(edit(compilation), TestContext.Current.CancellationToken);
        return driver.GetRunResult().Results[0];
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string source) => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees[index],
        CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions, compilation.SyntaxTrees[index].FilePath));

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    // The files are written in the order of their names: Catalog, then Prices.
    private static void AssertOutputs(GeneratorRunResult result, params IncrementalStepRunReason[] expected) =>
        Assert.Equal(expected, OutputReasons(result));

    private static IncrementalStepRunReason[] OutputReasons(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static void AssertPlain(object? value, string step, HashSet<object> visited)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or Diagnostic or SemanticModel or AttributeData,
            $"{step} holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                AssertPlain(item, step, visited);
            }
        }

        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            {
                AssertPlain(field.GetValue(value), step, visited);
            }
        }
    }
}
