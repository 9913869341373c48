using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Cachekit.Generators.Emitting;
using Cachekit.Generators.Emitting.Values;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Values;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Values;

/// <summary>
/// Parses the return types of the methods <c>V0</c>, <c>V1</c>, ... of a type <c>Catalog</c>, and compiles and runs the codecs that
/// are emitted for them.
/// </summary>
internal static class ValueWorkbench
{
    private const string Usings = """
        using System; using System.Collections.Concurrent; using System.Collections.Frozen; using System.Collections.Generic;
        using System.Collections.Immutable; using System.Collections.ObjectModel; using System.ComponentModel; using System.IO;
        using System.Linq; using System.Numerics; using System.Text; using System.Text.Json.Serialization; using System.Threading;
        using System.Threading.Tasks; using System.Diagnostics.CodeAnalysis; using Cachekit;

        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp12);
    private static readonly Lazy<List<MetadataReference>> References = new(LoadReferences);

    /// <summary>Parses one type. The declarations stand next to <c>Catalog</c>, the nested ones inside it.</summary>
    public static ValueModel Parse(string type, string declarations = "", string nested = "", string catalog = "Catalog", params MetadataReference[] more)
    {
        var source = $$"""
            #nullable enable
            {{Usings}}
            namespace Shop
            {
                public partial class {{catalog}} { private static {{type}} V0() => throw new NotSupportedException(); {{nested}} }
                {{declarations}}
            }
            """;
        var compilation = Compile([source], more);
        return Model(compilation, 0);
    }

    /// <summary>Parses a type of code that must compile without errors.</summary>
    public static ValueModel ParseValid(
        string type, string declarations = "", string nested = "", string catalog = "Catalog", MemberNaming? interop = null)
    {
        var source = $$"""
            #nullable enable
            {{Usings}}
            namespace Shop
            {
                public unsafe partial class {{catalog}} { private static {{type}} V0() => throw new NotSupportedException(); {{nested}} }
                {{declarations}}
            }
            """;
        var compilation = Compile([source]);
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
        return Model(compilation, 0, interop);
    }

    /// <summary>Parses the type of a generic method <c>V0&lt;TMethod&gt;</c> in a generic type <c>Catalog&lt;T&gt;</c>.</summary>
    public static ValueModel ParseOpen(string type) => Model(
        Compile([$"{Usings} namespace Shop {{ public partial class Catalog<T> {{ private static {type} V0<TMethod>() => throw null!; private record Entry(int X); }} public class Box<T> {{ public T Value {{ get; set; }} }} public class Phantom<T> {{ public int X {{ get; set; }} }} }}"]), 0);

    /// <summary>
    /// Emits codecs for values, compiles everything with warnings as errors, and gives a runner per value.
    /// </summary>
    public static List<ValueTrip> Run(
        IReadOnlyList<(string Type, string Value)> values, string declarations = "", string nested = "", string nullable = "enable", MemberNaming? interop = null)
    {
        var source = new StringBuilder($"#nullable {nullable}\n{Usings}\nnamespace Shop\n{{\n{declarations}\npublic static partial class Catalog\n{{\n{nested}\n");
        for (var i = 0; i < values.Count; i++)
        {
            source.AppendLine(CultureInfo.InvariantCulture, $"public static {values[i].Type} V{i}() => {values[i].Value};");
        }

        source.AppendLine("}\n}");
        var user = Compile([source.ToString()]);
        var models = new List<ValueModel>();
        for (var i = 0; i < values.Count; i++)
        {
            var model = Model(user, i, interop);
            Assert.True(model.HasCodec, $"{values[i].Type}: {string.Join("; ", model.Findings.Select(f => f.Id + " " + string.Join(", ", f.Arguments)))}");
            models.Add(model);
        }

        var generated = Generate(models);
        var whole = Compile([source.ToString(), generated]);
        using var image = new MemoryStream();
        var result = whole.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning)) + "\n" + generated);
        var assembly = Load(image);
        var catalog = assembly.GetType("Shop.Catalog", throwOnError: true)!;
        return values.Select((v, i) => new ValueTrip(v.Type, models[i], catalog, i)).ToList();
    }

    public static ValueTrip Run(string type, string value, string declarations = "", string nested = "", MemberNaming? interop = null) =>
        Run([(type, value)], declarations, nested, interop: interop)[0];

    /// <summary>The codecs of a type as the generator writes them.</summary>
    public static string Emit(ValueModel model)
    {
        var writer = new SourceWriter();
        CodecEmitter.Emit(writer, model.Codecs);
        return writer.ToString();
    }

    public static CSharpCompilation Compile(IEnumerable<string> sources, params MetadataReference[] more)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            generalDiagnosticOption: ReportDiagnostic.Error,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Disable);
        return CSharpCompilation.Create(
            "Shop" + Guid.NewGuid().ToString("N"),
            sources.Select((text, i) => CSharpSyntaxTree.ParseText(text, ParseOptions, $"{i}.cs", Encoding.UTF8)),
            [.. References.Value, .. more],
            options);
    }

    private static ValueModel Model(CSharpCompilation compilation, int index, MemberNaming? interop = null)
    {
        var catalog = compilation.GlobalNamespace.GetNamespaceMembers().Single(n => n.Name == "Shop").GetTypeMembers("Catalog").Single();
        var method = catalog.GetMembers($"V{index}").OfType<IMethodSymbol>().Single();
        return ValueParser.Parse(method.ReturnType, catalog, compilation, TestContext.Current.CancellationToken, interop);
    }

    private static string Generate(List<ValueModel> models)
    {
        var codecs = new Dictionary<string, CodecModel>(StringComparer.Ordinal);
        foreach (var codec in models.SelectMany(m => m.Codecs))
        {
            Assert.True(codecs.TryAdd(codec.Id, codec) || codecs[codec.Id].Equals(codec), $"Two codecs are called {codec.Id}.");
        }

        var writer = new SourceWriter();
        writer.Line("#nullable enable");
        writer.Open("namespace Shop");
        writer.Open("partial class Catalog");
        writer.Open("private static class Generated");
        writer.Open("internal static class Codecs");
        CodecEmitter.Emit(writer, codecs.Values);
        writer.Close();
        writer.Close();
        for (var i = 0; i < models.Count; i++)
        {
            var type = models[i].TypeName;
            var codec = "Generated.Codecs." + models[i].CodecId;
            writer.Open($"public static byte[] Encode{i}({type} value)");
            writer.Line($"global::Cachekit.Serialization.ValueCodec<{type}> codec = {codec};");
            writer.Line("var writer = default(global::Cachekit.Serialization.MessagePackWriter);");
            writer.Line("codec.Write(ref writer, value);");
            writer.Line("return writer.WrittenSpan.ToArray();");
            writer.Close();
            writer.Open($"public static {type} Decode{i}(byte[] bytes)");
            writer.Line("var reader = new global::Cachekit.Serialization.MessagePackReader(bytes);");
            writer.Line($"var value = {codec}.Read(ref reader);");
            writer.Line("return reader.End ? value : throw new global::System.InvalidOperationException(\"Bytes are left.\");");
            writer.Close();
        }

        writer.Close();
        writer.Close();
        return writer.ToString();
    }

    private static Assembly Load(MemoryStream image)
    {
        image.Position = 0;
        return new AssemblyLoadContext("zoo", isCollectible: true).LoadFromStream(image);
    }

    private static List<MetadataReference> LoadReferences()
    {
        var paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return paths
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
                || name is "mscorlib.dll" or "netstandard.dll" or "Cachekit.dll" or "Cachekit.Abstractions.dll" or "Microsoft.CSharp.dll"))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToList();
    }
}
