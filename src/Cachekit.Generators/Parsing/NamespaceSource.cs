using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Parsing.Settings;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Finds the namespace of a method: its attribute, then <c>[CacheNamespace]</c> of its type, then the defaults of its type, of the types around it and of its assembly.</summary>
/// <param name="Value">The namespace as it is written, or null.</param>
/// <param name="Attribute">The attribute that says it.</param>
/// <param name="Argument">The named argument of that attribute, or null where it is not named.</param>
internal readonly record struct NamespaceSource(string? Value, AttributeData Attribute, string? Argument)
{
    private const string Setting = "Namespace";

    public static NamespaceSource Of(IMethodSymbol method, SettingSources sources)
    {
        var said = sources.Find<string?>(Setting);
        if (said is not { Rank: 0 } && method.ContainingType.FindAttribute(KnownNames.CacheNamespace) is { ConstructorArguments.Length: 1 } onType)
        {
            return new NamespaceSource(onType.ConstructorArguments[0].Value as string ?? "", onType, null);
        }

        return new NamespaceSource(said?.Value, sources[said?.Rank ?? 0], Setting);
    }
}
