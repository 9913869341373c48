using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>What a parser found wrong, and where. The generator throws it away, the analyzers report it.</summary>
internal sealed class Report
{
    private readonly List<(Finding Finding, Location Location)> _findings = [];

    public IReadOnlyList<(Finding Finding, Location Location)> Findings => _findings;

    public void Add(Location? location, string id, params string[] arguments) => Add(location, Finding.Create(id, arguments));

    public void Add(Location? location, Finding finding) => _findings.Add((finding, location ?? Location.None));
}
