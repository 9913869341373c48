namespace Cachekit.Generators.ExecutionTests.Docs;

/// <summary>What the pages show is compiled, and where they lead to is there.</summary>
public sealed class DocumentationTests
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
}
