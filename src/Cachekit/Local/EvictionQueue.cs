namespace Cachekit.Local;

/// <summary>Where an entry stands on its way through a namespace.</summary>
internal enum EvictionQueue : byte
{
    /// <summary>Not kept (yet or any more).</summary>
    None,

    /// <summary>On probation: new, and so far not hit often enough.</summary>
    Small,

    /// <summary>Proved to be wanted more than once.</summary>
    Main,
}
