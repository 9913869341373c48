using Cachekit.Generators.Models.Keys;
using Cachekit.Generators.Parsing.Keys;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Interop;

/// <summary>Which types all SDKs write alike in a key. What no key can have at all is left to the parser of keys.</summary>
internal static class InteropArgumentTypes
{
    /// <summary>What is wrong with the type of an argument, and what to write instead; null when nothing is.</summary>
    public static string? Problem(ITypeSymbol type) => Find(type) switch
    {
        null => null,
        var (wrong, reason) when SymbolEqualityComparer.Default.Equals(wrong, type) => reason,
        var (wrong, reason) => $"'{wrong.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' in it is the reason: {reason}",
    };

    /// <summary>Whether there is a date with time in the type, at any depth.</summary>
    public static bool ContainsInstant(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return ContainsInstant(array.ElementType);
            case INamedTypeSymbol named:
                if (KeyTypeNames.Of(named) is "System.DateTime" or "System.DateTimeOffset")
                {
                    return true;
                }

                foreach (var argument in named.TypeArguments)
                {
                    if (ContainsInstant(argument))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static (ITypeSymbol Type, string Reason)? Find(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: > 1 } => (type, "other SDKs know lists of one dimension only; declare it as an array of arrays"),
        IArrayTypeSymbol array => Find(array.ElementType),
        INamedTypeSymbol { TypeKind: not (TypeKind.Error or TypeKind.Enum) } named => FindNamed(named),
        _ => null,
    };

    private static (ITypeSymbol Type, string Reason)? FindNamed(INamedTypeSymbol type)
    {
        var name = KeyTypeNames.Of(type);
        switch (name)
        {
            case "System.DateOnly" or "System.TimeOnly" or "System.TimeSpan":
                return (type, "other SDKs have no such argument; pass a DateTimeOffset, or a number or text that all sides agree on");
            case "System.Uri" or "System.Version" or "System.Text.Rune":
                return (type, "other SDKs have no such argument; pass its text as a string");
            case "System.Index" or "System.Range":
                return (type, "other SDKs have no such argument; pass its numbers");
            case "System.Collections.Generic.KeyValuePair`2":
                return (type, "other SDKs have no such argument; declare it as a tuple");
            case "System.Memory`1" or "System.ReadOnlyMemory`1" or "System.ArraySegment`1" when type.TypeArguments[0].SpecialType == SpecialType.System_Byte:
            case "System.IO.FileInfo" or "System.IO.DirectoryInfo":
                return null;
        }

        // What the parser of keys refuses by itself, and says why.
        if (KeyTypeNames.Scalar(name) != ScalarForm.None
            || type.SpecialType == SpecialType.System_Object
            || type.IsRefLikeType
            || name is "System.Collections.Generic.IEnumerable`1" or "System.Linq.IQueryable`1" or "System.Collections.Generic.IAsyncEnumerable`1"
            || KeyRefusals.Always(type) is not null)
        {
            return null;
        }

        var isCollection = KeyTypeNames.Collection(name).Method.Length > 0;
        if (isCollection && type.TypeArguments is { Length: 2 } arguments)
        {
            return arguments[0] is { SpecialType: SpecialType.System_String } or { TypeKind: TypeKind.Error }
                ? Find(arguments[1])
                : (type, "the keys of a map are text in other SDKs; declare them as string");
        }

        if (isCollection || name == "System.Nullable`1" || type.IsTupleType || name.StartsWith("System.Tuple`", StringComparison.Ordinal))
        {
            foreach (var argument in type.TypeArguments)
            {
                if (Find(argument) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        return (type, "other SDKs know numbers, text, bytes, instants, lists, maps with text keys and sets only; pass what identifies it as parameters of such types");
    }
}
