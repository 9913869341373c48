namespace Cachekit;

/// <summary>A backend that stores entries under longer keys than those it is given.</summary>
/// <remarks>Other SDKs look under the bare key, so such a backend cannot hold entries that are shared with them; and encryption binds entries to the key under which they are stored.</remarks>
public interface IKeyPrefixCacheBackend : ICacheBackend
{
    /// <summary>What the backend puts before every key; empty when it puts nothing there.</summary>
    string KeyPrefix { get; }
}
