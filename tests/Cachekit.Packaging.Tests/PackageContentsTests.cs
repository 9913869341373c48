using System.Xml.Linq;

namespace Cachekit.Packaging.Tests;

/// <summary>What is in the packages, and nothing else.</summary>
[Collection(nameof(PackageFeed))]
public sealed class PackageContentsTests(PackageFeed feed)
{
    private const string Analyzers = "analyzers/dotnet/roslyn4.8/cs/";

    private static readonly string[] Frameworks = ["net10.0", "net8.0"];

    [Fact]
    public void AllLibraries_ArePackages_AndTheGeneratorIsNone()
    {
        var ids = feed.Ids();

        Assert.Superset(
            new HashSet<string> { "Cachekit", "Cachekit.Abstractions", "Cachekit.AspNetCore", "Cachekit.Backends", "Cachekit.Secrets", "Cachekit.Testing" },
            ids.ToHashSet());
        Assert.DoesNotContain("Cachekit.Generators", ids);
        Assert.DoesNotContain("Cachekit.CodeFixes", ids);
    }

    [Fact]
    public async Task EachPackage_HasItsAssemblyWithDocumentationForEachFramework_AndItsReadme()
    {
        foreach (var id in feed.Ids())
        {
            await using var package = feed.Open(id);
            var files = Files(package);

            Assert.Equal(
                Frameworks.SelectMany(framework => new[] { $"lib/{framework}/{id}.dll", $"lib/{framework}/{id}.xml" }).Order(StringComparer.Ordinal),
                files.Where(file => file.StartsWith("lib/", StringComparison.Ordinal)));
            Assert.Contains("README.md", files);
            foreach (var documentation in package.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && entry.FullName.StartsWith("lib/", StringComparison.Ordinal)))
            {
                Assert.True(documentation.Length > 500, $"{id}: {documentation.FullName} is empty.");
            }
        }
    }

    [Fact]
    public async Task NoPackage_HasStrayFiles()
    {
        string[] known = ["lib/", "build/Cachekit.", "buildTransitive/Cachekit.", Analyzers];
        foreach (var id in feed.Ids())
        {
            await using var package = feed.Open(id);

            Assert.DoesNotContain(
                Files(package),
                file => file != "README.md" && file != $"{id}.nuspec" && !Array.Exists(known, start => file.StartsWith(start, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Cachekit_HasOneFolderOfAnalyzers_AndNoOtherPackageHasAny()
    {
        foreach (var id in feed.Ids())
        {
            await using var package = feed.Open(id);
            var analyzers = Files(package).Where(static file => file.StartsWith("analyzers/", StringComparison.Ordinal)).ToList();
            if (id != "Cachekit")
            {
                Assert.Empty(analyzers);
                continue;
            }

            // The generator with its analyzers, and the fixes where they are built. The compiler brings the rest.
            Assert.Contains(Analyzers + "Cachekit.Generators.dll", analyzers);
            Assert.All(analyzers, file => Assert.Contains(file, new[] { Analyzers + "Cachekit.Generators.dll", Analyzers + "Cachekit.CodeFixes.dll" }));
        }
    }

    [Fact]
    public async Task Cachekit_HasTheSameBuildFilesForDirectAndTransitiveUsers()
    {
        await using var package = feed.Open("Cachekit");
        var files = Files(package);

        var direct = files.Where(static file => file.StartsWith("build/", StringComparison.Ordinal)).Select(static file => file["build/".Length..]).ToList();

        Assert.Contains("Cachekit.targets", direct);
        Assert.Equal(direct, files.Where(static file => file.StartsWith("buildTransitive/", StringComparison.Ordinal)).Select(static file => file["buildTransitive/".Length..]));
    }

    [Fact]
    public async Task EachPackage_SaysWhatItIs()
    {
        foreach (var id in feed.Ids())
        {
            var metadata = await feed.ReadNuspecAsync(id);

            Assert.Equal(PackageFeed.Version, metadata.Element("version")?.Value);
            Assert.Equal("MIT", metadata.Element("license")?.Value);
            Assert.Equal("README.md", metadata.Element("readme")?.Value);
            Assert.True(metadata.Element("description")?.Value is { Length: > 30 } description && !description.StartsWith("Package Description", StringComparison.Ordinal), id);
            Assert.False(string.IsNullOrWhiteSpace(metadata.Element("tags")?.Value), id);

            // It has a part that runs: who gets it through another package needs that part.
            Assert.Null(metadata.Element("developmentDependency"));
        }
    }

    [Theory]
    [InlineData("Cachekit.Abstractions", "")]
    [InlineData("Cachekit", "Cachekit.Abstractions, Microsoft.Extensions.Configuration.Abstractions, Microsoft.Extensions.DependencyInjection.Abstractions, Microsoft.Extensions.Hosting.Abstractions, Microsoft.Extensions.Logging.Abstractions, Microsoft.Extensions.Options, Polly.Core")]
    [InlineData("Cachekit.Backends", "Cachekit, Polly.Core, StackExchange.Redis")]
    [InlineData("Cachekit.Testing", "Cachekit, Microsoft.Extensions.TimeProvider.Testing")]
    [InlineData("Cachekit.AspNetCore", "Cachekit.Backends")]
    public async Task Dependencies_AreThoseThatAreMeant(string id, string expected)
    {
        var groups = (await feed.ReadNuspecAsync(id)).Elements("dependencies").Elements("group").ToList();

        Assert.Equal(Frameworks, groups.Select(group => group.Attribute("targetFramework")!.Value).Order(StringComparer.Ordinal));
        foreach (var group in groups)
        {
            var dependencies = group.Elements("dependency").ToList();
            Assert.Equal(expected, string.Join(", ", dependencies.Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal)));
            Assert.All(
                dependencies.Where(static dependency => dependency.Attribute("id")!.Value.StartsWith("Cachekit", StringComparison.Ordinal)),
                static dependency => Assert.Equal(PackageFeed.Version, dependency.Attribute("version")!.Value));
        }
    }

    [Fact]
    public async Task DependenciesOnCachekit_LetItsGeneratorAndItsTargetsThrough()
    {
        // Without that, who references the backends only has attributes and no generator.
        var dependency = (await feed.ReadNuspecAsync("Cachekit.Backends")).Descendants("dependency").First(static dependency => dependency.Attribute("id")!.Value == "Cachekit");

        var excluded = dependency.Attribute("exclude")?.Value ?? "";

        Assert.DoesNotContain("Analyzers", excluded, StringComparison.Ordinal);
        Assert.DoesNotContain("Build", excluded.Replace("BuildTransitive", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_FoundNothing()
    {
        Assert.DoesNotContain("CP0", feed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("PKV", feed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", feed.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static List<string> Files(System.IO.Compression.ZipArchive package) =>
    [
        .. package.Entries.Select(static entry => entry.FullName)
            .Where(static name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
            .Order(StringComparer.Ordinal),
    ];
}
