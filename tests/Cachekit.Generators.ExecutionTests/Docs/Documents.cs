using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cachekit.Generators.ExecutionTests.Docs;

/// <summary>The pages with examples, and the compiled code that the examples must equal.</summary>
internal static partial class Documents
{
    private static readonly string[] ExampleFolders = ["tests/Cachekit.Generators.ExecutionTests/Docs", "tests/Cachekit.Secrets.Tests/Docs"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every page that speaks to readers, by its path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetFiles(Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The pages whose C# code is an example of use.</summary>
    public static IReadOnlyList<string> WithExamples { get; } =
        [.. All.Where(page => page == "README.md" || page.StartsWith("docs/guides/", StringComparison.Ordinal))];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    /// <summary>The C# blocks of a page, with the name that a comment in front of each gives it; no name where there is no such comment.</summary>
    public static IReadOnlyList<(string Name, string Code)> ExamplesOf(string page) =>
        [.. Fence().Matches(Read(page)).Select(match => (match.Groups["name"].Value, match.Groups["code"].Value))];

    /// <summary>The code between <c>// &lt;name&gt;</c> and <c>// &lt;/name&gt;</c>, by name, without the indentation of its place.</summary>
    public static Dictionary<string, string> Regions()
    {
        var regions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in ExampleFolders.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.cs")))
        {
            foreach (Match match in Region().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
            {
                regions.Add(match.Groups["name"].Value, Unindent(match.Groups["code"].Value, match.Groups["indent"].Length));
            }
        }

        return regions;
    }

    /// <summary>The targets of relative links, without anchors.</summary>
    public static IEnumerable<string> LinksOf(string page) => Link().Matches(Read(page))
        .Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal));

    /// <summary>The anchors of a page: its headings as GitHub writes them.</summary>
    public static IEnumerable<string> AnchorsOf(string page) => Heading().Matches(Read(page))
        .Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private static string Unindent(string code, int indent) =>
        string.Concat(code.Split('\n')[..^1].Select(line => (line.Length >= indent ? line[indent..] : line.TrimStart()) + "\n"));

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cachekit.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("There is no Cachekit.sln above the tests.");
    }

    [GeneratedRegex("^(?:<!-- example: (?<name>[a-z0-9-]+) -->\n)?```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(?<indent> *)// <(?<name>[a-z0-9-]+)>\n(?<code>.*?)^ *// </\k<name>>$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
