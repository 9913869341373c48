using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cachekit.AspNetCore;

/// <summary>How a Cachekit server works: who may use it, where it keeps entries, and its limits.</summary>
/// <remarks>
/// The section <c>Cachekit:Server</c> of the host's configuration sets these first, then code. All mistakes are reported together when the
/// host starts. Later changes of <see cref="Keys"/> in the configuration take effect at once; those of other settings at the next start.
/// </remarks>
public sealed class CachekitServerOptions
{
    internal const string Section = "Cachekit:Server";

    /// <summary>The API keys and whose they are.</summary>
    /// <value>Empty by default, which stops the start unless code chose another store of keys with <see cref="UseKeyStore(ICacheServerKeyStore)"/>.</value>
    [ValidateEnumeratedItems]
    public IList<CachekitServerKeyOptions> Keys { get; } = [];

    /// <summary>The largest value, in bytes; a larger one is answered with 413.</summary>
    /// <value>From 1 to 26,214,400; 26,214,400 (25 MB) by default, which is the limit of the protocol.</value>
    /// <remarks>Lower it where the backend has a lower limit of its own: Memcached takes less than 1 MB unless it is told otherwise.</remarks>
    [Range(1, ServerLimits.MaxValueBytes)]
    public int MaxValueBytes { get; set; } = ServerLimits.MaxValueBytes;

    /// <summary>How long the server waits for the body of a request and for its backend, together.</summary>
    /// <value>From 100 milliseconds to 10 minutes; 30 seconds by default.</value>
    /// <remarks>A body that is not there by then is answered with 408, a backend that has not answered with 503.</remarks>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time after which a lock ends by itself that a client may ask for.</summary>
    /// <value>From 1 millisecond to 1 hour; 5 minutes by default.</value>
    public TimeSpan MaxLockTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many locks the clients of one tenant may hold at a time; a request for one more is answered with 429.</summary>
    /// <value>From 1 to 100,000, which is also the limit of all tenants together; 10,000 by default.</value>
    /// <remarks>Each of them is in the server's memory until it is released or ends.</remarks>
    [Range(1, ServerLimits.MaxLocks)]
    public int MaxLocksPerTenant { get; set; } = 10_000;

    /// <summary>Where entries are kept: a kind of backend, or the name of one that <c>AddCachekit</c> knows.</summary>
    /// <value>
    /// <c>file</c>, <c>redis</c> or <c>memcached</c>, set up by <c>Cachekit:Server:File</c>, <c>Cachekit:Server:Redis</c> or
    /// <c>Cachekit:Server:Memcached</c>; or a name below <c>Cachekit:Backends</c>. <see langword="null"/> by default: the
    /// <see cref="ICacheBackend"/> among the host's services, or else <c>file</c>.
    /// </value>
    /// <remarks>
    /// <para>The environment variables of clients, such as <c>CACHEKIT_REDIS_URL</c>, have no say here: a server and a client may share a machine.</para>
    /// <para>Without a directory of its own the File backend uses <c>cachekit-server/entries</c> in the user's local application data.</para>
    /// </remarks>
    public string? Backend { get; set; }

    /// <summary>What reading the configuration found wrong; the validator reports it with the rest.</summary>
    internal List<string> Problems { get; } = [];

    internal Func<IServiceProvider, ICacheBackend>? BackendFactory { get; private set; }

    internal Func<IServiceProvider, ICacheServerKeyStore>? KeyStoreFactory { get; private set; }

    /// <summary>Keeps entries in a backend, whatever the configuration says. The server never disposes of it.</summary>
    /// <param name="backend">The backend.</param>
    /// <returns>These options.</returns>
    public CachekitServerOptions UseBackend(ICacheBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return UseBackend(_ => backend);
    }

    /// <summary>Keeps entries in a backend that the host's services know, whatever the configuration says. The server never disposes of it.</summary>
    /// <param name="backend">Finds the backend, once.</param>
    /// <returns>These options.</returns>
    public CachekitServerOptions UseBackend(Func<IServiceProvider, ICacheBackend> backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        BackendFactory = backend;
        return this;
    }

    /// <summary>Asks a store of your own for API keys instead of <see cref="Keys"/>.</summary>
    /// <param name="store">The store.</param>
    /// <returns>These options.</returns>
    public CachekitServerOptions UseKeyStore(ICacheServerKeyStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return UseKeyStore(_ => store);
    }

    /// <summary>Asks a store of your own for API keys, which the host's services know, instead of <see cref="Keys"/>.</summary>
    /// <param name="store">Finds the store, once.</param>
    /// <returns>These options.</returns>
    public CachekitServerOptions UseKeyStore(Func<IServiceProvider, ICacheServerKeyStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        KeyStoreFactory = store;
        return this;
    }
}
