namespace Cachekit.Invalidation;

/// <summary>What a message is about. The numbers are on the wire.</summary>
internal enum InvalidationKind : byte
{
    /// <summary>Entries of one method.</summary>
    Entries = 1,

    /// <summary>All entries of methods.</summary>
    Methods = 2,

    /// <summary>All entries of namespaces.</summary>
    Namespaces = 3,

    /// <summary>All entries with tags.</summary>
    Tags = 4,
}
