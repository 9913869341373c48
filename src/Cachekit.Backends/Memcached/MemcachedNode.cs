using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>A server: its connections, and whether it works.</summary>
/// <remarks>
/// A failure makes calls fail at once instead of waiting, each for its time-out, for a server that is not there. Every second the backend tries the
/// server by itself, with a request that does nothing; the first answer brings it back, however long it should have stayed away.
/// </remarks>
internal sealed partial class MemcachedNode : IDisposable
{
    private readonly MemcachedBackendOptions _options;
    private readonly DeadlineWatch _watch;
    private readonly object _lock = new();
    private MemcachedConnection[] _connections = [];
    private long _growAfter;
    private volatile bool _isDisposed;

    public MemcachedNode(MemcachedEndpoint endpoint, MemcachedBackendOptions options, bool hasOthers, DeadlineWatch watch, TimeProvider time, ILogger logger)
    {
        Endpoint = endpoint;
        Node = new RendezvousNode(endpoint.Text);
        _options = options;
        _hasOthers = hasOthers;
        _watch = watch;
        _time = time;
        _logger = logger;
        _retryTimer = time.CreateTimer(static state => ((MemcachedNode)state!).Tick(), this, System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);
    }

    public MemcachedEndpoint Endpoint { get; }

    public RendezvousNode Node { get; }

    public string Name => Endpoint.Text;

    public TimeSpan Timeout => _options.Timeout;

    public TimeSpan ConnectTimeout => _options.ConnectTimeout;

    internal int ConnectionCount => Volatile.Read(ref _connections).Length;

    /// <summary>Sends a request, or decides at once that it fails.</summary>
    /// <param name="operation">The request.</param>
    /// <param name="flush">When it is to be sent.</param>
    /// <param name="preferred">The connection that keeps it in order with others, as long as there is it.</param>
    /// <returns>The connection that has it, or <see langword="null"/>.</returns>
    public MemcachedConnection? Submit(MemcachedOperation operation, MemcachedFlush flush, MemcachedConnection? preferred = null)
    {
        operation.Server = this;
        _watch.Arm();
        while (true)
        {
            if (_isDisposed)
            {
                Refuse(operation, MemcachedErrors.Lost(Name, "the backend was disposed of."));
                return null;
            }

            if (_state != MemcachedNodeState.Up && IsRefusing() is { } failure)
            {
                Refuse(operation, failure);
                return null;
            }

            // None: another caller's new connection failed at this moment, and the state says so next time.
            if ((preferred is { IsClosed: false } ? preferred : Choose()) is { } connection)
            {
                if (connection.TryAppend(operation, flush))
                {
                    return connection;
                }

                Forget(connection);
            }
        }
    }

    /// <summary>Ends the waits whose deadlines have passed.</summary>
    /// <returns>Whether requests are left that wait.</returns>
    public bool Sweep(long now)
    {
        var isBusy = false;
        foreach (var connection in Volatile.Read(ref _connections))
        {
            isBusy |= connection.Sweep(now);
        }

        return (Volatile.Read(ref _probing)?.Sweep(now) ?? false) | isBusy;
    }

    public void Dispose()
    {
        MemcachedConnection[] connections;
        lock (_lock)
        {
            _isDisposed = true;
            connections = _connections;
            _connections = [];
        }

        _retryTimer.Dispose();
        var reason = MemcachedErrors.Lost(Name, "the backend was disposed of.");
        Volatile.Read(ref _probing)?.Close(reason);
        foreach (var connection in connections)
        {
            connection.Close(reason);
        }
    }

    /// <summary>A connection works.</summary>
    public void OnOpened() => Volatile.Write(ref _growAfter, 0);

    /// <summary>A connection is gone.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="reason">Why.</param>
    /// <param name="wasOpen">Whether it had ever been made.</param>
    /// <param name="lost">The requests whose answers will not come.</param>
    public void OnClosed(MemcachedConnection connection, CacheBackendException reason, bool wasOpen, List<MemcachedOperation> lost)
    {
        Forget(connection);
        if (!connection.IsProbe && !_isDisposed)
        {
            Judge(reason, wasOpen);
        }

        foreach (var operation in lost)
        {
            if (operation.IsPending && MayRepeat(operation, wasOpen))
            {
                operation.Retries--;
                Submit(operation, MemcachedFlush.AtOnce);
            }
            else
            {
                // Each its own: one that many callers throw would get a longer stack trace each time.
                Refuse(operation, new CacheBackendException(reason.Kind, reason.Message, reason.InnerException));
            }
        }
    }

    // What was never sent can be sent, whatever it does; once.
    private static bool MayRepeat(MemcachedOperation operation, bool wasOpen) =>
        operation.Retries > 0 && (!wasOpen || operation.Kind == MemcachedRequestKind.Repeatable) && Environment.TickCount64 < operation.Deadline;

    private static void Refuse(MemcachedOperation operation, CacheBackendException failure)
    {
        operation.TryFail(failure);
        operation.Release();
    }

    private void Judge(CacheBackendException reason, bool wasOpen)
    {
        var others = Volatile.Read(ref _connections);
        if (!wasOpen && Array.Exists(others, static other => other.IsOpen))
        {
            // One more connection than the server allows, perhaps: those that are there do.
            Volatile.Write(ref _growAfter, Environment.TickCount64 + (long)MemcachedBackendDefaults.RetryInterval.TotalMilliseconds);
        }
        else if (!wasOpen)
        {
            OnFailure(reason);
        }
        else if (reason.Kind == BackendErrorKind.Timeout)
        {
            // Is it this connection, or the server?
            var since = Environment.TickCount64 - (long)Timeout.TotalMilliseconds;
            if (!Array.Exists(others, other => other.IsOpen && other.Outstanding > 0 && other.LastReceived > since))
            {
                OnFailure(reason);
            }
        }

        // Any other loss of a connection says nothing about the next one, which is tried at once.
    }

    private MemcachedConnection? Choose()
    {
        var connections = Volatile.Read(ref _connections);
        if (connections.Length == 1 && connections[0] is { IsOpen: true, Outstanding: < MemcachedBackendDefaults.BusyRequests } only)
        {
            return only;
        }

        var best = LeastBusy(connections, out var isConnecting);
        if (best is { IsOpen: true } && (best.Outstanding < MemcachedBackendDefaults.BusyRequests || isConnecting || !MayGrow(connections.Length)))
        {
            return best;
        }

        var added = best is null || best.IsOpen ? Grow() : null;
        return best ?? added ?? LeastBusy(Volatile.Read(ref _connections), out _);
    }

    private bool MayGrow(int count) => count < _options.MaxPoolSize && Environment.TickCount64 >= Volatile.Read(ref _growAfter);

    private MemcachedConnection? Grow()
    {
        MemcachedConnection connection;
        lock (_lock)
        {
            // Many callers come here at a time; one of them is enough.
            if (Array.Exists(_connections, static other => !other.IsOpen && !other.IsClosed) || _connections.Length >= _options.MaxPoolSize)
            {
                return null;
            }

            connection = new MemcachedConnection(this, isProbe: false);
            _connections = [.. _connections, connection];
        }

        connection.Start();
        if (_isDisposed)
        {
            connection.Close(MemcachedErrors.Lost(Name, "the backend was disposed of."));
        }

        return connection;
    }

    // An open one first; else one that is being made.
    private static MemcachedConnection? LeastBusy(MemcachedConnection[] connections, out bool isConnecting)
    {
        MemcachedConnection? best = null;
        isConnecting = false;
        foreach (var connection in connections)
        {
            isConnecting |= !connection.IsOpen && !connection.IsClosed;
            if (best is null || (connection.IsOpen, -connection.Outstanding).CompareTo((best.IsOpen, -best.Outstanding)) > 0)
            {
                best = connection;
            }
        }

        return best;
    }

    private void Forget(MemcachedConnection connection)
    {
        lock (_lock)
        {
            _connections = Array.FindAll(_connections, other => other != connection);
        }
    }
}
