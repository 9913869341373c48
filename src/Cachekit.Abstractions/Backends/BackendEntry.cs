namespace Cachekit;

/// <summary>An entry to write.</summary>
/// <param name="Key">The key, exactly as stored; not empty.</param>
/// <param name="Value">The bytes; not kept after the call has completed.</param>
/// <param name="Ttl">The entry's life, more than zero; <see langword="null"/>: it never expires.</param>
public readonly record struct BackendEntry(string Key, ReadOnlyMemory<byte> Value, TimeSpan? Ttl);
