using Cachekit.Generators.Models.Batches;
using Cachekit.Generators.Parsing.Values;
using Microsoft.CodeAnalysis;

namespace Cachekit.Generators.Parsing.Batches;

/// <summary>The lists that ids come in, and the collections that values go out in.</summary>
internal static class BatchForms
{
    private static readonly Dictionary<string, BatchIdsForm> Ids = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.IEnumerable`1"] = BatchIdsForm.Array,
        ["System.Collections.Generic.ICollection`1"] = BatchIdsForm.Array,
        ["System.Collections.Generic.IList`1"] = BatchIdsForm.Array,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = BatchIdsForm.Array,
        ["System.Collections.Generic.IReadOnlyList`1"] = BatchIdsForm.Array,
        ["System.Collections.Generic.List`1"] = BatchIdsForm.Constructed,
        ["System.Collections.Generic.HashSet`1"] = BatchIdsForm.Constructed,
        ["System.Memory`1"] = BatchIdsForm.Constructed,
        ["System.ReadOnlyMemory`1"] = BatchIdsForm.Constructed,
        ["System.Collections.Generic.ISet`1"] = BatchIdsForm.Set,
        ["System.Collections.Generic.IReadOnlySet`1"] = BatchIdsForm.Set,
        ["System.Collections.Immutable.ImmutableArray`1"] = BatchIdsForm.ImmutableArray,
    };

    private static readonly Dictionary<string, BatchResultForm> Results = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.Dictionary`2"] = BatchResultForm.Dictionary,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = BatchResultForm.Dictionary,
        ["System.Collections.Generic.IDictionary`2"] = BatchResultForm.DictionaryInterface,
        ["System.Collections.Immutable.ImmutableDictionary`2"] = BatchResultForm.ImmutableDictionary,
        ["System.Collections.Immutable.IImmutableDictionary`2"] = BatchResultForm.ImmutableDictionary,
        ["System.Collections.Frozen.FrozenDictionary`2"] = BatchResultForm.FrozenDictionary,
        ["System.Collections.Generic.IEnumerable`1"] = BatchResultForm.Array,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = BatchResultForm.Array,
        ["System.Collections.Generic.IReadOnlyList`1"] = BatchResultForm.Array,
        ["System.Collections.Generic.ICollection`1"] = BatchResultForm.List,
        ["System.Collections.Generic.IList`1"] = BatchResultForm.List,
        ["System.Collections.Generic.List`1"] = BatchResultForm.List,
        ["System.Collections.Immutable.ImmutableArray`1"] = BatchResultForm.ImmutableArray,
    };

    /// <summary>The type of one id, or null for a type that is no list of ids.</summary>
    public static ITypeSymbol? IdOf(ITypeSymbol type, out BatchIdsForm form)
    {
        form = BatchIdsForm.Array;
        return type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol named when IsKnown(named, Ids, out form) => named.TypeArguments[0],
            _ => null,
        };
    }

    /// <summary>The type of one value, or null for a type that has no value for each id.</summary>
    /// <param name="type">What the method returns.</param>
    /// <param name="form">What that is.</param>
    /// <param name="key">The type by which values are found; null where they are in the order of the ids.</param>
    public static ITypeSymbol? ItemOf(ITypeSymbol type, out BatchResultForm form, out ITypeSymbol? key)
    {
        form = BatchResultForm.Array;
        key = null;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            return array.ElementType;
        }

        if (type is not INamedTypeSymbol named || !IsKnown(named, Results, out form))
        {
            return null;
        }

        key = form.IsDictionary() ? named.TypeArguments[0] : null;
        return named.TypeArguments[form.IsDictionary() ? 1 : 0];
    }

    private static bool IsKnown<T>(INamedTypeSymbol type, Dictionary<string, T> forms, out T form)
    {
        form = default!;
        return type.IsGenericType && forms.TryGetValue(TypeNames.Metadata(type), out form) && WellKnownTypes.IsFramework(type);
    }
}
