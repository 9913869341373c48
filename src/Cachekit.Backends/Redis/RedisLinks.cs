using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>
/// The connections of a backend. The first is made when the backend is, without keeping anybody waiting; further ones when those that are there
/// carry many calls. A connection that only looks open is replaced as soon as a new one gets answers.
/// </summary>
internal sealed class RedisLinks : IDisposable, IAsyncDisposable
{
    private readonly RedisSetup _setup;
    private readonly ILogger _logger;

    // Makes none where a connection was given.
    private readonly RedisConnector? _connector;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile RedisLink[] _links = [];
    private CacheBackendException? _startFailure;
    private Task<RedisLink>? _listener;
    private int _opening;
    private int _replacing;
    private bool _disposed;

    public RedisLinks(RedisSetup setup, TimeoutSweep sweep, ILogger logger)
    {
        _setup = setup;
        _logger = logger;
        Sweep = sweep;
        if (setup.Options.Connection is { } connection)
        {
            _links = [new RedisLink(connection, owned: false, setup.Options, sweep, logger, static _ => { })];
            _started.SetResult();
        }
        else
        {
            _connector = new RedisConnector(setup, sweep, logger, OnSilence);
            _ = StartAsync(_connector);
        }
    }

    /// <summary>Is raised when a connection has taken the place of another: what was subscribed there is not any more.</summary>
    public event Action? Replaced;

    public TimeoutSweep Sweep { get; }

    public TimeSpan ConnectTimeout => _setup.Options.SocketConnectTimeout;

    /// <summary>The connection for the next call, or <see langword="null"/> while there is none yet.</summary>
    public RedisLink? TryGet()
    {
        var links = _links;
        if (links.Length == 0)
        {
            return null;
        }

        var best = links[0];
        var load = best.Load;
        if (load <= RedisBackendDefaults.CallsPerConnection)
        {
            return best;
        }

        for (var i = 1; i < links.Length; i++)
        {
            if (links[i].Load is var other && other < load && links[i].IsConnected)
            {
                (best, load) = (links[i], other);
            }
        }

        if (load > RedisBackendDefaults.CallsPerConnection && links.Length < _setup.Options.ConnectionPoolSize && _connector is { } connector
            && Interlocked.Exchange(ref _opening, 1) == 0)
        {
            _ = OpenFurtherAsync(connector);
        }

        return best;
    }

    public async ValueTask<RedisLink> GetAsync(string operation, CancellationToken cancellationToken)
    {
        if (TryGet() is { } link)
        {
            return link;
        }

        try
        {
            await _started.Task.WaitAsync(_setup.Options.SocketConnectTimeout, Sweep.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw RedisErrors.Disconnected(operation, ConnectionFailureType.UnableToConnect);
        }

        return TryGet() ?? throw StartFailure(operation);
    }

    public RedisLink Get(string operation)
    {
        if (TryGet() is { } link)
        {
            return link;
        }

        // Only before the first connection is there, and no longer than it may take.
        _started.Task.Wait(_setup.Options.SocketConnectTimeout);
        return TryGet() ?? throw StartFailure(operation);
    }

    /// <summary>The connection for listening: one of its own, where messages keep their order, which answers to other calls need not.</summary>
    public async ValueTask<RedisLink> GetListenerAsync(string operation, CancellationToken cancellationToken)
    {
        var link = await GetAsync(operation, cancellationToken).ConfigureAwait(false);
        if (!link.MayRunInline)
        {
            return link;
        }

        Task<RedisLink> listener;
        lock (_gate)
        {
            if (_disposed)
            {
                throw StartFailure(operation);
            }

            if (_listener is null or { IsFaulted: true })
            {
                _listener = _connector!.ConnectAsync(ordered: true);
            }

            listener = _listener;
        }

        try
        {
            return await listener.WaitAsync(_setup.Options.SocketConnectTimeout + Sweep.Timeout, Sweep.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw RedisErrors.Translate(exception, operation, Sweep.Timeout);
        }
    }

    public void Dispose()
    {
        foreach (var link in TakeAll())
        {
            link.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in TakeAll())
        {
            if (link.MayRunInline)
            {
                await link.CloseAsync().ConfigureAwait(false);
            }

            link.Dispose();
        }
    }

    private RedisLink[] TakeAll()
    {
        lock (_gate)
        {
            _disposed = true;
            RedisLink[] links = _listener is { IsCompletedSuccessfully: true } listener ? [.. _links, listener.Result] : _links;
            if (_listener is { IsCompleted: false } connecting)
            {
                connecting.ContinueWith(
                    static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            }

            _links = [];
            _startFailure = new CacheBackendException(BackendErrorKind.Permanent, "The Redis backend has been disposed of.");
            _started.TrySetResult();
            return links;
        }
    }

    private CacheBackendException StartFailure(string operation) => _startFailure switch
    {
        null => RedisErrors.Disconnected(operation, ConnectionFailureType.UnableToConnect),
        var failure => new CacheBackendException(failure.Kind, failure.Message, failure.InnerException),
    };

    private async Task StartAsync(RedisConnector connector)
    {
        try
        {
            var link = await connector.ConnectAsync().ConfigureAwait(false);
            if (link.IsConnected)
            {
                RedisBackendLog.Connected(_logger, link.Places);
            }

            Add(link);
        }
        catch (Exception exception)
        {
            _startFailure = RedisErrors.Translate(exception, RedisOperation.Connect, Sweep.Timeout);
        }

        _started.TrySetResult();
    }

    private async Task OpenFurtherAsync(RedisConnector connector)
    {
        try
        {
            var link = await connector.ConnectAsync().ConfigureAwait(false);
            if (!link.IsConnected)
            {
                link.Dispose();
                return;
            }

            Add(link);
            RedisBackendLog.ConnectionAdded(_logger, _links.Length, _setup.Options.ConnectionPoolSize);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            RedisBackendLog.ConnectionLost(_logger, "", exception.GetType().Name);
        }
        finally
        {
            Volatile.Write(ref _opening, 0);
        }
    }

    private void Add(RedisLink link)
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _links = [.. _links, link];
                return;
            }
        }

        link.Dispose();
    }

    private void OnSilence(RedisLink link)
    {
        if (Interlocked.Exchange(ref _replacing, 1) == 0)
        {
            _ = ReplaceAsync(_connector!, link);
        }
    }

    /// <summary>A frozen server does not answer a new connection either; then the old one stays, and goes on when the server does.</summary>
    private async Task ReplaceAsync(RedisConnector connector, RedisLink old)
    {
        try
        {
            var link = await connector.ConnectAsync().ConfigureAwait(false);
            bool taken;
            lock (_gate)
            {
                var index = Array.IndexOf(_links, old);
                taken = !_disposed && index >= 0 && link.IsConnected;
                if (taken)
                {
                    var links = _links.ToArray();
                    links[index] = link;
                    _links = links;
                }
            }

            if (!taken)
            {
                link.Dispose();
                return;
            }

            RedisBackendLog.ConnectionReplaced(_logger, Sweep.Timeout.TotalSeconds);
            var listener = Interlocked.Exchange(ref _listener, null);
            Replaced?.Invoke();
            old.Dispose();
            if (listener is not null)
            {
                (await listener.ConfigureAwait(false)).Dispose();
            }
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            RedisBackendLog.ConnectionLost(_logger, old.Places, exception.GetType().Name);
        }
        finally
        {
            Volatile.Write(ref _replacing, 0);
        }
    }
}
