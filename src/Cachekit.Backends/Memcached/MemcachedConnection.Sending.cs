using System.Net.Sockets;

namespace Cachekit.Backends;

internal sealed partial class MemcachedConnection
{
    private const int ChunkSize = 32 * 1024;

    private readonly Queue<SendChunk> _chunks = new();
    private SendChunk? _filling;
    private SendChunk? _sending;
    private SendChunk? _spare;
    private bool _isSending;
    private bool _isFlushScheduled;
    private int _lastBatch;
    private SemaphoreSlim? _writerSignal;

    /// <summary>Adds a request to what is sent next.</summary>
    /// <returns><see langword="false"/> when the connection is closed.</returns>
    public bool TryAppend(MemcachedOperation operation, MemcachedFlush flush)
    {
        var mustSend = false;
        var mustSchedule = false;
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            operation.Connection = this;
            if (!Write(operation))
            {
                // Its caller gave up before it was sent: no answer will come.
                operation.Release();
                return true;
            }

            _appended.Enqueue(operation);
            _appendedCount++;
            if (!_isOpen || _isSending || flush == MemcachedFlush.Later)
            {
                return true;
            }

            // Other callers have just been answered, or wait: most likely they ask again in a moment, on the thread pool. By the time that a
            // work item comes to its turn there, their requests are here as well, and one system call sends them all. A lone caller waits for nobody.
            if (flush == MemcachedFlush.Coalesced && (_lastBatch > 1 || _appendedCount - Volatile.Read(ref _answeredCount) > 1))
            {
                mustSchedule = !_isFlushScheduled;
                _isFlushScheduled = true;
            }
            else
            {
                mustSend = _isSending = true;
            }
        }

        if (mustSend)
        {
            Send();
        }
        else if (mustSchedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    /// <summary>Sends what was appended, unless somebody does already.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (!_isOpen || _isSending || _chunks.Count == 0 || _isClosed)
            {
                return;
            }

            _isSending = true;
        }

        Send();
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_gate)
        {
            _isFlushScheduled = false;
        }

        Flush();
    }

    private bool Write(MemcachedOperation operation)
    {
        var length = operation.Length;
        if (_filling is null || _filling.Room < length)
        {
            if (_spare is not null && _spare.Room >= length)
            {
                (_filling, _spare) = (_spare, null);
            }
            else
            {
                _filling = new SendChunk(Math.Max(length, ChunkSize));
            }

            _chunks.Enqueue(_filling);
        }

        if (!operation.TryCopyTo(_filling.Free))
        {
            return false;
        }

        _filling.Advance(length);
        return true;
    }

    /// <summary>Sends until nothing is left. Only for the one who has set <see cref="_isSending"/>.</summary>
    private void Send()
    {
        while (TakeChunk() is { } chunk)
        {
            while (!chunk.Unsent.IsEmpty)
            {
                int count;
                SocketError error;
                try
                {
                    count = _socket!.Send(chunk.Unsent, SocketFlags.None, out error);
                }
                catch (ObjectDisposedException)
                {
                    // Closed meanwhile, and with it all that waited here.
                    return;
                }

                if (error == SocketError.WouldBlock)
                {
                    WakeWriter();
                    return;
                }

                if (error != SocketError.Success)
                {
                    // The reader finds the same, after what the server still had to say.
                    Shutdown();
                    return;
                }

                chunk.Sent(count);
            }
        }
    }

    private SendChunk? TakeChunk()
    {
        lock (_gate)
        {
            if (_sending is { } current)
            {
                if (!current.Unsent.IsEmpty)
                {
                    return current;
                }

                Keep(current);
                _sending = null;
            }

            if (_isClosed || !_chunks.TryDequeue(out _sending))
            {
                _isSending = false;
                return null;
            }

            if (_sending == _filling)
            {
                _filling = null;
            }

            return _sending;
        }
    }

    private void Keep(SendChunk chunk)
    {
        chunk.Clear();
        if (_spare is null && chunk.Room <= ChunkSize * 2)
        {
            _spare = chunk;
        }
        else
        {
            chunk.Return();
        }
    }

    /// <summary>Leaves the rest to a thread that may block: the system takes no more before the server reads.</summary>
    private void WakeWriter()
    {
        if (_writerSignal is null)
        {
            _writerSignal = new SemaphoreSlim(0);
            new Thread(WriteWhenPossible, ThreadStack) { IsBackground = true, Name = $"cachekit-memcached writer {_server.Name}" }.Start();
        }

        _writerSignal.Release();
    }

    private void WriteWhenPossible()
    {
        // Long enough to cost nothing, short enough to end soon after the connection.
        const int patience = 100_000;
        while (true)
        {
            while (!_writerSignal!.Wait(patience / 1000))
            {
                if (_isClosed)
                {
                    return;
                }
            }

            try
            {
                while (!_isClosed && !_socket!.Poll(patience, SelectMode.SelectWrite))
                {
                }
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }

            Send();
        }
    }

    // Whoever sends at this moment still uses its chunk; the garbage collector takes that one.
    private void DropChunks()
    {
        while (_chunks.TryDequeue(out var chunk))
        {
            chunk.Return();
        }

        _filling = null;
        _spare?.Return();
        _spare = null;
    }
}
