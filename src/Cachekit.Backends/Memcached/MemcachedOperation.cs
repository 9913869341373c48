using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Cachekit.Backends;

/// <summary>A request, and the wait for its answer. Pooled.</summary>
/// <remarks>
/// <para>Two hold it: the caller, until it has taken the outcome, and the connection, until the answer has come or cannot come any more. The
/// latter may be long after a caller that gave up. It goes back to the pool when both have let go.</para>
/// <para>The first to move it out of <see cref="Pending"/> decides the outcome: the reader of the connection, the caller's cancellation or
/// the deadline. Continuations run on the thread pool, never on the reader's thread, which other callers wait for.</para>
/// </remarks>
internal sealed partial class MemcachedOperation : IThreadPoolWorkItem
{
    private const int Pending = 0;
    private const int Decided = 1;

    // A command, a key, and the longest flags of any request.
    private const int RequestCapacity = 512;

    private readonly byte[] _request = new byte[RequestCapacity];
    private int _requestLength;
    private int _keyLength;
    private int _state;
    private int _holders;

    private MemcachedReply _reply;
    private Exception? _failure;
    private ValueBuffer? _staleValue;
    private int _staleSize;

    public ReadOnlySpan<byte> Request => _request.AsSpan(0, _requestLength);

    /// <summary>The key with its prefix. All commands have two letters.</summary>
    public ReadOnlySpan<byte> Key => _request.AsSpan(3, _keyLength);

    /// <summary>What is sent after the request line, for a write; it belongs to the caller, until the outcome is decided.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    public bool HasPayload { get; private set; }

    public string Verb { get; private set; } = "";

    public MemcachedRequestKind Kind { get; set; }

    /// <summary>When the caller stops waiting, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    /// <remarks>Not on the clock of a <see cref="TimeProvider"/>: the system's sockets do not know about it.</remarks>
    public long Deadline { get; private set; }

    /// <summary>How often it may be sent once more.</summary>
    public int Retries { get; set; }

    /// <summary>Whether the caller wants the entry, and so also to know whether it is stale.</summary>
    public bool ReadsValue { get; set; }

    public MemcachedNode? Server { get; set; }

    /// <summary>The connection that has it, or had it last.</summary>
    public MemcachedConnection? Connection { get; set; }

    /// <summary>Whether nobody has decided the outcome yet.</summary>
    public bool IsPending => Volatile.Read(ref _state) == Pending;

    public void Begin(string verb, long deadline)
    {
        Verb = verb;
        Deadline = deadline;
        _state = Pending;
        _holders = 2;
    }

    /// <summary>Starts the request line with a command of two letters and the key.</summary>
    public MemcachedKeyFault Command(ReadOnlySpan<byte> command, ReadOnlySpan<byte> prefix, ReadOnlySpan<char> key, ReadOnlySpan<byte> suffix = default)
    {
        command.CopyTo(_request);
        _request[2] = (byte)' ';
        var fault = MemcachedKey.Write(prefix, key, _request.AsSpan(3), out _keyLength);
        if (fault == MemcachedKeyFault.None && !suffix.IsEmpty)
        {
            if (_keyLength + suffix.Length > MemcachedBackendDefaults.MaxKeyBytes)
            {
                return MemcachedKeyFault.TooLong;
            }

            suffix.CopyTo(_request.AsSpan(3 + _keyLength));
            _keyLength += suffix.Length;
        }

        _requestLength = 3 + _keyLength;
        return fault;
    }

    /// <summary>Makes the whole request line of a command without a key.</summary>
    public void Bare(ReadOnlySpan<byte> command)
    {
        _requestLength = 0;
        _keyLength = 0;
        Text(command);
        End();
    }

    public void Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_request.AsSpan(_requestLength));
        _requestLength += text.Length;
    }

    public void Number(ulong number)
    {
        Utf8Formatter.TryFormat(number, _request.AsSpan(_requestLength), out var length);
        _requestLength += length;
    }

    public void End() => Text("\r\n"u8);

    public void Carry(ReadOnlyMemory<byte> payload)
    {
        Payload = payload;
        HasPayload = true;
    }

    /// <summary>The reader has the answer, and calls <see cref="Complete"/> next if somebody still wanted it.</summary>
    /// <returns>Whether somebody did; the reply's buffer is then the operation's.</returns>
    public bool TryAnswer(in MemcachedReply reply)
    {
        if (!TryDecide())
        {
            return false;
        }

        _reply = reply;

        // Who waits has not let go, so nobody else changes the count now.
        _holders = 1;
        return true;
    }

    /// <summary>Ends the wait with an exception. The connection's hold stays.</summary>
    public void TryFail(Exception failure)
    {
        if (TryDecide())
        {
            Fail(failure);
        }
    }

    /// <summary>Ends the wait with an exception. Only for the one whose <see cref="TryDecide"/> decided the outcome.</summary>
    public void Fail(Exception failure)
    {
        _failure = failure;
        Complete();
    }

    /// <summary>One of the two holders lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            Recycle();
        }
    }

    /// <summary>Keeps the value of a stale entry, and asks in its place who makes the entry anew.</summary>
    /// <param name="reply">The answer to the read.</param>
    /// <param name="staleSeconds">How long the entry is stale in all.</param>
    public void TurnIntoClaim(in MemcachedReply reply, uint staleSeconds)
    {
        _staleSize = reply.Size;
        _staleValue = reply.Value;
        _requestLength = 3 + _keyLength;
        Text(" t R"u8);

        // The server lets one win whose number is greater than the remaining seconds.
        Number((ulong)staleSeconds + 1);
        End();

        // Winning twice is not the same as once: a lost answer may have been the winner's.
        Kind = MemcachedRequestKind.Once;
    }

    /// <summary>Decides the outcome, unless somebody has done so. Who gets <see langword="true"/> must complete the operation; until then its caller holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDecide()
    {
        if (!HasPayload)
        {
            return Interlocked.CompareExchange(ref _state, Decided, Pending) == Pending;
        }

        // The caller may change the bytes as soon as its wait has ended, so not while they are being copied for another try.
        lock (_request)
        {
            return Interlocked.CompareExchange(ref _state, Decided, Pending) == Pending;
        }
    }

    /// <summary>Copies request line and payload.</summary>
    /// <returns><see langword="false"/> when nobody waits for it any more.</returns>
    public bool TryCopyTo(Span<byte> destination)
    {
        if (!HasPayload)
        {
            Request.CopyTo(destination);
            return IsPending;
        }

        lock (_request)
        {
            if (!IsPending)
            {
                return false;
            }

            Request.CopyTo(destination);
            Payload.Span.CopyTo(destination[_requestLength..]);
            "\r\n"u8.CopyTo(destination[(_requestLength + Payload.Length)..]);
            return true;
        }
    }

    /// <summary>How many bytes <see cref="TryCopyTo"/> writes.</summary>
    public int Length => HasPayload ? _requestLength + Payload.Length + 2 : _requestLength;

    /// <summary>Takes the outcome and lets go; the operation is not touched afterwards.</summary>
    private MemcachedReply Take()
    {
        // Waits for a callback that is running, so that none can hit the operation's next life.
        _cancellation.Dispose();
        var failure = _failure;
        var reply = _reply;
        if (failure is null)
        {
            reply.StaleValue = _staleValue;
            reply.StaleSize = _staleSize;
            _staleValue = null;
        }

        Release();
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return reply;
    }

    private void Recycle()
    {
        _staleValue?.Dispose();
        _staleValue = null;
        _reply = default;
        _failure = null;
        Payload = default;
        HasPayload = false;
        Kind = MemcachedRequestKind.Repeatable;
        Retries = 0;
        ReadsValue = false;
        Server = null;
        Connection = null;
        ResetWait();
        MemcachedOperationPool.Return(this);
    }
}
