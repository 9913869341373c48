using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

internal sealed partial class MemcachedNode
{
    private readonly object _stateLock = new();
    private readonly bool _hasOthers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _retryTimer;
    private volatile MemcachedNodeState _state;
    private CacheBackendException? _failure;
    private MemcachedConnection? _probing;
    private int _attempts;
    private long _triedAt;
    private long _leftOutAt;

    public MemcachedNodeState State => _state;

    /// <summary>How often it was tried in vain since it was lost.</summary>
    public int Attempts
    {
        get
        {
            lock (_stateLock)
            {
                return _attempts;
            }
        }
    }

    /// <summary>Whether keys have their places here at present.</summary>
    public bool IsInChoice()
    {
        if (_state != MemcachedNodeState.LeftOut)
        {
            return true;
        }

        Tick();
        return _state != MemcachedNodeState.LeftOut;
    }

    private CacheBackendException? IsRefusing()
    {
        Tick();
        lock (_stateLock)
        {
            return _state == MemcachedNodeState.Up ? null : MemcachedErrors.Down(Name, _failure!);
        }
    }

    private void OnFailure(CacheBackendException reason)
    {
        lock (_stateLock)
        {
            if (_state != MemcachedNodeState.Up || _isDisposed)
            {
                return;
            }

            _failure = reason;
            _attempts = 0;
            _triedAt = _time.GetTimestamp();
            _state = MemcachedNodeState.Failing;
            _retryTimer.Change(MemcachedBackendDefaults.RetryInterval, MemcachedBackendDefaults.RetryInterval);
        }

        MemcachedBackendLog.ServerLost(_logger, Name, reason);
        LeaveOutIfHopeless();

        // A server that is silent on one connection is not asked on the others: what waits there can fail now.
        foreach (var connection in Volatile.Read(ref _connections))
        {
            connection.Close(reason);
        }
    }

    /// <summary>Tries the server when it is time, or takes it back when it has been away for long enough.</summary>
    /// <remarks>From the timer, and from every call that needs the server: a busy thread pool may keep the timer waiting.</remarks>
    private void Tick()
    {
        MemcachedConnection probing;
        lock (_stateLock)
        {
            if (_state == MemcachedNodeState.Up || _isDisposed)
            {
                return;
            }

            if (_state == MemcachedNodeState.LeftOut && _time.GetElapsedTime(_leftOutAt) >= MemcachedBackendDefaults.LeaveOutTime)
            {
                // As in the Python SDK, so that both agree again about its keys.
                MemcachedBackendLog.ServerReturns(_logger, Name);
                BeUp();
                return;
            }

            if (_probing is not null || _time.GetElapsedTime(_triedAt) < MemcachedBackendDefaults.RetryInterval)
            {
                return;
            }

            _probing = probing = new MemcachedConnection(this, isProbe: true);
        }

        // Its outcome ends in the state and in the log.
        _ = ProbeAsync(probing).AsTask();
    }

    private async ValueTask ProbeAsync(MemcachedConnection connection)
    {
        var allowed = Timeout + ConnectTimeout < MemcachedBackendDefaults.MaxProbeTime ? Timeout + ConnectTimeout : MemcachedBackendDefaults.MaxProbeTime;
        var operation = MemcachedOperationPool.Rent();
        operation.Begin(MemcachedVerbs.Check, Environment.TickCount64 + (long)allowed.TotalMilliseconds);
        operation.Server = this;
        operation.CompletesInline = true;
        operation.Bare("mn"u8);
        _watch.Arm();
        if (connection.TryAppend(operation, MemcachedFlush.AtOnce))
        {
            connection.Start();
            if (_isDisposed)
            {
                connection.Close(MemcachedErrors.Lost(Name, "the backend was disposed of."));
            }
        }
        else
        {
            // Given up before it began, where this thread had to wait for long: an attempt that never ends would be the last one.
            Refuse(operation, MemcachedErrors.ConnectTimedOut(Name, ConnectTimeout));
        }

        try
        {
            var reply = await operation.ReplyAsync.ConfigureAwait(false);
            if (reply.Status != MemcachedStatus.Nothing)
            {
                throw MemcachedValues.Failure(reply, MemcachedVerbs.Check, Name);
            }

            OnProbeAnswered(connection);
        }
        catch (CacheBackendException exception)
        {
            OnProbeFailed(exception);
            connection.Close(exception);
        }
    }

    private void OnProbeAnswered(MemcachedConnection connection)
    {
        connection.IsProbe = false;
        bool isKept;
        lock (_lock)
        {
            isKept = _connections.Length < _options.MaxPoolSize && !_isDisposed;
            if (isKept)
            {
                _connections = [.. _connections, connection];
            }
        }

        if (!isKept)
        {
            connection.Close(MemcachedErrors.Lost(Name, "it is not needed."));
        }

        lock (_stateLock)
        {
            _probing = null;
            if (_state != MemcachedNodeState.Up)
            {
                MemcachedBackendLog.ServerBack(_logger, Name);
                BeUp();
            }
        }
    }

    private void OnProbeFailed(CacheBackendException failure)
    {
        lock (_stateLock)
        {
            _probing = null;
            _failure = failure;
            _attempts++;
            _triedAt = _time.GetTimestamp();
        }

        LeaveOutIfHopeless();
    }

    private void LeaveOutIfHopeless()
    {
        lock (_stateLock)
        {
            // The keys of a single server have nowhere else to go.
            if (!_hasOthers || _state != MemcachedNodeState.Failing || _attempts < _options.RetryAttempts)
            {
                return;
            }

            _state = MemcachedNodeState.LeftOut;
            _leftOutAt = _time.GetTimestamp();
        }

        MemcachedBackendLog.ServerLeftOut(_logger, Name, (int)MemcachedBackendDefaults.LeaveOutTime.TotalSeconds);
    }

    private void BeUp()
    {
        _state = MemcachedNodeState.Up;
        _failure = null;
        _retryTimer.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
    }
}
