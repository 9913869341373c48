using Cachekit.Generators.Tests.Infrastructure;
using Cachekit.Generators.Tests.Robustness;

namespace Cachekit.Generators.Tests.Incremental;

/// <summary>A file is parsed again when something changes that it depends on, wherever that is, and otherwise not.</summary>
public sealed class DependencyTests
{
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Threading.Tasks;\nusing Cachekit;\n";

    private const string Catalog = Usings + "namespace Shop; public partial class Catalog { [Cache] public partial Task<Product> GetAsync(int id); private Task<Product> GetCoreAsync(int id) => throw new Exception(); }";
    private const string Prices = Usings + "namespace Shop; public partial class Prices { [Cache] public partial Money Get(Region region); private Money GetCore(Region region) { return new Money(1); } }";
    private const string Product = "namespace Shop; public sealed record Product(int Id, string Name, Money Price);";
    private const string Money = "namespace Shop; public readonly record struct Money(decimal Amount); public enum Region { A, B }";
    private const string Page = "namespace Shop; public sealed class Page { public int Width { get; set; } public int Render() { return 1; } }";

    [Theory]
    [InlineData("return 1;", "return 2; // Money, Product")]
    [InlineData("Width", "Height")]
    [InlineData("public sealed class Page", "/// <summary>A page.</summary>\npublic sealed class Page : System.IDisposable { public void Dispose() { } }\npublic sealed class Other")]
    public void EditOfAFileThatNobodyNeeds_ParsesAndEmitsNothing(string old, string @new)
    {
        var project = new EditedProject(Catalog, Prices, Product, Money, Page);

        project.Edit(4, old, @new);

        Assert.Equal(0, project.Parsed());
        Assert.Equal(0, project.Emitted());
    }

    [Fact]
    public void EditOfAnotherBody_ParsesItsFileAndEmitsNothing()
    {
        var project = new EditedProject(Catalog, Prices, Product, Money, Page);

        project.Edit(1, "new Money(1)", "new Money(2)");

        Assert.Equal(1, project.Parsed());
        Assert.Equal(0, project.Emitted());
    }

    [Fact]
    public void EditOfOneMethod_EmitsItsFile()
    {
        var project = new EditedProject(Catalog, Prices, Product, Money, Page);

        project.Edit(1, "[Cache]", "[Cache(Ttl = \"5m\")]");

        Assert.Equal(1, project.Parsed());
        Assert.Equal(1, project.Emitted());
    }

    [Fact]
    public void EditOfATypeInAnotherFile_EmitsTheFilesThatUseIt()
    {
        var project = new EditedProject(Catalog, Prices, Product, Money, Page);

        project.Edit(2, "string Name", "string Title");
        Assert.Equal(1, project.Emitted());
        Assert.Equal(project.Anew(), project.Now());

        // Both values have it, one of them inside of another.
        project.Edit(3, "decimal Amount", "long Amount");
        Assert.Equal(2, project.Emitted());
        Assert.Equal(project.Anew(), project.Now());
    }

    public static TheoryData<string, string[], string, string> FarAway => new()
    {
        { "a base class", ["public partial class C : B { [Cache] public partial int Get(int a); }", "public class B { protected int GetCore(int a) => a; }"], "public class B {", "public class B { [CacheKey] public int Tenant { get; }" },
        { "the base of a value", ["public partial class C { [Cache] public partial D Get(int a); D GetCore(int a) => new(); }", "public class D : E { public int X { get; set; } }", "public class E { public int Y { get; set; } }"], "int Y", "int Z" },
        { "another part", ["public partial class C { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public partial class C { }"], "public partial class C {", "public partial class C { private readonly CachekitRuntime? _r = null;" },
        { "a body in another part", ["public partial class C { [Cache] public partial int Get(int a); }", "public partial class C { }"], "public partial class C {", "public partial class C { int GetCore(int a) => a;" },
        { "a constant", ["public partial class C { [Cache(Ttl = Lives.Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public static class Lives { public const string Short = \"5m\"; }"], "5m", "6m" },
        { "a constant of a constant", ["public partial class C { [Cache(Ttl = Lives.Short)] public partial int Get(int a); int GetCore(int a) => a; }", "public static class Lives { public const string Short = More.Shorter; }", "public static class More { public const string Shorter = \"5m\"; }"], "5m", "6m" },
        { "a global alias", ["public partial class C { [Cache] public partial R Get(int a); R GetCore(int a) => new(1); }", "global using R = One;", "public record One(int A);\npublic record Two(int B);"], "R = One", "R = Two" },
        { "what a global alias names", ["public partial class C { [Cache] public partial R Get(int a); R GetCore(int a) => new(1); }", "global using R = One;", "public record One(int A);"], "int A", "int B" },
        { "an alias of the attribute", ["using Y = Cachekit.CacheAttribute;\npublic partial class C { [Y] public partial int Get(Key a); int GetCore(Key a) => 1; }", "public record Key(int A);"], "int A", "int B" },
        { "a global alias of the attribute", ["public partial class C { [Y] public partial int Get(Key a); int GetCore(Key a) => 1; }", "global using Y = Cachekit.CacheAttribute;", "public record Key(int A);"], "int A", "int B" },
        { "a global using", ["public partial class C { [Cache] public partial Row Get(int a); Row GetCore(int a) => new(1); }", "global using A;", "namespace A { public record Row(int X); }\nnamespace B { public record Row(int Y); }"], "using A", "using B" },
        { "a static global using", ["public partial class C { [Cache] public partial Row Get(int a); Row GetCore(int a) => new(1); }", "global using static Holder;", "public static class Holder { public record Row(int X); }"], "int X", "int Y" },
        { "defaults of the assembly", ["public partial class C { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "[assembly: CacheDefaults(Ttl = \"5m\")]"], "5m", "6m" },
        { "a type that hides another", ["namespace N.M { public partial class C { [Cache] public partial Row Get(int a); Row GetCore(int a) => null!; } }", "namespace N { public record Row(int X); }", "namespace N.M { public record Other(int Y); }"], "record Other", "record Row" },
        { "a namespace that hides a type", ["namespace N.M { public partial class C { [Cache] public partial Z.Row Get(int a); Z.Row GetCore(int a) => null!; } }", "namespace N { public static class Z { public record Row(int X); } }", "namespace N.Q { public record Row(int Y); }"], "namespace N.Q", "namespace N.M.Z" },
        { "a derived type in an attribute", ["public partial class C { [Cache] public partial Shape Get(int a); Shape GetCore(int a) => null!; }", "using System.Text.Json.Serialization;\n[JsonDerivedType(typeof(Circle), \"c\")] public abstract record Shape;", "public sealed record Circle(int R) : Shape;"], "int R", "int Radius" },
        { "a body that keeps a parameter of another part", ["public partial class C { [Cache] public partial Row Get(int a); Row GetCore(int a) => new(a); }", "public partial class Row(int a) { public int A { get; } = a; }", "public partial class Row { public int M() => 1; }"], "=> 1", "=> a" },
        { "an escaped name", ["public partial class C { [Cache] public partial \\u0052ow Get(int a); Row GetCore(int a) => new(1); }", "public record Row(int X);"], "int X", "int Y" },
        { "an attribute of the type", ["public partial class C { [Cache] public partial int Get(int a); int GetCore(int a) => a; }", "public partial class C { }"], "public partial class C", "[Secure(Tenant = \"t\")] public partial class C" },
        { "documentation elsewhere", ["public partial class C {\n/// <summary><see cref=\"Row\"/></summary>\n[Cache] public partial int Get(int a); int GetCore(int a) => a; }", "namespace N { public class Row { } }"], "namespace N", "namespace Cachekit" },
    };

    [Theory]
    [MemberData(nameof(FarAway))]
    public void ChangeFarAway_IsSeen(string what, string[] sources, string old, string @new)
    {
        Assert.NotEmpty(what);
        var project = new EditedProject([.. sources.Select(static source => source.StartsWith("global", StringComparison.Ordinal) || source.StartsWith("using Y", StringComparison.Ordinal) ? source : Usings + source)]);
        var before = project.Now();
        var file = Array.FindLastIndex(sources, source => source.Contains(old, StringComparison.Ordinal));

        project.Edit(file, old, @new);

        Assert.NotEqual(before, project.Anew());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void NewFile_IsSeenWhereItMatters()
    {
        var project = new EditedProject(Catalog, Prices, Product, Money, Page);

        project.Add(Usings + "namespace Shop; public class Task { }");
        Assert.Equal(project.Anew(), project.Now());
        Assert.Equal(1, project.Parsed());

        project.Add(Usings + "namespace Shop; public partial class Zoo { [Cache] public partial int Get(); int GetCore() => 1; }");
        Assert.Equal(project.Anew(), project.Now());
        Assert.Equal(1, project.Emitted());
    }

    [Fact]
    public void Mistake_MovesWithTheLinesBeforeIt()
    {
        var project = new EditedProject(Usings + "public class C { void M() { } [Cache] public partial int Get(int a); }");
        Assert.NotEmpty(project.Result.Diagnostics);

        project.Edit(0, "void M() { }", "void M() {\n\n }");

        Assert.Equal(project.Anew(), project.Now());
    }

    [Theory]
    [InlineData("namespace Shop; [Cachekit.CacheDecorator] public interface IStore { [Cachekit.Cache] int Get(int id); }", "Shop.IStore.Decorator.g.cs")]
    [InlineData("namespace Shop; [Cachekit.Secrets.SecretSettings] public sealed partial record Mail(string Host);", "Shop.Mail.Settings.g.cs")]
    [InlineData("namespace Shop; public partial class Store { [Cachekit.Cache] public partial int Get(int id); private int GetCore(int id) => id; }", "Shop.Store.g.cs")]
    public void CopyOfAFile_IsNoReasonToGenerateNothing(string source, string file)
    {
        var files = TestCompilation.Generate(Catalog, Product, Money, source, source).Files;

        Assert.Contains("Shop.Catalog.g.cs", files.Keys);
        Assert.Contains(file, files.Keys);
    }

    /// <summary>Whatever is typed wherever, and whatever becomes of files, in the end there is what a build would generate.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public void AnySequenceOfEdits_LeavesWhatABuildGenerates(int first)
    {
        string[] sources =
        [
            "global using Id = System.Int32;\n[assembly: Cachekit.CacheDefaults(NullTtl = \"1m\")]", Catalog, Prices, Product, Page,
            "namespace Shop; public readonly partial record struct Money(decimal Amount); public enum Region { A, B }",
            Usings + "namespace Shop; public class Base(CachekitRuntime r) { protected CachekitRuntime R => r; public const string Life = \"5m\"; } public partial record Key(int A, Region Region) { public int B { get; init; } }",
            Usings + "namespace Shop; public partial class Orders(CachekitRuntime runtime) : Base(runtime) { [Cache(Ttl = Base.Life), CacheTag(\"a:{id}\")] public partial List<Product> Find(Id id, Key key); private List<Product> FindCore(Id id, Key key) => []; [Invalidates(nameof(Find))] public partial void Drop(Id id, Key key); }",
            Usings + "namespace Shop; public partial class Orders { private void DropCore(Id id, Key key) { _ = Catalog(); Id Catalog() => 1; } }",
            Usings + "namespace Shop; public partial record Key { public int C { get; init; } public int M() => 1; }",
            Usings + "namespace Shop; [CacheDecorator] public interface IStore { [Cache] Task<Product> GetAsync(Key key); [Secure] Money Sum(Id id); }",
        ];

        // A driver that tracks its steps has mistakes of its own where files come and go.
        var project = new EditedProject(tracks: false, sources);
        var originals = sources.ToList();
        var changes = 0;
        for (var seed = first; seed < first + 60; seed++)
        {
            var before = project.Now();
            var what = Change(project, originals, sources, seed);

            Assert.True(project.Anew() == project.Now(), $"After edit {seed}: {what}.");
            changes += before == project.Now() ? 0 : 1;
        }

        Assert.True(changes > 12, $"Only {changes} edits change what is generated.");
    }

    private static string Change(EditedProject project, List<string> originals, string[] sources, int seed)
    {
        var random = new Random(seed);
        var file = random.Next(project.Count);
        switch (random.Next(12))
        {
            case 0 when project.Count > 6:
                project.Remove(file);
                originals.RemoveAt(file);
                return $"file {file} is removed";
            case 1 when project.Count < 14:
                var added = sources[random.Next(sources.Length)];
                project.Insert(file, added);
                originals.Insert(file, added);
                return $"a file is added before {file}";
            case 2:
                project.Rename(file, $"Renamed{random.Next(3)}.cs");
                return $"file {file} is renamed";
            case 3:
                var to = random.Next(project.Count);
                var moved = originals[file];
                project.Move(file, to);
                originals.RemoveAt(file);
                originals.Insert(to, moved);
                return $"file {file} is moved to {to}";
            case 4 or 5 or 6 or 7:
                project.Edit(file, originals[file]);
                return $"file {file} is as it was at first";
            default:
                project.Edit(file, new SourceMutator(seed).Mutate(random.Next(4) == 0 ? project[file] : originals[file]));
                return $"file {file} is{Environment.NewLine}{project[file]}";
        }
    }
}
