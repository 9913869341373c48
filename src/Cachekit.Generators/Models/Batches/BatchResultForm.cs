namespace Cachekit.Generators.Models.Batches;

/// <summary>What a batch returns.</summary>
internal enum BatchResultForm
{
    /// <summary>A dictionary, or the interface of one that cannot be changed.</summary>
    Dictionary,

    /// <summary>The interface of a dictionary that can be changed.</summary>
    DictionaryInterface,

    /// <summary>An immutable dictionary.</summary>
    ImmutableDictionary,

    /// <summary>A frozen dictionary.</summary>
    FrozenDictionary,

    /// <summary>An array, or an interface that arrays have.</summary>
    Array,

    /// <summary>A list, or an interface of one that can be changed.</summary>
    List,

    /// <summary>An immutable array.</summary>
    ImmutableArray,
}

internal static class BatchResultForms
{
    public static bool IsDictionary(this BatchResultForm form) => form is BatchResultForm.Dictionary or BatchResultForm.DictionaryInterface
        or BatchResultForm.ImmutableDictionary or BatchResultForm.FrozenDictionary;
}
