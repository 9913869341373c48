using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace Cachekit.Backends;

/// <summary>A connection that carries the requests of many callers at a time; the server answers them in order.</summary>
/// <remarks>
/// <para>Requests are appended to a buffer under a lock, and sent by whichever caller finds nobody sending. While it does, others append; their
/// requests go out together. The socket never blocks a sender: what the system does not take at once is left to a writer thread of
/// its own, which starts when it is needed for the first time.</para>
/// <para>A thread of its own makes the connection and reads the answers. It costs a thread per connection, of which there are few, and
/// in return nothing here waits for the thread pool: synchronous callers get their answers while they occupy all its threads.</para>
/// <para>Locks are taken in the order <see cref="_readGate"/>, <see cref="_gate"/>.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Close ends it. The value that is just being received may still be written to, and the semaphore waited for, so both are left to the garbage collector.")]
internal sealed partial class MemcachedConnection : IThreadPoolWorkItem
{
    private const int ThreadStack = 256 * 1024;

    private readonly MemcachedNode _server;
    private readonly long _connectDeadline;

    /// <summary>Protects what was appended and not yet taken, by the sender on one side and by the reader on the other.</summary>
    private readonly object _gate = new();

    /// <summary>Protects what the reader has taken.</summary>
    private readonly object _readGate = new();

    private Queue<MemcachedOperation> _appended = new();
    private Queue<MemcachedOperation> _awaited = new();
    private Socket? _socket;
    private volatile bool _isOpen;
    private volatile bool _isClosed;
    private long _lastReceived;
    private long _appendedCount;
    private long _answeredCount;

    /// <param name="server">The server.</param>
    /// <param name="isProbe">Whether it only finds out whether the server works.</param>
    public MemcachedConnection(MemcachedNode server, bool isProbe)
    {
        IsProbe = isProbe;
        _server = server;
        _connectDeadline = Environment.TickCount64 + (long)server.ConnectTimeout.TotalMilliseconds;
    }

    /// <summary>Whether its loss tells nothing new about the server.</summary>
    public bool IsProbe { get; set; }

    public bool IsOpen => _isOpen && !_isClosed;

    public bool IsClosed => _isClosed;

    /// <summary>When the last byte came, in milliseconds of <see cref="Environment.TickCount64"/>; 0: none yet.</summary>
    public long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>How many requests wait for their answers, those of callers that gave up included.</summary>
    public int Outstanding => (int)(Volatile.Read(ref _appendedCount) - Volatile.Read(ref _answeredCount));

    /// <summary>Begins to connect. Requests can be appended before and meanwhile.</summary>
    public void Start()
    {
        try
        {
            new Thread(Run, ThreadStack) { IsBackground = true, Name = $"cachekit-memcached {_server.Name}" }.Start();
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // The system has no thread left; what waits here must not wait for one.
            Close(MemcachedErrors.NotConnected(_server.Name, exception));
        }
    }

    /// <summary>Ends the waits whose deadlines have passed, and gives the connection up when the server says nothing any more.</summary>
    /// <returns>Whether requests are left that wait for their answers.</returns>
    public bool Sweep(long now)
    {
        List<MemcachedOperation>? late = null;
        var isSilent = false;
        bool isBusy;
        lock (_readGate)
        {
            lock (_gate)
            {
                if (_isClosed)
                {
                    return false;
                }

                isBusy = _bodyOwner is not null || _awaited.Count + _appended.Count > 0;
                if (_bodyOwner is null || CollectIfLate(_bodyOwner, now, ref late, ref isSilent))
                {
                    CollectLate(_awaited, now, ref late, ref isSilent);
                    CollectLate(_appended, now, ref late, ref isSilent);
                }
            }
        }

        foreach (var operation in late ?? [])
        {
            operation.Fail(operation.TimedOut());
        }

        if (!_isOpen)
        {
            // The thread may be stuck where nothing can end it, in the look-up of the host's name.
            if (now > _connectDeadline)
            {
                Close(MemcachedErrors.ConnectTimedOut(_server.Name, _server.ConnectTimeout));
            }
        }
        else if (isSilent)
        {
            Close(MemcachedErrors.Silent(_server.Name, _server.Timeout));
        }

        return isBusy;
    }

    /// <summary>Gives the connection up. What waits is sent again over another one, where that is safe, and else fails.</summary>
    public void Close(CacheBackendException reason)
    {
        List<MemcachedOperation> lost;
        bool wasOpen;
        lock (_readGate)
        {
            lock (_gate)
            {
                if (_isClosed)
                {
                    return;
                }

                _isClosed = true;
                wasOpen = _isOpen;
                lost = _bodyOwner is { } owner ? [owner, .. _awaited, .. _appended] : [.. _awaited, .. _appended];
                _awaited.Clear();
                _appended.Clear();
                DropChunks();

                // The reader may be receiving into the array at this moment, so it does not go back to the pool.
                (_bodyOwner, _body) = (null, null);
            }
        }

        // Wakes the reader up, which disposes of the socket.
        Shutdown();
        _server.OnClosed(this, reason, wasOpen, lost);
    }

    // Nearly in the order of their deadlines: only another try, or the second step of an operation, has an earlier one than its neighbours.
    private void CollectLate(Queue<MemcachedOperation> operations, long now, ref List<MemcachedOperation>? late, ref bool isSilent)
    {
        foreach (var operation in operations)
        {
            if (!CollectIfLate(operation, now, ref late, ref isSilent))
            {
                break;
            }
        }
    }

    private bool CollectIfLate(MemcachedOperation operation, long now, ref List<MemcachedOperation>? late, ref bool isSilent)
    {
        if (operation.Deadline > now)
        {
            return false;
        }

        // A server that sends something, but not what is waited for, gets twice the time.
        var timeout = (long)_server.Timeout.TotalMilliseconds;
        isSilent |= LastReceived <= operation.Deadline - timeout || now > operation.Deadline + timeout;

        // Decided here, where the reader cannot answer it: later it may already be another caller's.
        if (operation.TryDecide())
        {
            (late ??= []).Add(operation);
        }

        return true;
    }

    private void Shutdown()
    {
        try
        {
            _socket?.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Not connected, or closed by the other side: the reader sees that too.
        }
    }
}
