using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Tests.Infrastructure;

/// <summary>A source with the places of expected diagnostics in it: <c>{|CACHEKIT001:name|}</c>.</summary>
internal sealed partial class MarkedSource
{
    private readonly List<(string Id, int Start, int End)> _expected = [];

    public MarkedSource(string marked)
    {
        var text = new StringBuilder();
        var position = 0;
        foreach (Match match in Marker().Matches(marked))
        {
            text.Append(marked, position, match.Index - position);
            var start = text.Length;
            text.Append(match.Groups[2].Value);
            _expected.Add((match.Groups[1].Value, start, text.Length));
            position = match.Index + match.Length;
        }

        Text = text.Append(marked, position, marked.Length - position).ToString();
    }

    public string Text { get; }

    /// <summary>Fails unless exactly the marked diagnostics are reported, each at its place.</summary>
    public void AssertMatches(IEnumerable<Diagnostic> diagnostics)
    {
        var actual = diagnostics
            .Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End, Text: diagnostic.ToString()))
            .ToList();
        foreach (var expected in _expected)
        {
            var index = actual.FindIndex(diagnostic => (diagnostic.Id, diagnostic.Start, diagnostic.End) == expected);
            Assert.True(
                index >= 0,
                $"Missing {expected.Id} at '{Text[expected.Start..expected.End]}'. Reported: {string.Join(Environment.NewLine, actual.Select(a => a.Text))}");
            actual.RemoveAt(index);
        }

        Assert.True(actual.Count == 0, "Not expected: " + string.Join(Environment.NewLine, actual.Select(a => a.Text)));
    }

    [GeneratedRegex(@"\{\|(CACHEKIT\d+):(.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Marker();
}
