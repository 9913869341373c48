namespace Cachekit.Backends;

internal sealed partial class MemcachedConnection
{
    // A value with more than this still to come is received into its own array, instead of being copied from the buffer.
    private const int DirectReceive = 8 * 1024;

    // Up to here a value has its array from the start; a larger one, which no server takes without being told so, when so much of it has come.
    private const int FirstBody = 2 * 1024 * 1024;

    // Far above any line of the protocol.
    private const int MaxLine = 4096;

    private const int LineEnd = 2;

    // Only the reader uses it.
    private readonly List<MemcachedOperation> _answered = [];

    // The value that is being received beside the buffer, and whose it is. Without an array it is skipped.
    private MemcachedOperation? _bodyOwner;
    private MemcachedReply _bodyReply;
    private ValueBuffer? _body;
    private int _bodyLeft;

    /// <summary>Where the next bytes go.</summary>
    private Span<byte> Target()
    {
        if (_bodyOwner is null)
        {
            return _buffer.AsSpan(_end);
        }

        if (_body is not { } body)
        {
            return _buffer.AsSpan(0, Math.Min(_bodyLeft, _buffer.Length));
        }

        var free = body.Array.AsSpan(_bodyReply.Size + LineEnd - _bodyLeft);
        return free[..Math.Min(_bodyLeft, free.Length)];
    }

    /// <summary>Takes the bytes that have come.</summary>
    /// <returns>Why the connection is of no use any more, or <see langword="null"/>.</returns>
    private CacheBackendException? Accept(int count)
    {
        try
        {
            lock (_readGate)
            {
                return _isClosed ? MemcachedErrors.Lost(_server.Name, "it was given up.")
                    : _bodyOwner is null ? AcceptBuffered(count)
                    : AcceptBody(count);
            }
        }
        finally
        {
            // Also when there was no memory for the value after them: they are in no queue any more, so nobody else could end their waits.
            CompleteAnswered();
        }
    }

    private void CompleteAnswered()
    {
        // The size of the batch is known to callers before the first of them asks again: see TryAppend.
        Volatile.Write(ref _lastBatch, _answered.Count);
        foreach (var operation in _answered)
        {
            operation.Complete();
        }

        _answered.Clear();
    }

    private CacheBackendException? AcceptBody(int count)
    {
        _bodyLeft -= count;
        if (_bodyLeft > 0)
        {
            GrowBody();
            return null;
        }

        var (owner, reply) = (_bodyOwner!, _bodyReply);
        if (_body is { } body && !body.Array.AsSpan(reply.Size, LineEnd).SequenceEqual("\r\n"u8))
        {
            return Garbage();
        }

        reply.Value = _body;
        (_bodyOwner, _body) = (null, null);
        return Answer(owner, reply);
    }

    private CacheBackendException? AcceptBuffered(int count)
    {
        _end += count;
        while (_start < _end && _bodyOwner is null)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var lineEnd = rest.IndexOf((byte)'\n');
            if (lineEnd < 0)
            {
                if (rest.Length > MaxLine)
                {
                    return Garbage();
                }

                break;
            }

            var reply = MemcachedReplyParser.Parse(lineEnd > 0 && rest[lineEnd - 1] == '\r' ? rest[..(lineEnd - 1)] : rest[..lineEnd]);
            if (reply.Status == MemcachedStatus.Unreadable)
            {
                return Garbage();
            }

            var afterLine = rest[(lineEnd + 1)..];
            if (reply.Status == MemcachedStatus.Value && reply.Size + LineEnd > afterLine.Length)
            {
                var left = reply.Size + LineEnd - afterLine.Length;
                if (left <= DirectReceive && lineEnd + 1 + reply.Size + LineEnd <= _buffer.Length)
                {
                    break;
                }

                if (!BeginBody(reply, afterLine))
                {
                    return Unasked(reply);
                }

                _start = _end;
                break;
            }

            if (NextAwaited() is not { } operation)
            {
                return Unasked(reply);
            }

            _start += lineEnd + 1;
            if (reply.Status == MemcachedStatus.Value)
            {
                if (!afterLine.Slice(reply.Size, LineEnd).SequenceEqual("\r\n"u8))
                {
                    return Garbage();
                }

                _start += reply.Size + LineEnd;
                if (operation.IsPending)
                {
                    reply.Value = new ValueBuffer(reply.Size);
                    afterLine[..reply.Size].CopyTo(reply.Value.Array);
                }
            }

            _awaited.Dequeue();
            if (Answer(operation, reply) is { } failure)
            {
                return failure;
            }
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        return null;
    }

    /// <summary>Goes on in an array of the value's own, which takes the line end after it as well.</summary>
    private bool BeginBody(in MemcachedReply reply, ReadOnlySpan<byte> received)
    {
        if (NextAwaited() is not { } owner)
        {
            return false;
        }

        _awaited.Dequeue();
        _bodyOwner = owner;
        _bodyReply = reply;
        _bodyLeft = reply.Size + LineEnd - received.Length;
        if (owner.IsPending)
        {
            _body = new ValueBuffer(Math.Min(reply.Size + LineEnd, FirstBody));
            received.CopyTo(_body.Array);
        }

        return true;
    }

    /// <summary>Makes room for as much again as has come, so that a server which announces more than it sends costs no memory.</summary>
    private void GrowBody()
    {
        var received = _bodyReply.Size + LineEnd - _bodyLeft;
        if (_body is not { } full || received < full.Array.Length)
        {
            return;
        }

        var larger = new ValueBuffer((int)Math.Min(2L * received, _bodyReply.Size + LineEnd));
        full.Array.AsSpan(0, received).CopyTo(larger.Array);
        _body = larger;
        full.Dispose();
    }

    private CacheBackendException? Answer(MemcachedOperation operation, in MemcachedReply reply)
    {
        Volatile.Write(ref _answeredCount, _answeredCount + 1);
        if (operation.ReadsValue && MemcachedValues.NeedsClaim(reply) && reply.Value is not null)
        {
            operation.TurnIntoClaim(reply, (uint)MemcachedValues.StaleSeconds(reply.ClientFlags));
            _server.Submit(operation, MemcachedFlush.AtOnce);
            return null;
        }

        if (operation.TryAnswer(reply))
        {
            _answered.Add(operation);
        }
        else
        {
            reply.Value?.Dispose();
            operation.Release();
        }

        // After these the server may read what follows as requests that they are not, or closes the connection itself.
        return reply.Status == MemcachedStatus.Error && !reply.Text!.StartsWith("SERVER_ERROR", StringComparison.Ordinal)
            ? MemcachedErrors.Lost(_server.Name, $"it answered '{reply.Text}'.")
            : null;
    }

    private MemcachedOperation? NextAwaited()
    {
        if (_awaited.Count == 0)
        {
            lock (_gate)
            {
                (_awaited, _appended) = (_appended, _awaited);
            }
        }

        return _awaited.TryPeek(out var operation) ? operation : null;
    }

    private CacheBackendException Garbage() =>
        MemcachedErrors.Lost(_server.Name, "it sent something that is no answer of memcached's meta protocol (version 1.6 or later). Check that memcached listens there.");

    private CacheBackendException Unasked(in MemcachedReply reply) =>
        MemcachedErrors.Lost(_server.Name, reply.Text is { } text ? $"it said '{text}'." : "it sent an answer that nobody had asked for.");
}
