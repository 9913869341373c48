using Cachekit.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Finds the namespace of a method: its attribute, then its type, then its assembly.</summary>
/// <param name="Value">The namespace as it is written, or null.</param>
/// <param name="Attribute">The attribute that says it.</param>
/// <param name="Argument">The named argument of that attribute, or null where it is not named.</param>
internal readonly record struct NamespaceSource(string? Value, AttributeData Attribute, string? Argument)
{
    private const string Setting = "Namespace";

    public static NamespaceSource Of(IMethodSymbol method, AttributeData cache, AttributeData? defaults)
    {
        if (cache.TryGet<string>(Setting, out var value))
        {
            return new NamespaceSource(value, cache, Setting);
        }

        if (method.ContainingType.FindAttribute(KnownNames.CacheNamespace) is { ConstructorArguments.Length: 1 } onType)
        {
            return new NamespaceSource(onType.ConstructorArguments[0].Value as string ?? "", onType, null);
        }

        return defaults is not null && defaults.TryGet(Setting, out value)
            ? new NamespaceSource(value, defaults, Setting)
            : new NamespaceSource(null, cache, Setting);
    }
}
