namespace Cachekit.Backends;

/// <summary>What the server answered.</summary>
internal enum MemcachedStatus
{
    /// <summary>No answer of the protocol.</summary>
    Unreadable,

    /// <summary><c>VA</c>: found, with the value.</summary>
    Value,

    /// <summary><c>EN</c>: a read found nothing.</summary>
    Missing,

    /// <summary><c>HD</c>: done, or found without asking for the value.</summary>
    Done,

    /// <summary><c>NS</c>: not stored.</summary>
    NotStored,

    /// <summary><c>EX</c>: the entry is another one than the one compared with.</summary>
    Exists,

    /// <summary><c>NF</c>: there was no entry to change.</summary>
    NotFound,

    /// <summary><c>MN</c>: the answer to a request that does nothing.</summary>
    Nothing,

    /// <summary>The server's version.</summary>
    Version,

    /// <summary><c>SERVER_ERROR</c>, <c>CLIENT_ERROR</c> or <c>ERROR</c>.</summary>
    Error,
}
