namespace Cachekit.Telemetry;

/// <summary>What was made invalid.</summary>
internal enum InvalidationScope
{
    /// <summary>One entry.</summary>
    Entry = 0,

    /// <summary>All entries of a method.</summary>
    Method,

    /// <summary>All entries of a namespace.</summary>
    Namespace,

    /// <summary>All entries with a tag.</summary>
    Tag,
}
