namespace Cachekit.Backends;

/// <summary>One call of the API, which may take several requests.</summary>
/// <param name="operation">What it does.</param>
/// <param name="key">The key; <see langword="null"/>: it is about no entry.</param>
/// <param name="path">The path, encoded.</param>
internal sealed class HttpCall(HttpOperation operation, string? key, string path)
{
    public HttpOperation Operation { get; } = operation;

    public string? Key { get; } = key;

    public string Path { get; } = path;

    /// <summary>The body; <see langword="null"/>: there is none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public bool IsJson { get; init; }

    /// <summary>The life of a written entry in seconds, or 0 for one that never expires.</summary>
    public long TtlSeconds { get; init; }

    /// <summary>The stale window of a written entry in seconds, or 0 for none.</summary>
    public long StaleSeconds { get; init; }

    public string? LockId { get; init; }
}
