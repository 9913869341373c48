using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Cachekit.Backends;

/// <summary>One connection, and what has been learnt about the server behind it.</summary>
internal sealed partial class RedisLink : IDisposable
{
    // After so long without an answer, with calls that time out, a connection may be open on this side only.
    private static readonly TimeSpan SilenceToDoubt = TimeSpan.FromSeconds(3);

    private readonly IConnectionMultiplexer _connection;
    private readonly RedisBackendOptions _options;
    private readonly ILogger _logger;
    private readonly bool _owned;
    private readonly Action<RedisLink> _onSilence;
    private readonly int? _database;
    private long _answeredAt;
    private int _calls;
    private int _lost;
    private volatile bool _isCluster;
    private volatile bool _refusesScripts;
    private volatile bool _refusesMany;
    private volatile bool _refusesUnlink;
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionFailureType? _lastFailure;

    public RedisLink(IConnectionMultiplexer connection, bool owned, RedisBackendOptions options, TimeoutSweep sweep, ILogger logger, Action<RedisLink> onSilence)
    {
        _connection = connection;
        _owned = owned;
        _options = options;
        _logger = logger;
        _onSilence = onSilence;
        Sweep = sweep;
        _database = options.Database;
        Database = connection.GetDatabase(_database ?? -1);
        ChunkBytes = options.MaxChunkSizeMb * RedisBackendDefaults.BytesPerMb;

        // PreferSlave in 1.x; 2.x calls the same number PreferReplica, and names that come and go would tie us to versions.
        ReadFlags = options.PreferReplicas ? (CommandFlags)8 : CommandFlags.None;
        _answeredAt = sweep.Time.GetTimestamp();
        Reads = new ReadCoalescer(this);
        connection.ConnectionFailed += OnConnectionFailed;
        connection.ConnectionRestored += OnConnectionRestored;
        connection.ConfigurationChanged += OnConfigurationChanged;
        LearnServer();
    }

    public TimeoutSweep Sweep { get; }

    public IDatabase Database { get; }

    public IConnectionMultiplexer Connection => _connection;

    public ReadCoalescer Reads { get; }

    public CommandFlags ReadFlags { get; }

    public int ChunkBytes { get; }

    public bool IsConnected => _connection.IsConnected;

    public bool IsCluster => _isCluster;

    /// <summary>Whether who waits may go on on the client's thread: our own connections complete calls independently of each other.</summary>
    public bool MayRunInline => _owned;

    /// <summary>About how many calls wait for an answer.</summary>
    public int Load => Volatile.Read(ref _calls) + Reads.Load;

    public bool RefusesScripts => _refusesScripts;

    /// <summary>The servers, for people.</summary>
    public string Places => string.Join(", ", _connection.GetEndPoints().Select(static e => e.ToString()));

    public CacheBackendException NotConnected(string operation) => RedisErrors.Disconnected(operation, _lastFailure);

    public CacheBackendException Translate(Exception exception, string operation) =>
        RedisErrors.Translate(exception, operation, Sweep.Timeout, _lastFailure);

    /// <summary>Whether one command may name many keys, and a script be used for their remaining lives.</summary>
    public bool CanCoalesce(bool withLife) => !_isCluster && !_refusesMany && !(withLife && (_refusesScripts || ReadFlags != CommandFlags.None));

    /// <summary>Learns from a failure of many keys or of a script that it is better not tried again.</summary>
    public bool IsReasonNotToCoalesce(Exception fault, bool ofScript)
    {
        if (RedisErrors.IsCrossSlot(fault))
        {
            _isCluster = true;
            return true;
        }

        if (!RedisErrors.IsCommandRefusal(fault, ofScript ? "EVAL" : "MGET", out var code))
        {
            return false;
        }

        if (ofScript)
        {
            RefuseScripts(code);
        }
        else if (!_refusesMany)
        {
            _refusesMany = true;
            RedisBackendLog.ManyRefused(_logger, code);
        }

        return true;
    }

    public void RefuseScripts(string code)
    {
        if (!_refusesScripts)
        {
            _refusesScripts = true;
            RedisBackendLog.ScriptsRefused(_logger, code);
        }
    }

    /// <summary>Asks why there is no connection from the start on: the client tells that only to who was there before it began.</summary>
    public async Task LearnFailureAsync()
    {
        if (IsConnected || await TryLearnFailureAsync().ConfigureAwait(false))
        {
            return;
        }

        // It does not know itself yet. The next try to connect, or its end, tells.
        await Task.WhenAny(_told.Task, Task.Delay(Sweep.Timeout, Sweep.Time)).ConfigureAwait(false);
        if (!IsConnected)
        {
            await TryLearnFailureAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The server has answered, so the connection lives.</summary>
    public void Answered() => Volatile.Write(ref _answeredAt, Sweep.Time.GetTimestamp());

    /// <summary>A call has waited in vain.</summary>
    public void TimedOut()
    {
        if (_owned && Sweep.Time.GetElapsedTime(Volatile.Read(ref _answeredAt)) >= SilenceToDoubt)
        {
            _onSilence(this);
        }
    }

    /// <summary>Makes one call of the client and waits for its answer.</summary>
    /// <param name="operation">What the call is for.</param>
    /// <param name="state">What <paramref name="send"/> needs.</param>
    /// <param name="send">Makes the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="times">How many times the timeout the answer may take, being as large as that of so many calls.</param>
    public async ValueTask<T> CallAsync<TState, T>(
        string operation, TState state, Func<RedisLink, TState, Task<T>> send, CancellationToken cancellationToken, int times = 1)
    {
        if (!IsConnected)
        {
            throw NotConnected(operation);
        }

        Interlocked.Increment(ref _calls);
        try
        {
            var result = await BoundedCall.WaitAsync(send(this, state), Sweep, operation, cancellationToken, times).ConfigureAwait(false);
            Answered();
            return result;
        }
        catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Timeout)
        {
            TimedOut();
            throw;
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception) && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw Translate(exception, operation);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Makes one call of the client and blocks until its answer is there.</summary>
    /// <remarks>
    /// Not by the client's synchronous members: in 1.x their wait is one that the thread pool does not see, and it is the pool's threads that read the
    /// answers. Where many callers block, it would add none, and calls would time out that have been answered. Waiting for a task it does see, but
    /// adds threads too slowly for a burst of callers: see <see cref="BlockedCallers"/>.
    /// </remarks>
    public T Call<TState, T>(string operation, TState state, Func<RedisLink, TState, Task<T>> send)
    {
        if (!IsConnected)
        {
            throw NotConnected(operation);
        }

        Interlocked.Increment(ref _calls);
        using var blocked = BlockedCallers.Enter();
        try
        {
            var task = send(this, state);
            if (!task.Wait(Sweep.Timeout))
            {
                // Its failure may still come, and nobody looks at it any more.
                Observe(task);
                TimedOut();
                throw RedisErrors.TimedOut(operation, Sweep.Timeout);
            }

            Answered();
            return task.Result;
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            throw Translate(exception, operation);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Commands that were sent get to their end, within the time of one.</summary>
    public async ValueTask CloseAsync()
    {
        try
        {
            await _connection.CloseAsync().WaitAsync(Sweep.Timeout, Sweep.Time).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception))
        {
            RedisBackendLog.ClosedHard(_logger, exception.GetType().Name);
        }
    }

    public void Dispose()
    {
        _connection.ConnectionFailed -= OnConnectionFailed;
        _connection.ConnectionRestored -= OnConnectionRestored;
        _connection.ConfigurationChanged -= OnConfigurationChanged;
        if (_owned && _connection is IDisposable connection)
        {
            // The interface has a method of its own for this in 1.x only, so 2.x and later would not find that one.
            connection.Dispose();
        }
    }

    /// <returns>Whether the reason is known.</returns>
    private async Task<bool> TryLearnFailureAsync()
    {
        try
        {
            await BoundedCall.WaitAsync(Database.PingAsync(), Sweep, RedisOperation.Connect, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (RedisErrors.IsFault(exception) || exception is CacheBackendException)
        {
            var failure = RedisErrors.Translate(exception, RedisOperation.Connect, Sweep.Timeout, _lastFailure);
            var isRefused = failure.Kind == BackendErrorKind.Authentication;
            _lastFailure = isRefused ? ConnectionFailureType.AuthenticationFailure : _lastFailure ?? ConnectionFailureType.UnableToConnect;
            if (Interlocked.Exchange(ref _lost, 1) == 0)
            {
                RedisBackendLog.ConnectionLost(_logger, Places, _lastFailure.ToString()!);
            }

            return isRefused || exception.InnerException is not null;
        }
    }

    private void OnConnectionFailed(object? sender, ConnectionFailedEventArgs e)
    {
        // Either connection may be the one whose password is refused. What the client reports afterwards is only what follows from that.
        if (e.FailureType == ConnectionFailureType.AuthenticationFailure
            || (e.ConnectionType == ConnectionType.Interactive && _lastFailure != ConnectionFailureType.AuthenticationFailure))
        {
            _lastFailure = e.FailureType;
            _told.TrySetResult();
        }

        if (e.ConnectionType != ConnectionType.Interactive)
        {
            return;
        }

        if (Interlocked.Exchange(ref _lost, 1) == 0)
        {
            RedisBackendLog.ConnectionLost(_logger, e.EndPoint?.ToString() ?? "", e.FailureType.ToString());
        }
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e)
    {
        LearnServer();
        if (e.ConnectionType != ConnectionType.Interactive)
        {
            return;
        }

        _lastFailure = null;
        _told.TrySetResult();
        Answered();
        if (Interlocked.Exchange(ref _lost, 0) == 1)
        {
            RedisBackendLog.ConnectionRestored(_logger, e.EndPoint?.ToString() ?? "");
        }
    }

    private void OnConfigurationChanged(object? sender, EndPointEventArgs e) => LearnServer();

    private void LearnServer()
    {
        foreach (var endPoint in _connection.GetEndPoints())
        {
            if (_connection.GetServer(endPoint) is { IsConnected: true, ServerType: ServerType.Cluster or ServerType.Twemproxy })
            {
                _isCluster = true;
                return;
            }
        }
    }
}
