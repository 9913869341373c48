using Cachekit.Generators.Emitting;
using Cachekit.Generators.Emitting.Values;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Values;

public class CodecCompilationTests
{
    [Fact]
    public void Codecs_CompileInsideAGenericType()
    {
        const string Source = """
            #nullable enable
            using System.Collections.Generic;
            namespace Shop;
            internal partial class Repository<T, @event> where T : notnull
            {
                private sealed record Entry(int Id, List<Kind> Kinds, Entry? Next);
                private enum Kind { A }
                private static Dictionary<string, Entry> V0() => new();
            }
            """;
        AssertCompiles(Source, "Shop.Repository`2", "partial class Repository<T, @event>");
    }

    [Fact]
    public void KeywordsAndAwkwardNames_Compile()
    {
        const string Source = """
            #nullable enable
            namespace @namespace.@class;
            internal partial class @struct
            {
                internal record @record(int @int, string @event, int value, int reader, int Result, int result, int Expected, int Member, int HasMember, int @await);
                internal class Taken { public int Write { get; set; } public int Read { get; set; } public int IndexOf { get; set; } public int hasRead { get; set; } public required int Other { get; set; } }
                internal static (@record, Taken) V0() => throw null!;
            }
            """;
        AssertCompiles(Source, "namespace.class.struct", "partial class @struct", "@namespace.@class");
    }

    [Fact]
    public void ObsoleteMembers_AreStored_UnlessTheyAreErrors()
    {
        const string Source = """
            #nullable enable
            namespace Shop;
            internal partial class Catalog
            {
                internal class Item { [System.Obsolete] public int Old { get; set; } [System.Obsolete("Use Old", true)] public int Gone { get; set; } }
                internal static Item V0() => throw null!;
            }
            """;
        var generated = AssertCompiles(Source, "Shop.Catalog", "partial class Catalog");
        Assert.Contains("value.Old", generated, StringComparison.Ordinal);
        Assert.DoesNotContain("value.Gone", generated, StringComparison.Ordinal);
    }

    [Fact]
    public void TypesOfOtherAssemblies_AreRebuiltLikeOwnOnes()
    {
        var library = ValueWorkbench.Compile(
            [
                """
                #nullable enable
                namespace Lib;
                public record Positional(int Id, string? Name) { public Positional() : this(0, null) { } public int Twice => Id * 2; public string Note { get; init; } = ""; }
                public class Plain { public int Id { get; set; } public int Twice => Id * 2; }
                public class Broken { public int Id { get; } }
                public class Opaque { private int _x; public int Next() => _x++; }
                public readonly record struct Point(int X, int Y);
                """,
            ]);
        using var image = new MemoryStream();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var reference = MetadataReference.CreateFromImage(image.ToArray());

        Assert.Contains("new global::Lib.Positional(id, name)", ValueWorkbench.Emit(ValueWorkbench.Parse("Lib.Positional", more: reference)), StringComparison.Ordinal);
        Assert.DoesNotContain("Twice", ValueWorkbench.Emit(ValueWorkbench.Parse("Lib.Plain", more: reference)), StringComparison.Ordinal);
        Assert.Contains("\"Y\"u8", ValueWorkbench.Emit(ValueWorkbench.Parse("Lib.Point", more: reference)), StringComparison.Ordinal);
        Assert.Equal("Broken.Id", Assert.Single(ValueWorkbench.Parse("Lib.Broken", more: reference).Findings).Arguments[0]);
        Assert.Equal("Opaque", Assert.Single(ValueWorkbench.Parse("Lib.Opaque", more: reference).Findings).Arguments[0]);
    }

    private static string AssertCompiles(string source, string containing, string head, string ns = "Shop")
    {
        var user = ValueWorkbench.Compile([source]);
        var type = user.GetTypeByMetadataName(containing)!;
        var method = type.GetMembers("V0").OfType<IMethodSymbol>().Single();
        var model = ValueParser.Parse(method.ReturnType, type, user, TestContext.Current.CancellationToken);
        Assert.Empty(model.Findings);

        var writer = new SourceWriter();
        writer.Line("#nullable enable\n#pragma warning disable CS0612, CS0618");
        writer.Open($"namespace {ns}");
        writer.Open(head);
        writer.Open("private static class Codecs");
        CodecEmitter.Emit(writer, model.Codecs);
        writer.Close();
        writer.Line($"private static global::Cachekit.Serialization.ValueCodec<{model.TypeName}> Codec => Codecs.{model.CodecId};");
        writer.Close();
        writer.Close();

        var problems = ValueWorkbench.Compile([source, writer.ToString()]).GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning)
            .ToList();
        Assert.True(problems.Count == 0, string.Join("\n", problems) + "\n" + writer);
        return writer.ToString();
    }
}
