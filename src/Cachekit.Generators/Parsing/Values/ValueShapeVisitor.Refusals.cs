using Cachekit.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <content>Which types are no values.</content>
internal sealed partial class ValueShapeVisitor
{
    private Finding? Refusal(INamedTypeSymbol type, string path)
    {
        if (NotDataReason.Of(type) is { } reason)
        {
            return ValueFindings.NotData(path, type, reason);
        }

        if (type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum or SpecialType.System_Array)
        {
            return ValueFindings.Untyped(path, type);
        }

        if (TypeAccess.ForeignParameter(type, within) is { } parameter)
        {
            return ValueFindings.Open(path, parameter);
        }

        if (TypeAccess.IsFileLocal(type))
        {
            return ValueFindings.NotAccessible(path, type, within, "a file-local type has no name in other files; remove 'file'");
        }

        if (!compilation.IsSymbolAccessibleWithin(type, within))
        {
            return ValueFindings.NotAccessible(path, type, within, "make it internal or public");
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            return null;
        }

        if (CollectionInstead(type) is { } instead)
        {
            return WellKnownTypes.IsFramework(type) ? UnsupportedCollection(type, path) : ValueFindings.CustomCollection(path, type, instead);
        }

        if (WellKnownTypes.IsFramework(type))
        {
            return ValueFindings.NotSupported(path, type);
        }

        return type.IsAbstract && !KnownSubtypes.Exist(type) ? ValueFindings.NoKnownSubtypes(path, type) : null;
    }

    // The collections from before generics hold objects.
    private static Finding UnsupportedCollection(INamedTypeSymbol type, string path) =>
        type.IsGenericType ? ValueFindings.NotSupported(path, type) : ValueFindings.Untyped(path, type);

    /// <summary>For an enumerable type the collection of the framework to use instead; null for a type that is no collection.</summary>
    private static string? CollectionInstead(INamedTypeSymbol type)
    {
        var instead = type.SpecialType == SpecialType.System_Collections_IEnumerable ? "List<T>" : null;
        foreach (var implemented in type.AllInterfaces)
        {
            switch (TypeNames.Metadata(implemented))
            {
                case "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2":
                    return $"Dictionary<{TypeNames.Short(implemented.TypeArguments[0])}, {TypeNames.Short(implemented.TypeArguments[1])}>";
                case "System.Collections.Generic.IEnumerable`1":
                    instead = $"List<{TypeNames.Short(implemented.TypeArguments[0])}>";
                    break;
                case "System.Collections.IEnumerable":
                    instead ??= "List<T>";
                    break;
            }
        }

        return instead;
    }
}
