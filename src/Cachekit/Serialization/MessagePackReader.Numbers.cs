using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cachekit.Serialization;

public ref partial struct MessagePackReader
{
    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next, or it does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64()
    {
        if ((uint)_position < (uint)_bytes.Length)
        {
            var small = unchecked((sbyte)_bytes[_position]);
            if (small >= -32)
            {
                _position++;
                return small;
            }
        }

        return ReadWideInt64();
    }

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next, or it does not fit.</exception>
    public ulong ReadUInt64()
    {
        var start = _position;
        var bits = ReadInteger("an integer", out var negative);
        if (negative)
        {
            SerializationErrors.IntegerOutOfRange("UInt64", start);
        }

        return bits;
    }

    /// <summary>Reads a floating point number of any width; an integer is accepted in its place, as some writers drop the fraction.</summary>
    /// <exception cref="CacheSerializationException">Something else comes next.</exception>
    public double ReadDouble()
    {
        const string Expected = "a floating point number";
        var code = Peek(Expected);
        if (code == MessagePackCode.Float64)
        {
            return BinaryPrimitives.ReadDoubleBigEndian(TakeNumber(8));
        }

        if (code == MessagePackCode.Float32)
        {
            return BinaryPrimitives.ReadSingleBigEndian(TakeNumber(4));
        }

        var bits = ReadInteger(Expected, out var negative);
        return negative ? unchecked((long)bits) : bits;
    }

    /// <summary>Reads an integer that a narrower type can hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long ReadInt64(long minimum, long maximum, string type)
    {
        var start = _position;
        var value = ReadInt64();
        if (value < minimum || value > maximum)
        {
            SerializationErrors.IntegerOutOfRange(type, start);
        }

        return value;
    }

    /// <summary>Reads an integer of any width: the bits of a <see cref="long"/> when negative, else of a <see cref="ulong"/>.</summary>
    internal ulong ReadInteger(string expected, out bool negative)
    {
        var code = Peek(expected);
        long signed;
        switch (code)
        {
            case <= MessagePackCode.MaxPositiveFixInt:
                _position++;
                negative = false;
                return code;
            case >= MessagePackCode.MinNegativeFixInt:
                _position++;
                negative = true;
                return unchecked((ulong)(sbyte)code);
            case MessagePackCode.UInt8:
                negative = false;
                return TakeNumber(1)[0];
            case MessagePackCode.UInt16:
                negative = false;
                return BinaryPrimitives.ReadUInt16BigEndian(TakeNumber(2));
            case MessagePackCode.UInt32:
                negative = false;
                return BinaryPrimitives.ReadUInt32BigEndian(TakeNumber(4));
            case MessagePackCode.UInt64:
                negative = false;
                return BinaryPrimitives.ReadUInt64BigEndian(TakeNumber(8));
            case MessagePackCode.Int8:
                signed = unchecked((sbyte)TakeNumber(1)[0]);
                break;
            case MessagePackCode.Int16:
                signed = BinaryPrimitives.ReadInt16BigEndian(TakeNumber(2));
                break;
            case MessagePackCode.Int32:
                signed = BinaryPrimitives.ReadInt32BigEndian(TakeNumber(4));
                break;
            case MessagePackCode.Int64:
                signed = BinaryPrimitives.ReadInt64BigEndian(TakeNumber(8));
                break;
            default:
                SerializationErrors.Unexpected(expected, code, _position);
                negative = false;
                return 0;
        }

        negative = signed < 0;
        return unchecked((ulong)signed);
    }

    private long ReadWideInt64()
    {
        var start = _position;
        var bits = ReadInteger("an integer", out var negative);
        if (!negative && bits > long.MaxValue)
        {
            SerializationErrors.IntegerOutOfRange("Int64", start);
        }

        return unchecked((long)bits);
    }

    /// <summary>Moves behind the code that is next and the number of this width that follows it.</summary>
    private ReadOnlySpan<byte> TakeNumber(int width)
    {
        if (Remaining <= width)
        {
            SerializationErrors.EndOfInput("a number", _position + 1);
        }

        var taken = _bytes.Slice(_position + 1, width);
        _position += 1 + width;
        return taken;
    }
}
