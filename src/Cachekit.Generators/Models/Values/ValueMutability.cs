namespace Cachekit.Generators.Models.Values;

/// <summary>What the local cache may keep of a value; a greater one allows less.</summary>
internal enum ValueMutability
{
    /// <summary>Deeply immutable, and a decoded copy cannot be told from it: the object itself may be kept.</summary>
    Immutable,

    /// <summary>Not proved for the value at hand, but a decoded copy of it is deeply immutable: the copy may be kept.</summary>
    ImmutableCopy,

    /// <summary>A caller could change what the cache holds: only the encoded bytes may be kept.</summary>
    Mutable,
}
