using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cachekit.Serialization;

/// <summary>Reads MessagePack: any width of a number is accepted, and everything that does not fit is one kind of exception.</summary>
/// <remarks>Whoever makes a reader passes it on by reference. No length is believed before the bytes for it are there.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct MessagePackReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;

    /// <summary>Starts at the first byte.</summary>
    /// <param name="bytes">The bytes.</param>
    public MessagePackReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>Whether all bytes have been read.</summary>
    public readonly bool End => _position == _bytes.Length;

    /// <summary>The kind of the next item, which stays where it is.</summary>
    /// <exception cref="CacheSerializationException">There is none.</exception>
    public readonly MessagePackType NextType => MessagePackCode.TypeOf(Peek("an item"));

    /// <summary>How many bytes are left.</summary>
    internal readonly int Remaining => _bytes.Length - _position;

    /// <summary>Reads nil when it comes next.</summary>
    /// <returns>Whether it did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if ((uint)_position < (uint)_bytes.Length && _bytes[_position] == MessagePackCode.Nil)
        {
            _position++;
            return true;
        }

        return false;
    }

    /// <summary>Reads a boolean.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next.</exception>
    public bool ReadBoolean()
    {
        var code = Peek("a boolean");
        if (code is not (MessagePackCode.True or MessagePackCode.False))
        {
            SerializationErrors.Unexpected("a boolean", code, _position);
        }

        _position++;
        return code == MessagePackCode.True;
    }

    /// <summary>Reads a string, or nil.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next, or the text is not UTF-8.</exception>
    public string? ReadString()
    {
        if (TryReadNil())
        {
            return null;
        }

        var utf8 = ReadUtf8();
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            // Not kept as the cause: its message quotes the bytes, which may be a secret.
            SerializationErrors.InvalidUtf8(_position - utf8.Length + exception.Index);
            return null;
        }
    }

    /// <summary>Reads a string as the bytes that stand there; whether they are UTF-8 is not checked.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next, nil included.</exception>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        var start = _position;
        var code = Peek("a string");
        int length;
        if ((code & 0xe0) == MessagePackCode.FixStr)
        {
            _position++;
            length = code & 0x1f;
        }
        else if (code is MessagePackCode.Str8 or MessagePackCode.Str16 or MessagePackCode.Str32)
        {
            length = ReadLength("string", 1 << (code - MessagePackCode.Str8));
        }
        else
        {
            SerializationErrors.Unexpected("a string", code, start);
            return default;
        }

        return Take("string", length, start);
    }

    /// <summary>Reads bytes.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next, nil included.</exception>
    public ReadOnlySpan<byte> ReadBinary()
    {
        var start = _position;
        var code = Peek("binary data");
        if (code is not (MessagePackCode.Bin8 or MessagePackCode.Bin16 or MessagePackCode.Bin32))
        {
            SerializationErrors.Unexpected("binary data", code, start);
        }

        return Take("binary data", ReadLength("binary data", 1 << (code - MessagePackCode.Bin8)), start);
    }

    /// <summary>Reads the start of an array.</summary>
    /// <returns>The number of items, which the bytes that are left can hold.</returns>
    /// <exception cref="CacheSerializationException">Something else comes next, nil included.</exception>
    public int ReadArrayHeader()
    {
        var start = _position;
        var code = Peek("an array");
        int count;
        if ((code & 0xf0) == MessagePackCode.FixArray)
        {
            _position++;
            count = code & 0x0f;
        }
        else if (code is MessagePackCode.Array16 or MessagePackCode.Array32)
        {
            count = ReadLength("array", 2 << (code - MessagePackCode.Array16));
        }
        else
        {
            SerializationErrors.Unexpected("an array", code, start);
            return 0;
        }

        if (count > Remaining)
        {
            SerializationErrors.Overclaim("array", count, Remaining, start);
        }

        return count;
    }

    /// <summary>Reads the start of a map.</summary>
    /// <returns>The number of pairs, which the bytes that are left can hold.</returns>
    /// <exception cref="CacheSerializationException">Something else comes next, nil included.</exception>
    public int ReadMapHeader()
    {
        var start = _position;
        var code = Peek("a map");
        int count;
        if ((code & 0xf0) == MessagePackCode.FixMap)
        {
            _position++;
            count = code & 0x0f;
        }
        else if (code is MessagePackCode.Map16 or MessagePackCode.Map32)
        {
            count = ReadLength("map", 2 << (code - MessagePackCode.Map16));
        }
        else
        {
            SerializationErrors.Unexpected("a map", code, start);
            return 0;
        }

        if (2L * count > Remaining)
        {
            SerializationErrors.Overclaim("map", 2L * count, Remaining, start);
        }

        return count;
    }

    /// <summary>Goes one level deeper: every array and every map is one.</summary>
    /// <exception cref="CacheSerializationException">The value is nested more than 64 deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > MessagePackWriter.MaxDepth)
        {
            SerializationErrors.ReadTooDeep(_position);
        }
    }

    /// <summary>Comes back from a level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Passes over one item with everything in it, for example the value of a member that is not known any more.</summary>
    /// <exception cref="CacheSerializationException">The bytes end inside it.</exception>
    public void Skip()
    {
        // Counts what is still to pass instead of recursing: the input chooses the depth.
        var pending = 1L;
        while (pending > 0)
        {
            pending--;
            var start = _position;
            var code = Peek("an item");
            switch (MessagePackCode.TypeOf(code))
            {
                case MessagePackType.Array:
                    pending += ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    pending += 2L * ReadMapHeader();
                    break;
                case MessagePackType.String:
                    ReadUtf8();
                    break;
                case MessagePackType.Binary:
                    ReadBinary();
                    break;
                case MessagePackType.Integer:
                    ReadInteger("an integer", out _);
                    break;
                case MessagePackType.Float:
                    ReadDouble();
                    break;
                case MessagePackType.Nil or MessagePackType.Boolean:
                    _position++;
                    break;
                case MessagePackType.Extension:
                    ReadExtension(out _);
                    break;
                default:
                    SerializationErrors.Unexpected("an item", code, start);
                    break;
            }
        }
    }

    /// <summary>Reads bytes with a type number.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next, or the bytes end inside it.</exception>
    internal ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        var start = _position;
        var code = Peek("an extension");
        if (MessagePackCode.TypeOf(code) != MessagePackType.Extension)
        {
            SerializationErrors.Unexpected("an extension", code, start);
        }

        int length;
        if (code <= MessagePackCode.Ext32)
        {
            length = ReadLength("extension", 1 << (code - MessagePackCode.Ext8));
        }
        else
        {
            _position++;
            length = 1 << (code - MessagePackCode.FixExt1);
        }

        type = unchecked((sbyte)Take("extension", 1, start)[0]);
        return Take("extension", length, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek(string expected)
    {
        if ((uint)_position >= (uint)_bytes.Length)
        {
            SerializationErrors.EndOfInput(expected, _position);
        }

        return _bytes[_position];
    }

    /// <summary>Reads the length behind the code that is next, and checks that an <see cref="int"/> can hold it.</summary>
    private int ReadLength(string what, int width)
    {
        var start = _position;
        if (Remaining <= width)
        {
            SerializationErrors.EndOfInput("a length", start + 1);
        }

        var field = _bytes.Slice(start + 1, width);
        var length = width switch
        {
            1 => field[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(field),
            _ => BinaryPrimitives.ReadUInt32BigEndian(field),
        };
        _position += 1 + width;
        if (length > (uint)Remaining)
        {
            SerializationErrors.Overclaim(what, length, Remaining, start);
        }

        return (int)length;
    }

    private ReadOnlySpan<byte> Take(string what, int length, int start)
    {
        if (length > Remaining)
        {
            SerializationErrors.Overclaim(what, length, Remaining, start);
        }

        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }
}
