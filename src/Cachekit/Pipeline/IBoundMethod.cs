using Cachekit.Configuration;
using Cachekit.Telemetry;

namespace Cachekit.Pipeline;

/// <summary>What a runtime has to know about the methods that use it, whatever their types are.</summary>
internal interface IBoundMethod
{
    string? Namespace { get; }

    /// <summary>The backend, or <see langword="null"/>.</summary>
    ICacheBackend? Backend { get; }

    /// <summary>The settings that apply, and what happened so far.</summary>
    CachedMethodInfo Info { get; }

    /// <summary>What happens to the method.</summary>
    MethodTelemetry Telemetry { get; }

    /// <summary>Finds out what other settings of the runtime mean for the method.</summary>
    /// <returns>Puts them into effect; <see langword="null"/>: nothing is different.</returns>
    /// <exception cref="CacheConfigurationException">They do not go together with what the method says itself.</exception>
    Action? Change(RuntimeSettings settings);

    /// <summary>Whether the backend may hold entries that the invalidation of a whole method or namespace does not reach.</summary>
    bool LeavesSharedEntries { get; }

    /// <summary>Removes the entries from the backend that are shared with other SDKs; nothing happens where there are none, or no way to.</summary>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    ValueTask DeleteSharedAsync(CancellationToken cancellationToken);

    /// <summary>Makes the method's own entries invalid in the backend, where they do not obey the marker of the namespace; otherwise nothing happens.</summary>
    /// <exception cref="CacheBackendException">The backend failed.</exception>
    ValueTask RaiseUnlessIndexedAsync(CancellationToken cancellationToken);

    /// <summary>How long a marker has to be kept so that it outlives the method's entries; <see langword="null"/>: for ever.</summary>
    TimeSpan? MarkerLife { get; }

    /// <summary>Makes the entries with a tag go from memory.</summary>
    /// <param name="tag">The tag's hash.</param>
    void InvalidateTag(ulong tag);

    /// <summary>Takes all running flights out of the table; their results are returned, but not stored.</summary>
    void DetachFlights();
}
