using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Settings;

/// <summary>The attributes that say something about a cached method, the nearest first: its own, those of the types around it, that of its assembly.</summary>
/// <remarks>The rank of a setting is the index of the attribute that says it. A nearer one has the smaller rank.</remarks>
internal sealed class SettingSources
{
    private readonly List<AttributeData> _attributes = [];

    private SettingSources()
    {
    }

    /// <summary>Finds the attributes of a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="cache">Its own attribute.</param>
    public static SettingSources Of(IMethodSymbol method, AttributeData cache)
    {
        var sources = new SettingSources();
        sources._attributes.Add(cache);
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            sources.AddDefaultsOf(type);
        }

        sources.AddDefaultsOf(method.ContainingAssembly);
        return sources;
    }

    public AttributeData this[int rank] => _attributes[rank];

    /// <summary>The settings that the nearest attribute gives.</summary>
    public Said<T>? Find<T>(string setting)
    {
        for (var rank = 0; rank < _attributes.Count; rank++)
        {
            if (this[rank].TryGet<T>(setting, out var value))
            {
                return new Said<T>(value!, rank);
            }
        }

        return null;
    }

    /// <summary>The rank of the attribute that chooses the preset; the method's own where none does.</summary>
    public int PresetRank(CancellationToken cancellationToken)
    {
        if (AttributeSyntaxReader.HasPositionalArgument(this[0], cancellationToken))
        {
            return 0;
        }

        for (var rank = 1; rank < _attributes.Count; rank++)
        {
            if (this[rank].ConstructorArguments.Length > 0)
            {
                return rank;
            }
        }

        return 0;
    }

    /// <summary>The place of a setting's value, or of the preset.</summary>
    public Location? LocationOf(int rank, string? setting, CancellationToken cancellationToken) =>
        AttributeSyntaxReader.LocationOf(this[rank], setting, cancellationToken);

    private void AddDefaultsOf(ISymbol symbol)
    {
        if (symbol.FindAttribute(KnownNames.CacheDefaults) is { } defaults)
        {
            _attributes.Add(defaults);
        }
    }
}
