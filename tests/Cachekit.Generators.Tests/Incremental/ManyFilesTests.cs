using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Incremental;

/// <summary>In a project of many files an edit costs what it changes, wherever among them it is.</summary>
public sealed class ManyFilesTests
{
    private const int Count = 60;
    private const int Plain = Count;

    private static readonly string[] Steps =
        [TrackingNames.ParsedTrees, TrackingNames.CachedMethods, TrackingNames.InvalidatingMethods, TrackingNames.Types, TrackingNames.Decorators];

    [Theory]
    [InlineData("return 1;", "return 2;")]
    [InlineData("Width", "Height")]
    [InlineData("class Page", "class Sheet")]
    [InlineData("namespace", "// a comment\n\nnamespace")]
    public void UnrelatedEdit_RunsNoStepAgain(string old, string @new)
    {
        var project = Project();

        project.Edit(Plain, old, @new);

        foreach (var step in Steps)
        {
            Assert.All(project.Reasons(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }

        Assert.Equal(0, project.Parsed());
        Assert.Equal(0, project.Emitted());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(Count - 2)]
    public void EditOfOneMethod_RunsAgainWhatItChanges(int file)
    {
        var project = Project();

        project.Edit(file, "[Cache]", "[Cache(Ttl = \"5m\")]");

        Assert.Equal(1, project.Parsed());
        Assert.Equal(1, project.Changed(TrackingNames.CachedMethods));
        Assert.Equal(0, project.Changed(TrackingNames.InvalidatingMethods));
        Assert.Equal(1, project.Changed(TrackingNames.Types));
        Assert.Equal(0, project.Changed(TrackingNames.Decorators));
        Assert.Equal(1, project.Emitted());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(45)]
    public void NewFile_ParsesAndEmitsItsOwn(int place)
    {
        var project = Project();
        var before = project.Now();

        project.Insert(place, Annotated($"New{place}"));
        Assert.Equal(1, project.Parsed());
        Assert.Equal(1, project.Emitted());
        Assert.Equal(project.Anew(), project.Now());

        project.Remove(place);
        Assert.Equal(0, project.Parsed());
        Assert.Equal(0, project.Emitted());
        Assert.Equal(before, project.Now());
    }

    [Fact]
    public void NewDecorator_EmitsItsOwn()
    {
        var project = Project();

        project.Insert(20, Decorated("N"));

        Assert.Equal(0, project.Parsed());
        Assert.Equal(1, project.Changed(TrackingNames.Decorators));
        Assert.Equal(1, project.Emitted());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void FirstAttributeInAFile_EmitsItsOwn()
    {
        var project = Project();
        project.Insert(10, "using Cachekit; namespace Shop; public partial class Typed { public partial int Get(int id); private int GetCore(int id) => id; }");

        project.Edit(10, "public partial int Get", "[Cache] public partial int Get");
        Assert.Equal(1, project.Parsed());
        Assert.Equal(1, project.Emitted());

        project.Edit(10, "[Cache] ", "");
        Assert.Equal(0, project.Parsed());
        Assert.Equal(0, project.Emitted());
        Assert.Equal(project.Anew(), project.Now());
    }

    [Fact]
    public void MovedAndRenamedFiles_EmitNothing()
    {
        var project = Project();
        var before = project.Now();

        project.Move(50, 2);
        Assert.Equal(0, project.Parsed());
        Assert.Equal(0, project.Emitted());

        project.Rename(32, "Renamed.cs");
        Assert.Equal(1, project.Parsed());
        Assert.Equal(0, project.Emitted());
        Assert.Equal(before, project.Now());
        Assert.Equal(before, project.Anew());
    }

    /// <summary>The driver keeps what it has of all others while some come and go.</summary>
    [Fact]
    public void FilesThatComeAndGo_LeaveTheOthers()
    {
        var project = Project();
        var before = project.Now();
        for (var i = 0; i < 8; i++)
        {
            var file = i * 7;
            var text = project[file];
            project.Remove(file);
            Assert.Equal(project.Anew(), project.Now());

            project.Edit(project.Count - 1, i % 2 == 0 ? "return 1;" : "return 2;", i % 2 == 0 ? "return 2;" : "return 1;");
            Assert.Equal(project.Anew(), project.Now());

            project.Insert(file, text);
            Assert.Equal(before, project.Now());
        }
    }

    private static EditedProject Project() => new(
    [
        .. Enumerable.Range(0, Count).Select(static i => i % 6 == 5 ? Decorated($"{i:00}") : Annotated($"T{i:00}")),
        "namespace Shop; public sealed class Page { public int Width { get; set; } public int Render() { return 1; } }",
    ]);

    private static string Annotated(string type) =>
        $"using Cachekit; namespace Shop; public partial class {type} {{ [Cache] public partial int Get(int id); private int GetCore(int id) => id; [Invalidates(nameof(Get))] public partial void Drop(int id); private void DropCore(int id) {{ }} }}";

    private static string Decorated(string name) => $"using Cachekit; namespace Shop; [CacheDecorator] public interface IStore{name} {{ [Cache] int Get(int id); }}";
}
