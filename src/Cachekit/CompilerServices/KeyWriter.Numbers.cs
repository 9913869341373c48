using System.Buffers.Binary;
using System.Numerics;
using Cachekit.Keys;

namespace Cachekit.CompilerServices;

/// <content>The values that are numbers.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(bool value) => Reserve(1)[0] = value ? (byte)0xC3 : (byte)0xC2;

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(byte value) => Write((ulong)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(sbyte value) => Write((long)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(short value) => Write((long)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(ushort value) => Write((ulong)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(int value) => Write((long)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(uint value) => Write((ulong)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(nint value) => Write((long)value);

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(nuint value) => Write((ulong)value);

    /// <summary>Writes a value; what is not negative in the form of unsigned integers, whatever its type.</summary>
    /// <param name="value">The value.</param>
    public void Write(long value)
    {
        if (value >= 0)
        {
            Write((ulong)value);
        }
        else if (value >= -32)
        {
            Reserve(1)[0] = (byte)value;
        }
        else if (value >= sbyte.MinValue)
        {
            var bytes = Reserve(2);
            bytes[0] = 0xD0;
            bytes[1] = (byte)value;
        }
        else if (value >= short.MinValue)
        {
            var bytes = Reserve(3);
            bytes[0] = 0xD1;
            BinaryPrimitives.WriteInt16BigEndian(bytes[1..], (short)value);
        }
        else if (value >= int.MinValue)
        {
            var bytes = Reserve(5);
            bytes[0] = 0xD2;
            BinaryPrimitives.WriteInt32BigEndian(bytes[1..], (int)value);
        }
        else
        {
            var bytes = Reserve(9);
            bytes[0] = 0xD3;
            BinaryPrimitives.WriteInt64BigEndian(bytes[1..], value);
        }
    }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    public void Write(ulong value)
    {
        if (value <= 0x7F)
        {
            Reserve(1)[0] = (byte)value;
        }
        else if (value <= byte.MaxValue)
        {
            var bytes = Reserve(2);
            bytes[0] = 0xCC;
            bytes[1] = (byte)value;
        }
        else if (value <= ushort.MaxValue)
        {
            var bytes = Reserve(3);
            bytes[0] = 0xCD;
            BinaryPrimitives.WriteUInt16BigEndian(bytes[1..], (ushort)value);
        }
        else if (value <= uint.MaxValue)
        {
            var bytes = Reserve(5);
            bytes[0] = 0xCE;
            BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], (uint)value);
        }
        else
        {
            var bytes = Reserve(9);
            bytes[0] = 0xCF;
            BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], value);
        }
    }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheKeyException">It is outside -2^63 to 2^64-1.</exception>
    public void Write(Int128 value)
    {
        if (value < long.MinValue || value > ulong.MaxValue)
        {
            throw KeyErrors.OutOfRange(Where, nameof(Int128));
        }

        WriteInRange(value < 0, value < 0 ? (ulong)(long)value : (ulong)value);
    }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheKeyException">It is above 2^64-1.</exception>
    public void Write(UInt128 value)
    {
        if (value > ulong.MaxValue)
        {
            throw KeyErrors.OutOfRange(Where, nameof(UInt128));
        }

        Write((ulong)value);
    }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheKeyException">It is outside -2^63 to 2^64-1.</exception>
    public void Write(BigInteger value)
    {
        if (value < long.MinValue || value > ulong.MaxValue)
        {
            throw KeyErrors.OutOfRange(Where, nameof(BigInteger));
        }

        WriteInRange(value.Sign < 0, value.Sign < 0 ? (ulong)(long)value : (ulong)value);
    }

    /// <summary>Writes a value, also a whole one, in 64 bits; -0.0 as 0.0, and one NaN for all.</summary>
    /// <remarks>In a key that is shared with other SDKs a whole number is written as an integer: not all of them can tell the two apart.</remarks>
    /// <param name="value">The value.</param>
    /// <exception cref="CacheKeyException">The key is shared with other SDKs, and the value is NaN or infinite.</exception>
    public void Write(double value)
    {
        if (_interop)
        {
            WriteInterop(value);
            return;
        }

        WriteDouble(CanonicalNumber.CanonicalBits(value));
    }

    /// <summary>Writes a value widened to 64 bits.</summary>
    /// <param name="value">The value.</param>
    public void Write(float value) => Write((double)value);

    /// <summary>Writes a value widened to 64 bits.</summary>
    /// <param name="value">The value.</param>
    public void Write(Half value) => Write((double)value);

    private void WriteDouble(ulong bits)
    {
        var bytes = Reserve(9);
        bytes[0] = 0xCB;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], bits);
    }

    private void WriteInRange(bool isNegative, ulong bits)
    {
        if (isNegative)
        {
            Write((long)bits);
        }
        else
        {
            Write(bits);
        }
    }
}
