using Cachekit.Generators.Models.Keys;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Keys;

/// <summary>The types that keys know by name.</summary>
internal static class KeyTypeNames
{
    /// <summary>The name with namespace and arity, for example <c>System.Collections.Generic.List`1</c>; empty for nested types.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null)
        {
            return "";
        }

        var definition = type.OriginalDefinition;
        return definition.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." + definition.MetadataName : definition.MetadataName;
    }

    /// <summary>The form of a type that is compared, hashed and written in place.</summary>
    public static ScalarForm Scalar(string name) => name switch
    {
        "System.Boolean" or "System.Char" or "System.SByte" or "System.Byte" or "System.Int16" or "System.UInt16" or "System.Int32"
            or "System.UInt32" or "System.Int64" or "System.UInt64" or "System.IntPtr" or "System.UIntPtr" or "System.Int128"
            or "System.UInt128" or "System.Numerics.BigInteger" or "System.Guid" or "System.DateOnly" or "System.TimeOnly"
            or "System.TimeSpan" or "System.Text.Rune" or "System.Version" => ScalarForm.Operator,
        "System.Half" or "System.Single" or "System.Double" or "System.Index" or "System.Range" => ScalarForm.Method,
        "System.Decimal" or "System.DateTime" or "System.DateTimeOffset" or "System.Uri" => ScalarForm.Helper,
        "System.String" => ScalarForm.Text,
        _ => ScalarForm.None,
    };

    /// <summary>The method of <c>KeyParts</c> for a collection, with whether the collection itself is immutable.</summary>
    public static (string Method, bool IsImmutable) Collection(string name) => name switch
    {
        "System.Collections.Generic.List`1" => ("List", false),
        "System.Collections.Generic.IList`1" => ("ListInterface", false),
        "System.Collections.Generic.ICollection`1" => ("CollectionInterface", false),
        "System.Collections.Generic.IReadOnlyList`1" => ("ReadOnlyListInterface", false),
        "System.Collections.Generic.IReadOnlyCollection`1" => ("ReadOnlyCollectionInterface", false),
        "System.Collections.Generic.LinkedList`1" => ("LinkedList", false),
        "System.Collections.Generic.Queue`1" => ("Queue", false),
        "System.Collections.Generic.Stack`1" => ("Stack", false),
        "System.Collections.ObjectModel.Collection`1" => ("Collection", false),
        "System.Collections.ObjectModel.ReadOnlyCollection`1" => ("ReadOnlyCollection", false),
        "System.Collections.ObjectModel.ObservableCollection`1" => ("ObservableCollection", false),
        "System.Collections.Immutable.ImmutableArray`1" => ("ImmutableArray", true),
        "System.Collections.Immutable.ImmutableList`1" => ("ImmutableList", true),
        "System.Collections.Immutable.IImmutableList`1" => ("ImmutableListInterface", true),
        "System.Collections.Immutable.ImmutableQueue`1" => ("ImmutableQueue", true),
        "System.Collections.Immutable.ImmutableStack`1" => ("ImmutableStack", true),
        "System.Collections.Generic.HashSet`1" => ("HashSet", false),
        "System.Collections.Generic.ISet`1" => ("SetInterface", false),
        "System.Collections.Generic.IReadOnlySet`1" => ("ReadOnlySetInterface", false),
        "System.Collections.Generic.SortedSet`1" => ("SortedSet", false),
        "System.Collections.Immutable.ImmutableHashSet`1" => ("ImmutableHashSet", true),
        "System.Collections.Immutable.ImmutableSortedSet`1" => ("ImmutableSortedSet", true),
        "System.Collections.Immutable.IImmutableSet`1" => ("ImmutableSetInterface", true),
        "System.Collections.Frozen.FrozenSet`1" => ("FrozenSet", true),
        "System.Collections.Generic.Dictionary`2" => ("Dictionary", false),
        "System.Collections.Generic.IDictionary`2" => ("DictionaryInterface", false),
        "System.Collections.Generic.IReadOnlyDictionary`2" => ("ReadOnlyDictionaryInterface", false),
        "System.Collections.ObjectModel.ReadOnlyDictionary`2" => ("ReadOnlyDictionary", false),
        "System.Collections.Generic.SortedDictionary`2" => ("SortedDictionary", false),
        "System.Collections.Generic.SortedList`2" => ("SortedList", false),
        "System.Collections.Concurrent.ConcurrentDictionary`2" => ("ConcurrentDictionary", false),
        "System.Collections.Immutable.ImmutableDictionary`2" => ("ImmutableDictionary", true),
        "System.Collections.Immutable.ImmutableSortedDictionary`2" => ("ImmutableSortedDictionary", true),
        "System.Collections.Immutable.IImmutableDictionary`2" => ("ImmutableDictionaryInterface", true),
        "System.Collections.Frozen.FrozenDictionary`2" => ("FrozenDictionary", true),
        "System.Collections.Generic.KeyValuePair`2" => ("KeyValuePair", true),
        _ => ("", false),
    };
}
