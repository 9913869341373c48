using System.Reflection;
using Cachekit.CompilerServices;
using Cachekit.Generators.Emitting;
using Cachekit.Generators.Emitting.Keys;
using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models.Keys;
using Cachekit.Generators.Parsing.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cachekit.Generators.Tests.Keys;

/// <summary>
/// Emits a key for each method of a class <c>Sample</c>, compiles it with the class, and loads it. Each method <c>M</c> gets a static
/// method <c>Key_M</c> with its parameters that returns the key.
/// </summary>
internal sealed class KeyCompilation
{
    private static readonly MetadataReference[] References = LoadReferences();

    private readonly Assembly _assembly;

    private KeyCompilation(Assembly assembly) => _assembly = assembly;

    public static IReadOnlyDictionary<string, KeyPartModel[]> Parse(string source, params MetadataReference[] more)
    {
        var (sample, compilation) = Analyze(source, more);
        return sample.GetMembers().OfType<IMethodSymbol>().Where(static method => method.MethodKind == MethodKind.Ordinary)
            .ToDictionary(static method => method.Name, method => Parts(method, sample, compilation));
    }

    /// <summary>The part of the only parameter of the only method.</summary>
    public static KeyPartModel ParseParameter(string source) => Parse(source).Values.Single().Single();

    /// <summary>The part of the only parameter, of a source that the compiler has errors for.</summary>
    public static KeyPartModel ParseBroken(string source)
    {
        var compilation = Compile("Sample", source, []);
        var sample = compilation.GetTypeByMetadataName("Sample")!;
        return Parts(sample.GetMembers("M").OfType<IMethodSymbol>().Single(), sample, compilation).Single();
    }

    /// <summary>Compiles declarations only, to be referred to by another compilation.</summary>
    public static MetadataReference Library(string source, bool isReferenceAssembly)
    {
        var compilation = Compile("Library", source, []);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream, options: new(metadataOnly: isReferenceAssembly, includePrivateMembers: !isReferenceAssembly));
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    public static KeyCompilation Create(string source)
    {
        var (sample, compilation) = Analyze(source, []);
        var generated = compilation.AddSyntaxTrees(Tree(Emit(sample, compilation)));
        using var stream = new MemoryStream();
        var result = generated.Emit(stream);
        var problems = result.Diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(result.Success && problems.Count == 0, string.Join('\n', problems) + "\n" + Emit(sample, compilation));
        return new(Assembly.Load(stream.ToArray()));
    }

    /// <summary>Evaluates a static method of the sample without parameters.</summary>
    public T Run<T>(string method) => (T)Sample.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.Invoke(null, null)!;

    /// <summary>Makes the key of a method of the sample from arguments.</summary>
    public object Key(string method, params object?[] arguments) => Invoke(Factory(method), arguments);

    public object GenericKey(string method, Type type, params object?[] arguments) =>
        Invoke(Factory(method).MakeGenericMethod(type), arguments);

    /// <summary>The canonical bytes of a key in hexadecimal.</summary>
    public static string Bytes(object key) => (string)Call(nameof(BytesOf), key);

    public static object Snapshot(object key) => Call(nameof(SnapshotOf), key);

    private Type Sample => _assembly.GetType("Sample")!;

    // Private, since a parameter may be of a private type.
    private MethodInfo Factory(string method) => Sample.GetMethod("Key_" + method, BindingFlags.Static | BindingFlags.NonPublic)!;

    private static object Call(string method, object key) => Invoke(
        typeof(KeyCompilation).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(key.GetType()), [key]);

    private static object Invoke(MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }

    private static string BytesOf<TKey>(TKey key)
        where TKey : struct, ICacheKey<TKey> => Convert.ToHexStringLower(KeyParts.Encode(new WholeKey<TKey>(), "argument", key));

    private static object SnapshotOf<TKey>(TKey key)
        where TKey : struct, ICacheKey<TKey> => key.Snapshot();

    private static (INamedTypeSymbol Sample, Compilation Compilation) Analyze(string source, MetadataReference[] more)
    {
        var compilation = Compile("Sample", source, more);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return (compilation.GetTypeByMetadataName("Sample")!, compilation);
    }

    private static CSharpCompilation Compile(string name, string source, MetadataReference[] more) => CSharpCompilation.Create(
        name + Guid.NewGuid().ToString("N"),
        [Tree(source)],
        [.. References, .. more],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    private static SyntaxTree Tree(string source) => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12));

    private static KeyPartModel[] Parts(IMethodSymbol method, INamedTypeSymbol sample, Compilation compilation) =>
        [.. method.Parameters.Select(parameter => KeyPartParser.Parse(parameter.Type, sample, compilation, CancellationToken.None, parameter.Name))];

    private static string Emit(INamedTypeSymbol sample, Compilation compilation)
    {
        var writer = new SourceWriter();
        writer.Line("#nullable enable");
        writer.Open("public partial class Sample");
        var definitions = new Dictionary<string, KeyPartDefinition>();
        foreach (var method in sample.GetMembers().OfType<IMethodSymbol>().Where(static method => method.MethodKind == MethodKind.Ordinary && !method.IsStatic))
        {
            var parts = Parts(method, sample, compilation);
            Assert.All(parts, static part => Assert.Empty(part.Findings));
            foreach (var definition in parts.SelectMany(static part => part.Definitions))
            {
                definitions.TryAdd(definition.Id, definition);
            }

            var arguments = parts.Zip(method.Parameters, static (part, parameter) => new KeyArgumentModel(parameter.Name, part)).ToArray();
            var list = method.IsGenericMethod ? "<" + string.Join(", ", method.TypeParameters.Select(static type => type.Name)) + ">" : "";
            var constraints = string.Concat(method.TypeParameters.Select(static type =>
                type.HasValueTypeConstraint ? $" where {type.Name} : struct" : type.HasNotNullConstraint ? $" where {type.Name} : notnull" : ""));
            KeyStructEmitter.Emit(writer, method.Name + "Key" + list, new EquatableArray<KeyArgumentModel>(arguments), constraints.Trim());
            var types = parts.Zip(method.Parameters, static (part, parameter) => $"{part.TypeName} @{parameter.Name}");
            writer.Line("#nullable disable");
            writer.Line($"private static object Key_{method.Name}{list}({string.Join(", ", types)}){constraints} =>");
            writer.Line($"    new {method.Name}Key{list}({string.Join(", ", method.Parameters.Select(static parameter => "@" + parameter.Name))});");
            writer.Line("#nullable enable");
        }

        KeyPartEmitter.Emit(writer, definitions.Values);
        writer.Close();
        return writer.ToString();
    }

    private static MetadataReference[] LoadReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private sealed class WholeKey<TKey> : KeyPart<TKey>
        where TKey : struct, ICacheKey<TKey>
    {
        public override bool Equals(TKey left, TKey right) => left.Equals(right);

        public override void Hash(ref KeyHash hash, TKey value) => hash.Add(value.GetHashCode());

        public override TKey Snapshot(TKey value) => value.Snapshot();

        public override void Write(ref KeyWriter writer, TKey value)
        {
            writer.WriteArrayHeader(TKey.Count);
            value.WriteTo(ref writer);
        }
    }
}
