namespace Cachekit.Backends;

/// <summary>Which servers a <see cref="MemcachedBackend"/> uses, and how.</summary>
/// <remarks>The backend copies the options when it is made; later changes have no effect on it.</remarks>
public sealed class MemcachedBackendOptions
{
    /// <summary>The servers, each as <c>host:port</c>; an IPv6 address in brackets.</summary>
    /// <value><c>127.0.0.1:11211</c> by default. At least one; ports from 1 to 65535; the same text twice counts once.</value>
    /// <remarks>
    /// Each key has its place on one of the servers, chosen by its own text and the servers' texts. Processes that share entries
    /// must spell the servers alike: <c>localhost</c> and <c>127.0.0.1</c> are two servers here. The order has no meaning.
    /// </remarks>
    public IList<string> Servers { get; set; } = [MemcachedBackendDefaults.Server];

    /// <summary>How long making a connection may take, looking up the host's name included.</summary>
    /// <value>From 0.1 to 30 seconds; 2 seconds by default.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an operation may take in all: waiting for a connection, sending, waiting for the answer, another try.</summary>
    /// <value>From 0.1 to 30 seconds; 1 second by default.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most connections to each server.</summary>
    /// <value>From 1 to 100; 10 by default.</value>
    /// <remarks>A connection carries many requests at a time; another one is opened only while several hundred wait for their answers.</remarks>
    public int MaxPoolSize { get; set; } = 10;

    /// <summary>How often a failing server is tried again, a second apart, before its keys go to the other servers.</summary>
    /// <value>From 0 to 10; 2 by default.</value>
    /// <remarks>
    /// After that it is left out for 60 seconds, or until it answers again. A single server is never left out. With 0 a request
    /// that lost its connection is not sent once more over another one either.
    /// </remarks>
    public int RetryAttempts { get; set; } = 2;

    /// <summary>What is put before every key, for example to share a server with others.</summary>
    /// <value>Empty by default. It counts towards the 250 bytes of a key, and holds neither white space nor control characters.</value>
    /// <remarks>Interop mode refuses a prefix, because the other SDKs look under the bare key.</remarks>
    public string KeyPrefix { get; set; } = "";

    /// <summary>How large a value may be; a larger one is refused without asking the server.</summary>
    /// <value>Bytes, 0 or more; 1,048,576 by default, as in a server without <c>-I</c>. 0: only the server checks.</value>
    /// <remarks>The server counts the key and some 60 bytes more, so that a value of just this size can still be too large for it.</remarks>
    public int MaxItemSizeBytes { get; set; } = 1_048_576;

    internal MemcachedBackendOptions Copy()
    {
        var copy = (MemcachedBackendOptions)MemberwiseClone();
        copy.Servers = Servers is null ? [] : [.. Servers];
        return copy;
    }
}
