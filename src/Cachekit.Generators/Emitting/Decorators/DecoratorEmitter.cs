using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Cachekit.Generators.Models.Decorators;

namespace Cachekit.Generators.Emitting.Decorators;

/// <summary>Writes what a decorator has besides its cached methods: the inner object, the members that it passes on, disposal.</summary>
internal static class DecoratorEmitter
{
    private const string Runtime = "global::Cachekit.CachekitRuntime?";

    /// <summary>Writes the doc comment and the attributes of the class.</summary>
    public static void EmitHead(SourceWriter writer, DecoratorModel decorator)
    {
        writer.Line($"/// <summary>Stands before a <c>{Xml(decorator.Summary)}</c>: caches its methods with <c>[Cache]</c>, and passes everything else on.</summary>");
        writer.Lines(GeneratedAttributes.Type);
        if (decorator.KeepsMembersOfTypes)
        {
            writer.Lines(GeneratedAttributes.TypesAreKept);
        }
    }

    /// <summary>Writes the fields and the constructors.</summary>
    public static void EmitConstructors(SourceWriter writer, SectionWriter sections, ContainerModel container, DecoratorModel decorator)
    {
        sections.Next();
        writer.Line($"private readonly {decorator.InnerType} {GeneratedNames.Inner};");
        writer.Line($"private readonly {Runtime} {GeneratedNames.GivenRuntime};");
        writer.Line($"private readonly bool {GeneratedNames.Owns};");
        sections.Next();
        writer.Line("/// <summary>Stands before an object, which is disposed of with it.</summary>");
        writer.Line("/// <param name=\"inner\">The object whose methods are called on a miss.</param>");
        writer.Line("/// <param name=\"runtime\">The runtime; <see langword=\"null\"/> for the ambient one.</param>");
        writer.Open($"public {decorator.Name}({decorator.InnerType} inner, {Runtime} runtime = null) : this(inner, runtime, true)");
        writer.Close();
        sections.Next();
        writer.Open($"private {decorator.Name}({decorator.InnerType} inner, {Runtime} runtime, bool owns)");
        writer.Line("global::System.ArgumentNullException.ThrowIfNull(inner);");
        writer.Line($"this.{GeneratedNames.Inner} = inner;");
        writer.Line($"this.{GeneratedNames.GivenRuntime} = runtime;");
        writer.Line($"this.{GeneratedNames.Owns} = owns;");
        writer.Close();
        sections.Next();
        writer.Line("/// <summary>For a container, which disposes of the inner object itself.</summary>");
        var contract = $"global::Cachekit.CompilerServices.ICacheDecorator<{container.TypeName}>";
        writer.Line($"static {container.TypeName} {contract}.Create(object inner, {Runtime} runtime) => new(({decorator.InnerType})inner, runtime, false);");
        sections.Next();
        writer.Line($"private {container.TypeName} {GeneratedNames.On}(object inner) => new(({decorator.InnerType})inner, this.{GeneratedNames.GivenRuntime}, false);");
    }

    /// <summary>Writes the members that are passed on.</summary>
    public static void EmitMembers(SourceWriter writer, SectionWriter sections, DecoratorModel decorator)
    {
        foreach (var member in decorator.Forwarded)
        {
            sections.Next();
            ForwardEmitter.Emit(writer, member);
        }

        if (decorator.IsDisposable)
        {
            sections.Next();
            writer.Lines(GeneratedAttributes.Type);
            writer.Open("void global::System.IDisposable.Dispose()");
            writer.Open($"if (this.{GeneratedNames.Owns})");
            writer.Line($"((global::System.IDisposable)this.{GeneratedNames.Inner}).Dispose();");
            writer.Close();
            writer.Close();
        }

        if (decorator.IsAsyncDisposable)
        {
            sections.Next();
            writer.Lines(GeneratedAttributes.Type);
            writer.Line("global::System.Threading.Tasks.ValueTask global::System.IAsyncDisposable.DisposeAsync() =>");
            writer.Indent();
            writer.Line($"this.{GeneratedNames.Owns} ? ((global::System.IAsyncDisposable)this.{GeneratedNames.Inner}).DisposeAsync() : default;");
            writer.Unindent();
        }
    }

    /// <summary>The calls that make the decorator known to a container.</summary>
    public static IEnumerable<string> Registrations(ContainerModel container, DecoratorModel decorator)
    {
        foreach (var service in decorator.Services)
        {
            yield return $"global::Cachekit.CompilerServices.CacheDecorators.Register<{service}, {decorator.InnerType}, {container.TypeName}>();";
        }
    }

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
