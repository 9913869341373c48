using Cachekit.Generators.Tests.Infrastructure;

namespace Cachekit.Generators.Tests.Incremental;

/// <summary>Every way in which a method can depend on another file.</summary>
public sealed class DependencyKindTests
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Text.Json.Serialization;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Cachekit;\n";

    private const string Row = "public partial class C { [Cache] public partial Row Get(int a); Row GetCore(int a) => null!; }";
    private const string Key = "public partial class C { [Cache] public partial int Get(Row a); int GetCore(Row a) => 1; }";
    private const string Plain = "public partial class C { [Cache] public partial int Get(int a); int GetCore(int a) => a; }";
    private const string Timed = "public partial class C { [Cache(Ttl = Lives.Short)] public partial int Get(int a); int GetCore(int a) => a; }";

    public static TheoryData<string, string[], string, string> Constants => new()
    {
        { "an enum's member as a default", ["public partial class C { [Cache] public partial int Get(int a, Level l = Level.Low); int GetCore(int a, Level l) => a; }", "public enum Level { Low = 1, High = 2 }"], "Low = 1", "Low = 3" },
        { "an enum's member before it", ["public partial class C { [Cache] public partial int Get(int a, Level l = Level.Low); int GetCore(int a, Level l) => a; }", "public enum Level { None, Low }"], "None, Low", "None, Few, Low" },
        { "a sum of constants", [Timed, "public static class Lives { public const string Short = \"5\" + Units.Minute; }", "public static class Units { public const string Minute = \"m\"; }"], "\"m\"", "\"h\"" },
        { "an interpolated constant", [Timed, "public static class Lives { public const string Short = $\"5{Units.Minute}\"; }", "public static class Units { public const string Minute = \"m\"; }"], "\"m\"", "\"h\"" },
        { "a constant by a static using", ["using static Lives;\npublic partial class C { [Cache(Ttl = Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public static class Lives { public const string Short = \"5m\"; }"], "5m", "6m" },
        { "an inherited constant", ["public partial class C : B { [Cache(Ttl = Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public class B : A { }", "public class A { public const string Short = \"5m\"; }"], "5m", "6m" },
        { "a constant of an interface", ["public partial class C { [Cache(Ttl = ILives.Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public interface ILives { const string Short = \"5m\"; }"], "5m", "6m" },
        { "nameof", ["public partial class C { [Cache(Source = Names.Body)] public partial int Get(int a); int X(int a) => a; int Y(int a) => a; }", "public static class Names { public const string Body = nameof(Holder.X); }", "public static class Holder { public static int X; public static int Y; }"], "Holder.X", "Holder.Y" },
        { "nameof of what is gone", ["public partial class C { [Cache(Ttl = Lives.Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public static class Lives { public const string Short = \"5m\"; }"], "Short", "Long" },
        { "a constant that is one no more", [Timed, "public static class Lives { public const string Short = \"5m\"; }"], "const", "static readonly" },
        { "a default value by a constant", ["public partial class C { [Cache] public partial int Get(int a = Defaults.A); int GetCore(int a) => a; }", "public static class Defaults { public const int A = 1; }"], "= 1", "= 2" },
        { "a discriminator by a constant", ["public partial class C { [Cache] public partial Shape Get(int a); Shape GetCore(int a) => null!; }", "[JsonDerivedType(typeof(Circle), Names.Circle)] public abstract record Shape;\npublic sealed record Circle(int R) : Shape;", "public static class Names { public const string Circle = \"c\"; }"], "\"c\"", "\"d\"" },
        { "a constant for all methods of a type", ["[CacheDefaults(Ttl = Lives.Short)] " + Plain, "public static class Lives { public const string Short = \"5m\"; }"], "5m", "6m" },
        { "a constant for the assembly", [Plain, "[assembly: CacheDefaults(Ttl = Lives.Short)]", "public static class Lives { public const string Short = \"5m\"; }"], "5m", "6m" },
        { "a constant of a generic type", ["public partial class C { [Cache(Ttl = Lives<int>.Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public static class Lives<T> { public const string Short = \"5m\"; }"], "5m", "6m" },
        { "a constant of a nested type", ["public partial class C { [Cache(Ttl = Outer.Lives.Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public static partial class Outer { }", "public static partial class Outer { public static class Lives { public const string Short = \"5m\"; } }"], "5m", "6m" },
    };

    public static TheoryData<string, string[], string, string> Types => new()
    {
        { "an alias", ["using R = N.Row;\npublic partial class C { [Cache] public partial R Get(int a); R GetCore(int a) => null!; }", "namespace N { public record Row(int X); }"], "int X", "int Y" },
        { "an alias of a namespace", ["using M = N;\npublic partial class C { [Cache] public partial M.Row Get(int a); M.Row GetCore(int a) => null!; }", "namespace N { public record Row(int X); }"], "int X", "int Y" },
        { "an alias of a namespace with colons", ["using M = N;\npublic partial class C { [Cache] public partial M::Row Get(int a); M::Row GetCore(int a) => null!; }", "namespace N { public record Row(int X); }"], "int X", "int Y" },
        { "an alias of the attribute's namespace", ["using CK = Cachekit;\npublic partial class C { [CK::Cache] public partial Row Get(int a); Row GetCore(int a) => null!; }", "public record Row(int X);"], "int X", "int Y" },
        { "an alias inside of a namespace", ["namespace M { using Y = Cachekit.CacheAttribute; public partial class C { [Y] public partial Row Get(int a); Row GetCore(int a) => null!; } }", "public record Row(int X);"], "int X", "int Y" },
        { "a global alias of a tuple", ["public partial class C { [Cache] public partial Pair Get(int a); Pair GetCore(int a) => default; }", "global using Pair = (int A, int B);"], "int B", "int Z" },
        { "a type argument", ["public partial class C { [Cache] public partial Page<Row> Get(int a); Page<Row> GetCore(int a) => null!; }", "public record Page<T>(T[] Items);", "public record Row(int X);"], "int X", "int Y" },
        { "a type argument of a base", ["public partial class C { [Cache] public partial Page Get(int a); Page GetCore(int a) => null!; }", "public record Page : Base<Row>;", "public record Base<T> { public T? Item { get; init; } }", "public record Row(int X);"], "int X", "int Y" },
        { "a mark of an interface that the decorated one extends", ["[CacheDecorator] public interface IC : IB { [Cache] int Get(int a); }", "public interface IB : IA { }", "public interface IA { [CacheKey] string Tenant { get; } string Other { get; } }"], "[CacheKey] ", "" },
        { "a rival of a marked member", ["[CacheDecorator] public interface IC : IA, IB { [Cache] int Get(int a); }", "public interface IB { string Other { get; } }", "public interface IA { [CacheKey] string Tenant { get; } }"], "Other", "Tenant" },
        { "a constraint", ["public partial class C { [Cache] public partial int Get<T>(int a) where T : IRow; int GetCore<T>(int a) where T : IRow => a; }", "namespace N { public interface IRow { } }", "public interface IRow { }"], "public interface IRow { }", "" },
        { "a directive in a body", ["public partial class C { [Cache] public partial Outer.Row Get(int a); Outer.Row GetCore(int a) => null!; }", "public class Outer { void M() {\n#if true\n } public record Row(int X);\n#else\n } public record Row(int Y);\n#endif\n }"], "#if true", "#if false" },
        { "a condition", [Row, "#if true\npublic record Row(int X);\n#else\npublic record Row(int Y);\n#endif"], "#if true", "#if false" },
        { "a symbol of the preprocessor", [Row, "#define A\n#if A\npublic record Row(int X);\n#else\npublic record Row(int Y);\n#endif"], "#define A", "#define B" },
        { "an escaped declaration", [Row, "public record \\u0052ow(int X);"], "int X", "int Y" },
        { "a name with an at", [Row, "public record @Row(int X);"], "int X", "int Y" },
        { "a use with an at", ["public partial class C { [Cache] public partial @Row Get(int a); Row GetCore(int a) => null!; }", "public record Row(int X);"], "int X", "int Y" },
        { "a name with a character that does not count", ["public partial class C { [Cache] public partial R\u200dow Get(int a); Row GetCore(int a) => null!; }", "public record Row(int X);"], "int X", "int Y" },
        { "a name of letters from afar", ["public partial class C { [Cache] public partial Größe Get(int a); Größe GetCore(int a) => null!; }", "public record Größe(int X);"], "int X", "int Y" },
        { "a type nested in a base of a base", ["public partial class C : B { [Cache] public partial Row Get(int a); Row GetCore(int a) => null!; }", "public class B : A { }", "public class A { public record Row(int X); }"], "int X", "int Y" },
        { "a nested type that hides another", ["public partial class C { [Cache] public partial Row Get(int a); Row GetCore(int a) => null!; }", "public record Row(int X);", "public partial class C { }"], "public partial class C {", "public partial class C { public record Row(int Y);" },
        { "a nested type of a base that hides another", ["public partial class C : B { [Cache] public partial Row Get(int a); Row GetCore(int a) => null!; }", "public record Row(int X);", "public class B { }"], "public class B {", "public class B { public record Row(int Y);" },
        { "a type that hides a namespace", ["namespace M { public partial class C { [Cache] public partial System.DayOfWeek Get(int a); System.DayOfWeek GetCore(int a) => default; } }", "namespace M.K { class Q { } }"], "namespace M.K { class Q", "namespace M { class System" },
        { "a namespace in the middle", ["namespace M.L { public partial class C { [Cache] public partial N.Row Get(int a); N.Row GetCore(int a) => null!; } }", "namespace N { public record Row(int X); }", "namespace M.K { public record Row(int Y); }"], "M.K", "M.N" },
        { "a type parameter that is none", ["public partial class C { [Cache] public partial T Get(int a); T GetCore(int a) => null!; }", "public record T(int X);"], "int X", "int Y" },
        { "a value type that becomes a class", [Row, "public record struct Row(int X);"], "record struct", "record" },
        { "a key's members", [Key, "public record Row(int X);"], "int X", "int Y" },
        { "a key's base", [Key, "public record Row(int X) : Base;", "public record Base { public int B { get; init; } }"], "int B", "int D" },
        { "a mark on a key's member", [Key, "public record Row(int X, int Y);"], "int Y", "[CacheIgnore] int Y" },
        { "an inline array", [Key, "public struct Row { public int X; }"], "public struct", "[System.Runtime.CompilerServices.InlineArray(4)] public struct" },
        { "accessibility of a member", [Row, "public class Row { public int X { get; set; } }"], "public int X { get; set; }", "public int X { get; private set; }" },
        { "a required member", [Row, "public class Row { public int X { get; set; } }"], "public int X", "public required int X" },
        { "an alias of an attribute", [Row, "global using Own = Cachekit.CacheIgnoreAttribute;", "public record Row([property: Own] int X, int Y);"], "CacheIgnore", "CacheKey" },
        { "a part that is not partial", [Plain, "public partial class C { }"], "partial ", "" },
        { "a type around it in another part", ["public partial class Outer { " + Plain + " }", "public partial class Outer { }"], "partial ", "" },
        { "a member's name that is taken", [Plain, "public partial class C { }"], "class C {", "class C { public int Cached;" },
        { "a base with handles", ["public partial class C : B { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public class B { }"], "class B {", "class B { public int Cached;" },
        { "a runtime in a base", ["public partial class C : B { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public class B : A { }", "public class A { }"], "class A {", "class A { protected CachekitRuntime R = null!;" },
        { "a runtime in the generic base of a base", ["public partial class C : B { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public class B : A<CachekitRuntime> { }", "public class A<T> { }"], "class A<T> {", "class A<T> { protected T R = default!;" },
        { "a tenant in a base", ["[Secure] public partial class C : B { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public class B { [CacheTenant] protected string T => \"\"; protected string U => \"\"; }"], "[CacheTenant] protected string T => \"\"; protected", "protected string T => \"\"; [CacheTenant] protected" },
        { "an operator", ["public partial class C { [Cache] public partial int Get(int a); int GetCore(int a) => a; [Invalidates(nameof(Get))] public partial void Drop(Id a); void DropCore(Id a) { } }", "public struct Id { public static implicit operator int(Id id) => 1; }"], "implicit", "explicit" },
    };

    public static TheoryData<string, string[], string, string> Bodies => new()
    {
        { "a body that can be cancelled", [Plain, "public partial class C { }"], "class C {", "class C { int GetCore(int a, CancellationToken ct) => a;" },
        { "a body in a base", ["public partial class C : B { [Cache] public partial int Get(int a); }", "public class B : A { }", "public class A { protected int GetCore(int a) => a; }"], "protected", "private" },
        { "a body that may return null", ["public partial class C : B { [Cache] public partial string Get(int a); }", "public class B { protected int? GetCore(int a) => null; }"], "int?", "string" },
        { "another implementation", [Plain, "public partial class C { public partial int Get(int a)=>1; }"], "=>1", "" },
        { "another implementation that goes", [Plain, "public partial class C { public partial int Get(int a); }"], "int a);", "int a)=>1;" },
        { "another implementation with braces", [Plain, "public partial class C { public partial int Get(int a){ return 1; }; }"], "{ return 1; }", "" },
        { "what a constructor assigns", [Row, "public sealed class Row { public string Text { get; } public Row(string text) { Text = text; } }"], "Text = text", "Text = text.Trim()" },
        { "a method that keeps a parameter", [Row, "public sealed class Row(int x) { public int X { get; } = x; public int M() { return 1; } }"], "return 1", "return x" },
        { "a method that keeps the parameter of another part of a key", [Key, "public partial struct Row(int x) { public int X { get; } = x; }", "public partial struct Row { public int M() { return 1; } }"], "return 1", "return x" },
        { "what a base gets", [Row, "public sealed record Row(string Text) : Base(Text);", "public record Base(string T);"], "string T", "object T" },
        { "an event", [Row, "public sealed class Row { public int X { get; init; } public event Action E { add { } remove { } } }"], "E { add { } remove { } }", "E;" },
        { "documentation of another file", ["public partial class C {\n/// <summary><see cref=\"Row.X\"/></summary>\n[Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public record Row(int X);"], "int X", "int Y" },
        { "a cref to an overload", ["public partial class C {\n/// <summary><see cref=\"Row.M(Id)\"/></summary>\n[Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public class Row { public void M(Id x) { } }", "namespace N { public class Id { } }\nnamespace K { }"], "namespace N", "namespace System" },
    };

    /// <summary>What no word of the file names.</summary>
    public static TheoryData<string, string[], string, string> Compiler => new()
    {
        { "a stream of one's own", ["public partial class C { [Cache] public partial IAsyncEnumerable<int> Get(int a); IAsyncEnumerable<int> GetCore(int a) => null!; }", "namespace Own { public interface IAsyncEnumerable<T> { } }"], "namespace Own", "namespace System.Collections.Generic" },
        { "a program", ["namespace Cachekit.Inner { public partial class C { [Cache] public partial int Get(int a, global::Program? p = null); int GetCore(int a, global::Program? p) => a; } }", "class Other { }"], "class Other { }", "System.Console.WriteLine();" },
    };

    [Theory]
    [MemberData(nameof(Constants))]
    [MemberData(nameof(Types))]
    [MemberData(nameof(Bodies))]
    [MemberData(nameof(Compiler))]
    public void Change_IsSeen(string what, string[] sources, string old, string @new)
    {
        Assert.NotEmpty(what);
        var project = new EditedProject([.. sources.Select(static source => source.StartsWith("global", StringComparison.Ordinal) || source.StartsWith('#') ? source : Usings + source)]);
        var file = Array.FindLastIndex(sources, source => source.Contains(old, StringComparison.Ordinal));
        var text = project[file];
        var before = project.Now();

        project.Edit(file, old, @new);
        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());

        project.Edit(file, text);
        Assert.Equal(before, project.Now());
    }

    [Fact]
    public void RenamedFile_HasItsMistakeThere()
    {
        var project = new EditedProject(Usings + "public class C { [Cache] public partial int Get(int a); }", Usings + Row.Replace("class C", "class D", StringComparison.Ordinal), "public record Row(int X);");
        Assert.NotEmpty(project.Result.Diagnostics);

        project.Rename(0, "Renamed.cs");

        Assert.Contains("Renamed.cs", project.Anew(), StringComparison.Ordinal);
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void OrderOfParts_IsSeen()
    {
        var project = new EditedProject(Usings + Row, "public partial class Row { public int A { get; set; } }", "public partial class Row { public int B { get; set; } }");
        var before = project.Now();

        project.Move(2, 1);

        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());
    }
}
