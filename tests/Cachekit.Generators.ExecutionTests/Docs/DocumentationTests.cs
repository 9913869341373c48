using System.Text.RegularExpressions;

namespace Cachekit.Generators.ExecutionTests.Docs;

/// <summary>What the pages show is compiled, where they lead to is there, and their lists are whole.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages => [.. Documents.All];

    public static TheoryData<string> PagesWithExamples => [.. Documents.WithExamples];

    [Theory]
    [MemberData(nameof(PagesWithExamples))]
    public void EveryExample_IsCompiledCode(string page)
    {
        var regions = Documents.Regions();
        foreach (var (name, code) in Documents.ExamplesOf(page))
        {
            Assert.True(regions.TryGetValue(name, out var compiled), $"An example of {page} is not called after compiled code:\n{code}");
            Assert.Equal(compiled, code);
        }
    }

    [Fact]
    public void EveryRegion_IsShownSomewhere() => Assert.Equal(
        Documents.Regions().Keys.Order(StringComparer.Ordinal),
        Documents.WithExamples.SelectMany(Documents.ExamplesOf).Select(example => example.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void TheMainPages_HaveExamples() => Assert.All(
        ["README.md", "docs/guides/getting-started.md", "docs/guides/methods.md"], page => Assert.NotEmpty(Documents.ExamplesOf(page)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryRelativeLink_LeadsSomewhere(string page)
    {
        foreach (var link in Documents.LinksOf(page))
        {
            var parts = link.Split('#');
            var target = parts[0].Length == 0 ? page : Path.GetRelativePath(
                Documents.Root, Path.Combine(Documents.Root, Path.GetDirectoryName(page)!, parts[0])).Replace('\\', '/');
            Assert.True(Path.Exists(Path.Combine(Documents.Root, target)), $"{page} links to {link}, which is not there.");
            if (parts.Length > 1)
            {
                Assert.Contains(parts[1], Documents.AnchorsOf(target));
            }
        }
    }

    [Fact]
    public void EveryVariable_IsExplained()
    {
        var page = Documents.Read("docs/guides/configuration.md");

        Assert.All(InSources(Variable()), variable => Assert.Contains($"`{variable}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryEventId_IsExplained()
    {
        var first = Documents.Read("docs/guides/errors-and-logs.md").Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => line.Split('|')[1].Split(',', StringSplitOptions.TrimEntries))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(InSources(EventId()), id => Assert.Contains(id, first));
    }

    private static string[] InSources(Regex regex)
    {
        var found = Directory.GetFiles(Path.Combine(Documents.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => regex.Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        Assert.True(found.Length > 20, "The sources look different from what this test knows.");
        return found;
    }

    [GeneratedRegex("\"(CACHEKIT_[A-Z0-9_]+)\"")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\[LoggerMessage\((\d+),")]
    private static partial Regex EventId();
}
