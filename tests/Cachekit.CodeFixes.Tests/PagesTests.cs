using System.Runtime.CompilerServices;

namespace Cachekit.CodeFixes.Tests;

/// <summary>The guide and the pages of the diagnostics say of the same ids that there is a fix: of those that have one.</summary>
public sealed class PagesTests
{
    private const string Remark = "**In the editor:** ";

    private static readonly string[] Ids =
    [
        .. AssemblyTests.All
            .SelectMany(fix => fix.FixableDiagnosticIds)
            .Where(id => id.StartsWith("CACHEKIT", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void PagesOfTheIds_HaveTheRemark_AndNoOthers() => Assert.Equal(
        Ids,
        Directory.GetFiles(Path.Combine(Docs(), "diagnostics"), "CACHEKIT*.md")
            .Where(page => File.ReadLines(page).Any(line => line.StartsWith(Remark, StringComparison.Ordinal)))
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void TheGuide_SaysOfEachIdWhatItsPageSays()
    {
        var guide = File.ReadAllLines(Path.Combine(Docs(), "guides", "editor.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal));

        Assert.Equal(Ids.Select(RowOf), guide);
    }

    private static string RowOf(string id)
    {
        var remark = File.ReadLines(Path.Combine(Docs(), "diagnostics", id + ".md")).Single(line => line.StartsWith(Remark, StringComparison.Ordinal))[Remark.Length..];
        var text = remark[..remark.LastIndexOf(". See ", StringComparison.Ordinal)];
        return $"| [{id}](../diagnostics/{id}.md) | {char.ToUpperInvariant(text[0])}{text[1..]} |";
    }

    private static string Docs([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cachekit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder ?? throw new DirectoryNotFoundException("There is no Cachekit.sln above the tests."), "docs");
    }
}
