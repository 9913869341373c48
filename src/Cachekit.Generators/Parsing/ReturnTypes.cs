using Cachekit.Generators.Infrastructure;
using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing;

/// <summary>Tells tasks from values.</summary>
internal static class ReturnTypes
{
    /// <summary>What a return type is, and the type of the value in it.</summary>
    public static (ReturnKind Kind, ITypeSymbol? Value) Classify(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return (ReturnKind.Void, null);
        }

        if (type is INamedTypeSymbol named)
        {
            if (named.Is(KnownNames.Task))
            {
                return (ReturnKind.TaskOfValue, named.TypeArguments[0]);
            }

            if (named.Is(KnownNames.ValueTask))
            {
                return (ReturnKind.ValueTaskOfValue, named.TypeArguments[0]);
            }

            if (named.Is(KnownNames.Stream) && ListOf(named.TypeArguments[0], named) is { } list)
            {
                return (ReturnKind.Stream, list);
            }

            if (named.Is(KnownNames.PlainTask))
            {
                return (ReturnKind.Task, null);
            }

            if (named.Is(KnownNames.PlainValueTask))
            {
                return (ReturnKind.ValueTask, null);
            }
        }

        return type.IsRefLikeType || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol ? (ReturnKind.Unsupported, null) : (ReturnKind.Value, type);
    }

    /// <summary>The type of the value in a <c>Cacheable&lt;T&gt;</c>; <see langword="null"/> for another type.</summary>
    public static ITypeSymbol? InCacheable(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && named.Is(KnownNames.Cacheable) ? named.TypeArguments[0] : null;

    /// <summary>What is stored of a stream; the interface is in the assembly that has streams.</summary>
    private static ITypeSymbol? ListOf(ITypeSymbol item, INamedTypeSymbol stream) =>
        stream.ContainingAssembly.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyList`1")?.Construct(item);
}
