namespace Cachekit.Generators.Parsing;

/// <summary>What a duration is for, and so which ones make sense.</summary>
internal enum DurationKind
{
    /// <summary>The life of entries: more than zero, or never.</summary>
    Life,

    /// <summary>A part of an entry's life: zero is none of it, and it ends.</summary>
    Window,

    /// <summary>A wait: zero is none, and it is no longer than a timer can be set to.</summary>
    Wait,

    /// <summary>A limit of time: more than zero, and no longer than a timer can be set to.</summary>
    Timeout,
}
