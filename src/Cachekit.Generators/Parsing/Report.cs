using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>What a parser found wrong, and where. The generator throws it away, the analyzers report it.</summary>
internal sealed class Report
{
    private readonly List<(Finding Finding, Location Location)> _findings = [];

    private readonly List<(Finding Finding, Location Location)> _refusals = [];

    private readonly Dictionary<IMethodSymbol, CachePlan> _plans = new(SymbolEqualityComparer.Default);

    public IReadOnlyList<(Finding Finding, Location Location)> Findings => _findings;

    /// <summary>Those of the findings that the generator reports itself: beside them the compiler has errors in declarations, and a build stops before analyzers run.</summary>
    public IReadOnlyList<(Finding Finding, Location Location)> Refusals => _refusals;

    /// <summary>The methods with nothing wrong and how they are cached, for analyzers that look at more than mistakes.</summary>
    public IReadOnlyDictionary<IMethodSymbol, CachePlan> Plans => _plans;

    public void Add(Location? location, string id, params string[] arguments) => Add(location, Finding.Create(id, arguments));

    /// <summary>Adds a finding that the generator reports.</summary>
    public void Refuse(Location location, string id, params string[] arguments)
    {
        var finding = Finding.Create(id, arguments);
        _refusals.Add((finding, location));
        _findings.Add((finding, location));
    }

    public void Add(Location? location, Finding finding) => _findings.Add((finding, location ?? Location.None));

    /// <summary>Adds a method that is cached. A decorator may read one for several interfaces.</summary>
    public void Add(IMethodSymbol method, CachePlan plan) => _plans[method] = plan;
}
