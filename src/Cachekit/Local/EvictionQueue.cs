namespace Cachekit.Local;

/// <summary>Where an entry stands in its namespace.</summary>
internal enum EvictionQueue : byte
{
    /// <summary>Not kept (yet or any more).</summary>
    None,

    /// <summary>Asked for once, as far as is known.</summary>
    New,

    /// <summary>Asked for again after it had been stored.</summary>
    Proven,
}
