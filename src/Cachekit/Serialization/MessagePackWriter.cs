using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Cachekit.Storage;

namespace Cachekit.Serialization;

/// <summary>Writes MessagePack, always in the shortest form, into a buffer from the pool.</summary>
/// <remarks>
/// Whoever makes a writer disposes it or detaches its buffer, exactly once; everybody else gets it by reference and never copies it.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct MessagePackWriter
{
    internal const int MaxDepth = 64;

    /// <summary>How deep values that are shared with other SDKs are nested at most: what every one of them reads.</summary>
    internal const int MaxInteropDepth = 32;

    private const int MinimumBuffer = 256;

    private readonly bool _secret;
    private byte[]? _rented;
    private Span<byte> _buffer;
    private int _position;
    private int _depth;
    private int _firstDepth;

    /// <summary>Makes a writer.</summary>
    /// <param name="secret">Whether what is written must not stay behind in memory.</param>
    internal MessagePackWriter(bool secret) => _secret = secret;

    /// <summary>What has been written. It is valid until the next call of any member.</summary>
    public readonly ReadOnlySpan<byte> WrittenSpan => _buffer[.._position];

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteByte(MessagePackCode.Nil);

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    public void WriteBoolean(bool value) => WriteByte(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if (value is >= -32 and <= MessagePackCode.MaxPositiveFixInt)
        {
            WriteByte(unchecked((byte)value));
        }
        else if (value >= 0)
        {
            WriteWideUnsigned((ulong)value);
        }
        else
        {
            WriteWideNegative(value);
        }
    }

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= MessagePackCode.MaxPositiveFixInt)
        {
            WriteByte((byte)value);
        }
        else
        {
            WriteWideUnsigned(value);
        }
    }

    /// <summary>Writes a floating point number, always with 64 bits.</summary>
    /// <param name="value">The value.</param>
    public void WriteDouble(double value)
    {
        var target = Reserve(9);
        target[0] = MessagePackCode.Float64;
        BinaryPrimitives.WriteDoubleBigEndian(target[1..], value);
        _position += 9;
    }

    /// <summary>Writes bytes.</summary>
    /// <param name="value">The bytes.</param>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > Array.MaxLength - 5)
        {
            SerializationErrors.TooLarge();
        }

        var target = Reserve(value.Length + 5);
        int header;
        if (value.Length <= byte.MaxValue)
        {
            target[0] = MessagePackCode.Bin8;
            target[1] = (byte)value.Length;
            header = 2;
        }
        else if (value.Length <= ushort.MaxValue)
        {
            target[0] = MessagePackCode.Bin16;
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value.Length);
            header = 3;
        }
        else
        {
            target[0] = MessagePackCode.Bin32;
            BinaryPrimitives.WriteInt32BigEndian(target[1..], value.Length);
            header = 5;
        }

        value.CopyTo(target[header..]);
        _position += header + value.Length;
    }

    /// <summary>Starts an array; its items must follow.</summary>
    /// <param name="count">The number of items.</param>
    public void WriteArrayHeader(int count) => WriteCollectionHeader(count, MessagePackCode.FixArray, MessagePackCode.Array16);

    /// <summary>Starts a map; its pairs must follow.</summary>
    /// <param name="count">The number of pairs.</param>
    public void WriteMapHeader(int count) => WriteCollectionHeader(count, MessagePackCode.FixMap, MessagePackCode.Map16);

    /// <summary>Writes bytes that are MessagePack already, for example the name of a member with its header.</summary>
    /// <param name="encoded">The encoded items.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(Reserve(encoded.Length));
        _position += encoded.Length;
    }

    /// <summary>Goes one level deeper: every array and every map is one.</summary>
    /// <exception cref="CacheSerializationException">The value is nested more than 64 deep, or more than 32 where it is shared with other SDKs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > MaxDepth)
        {
            SerializationErrors.WriteTooDeep(MaxDepth - _firstDepth);
        }
    }

    /// <summary>Comes back from a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose()
    {
        Return();
        this = default;
    }

    /// <summary>A writer for values that are shared with other SDKs: it starts where only as many levels are left as those read.</summary>
    internal static MessagePackWriter CreateInterop(bool secret = false)
    {
        const int First = MaxDepth - MaxInteropDepth;
        return new MessagePackWriter(secret) { _depth = First, _firstDepth = First };
    }

    /// <summary>Hands the buffer over; the writer is empty afterwards.</summary>
    internal PooledPayload Detach()
    {
        var payload = new PooledPayload(_rented ?? [], _position, pooled: _rented is not null, _secret);
        this = default;
        return payload;
    }

    private readonly void Return()
    {
        if (_rented is not null)
        {
            PooledBuffer.Return(_rented, _secret);
        }
    }

    private void WriteWideUnsigned(ulong value)
    {
        var target = Reserve(9);
        if (value <= byte.MaxValue)
        {
            target[0] = MessagePackCode.UInt8;
            target[1] = (byte)value;
            _position += 2;
        }
        else if (value <= ushort.MaxValue)
        {
            target[0] = MessagePackCode.UInt16;
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value);
            _position += 3;
        }
        else if (value <= uint.MaxValue)
        {
            target[0] = MessagePackCode.UInt32;
            BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)value);
            _position += 5;
        }
        else
        {
            target[0] = MessagePackCode.UInt64;
            BinaryPrimitives.WriteUInt64BigEndian(target[1..], value);
            _position += 9;
        }
    }

    private void WriteWideNegative(long value)
    {
        var target = Reserve(9);
        if (value >= sbyte.MinValue)
        {
            target[0] = MessagePackCode.Int8;
            target[1] = unchecked((byte)value);
            _position += 2;
        }
        else if (value >= short.MinValue)
        {
            target[0] = MessagePackCode.Int16;
            BinaryPrimitives.WriteInt16BigEndian(target[1..], (short)value);
            _position += 3;
        }
        else if (value >= int.MinValue)
        {
            target[0] = MessagePackCode.Int32;
            BinaryPrimitives.WriteInt32BigEndian(target[1..], (int)value);
            _position += 5;
        }
        else
        {
            target[0] = MessagePackCode.Int64;
            BinaryPrimitives.WriteInt64BigEndian(target[1..], value);
            _position += 9;
        }
    }

    private void WriteCollectionHeader(int count, byte fix, byte wide)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= 15)
        {
            WriteByte((byte)(fix | count));
            return;
        }

        var target = Reserve(5);
        if (count <= ushort.MaxValue)
        {
            target[0] = wide;
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)count);
            _position += 3;
        }
        else
        {
            target[0] = (byte)(wide + 1);
            BinaryPrimitives.WriteInt32BigEndian(target[1..], count);
            _position += 5;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteByte(byte value)
    {
        if ((uint)_position >= (uint)_buffer.Length)
        {
            Grow(1);
        }

        _buffer[_position++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _position < count)
        {
            Grow(count);
        }

        return _buffer[_position..];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count)
    {
        var needed = (long)_position + count;
        if (needed > Array.MaxLength)
        {
            SerializationErrors.TooLarge();
        }

        var size = Math.Min(Math.Max(Math.Max(needed, 2L * _buffer.Length), MinimumBuffer), Array.MaxLength);
        var rented = PooledBuffer.Rent((int)size, _secret);
        _buffer[.._position].CopyTo(rented);
        Return();
        _rented = rented;
        _buffer = rented;
    }
}
