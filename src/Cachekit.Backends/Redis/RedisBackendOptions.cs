using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>Which Redis a <see cref="RedisBackend"/> uses, and how.</summary>
/// <remarks>One MB is 1,048,576 bytes. The backend copies the options when it is made; later changes have no effect on it.</remarks>
public sealed class RedisBackendOptions
{
    /// <summary>The server, or the nodes of one cluster: <c>redis://[user][:password]@host:port[/db]</c>, <c>rediss://</c> for TLS.</summary>
    /// <value>
    /// <see langword="null"/> by default: <c>redis://localhost:6379</c>. Several hosts stand behind each other with commas. User and password are
    /// percent-encoded, an IPv6 address stands in square brackets; the default port is 6379, also with TLS.
    /// </value>
    public string? Url { get; set; }

    /// <summary>A connection that the program has already. The backend uses it as it is and never disposes of it.</summary>
    /// <value><see langword="null"/> by default: the backend connects itself.</value>
    /// <remarks>Its reconnects and its database (unless <see cref="Database"/> is set) apply.</remarks>
    public IConnectionMultiplexer? Connection { get; set; }

    /// <summary>A connection string of StackExchange.Redis, for what a URL cannot say.</summary>
    /// <value><see langword="null"/> by default. It cannot be set together with <see cref="Url"/>.</value>
    /// <remarks>The time to connect that it names wins over <see cref="SocketConnectTimeout"/>.</remarks>
    public string? Configuration { get; set; }

    /// <summary>Changes the client's settings before it connects, for example to judge a certificate.</summary>
    /// <value><see langword="null"/> by default. Called once for each connection; without effect where <see cref="Connection"/> is set.</value>
    public Action<ConfigurationOptions>? ConfigureClient { get; set; }

    /// <summary>How many connections there may be; each carries any number of calls at once.</summary>
    /// <value>1 or more; 10 by default. Without effect where <see cref="Connection"/> is set.</value>
    /// <remarks>The backend starts with one. It opens a further one when more than 512 calls wait for an answer on each that it has.</remarks>
    public int ConnectionPoolSize { get; set; } = 10;

    /// <summary>How long a call waits for an answer before it fails with <see cref="BackendErrorKind.Timeout"/>.</summary>
    /// <value>More than zero, at most one day; 1 second by default. A value in several pieces has this time for each of them.</value>
    public TimeSpan SocketTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an attempt to connect may take, and how long the first calls wait for it.</summary>
    /// <value>More than zero, at most one day; 1 second by default.</value>
    public TimeSpan SocketConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The largest piece of a value that is written or read at once. A larger value goes in several pieces, and is still one plain string for every reader.</summary>
    /// <value>MB, from 1 to 512; 50 by default.</value>
    public int MaxChunkSizeMb { get; set; } = 50;

    /// <summary>What stands before every key, those of locks included.</summary>
    /// <value>Empty by default. Other SDKs look under the bare key.</value>
    public string KeyPrefix { get; set; } = "";

    /// <summary>The number of the database.</summary>
    /// <value><see langword="null"/> by default: the one of <see cref="Url"/>, <see cref="Configuration"/> or <see cref="Connection"/>, or else 0. A cluster has only 0.</value>
    public int? Database { get; set; }

    /// <summary>Whether an idle connection is kept open by a small message now and then.</summary>
    /// <value><see langword="true"/> by default: every 15 seconds.</value>
    public bool KeepAlive { get; set; } = true;

    /// <summary>Whether reads go to replicas where there are some.</summary>
    /// <value><see langword="false"/> by default. A replica may still have an entry that its master has replaced or removed.</value>
    public bool PreferReplicas { get; set; }

    /// <summary>The channel over which processes tell each other that entries are not true any more.</summary>
    /// <value><c>cachekit:dotnet:invalidate:v1</c> by default; not empty. <see cref="KeyPrefix"/> does not apply to it.</value>
    public string InvalidationChannel { get; set; } = RedisBackendDefaults.InvalidationChannel;

    internal RedisBackendOptions Copy() => (RedisBackendOptions)MemberwiseClone();
}
