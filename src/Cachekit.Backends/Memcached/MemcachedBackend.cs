using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Backends;

/// <summary>Keeps entries on one or several memcached servers (version 1.6 or later, by its meta protocol), which other CacheKit SDKs can share.</summary>
/// <remarks>
/// <para>Few connections carry the requests of all callers. With several servers each key has its place on one of them, the same as
/// in the Python SDK. A server that keeps failing is left out: its keys go to the other servers until it answers again.</para>
/// <para>memcached counts lives in whole seconds of its own clock. A fraction is rounded up, at least to 1 s; more than 30 days
/// (2,592,000 s) becomes 30 days. An entry may go up to a second early, never late, and the remaining life that is reported
/// is rounded down: <see cref="TimeSpan.Zero"/> in an entry's last second.</para>
/// <para>Connections are neither encrypted nor authenticated (no TLS, no SASL): use it in a network that you trust, or through a tunnel.</para>
/// <para>The synchronous members block on the answer itself, which a thread of the connection brings, not on asynchronous work: they need no thread of the pool.</para>
/// </remarks>
public sealed partial class MemcachedBackend : ITtlCacheBackend, IHealthCheckedCacheBackend, ILockingCacheBackend, IBatchCacheBackend,
    IStaleWindowCacheBackend, IKeyPrefixCacheBackend, IRetryingBackend, IDisposable, IAsyncDisposable
{
    internal const string Kind = "memcached";

    private readonly MemcachedBackendOptions _options;
    private readonly ILogger _logger;
    private readonly byte[] _prefix;
    private readonly long _timeout;
    private readonly int _sizeLimit;
    private readonly MemcachedNode[] _servers;
    private readonly DeadlineWatch _watch;
    private int _isDisposed;

    /// <summary>Makes the backend. It connects when it is used for the first time; a server that is not there yet is no problem here.</summary>
    /// <param name="options">How it works; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">
    /// The clock for trying and leaving out servers; <see langword="null"/> for the system's. Time-outs of connections always run by the system's clock.
    /// </param>
    /// <param name="logger">Where it logs; <see langword="null"/> for nowhere.</param>
    /// <exception cref="CacheConfigurationException">Settings are out of range; all problems are named together.</exception>
    public MemcachedBackend(MemcachedBackendOptions? options = null, TimeProvider? timeProvider = null, ILogger<MemcachedBackend>? logger = null)
    {
        _options = options?.Copy() ?? new MemcachedBackendOptions();
        _logger = logger ?? (ILogger)NullLogger.Instance;

        var problems = new List<string>();
        MemcachedBackendSettings.Validate(_options, problems);
        if (problems.Count > 0)
        {
            throw new CacheConfigurationException(problems);
        }

        _prefix = MemcachedKey.PrefixBytes(_options.KeyPrefix);
        _timeout = (long)_options.Timeout.TotalMilliseconds;
        _sizeLimit = _options.MaxItemSizeBytes is > 0 and < MemcachedBackendDefaults.MaxValueBytes ? _options.MaxItemSizeBytes : MemcachedBackendDefaults.MaxValueBytes;
        _watch = new DeadlineWatch(_options.Timeout, Sweep);
        var endpoints = _options.Servers.Select(static server => MemcachedEndpoint.Parse(server)!).DistinctBy(static endpoint => endpoint.Text).ToArray();
        _servers = Array.ConvertAll(
            endpoints,
            endpoint => new MemcachedNode(endpoint, _options, endpoints.Length > 1, _watch, timeProvider ?? TimeProvider.System, _logger));
    }

    /// <inheritdoc/>
    public string Name => Kind;

    // It sends a request again at once, over another connection.
    TimeSpan? IRetryingBackend.OwnRetryPauses => _options.RetryAttempts > 0 ? TimeSpan.Zero : null;

    /// <inheritdoc/>
    public string KeyPrefix => _options.KeyPrefix;

    internal IReadOnlyList<MemcachedNode> Servers => _servers;

    /// <summary>Closes the connections. Calls that wait for answers fail.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _watch.Dispose();
        foreach (var server in _servers)
        {
            server.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose()"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The server that has a key at present.</summary>
    internal MemcachedNode ServerOf(ReadOnlySpan<byte> key)
    {
        if (_servers.Length == 1)
        {
            return _servers[0];
        }

        MemcachedNode? best = null;
        var bestScore = 0u;
        var bestIsInChoice = false;
        foreach (var server in _servers)
        {
            // When all are left out, each key stays where it is.
            var isInChoice = server.IsInChoice();
            var score = server.Node.Score(key);
            if (best is null || (isInChoice == bestIsInChoice ? server.Node.Beats(score, best.Node, bestScore) : isInChoice))
            {
                (best, bestScore, bestIsInChoice) = (server, score, isInChoice);
            }
        }

        return best!;
    }

    private long Deadline() => Environment.TickCount64 + _timeout;

    /// <summary>Begins a request for a key: command and key are written, flags and line end are the caller's.</summary>
    private MemcachedOperation Begin(string key, ReadOnlySpan<byte> command, string verb, long deadline, ReadOnlySpan<byte> suffix = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var operation = MemcachedOperationPool.Rent();
        operation.Begin(verb, deadline);

        // Another connection may do where one was lost, for example because the server was started anew since its last use.
        operation.Retries = _options.RetryAttempts > 0 ? 1 : 0;
        var fault = operation.Command(command, _prefix, key, suffix);
        if (fault == MemcachedKeyFault.None)
        {
            return operation;
        }

        Discard(operation);
        throw MemcachedErrors.IllegalKey(fault, verb, key, _options.KeyPrefix);
    }

    private static void Discard(MemcachedOperation operation)
    {
        operation.Release();
        operation.Release();
    }

    private MemcachedReply Send(MemcachedOperation operation)
    {
        operation.WillBlock();
        ServerOf(operation.Key).Submit(operation, MemcachedFlush.AtOnce);
        return operation.Wait();
    }

    private ValueTask<MemcachedReply> SendAsync(MemcachedOperation operation, CancellationToken cancellationToken)
    {
        Post(operation, cancellationToken);
        return operation.ReplyAsync;
    }

    private void Post(MemcachedOperation operation, CancellationToken cancellationToken)
    {
        operation.Observe(cancellationToken);
        ServerOf(operation.Key).Submit(operation, MemcachedFlush.Coalesced);
    }

    private bool Sweep(long now)
    {
        var isBusy = false;
        foreach (var server in _servers)
        {
            isBusy |= server.Sweep(now);
        }

        return isBusy;
    }
}
