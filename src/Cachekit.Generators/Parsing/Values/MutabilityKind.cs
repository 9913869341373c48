namespace Cachekit.Generators.Parsing.Values;

/// <summary>Why a value counts as mutable.</summary>
internal enum MutabilityKind
{
    /// <summary>A type about whose instances nothing is known.</summary>
    Unknown,

    /// <summary>A property with a setter.</summary>
    Setter,

    /// <summary>A field that is not read-only.</summary>
    Field,

    /// <summary>An array.</summary>
    Array,

    /// <summary>A collection that can be added to.</summary>
    Collection,

    /// <summary>A class that a derived one could extend, in a place that is not decoded.</summary>
    NotSealed,

    /// <summary>State that cannot be seen: of another assembly, or a captured parameter.</summary>
    Hidden,

    /// <summary>An event with a field.</summary>
    Event,
}
