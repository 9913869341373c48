using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Benchmarks;

/// <summary>A large project: 1,000 types with 3,000 annotated methods, each type in its file and its records in another, and as many files without any.</summary>
internal sealed class SyntheticSolution
{
    public const int Types = 1000;

    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;

        """;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp12, DocumentationMode.Parse);

    private readonly SyntaxTree _unrelated;
    private readonly SyntaxTree _annotated;

    public SyntheticSolution()
    {
        var trees = new List<SyntaxTree> { Parse("Shared.cs", Shared) };
        for (var i = 0; i < Types; i++)
        {
            trees.Add(Parse($"Models{i}.cs", Models(i)));
            trees.Add(Parse($"Catalog{i}.cs", Catalog(i)));
            trees.Add(Parse($"Page{i}.cs", Page(i, body: "1", member: "Width")));
        }

        _annotated = trees[Types / 2 * 3 + 2];
        _unrelated = trees[Types / 2 * 3 + 3];
        Compilation = CSharpCompilation.Create(
            "Synthetic", trees, References(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public CSharpCompilation Compilation { get; }

    public static GeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Options);

    /// <summary>Somebody types in a method of a file without annotated methods.</summary>
    public CSharpCompilation EditOfABody(int version) => Edit(_unrelated, Page(Types / 2, version.ToString(CultureInfo.InvariantCulture), "Width"));

    /// <summary>Somebody renames a member of a type that no annotated method knows.</summary>
    public CSharpCompilation EditOfADeclaration(int version) => Edit(_unrelated, Page(Types / 2, "1", "Width" + version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Somebody changes the life of one method's entries.</summary>
    public CSharpCompilation EditOfAMethod(int version) => Edit(
        _annotated, Catalog(Types / 2).Replace("\"5m\"", $"\"{(5 + version).ToString(CultureInfo.InvariantCulture)}m\"", StringComparison.Ordinal));

    private CSharpCompilation Edit(SyntaxTree tree, string text) => Compilation.ReplaceSyntaxTree(tree, Parse(tree.FilePath, text));

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, Options, path, Encoding.UTF8);

    private const string Shared = Usings + """
        namespace Shop.Shared;

        public enum Region { Europe, America, Asia }

        public readonly record struct Money(decimal Amount, string Currency);

        public sealed record Address(string Street, string City, string? Zip, Region Region);
        """;

    private static string Models(int i) => Usings + $$"""
        using Shop.Shared;

        namespace Shop.Models;

        public sealed record Product{{i}}(int Id, string Name, Money Price, DateTimeOffset Created, IReadOnlyList<string> Labels);

        public sealed record Order{{i}}(Guid Id, Address Address, Money Total, Product{{i}}[] Products)
        {
            public string? Remark { get; init; }
        }
        """;

    private static string Catalog(int i) => Usings + $$"""
        using Shop.Models;
        using Shop.Shared;

        namespace Shop.Services;

        public interface IStore{{i}}
        {
            Task<Product{{i}}?> LoadAsync(int id, CancellationToken ct);
        }

        /// <summary>The products.</summary>
        public partial class Catalog{{i}}
        {
            private readonly IStore{{i}} _store;

            public Catalog{{i}}(IStore{{i}} store) => _store = store;

            /// <summary>Gets a product.</summary>
            /// <param name="id">Its number.</param>
            /// <param name="ct">Ends the call.</param>
            [Cache(Ttl = "5m")]
            public partial Task<Product{{i}}?> GetProductAsync(int id, CancellationToken ct = default);

            /// <summary>Finds orders.</summary>
            [Cache(Ttl = "30s", StaleFor = "5m"), CacheTag("orders:{region}")]
            public partial ValueTask<IReadOnlyList<Order{{i}}>> FindOrdersAsync(Region region, DateOnly day, string? text, CancellationToken ct = default);

            /// <summary>Counts products.</summary>
            [Cache]
            public partial int Count(Region region, Money least);

            private Task<Product{{i}}?> GetProductCoreAsync(int id, CancellationToken ct) => _store.LoadAsync(id, ct);

            private ValueTask<IReadOnlyList<Order{{i}}>> FindOrdersCoreAsync(Region region, DateOnly day, string? text, CancellationToken ct)
            {
                ct.ThrowIfCancellationRequested();
                return new ValueTask<IReadOnlyList<Order{{i}}>>([]);
            }

            private int CountCore(Region region, Money least)
            {
                return (int)region + (int)least.Amount;
            }
        }
        """;

    private static string Page(int i, string body, string member) => Usings + $$"""
        namespace Shop.Pages;

        public sealed class Page{{i}}
        {
            private readonly List<string> _lines = [];

            public int {{member}} { get; set; }

            public string Title => string.Join(", ", _lines);

            public async Task<int> RenderAsync(CancellationToken ct)
            {
                await Task.Yield();
                for (var i = 0; i < 10; i++)
                {
                    _lines.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                return {{body}};
            }
        }
        """;

    private static IEnumerable<MetadataReference> References()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        foreach (var path in trusted)
        {
            var name = Path.GetFileName(path);
            if (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "Cachekit.dll" or "Cachekit.Abstractions.dll")
            {
                yield return MetadataReference.CreateFromFile(path);
            }
        }
    }
}
