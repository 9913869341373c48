using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cachekit.Generators.Diagnostics;
using Cachekit.Generators.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Diagnostics;

/// <summary>Every diagnostic has a page that tells the truth: its title is the compiler's, its code is refused, its fix is not.</summary>
public sealed partial class DiagnosticPagesTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel.DataAnnotations;
        using System.IO;
        using System.Text;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using Cachekit;
        using Cachekit.Secrets;
        using Microsoft.Extensions.Logging;

        """;

    private static readonly string[] Headings =
        ["## The code", "## Why it is wrong", "## The fix", "## What is not reported", "## How to switch it off"];

    public static TheoryData<string> Ids => [.. AllIds()];

    [Fact]
    public void EveryId_HasAPage_AndEveryPageAnId() => Assert.Equal(
        AllIds().Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder(), "CACHEKIT*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryId_HasADescriptor() => Assert.Equal(AllIds().Order(StringComparer.Ordinal), AllDescriptors().Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasTheTitleAndTheSections(string id)
    {
        var lines = File.ReadAllLines(PageOf(id));

        Assert.Equal($"# {id}: {AllDescriptors()[id].Title.ToString(CultureInfo.InvariantCulture)}", lines[0]);
        Assert.Equal(Headings, lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains($"dotnet_diagnostic.{id}.severity = none", lines);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void HelpLink_LeadsToThePage(string id)
    {
        var link = new Uri(AllDescriptors()[id].HelpLinkUri);

        Assert.Equal("https", link.Scheme);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", link.AbsolutePath, StringComparison.Ordinal);
        Assert.True(File.Exists(PageOf(id)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Table_HasTheIdAndItsTitle(string id)
    {
        var title = AllDescriptors()[id].Title.ToString(CultureInfo.InvariantCulture);

        Assert.Contains($"| [{id}]({id}.md) | {title} |", File.ReadAllLines(Path.Combine(Folder(), "README.md")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ReleaseTable_HasTheIdWithItsCategoryAndSeverity(string id)
    {
        // The compiler's own check sees the ids only, since the descriptors come from a factory.
        var descriptor = AllDescriptors()[id];
        var start = $"{id} | {descriptor.Category} | {(descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity.ToString() : "Disabled")} | {descriptor.Title.ToString(CultureInfo.InvariantCulture)}, ";
        var project = Path.Combine(Folder(), "..", "..", "src", "Cachekit.Generators");

        Assert.Single(
            File.ReadLines(Path.Combine(project, "AnalyzerReleases.Shipped.md")).Concat(File.ReadLines(Path.Combine(project, "AnalyzerReleases.Unshipped.md"))),
            line => line.StartsWith(start, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task CodeOfThePage_IsRefusedWithTheId_AndTheFixIsNot(string id)
    {
        var examples = Example().Matches(await File.ReadAllTextAsync(PageOf(id), TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value).ToArray();
        if (id.StartsWith("CACHEKIT9", StringComparison.Ordinal))
        {
            // What is wrong there is the project, not the code.
            Assert.Empty(examples);
            return;
        }

        Assert.Equal(2, examples.Length);
        var withIdeas = TestCompilation.Ideas.Contains(id);
        var refused = TestCompilation.Generate(Usings + examples[0]);
        Assert.Equal(id, Assert.Single(await TestCompilation.AnalyzeAsync(refused, withIdeas)).Id);

        var accepted = TestCompilation.Generate(Usings + examples[1]);
        Assert.Empty(await TestCompilation.AnalyzeAsync(accepted, withIdeas));
        accepted.AssertCompiles();
        Assert.NotEmpty(accepted.Files);
    }

    private static List<string> AllIds() => [.. typeof(DiagnosticIds)
        .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!)];

    private static Dictionary<string, DiagnosticDescriptor> AllDescriptors() => Descriptors.Parsed
        .ToDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    private static string PageOf(string id) => Path.Combine(Folder(), id + ".md");

    private static string Folder([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cachekit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new DirectoryNotFoundException("There is no Cachekit.sln above the tests."), "docs", "diagnostics");
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Example();
}
