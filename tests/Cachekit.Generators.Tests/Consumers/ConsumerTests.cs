using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Consumers;

/// <summary>A project of many kinds of methods gets no warning from the compiler, whatever it has switched on.</summary>
public sealed class ConsumerTests
{
    // No implicit usings, and no annotations, so that it can be compiled with nullability on and off.
    private const string Documented = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        namespace Shop
        {
            /// <summary>A product.</summary>
            /// <param name="Id">Its number.</param>
            /// <param name="Name">Its name.</param>
            public sealed record Product(int Id, string Name);

            /// <summary>Products, by <see cref="Guid"/> and number.</summary>
            public partial class Catalog
            {
                /// <summary>The tenant.</summary>
                [CacheKey]
                public Guid Tenant { get; set; }

                /// <summary>Gets a <see cref="Product"/> &amp; more.</summary>
                /// <param name="id">Its number.</param>
                /// <param name="ct">Ends the <see cref="Task"/>.</param>
                /// <returns>The product.</returns>
                /// <remarks>It is <c>slow</c>.</remarks>
                [Cache(Ttl = "90s")]
                public partial Task<Product> GetAsync(int id, CancellationToken ct = default);

                /**
                 * <summary>Counts.</summary>
                 * <param name="text">What.</param>
                 * <returns>How many.</returns>
                 */
                [Cache]
                public partial int Count(string text);

                /// <inheritdoc cref="Count(string)"/>
                /// <typeparam name="T">Of what.</typeparam>
                [Cache, Obsolete("Use Count.")]
                public partial int CountOf<T>(string text) where T : class;

                /// <summary>Many.</summary>
                /// <param name="ids">Which.</param>
                /// <returns>All.</returns>
                [Cache, CacheBatch]
                public partial Task<Dictionary<int, Product>> ManyAsync(IReadOnlyList<int> ids);

                /// <summary>A stream.</summary>
                /// <param name="from">From where.</param>
                /// <returns>The stream.</returns>
                [Cache]
                public partial IAsyncEnumerable<int> StreamAsync(int from);

                /// <summary>A secret.</summary>
                /// <param name="tenant">Whose.</param>
                /// <returns>It.</returns>
                [Cache, Secure]
                public partial ValueTask<string> SecretAsync([CacheTenant] string tenant);

                /// <summary>Changes.</summary>
                /// <param name="id">What.</param>
                /// <returns>A task.</returns>
                [Invalidates(nameof(GetAsync)), InvalidatesTag("all:{id}")]
                public partial Task ChangeAsync(int id);

                [Cache]
                private partial long Hidden(int a);

                private Task<Product> GetCoreAsync(int id, CancellationToken ct) => Task.FromResult(new Product(id, "x"));

                private int CountCore(string text) => text.Length;

                private int CountOfCore<T>(string text) where T : class => text.Length;

                private Task<Dictionary<int, Product>> ManyCoreAsync(IReadOnlyList<int> ids) => Task.FromResult(new Dictionary<int, Product>());

                private async IAsyncEnumerable<int> StreamCoreAsync(int from)
                {
                    await Task.Yield();
                    yield return from;
                }

                private ValueTask<string> SecretCoreAsync(string tenant) => new ValueTask<string>(tenant);

                private Task ChangeCoreAsync(int id) => Task.CompletedTask;

                private long HiddenCore(int a) => a;
            }
        }
        """;

    private const string Hostile = """
        using Cachekit;

        namespace Shop.System
        {
            /// <summary>Not the one you think.</summary>
            public class Task { }

            /// <summary>Not the one you think.</summary>
            public class CancellationToken { }

            /// <summary>Not the one you think.</summary>
            public class String { }

            /// <summary>Not the one you think.</summary>
            public class Cachekit { }

            /// <summary>Names of others.</summary>
            public partial class Cached
            {
                /// <summary>Not the one you think.</summary>
                public class System { }

                /// <summary>Not the one you think.</summary>
                public class ValueTask { }

                /// <summary>Not the one you think.</summary>
                public class Exception { }

                /// <summary>Gets.</summary>
                /// <param name="event">What.</param>
                /// <param name="Key">What.</param>
                /// <param name="Body">What.</param>
                /// <returns>It.</returns>
                [Cache]
                public partial global::System.Threading.Tasks.Task<int> @class(string @event, int Key, int Body);

                private global::System.Threading.Tasks.Task<int> classCore(string @event, int Key, int Body) => global::System.Threading.Tasks.Task.FromResult(Key + Body);

                private static int Codecs => 1;

                private static int Cache() => Codecs;

                /// <summary>Uses them.</summary>
                /// <returns>It.</returns>
                public int Use() => Cache();
            }
        }
        """;

    private const string Alike = """
        using Cachekit;

        namespace A { internal partial class X { [Cache] public partial int Get(int a); int GetCore(int a) => a; } internal partial class Y { internal partial class X { [Cache] public partial int Get(int a); int GetCore(int a) => a; } } }
        namespace B { internal partial class X { [Cache] public partial int Get(int a); int GetCore(int a) => a; } internal partial class X<T> { [Cache] public partial int Get(int a); int GetCore(int a) => a; } internal partial class X<T, U> { [Cache] public partial int Get(int a); int GetCore(int a) => a; } }
        namespace b { internal partial class xX { [Cache] public partial int Get(int a); int GetCore(int a) => a; } internal partial class X { [Cache] public partial int Get(int a); int GetCore(int a) => a; } internal partial class Xx<T> { [Cache] public partial int Get(int a); int GetCore(int a) => a; } }
        namespace A.W { internal partial class Z { [Cache] public partial int Get(int a); int GetCore(int a) => a; } }
        """;

    public static TheoryData<LanguageVersion, NullableContextOptions, OptimizationLevel> Settings()
    {
        var settings = new TheoryData<LanguageVersion, NullableContextOptions, OptimizationLevel>();
        foreach (var nullable in Enum.GetValues<NullableContextOptions>())
        {
            settings.Add(LanguageVersion.CSharp12, nullable, OptimizationLevel.Debug);
            settings.Add(LanguageVersion.Preview, nullable, OptimizationLevel.Release);
        }

        return settings;
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Consumer_GetsNoWarning(LanguageVersion language, NullableContextOptions nullable, OptimizationLevel level)
    {
        var parse = TestCompilation.ParseOptions.WithLanguageVersion(language);
        var options = TestCompilation.Create("").Options
            .WithNullableContextOptions(nullable)
            .WithOptimizationLevel(level)
            .WithOverflowChecks(true)
            .WithAllowUnsafe(false)
            .WithGeneralDiagnosticOption(ReportDiagnostic.Error);

        var compilation = Generate("Consumer", parse, options, [], Documented, Hostile, Alike);

        Assert.Equal("", Warnings(compilation));
        Assert.Equal(11, compilation.SyntaxTrees.Length - 3);
        Emit(compilation);
    }

    [Fact]
    public void AssembliesThatSeeEachOther_HaveNoTypeTwice()
    {
        var options = TestCompilation.Create("").Options.WithGeneralDiagnosticOption(ReportDiagnostic.Error);
        const string Inner = "\n[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Outer\")]\n";
        const string Usings = "using Cachekit; using System.Threading.Tasks;";
        const string Source = " internal partial class {0} { [Cache, Secure] internal partial Task<int> GetAsync([CacheTenant] string a); Task<int> GetCoreAsync(string a) => Task.FromResult(1); internal static object Use() => new {0}().Cached.Get.Info; }";
        var first = Generate("Inner", TestCompilation.ParseOptions, options, [], Usings + Inner + Source.Replace("{0}", "One", StringComparison.Ordinal));
        var reference = MetadataReference.CreateFromImage(Emit(first));

        var second = Generate("Outer", TestCompilation.ParseOptions, options, [reference], Usings + Source.Replace("{0}", "Two", StringComparison.Ordinal));

        Assert.Equal("", Warnings(first));
        Assert.Equal("", Warnings(second));
        Emit(second);
    }

    [Fact]
    public void Documentation_IsTheUsersWithHowItIsCached()
    {
        var outcome = TestCompilation.Generate(Documented);

        var file = outcome.Files["Shop.Catalog.g.cs"].ReplaceLineEndings("\n");

        Assert.Contains(
            """
                    /// <summary>Gets a <see cref="T:Shop.Product"/> &amp; more.</summary>
                    /// <param name="id">Its number.</param>
                    /// <param name="ct">Ends the <see cref="T:System.Threading.Tasks.Task"/>.</param>
                    /// <returns>The product.</returns>
                    /// <remarks>It is <c>slow</c>.<para>Cached for 1 min 30 s by Production; key: Tenant, id.</para></remarks>
            """.ReplaceLineEndings("\n"),
            file,
            StringComparison.Ordinal);
        Assert.Contains("/// <summary>Counts.</summary>\n", file, StringComparison.Ordinal);
        Assert.Contains("/// <remarks>Removes the entry of <c>GetAsync</c> and all entries tagged <c>all:{id}</c> once it has succeeded.</remarks>", file, StringComparison.Ordinal);
        Assert.Contains("/// <summary>The entries of <c>SecretAsync</c>. Cached by Production, encrypted; key: Tenant, tenant.</summary>", file, StringComparison.Ordinal);

        // The compiler shows it as the method's own.
        var method = outcome.Compilation.GetTypeByMetadataName("Shop.Catalog")!.GetMembers("GetAsync").Single();
        Assert.Contains("Cached for 1 min 30 s by Production", method.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/// <summary>Not <closed.</summary>\n")]
    [InlineData("/// <include file=\"docs.xml\" path=\"x\"/>\n")]
    [InlineData("// <summary>A comment.</summary>\n")]
    public void DocumentationThatIsMissingOrCannotBeRepeated_StaysTheUsersAffair(string documentation)
    {
        var outcome = TestCompilation.Generate("using Cachekit; public partial class C {\n" + documentation + "[Cache] public partial int Get(int a); int GetCore(int a) => a; }");

        var implementation = outcome.Files["C.g.cs"].Split('\n').TakeWhile(static line => !line.Contains("partial int Get", StringComparison.Ordinal)).ToList();

        Assert.Equal(1, implementation.Count(static line => line.Contains("///", StringComparison.Ordinal)));
    }

    private static CSharpCompilation Generate(string name, CSharpParseOptions parse, CSharpCompilationOptions options, MetadataReference[] references, params string[] sources)
    {
        var compilation = TestCompilation.Create("")
            .RemoveAllSyntaxTrees()
            .WithAssemblyName(name)
            .WithOptions(options)
            .AddReferences(references)
            .AddSyntaxTrees(sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parse, $"Source{i}.cs")));
        var driver = CSharpGeneratorDriver.Create(TestCompilation.Generators(), parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out var reported, TestContext.Current.CancellationToken);
        Assert.Empty(reported);
        Assert.All(driver.GetRunResult().Results, static result => Assert.Null(result.Exception));
        return (CSharpCompilation)updated;
    }

    private static string Warnings(CSharpCompilation compilation) => string.Join(
        Environment.NewLine,
        compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed));

    private static byte[] Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return stream.ToArray();
    }
}
