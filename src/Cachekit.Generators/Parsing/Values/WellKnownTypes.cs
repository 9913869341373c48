using Cachekit.Generators.Models.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Values;

/// <summary>The types of the framework that have a codec in the runtime.</summary>
internal static class WellKnownTypes
{
    private static readonly Dictionary<string, string> Scalars = new(StringComparer.Ordinal)
    {
        ["System.Boolean"] = "Boolean",
        ["System.Byte"] = "Byte",
        ["System.SByte"] = "SByte",
        ["System.Int16"] = "Int16",
        ["System.UInt16"] = "UInt16",
        ["System.Int32"] = "Int32",
        ["System.UInt32"] = "UInt32",
        ["System.Int64"] = "Int64",
        ["System.UInt64"] = "UInt64",
        ["System.IntPtr"] = "IntPtr",
        ["System.UIntPtr"] = "UIntPtr",
        ["System.Char"] = "Char",
        ["System.Single"] = "Single",
        ["System.Double"] = "Double",
        ["System.Half"] = "Half",
        ["System.Decimal"] = "Decimal",
        ["System.Int128"] = "Int128",
        ["System.UInt128"] = "UInt128",
        ["System.Numerics.BigInteger"] = "BigInteger",
        ["System.String"] = "String",
        ["System.Guid"] = "Guid",
        ["System.DateTime"] = "DateTime",
        ["System.DateTimeOffset"] = "DateTimeOffset",
        ["System.DateOnly"] = "DateOnly",
        ["System.TimeOnly"] = "TimeOnly",
        ["System.TimeSpan"] = "TimeSpan",
        ["System.Uri"] = "Uri",
        ["System.Version"] = "Version",
        ["System.Index"] = "Index",
        ["System.Range"] = "Range",
        ["System.Text.Rune"] = "Rune",
    };

    private static readonly Dictionary<string, string> ByteBuffers = new(StringComparer.Ordinal)
    {
        ["System.Memory`1"] = "MemoryOfByte",
        ["System.ReadOnlyMemory`1"] = "ReadOnlyMemoryOfByte",
        ["System.ArraySegment`1"] = "ArraySegmentOfByte",
    };

    // Hashed and sorted collections carry a comparer that is not stored, so that a copy may answer otherwise than the original:
    // they are never kept as they are.
    private static readonly Dictionary<string, CollectionForm> Collections = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = Mutable("List"),
        ["System.Collections.Generic.IList`1"] = Mutable("ListInterface"),
        ["System.Collections.Generic.ICollection`1"] = Mutable("CollectionInterface"),
        ["System.Collections.Generic.HashSet`1"] = Mutable("HashSet"),
        ["System.Collections.Generic.SortedSet`1"] = Mutable("SortedSet"),
        ["System.Collections.Generic.ISet`1"] = Mutable("SetInterface"),
        ["System.Collections.Generic.LinkedList`1"] = Mutable("LinkedList"),
        ["System.Collections.Generic.Queue`1"] = Mutable("Queue"),
        ["System.Collections.Generic.Stack`1"] = Mutable("Stack"),
        ["System.Collections.ObjectModel.Collection`1"] = Mutable("Collection"),
        ["System.Collections.ObjectModel.ObservableCollection`1"] = Mutable("ObservableCollection"),
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = Copy("ReadOnlyCollection"),
        ["System.Collections.Concurrent.ConcurrentBag`1"] = Mutable("ConcurrentBag"),
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = Mutable("ConcurrentQueue"),
        ["System.Collections.Concurrent.ConcurrentStack`1"] = Mutable("ConcurrentStack"),
        ["System.Collections.Generic.IEnumerable`1"] = Copy("Enumerable"),
        ["System.Collections.Generic.IReadOnlyList`1"] = Copy("ReadOnlyListInterface"),
        ["System.Collections.Generic.IReadOnlyCollection`1"] = Copy("ReadOnlyCollectionInterface"),
        ["System.Collections.Generic.IReadOnlySet`1"] = Copy("ReadOnlySetInterface"),
        ["System.Collections.Generic.Dictionary`2"] = Mutable("Dictionary"),
        ["System.Collections.Generic.IDictionary`2"] = Mutable("DictionaryInterface"),
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = Copy("ReadOnlyDictionaryInterface"),
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2"] = Copy("ReadOnlyDictionary"),
        ["System.Collections.Generic.SortedDictionary`2"] = Mutable("SortedDictionary"),
        ["System.Collections.Generic.SortedList`2"] = Mutable("SortedList"),
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = Mutable("ConcurrentDictionary"),
        ["System.Collections.Immutable.ImmutableArray`1"] = Immutable("ImmutableArray"),
        ["System.Collections.Immutable.ImmutableList`1"] = Immutable("ImmutableList"),
        ["System.Collections.Immutable.ImmutableQueue`1"] = Immutable("ImmutableQueue"),
        ["System.Collections.Immutable.ImmutableStack`1"] = Immutable("ImmutableStack"),
        ["System.Collections.Immutable.ImmutableHashSet`1"] = Copy("ImmutableHashSet"),
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = Copy("ImmutableSortedSet"),
        ["System.Collections.Immutable.ImmutableDictionary`2"] = Copy("ImmutableDictionary"),
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = Copy("ImmutableSortedDictionary"),
        ["System.Collections.Immutable.IImmutableList`1"] = Copy("ImmutableListInterface"),
        ["System.Collections.Immutable.IImmutableSet`1"] = Copy("ImmutableSetInterface"),
        ["System.Collections.Immutable.IImmutableDictionary`2"] = Copy("ImmutableDictionaryInterface"),
        ["System.Collections.Immutable.IImmutableQueue`1"] = Copy("ImmutableQueueInterface"),
        ["System.Collections.Immutable.IImmutableStack`1"] = Copy("ImmutableStackInterface"),
        ["System.Collections.Frozen.FrozenSet`1"] = Copy("FrozenSet"),
        ["System.Collections.Frozen.FrozenDictionary`2"] = Copy("FrozenDictionary"),
        ["System.Collections.Generic.KeyValuePair`2"] = Immutable("KeyValuePair"),
    };

    /// <summary>The name of a scalar's codec, or null.</summary>
    public static string? Scalar(INamedTypeSymbol type) =>
        Scalars.TryGetValue(TypeNames.Metadata(type), out var name) && IsFramework(type) ? name : null;

    /// <summary>The name of the codec of a view on bytes, or null.</summary>
    public static string? ByteBuffer(INamedTypeSymbol type) =>
        type.TypeArguments.Length == 1
        && type.TypeArguments[0].SpecialType == SpecialType.System_Byte
        && ByteBuffers.TryGetValue(TypeNames.Metadata(type), out var name)
        && IsFramework(type)
            ? name
            : null;

    public static CollectionForm? Collection(INamedTypeSymbol type) =>
        type.IsGenericType && Collections.TryGetValue(TypeNames.Metadata(type), out var form) && IsFramework(type) ? form : null;

    /// <summary>Whether the type comes with .NET: nothing is known about the private state of such a type.</summary>
    public static bool IsFramework(ITypeSymbol type)
    {
        var assembly = type.ContainingAssembly?.Name;
        return assembly is "mscorlib" or "netstandard" or "System" || assembly?.StartsWith("System.", StringComparison.Ordinal) == true;
    }

    /// <summary>Whether a name means one of the codecs of the runtime.</summary>
    public static bool IsCodecName(string name)
    {
        foreach (var scalar in Scalars.Values)
        {
            if (scalar == name)
            {
                return true;
            }
        }

        foreach (var buffer in ByteBuffers.Values)
        {
            if (buffer == name)
            {
                return true;
            }
        }

        return name is "ByteArray" or "EmptyTuple";
    }

    private static CollectionForm Immutable(string factory) => new(factory, ValueMutability.Immutable);

    private static CollectionForm Copy(string factory) => new(factory, ValueMutability.ImmutableCopy);

    private static CollectionForm Mutable(string factory) => new(factory, ValueMutability.Mutable);
}
