namespace Cachekit.TestSupport.Servers;

/// <summary>How a <see cref="MemcachedServer"/> is set up.</summary>
public sealed record MemcachedServerOptions
{
    /// <summary>How much it keeps, in MB.</summary>
    public int MemoryMb { get; init; } = 64;

    /// <summary>How large an item may be, with its key and overhead, as memcached writes it: <c>2m</c>; <see langword="null"/> for its default of 1 MB, and less is refused.</summary>
    public string? ItemSize { get; init; }

    /// <summary>Further arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
