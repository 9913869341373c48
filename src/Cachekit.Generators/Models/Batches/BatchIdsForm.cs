namespace Cachekit.Generators.Models.Batches;

/// <summary>How the ids are passed to the body.</summary>
internal enum BatchIdsForm
{
    /// <summary>An array, or an interface that arrays have.</summary>
    Array,

    /// <summary>A type with a constructor that takes an array.</summary>
    Constructed,

    /// <summary>An interface of sets.</summary>
    Set,

    /// <summary>An immutable array.</summary>
    ImmutableArray,
}
