namespace Cachekit;

/// <summary>A store of bytes behind the in-memory layer: bytes in, bytes out, shared by processes or machines.</summary>
/// <remarks>
/// <para>Implementations are safe for concurrent use. What they can do beyond this they say by further interfaces, such as
/// <see cref="ITtlCacheBackend"/> and <see cref="IHealthCheckedCacheBackend"/>.</para>
/// <para>The synchronous members exist so that a synchronous cached method never blocks on asynchronous work where that can be avoided.</para>
/// <para>Every failure is a <see cref="CacheBackendException"/> with its <see cref="CacheBackendException.Kind"/>.</para>
/// </remarks>
public interface ICacheBackend
{
    /// <summary>A short name for logs and diagnostics, for example <c>file</c>.</summary>
    string Name { get; }

    /// <summary>Reads an entry and its remaining life in one step.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <returns>The entry, which the caller disposes of, or <see cref="BackendValue.Missing"/>.</returns>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    BackendValue Get(string key);

    /// <inheritdoc cref="Get"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes an entry, replacing an existing one. Readers see the old or the new entry, never a mixture.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="value">The bytes; not kept after the call has completed.</param>
    /// <param name="ttl">The entry's life, more than zero; <see langword="null"/>: it never expires.</param>
    /// <exception cref="CacheBackendException">The backend failed, or a limit refuses the value.</exception>
    void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl);

    /// <inheritdoc cref="Set"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="value">The bytes; not kept after the call has completed.</param>
    /// <param name="ttl">The entry's life, more than zero; <see langword="null"/>: it never expires.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default);

    /// <summary>Removes an entry.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <returns>Whether there was something to remove.</returns>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    bool Delete(string key);

    /// <inheritdoc cref="Delete"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Says whether a live entry is there, without reading its value where the backend can.</summary>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    bool Exists(string key);

    /// <inheritdoc cref="Exists"/>
    /// <param name="key">The key, exactly as stored; not empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default);
}
