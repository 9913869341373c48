namespace Cachekit.Streams;

/// <summary>What a reader of a recording finds behind the item that it has.</summary>
internal enum StreamStep
{
    /// <summary>Another item.</summary>
    Item,

    /// <summary>The end.</summary>
    End,

    /// <summary>All of it at once: it was in the cache, or somebody has set it.</summary>
    Found,
}
