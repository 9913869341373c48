using System.Buffers.Binary;
using Cachekit.Serialization;

namespace Cachekit.Storage;

/// <summary>Writes the fields of stored formats, always in their shortest form, into room that the caller has measured.</summary>
internal ref struct FieldWriter(Span<byte> destination)
{
    /// <summary>The most bytes of an integer up to <see cref="StorageLimits.MaxSize"/>, and of a header of binary data.</summary>
    public const int MaxField = 5;

    private readonly Span<byte> _destination = destination;

    /// <summary>How many bytes have been written.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes the header of binary data takes.</summary>
    public static int BinaryHeaderSize(int length) => length switch
    {
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    /// <summary>Writes bytes as they are.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Position..]);
        Position += bytes.Length;
    }

    /// <summary>Writes an integer that is not negative.</summary>
    public void WriteInteger(int value)
    {
        if (value <= MessagePackCode.MaxPositiveFixInt)
        {
            _destination[Position++] = (byte)value;
        }
        else
        {
            WriteWord(MessagePackCode.UInt8, value);
        }
    }

    /// <summary>Writes binary data that may already lie in the destination, at its place or behind it.</summary>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        // Copied before the header is written: what lies behind its place may start inside the header.
        var start = Position + BinaryHeaderSize(value.Length);
        value.CopyTo(_destination[start..]);
        WriteWord(MessagePackCode.Bin8, value.Length);
        Position = start + value.Length;
    }

    // A marker of the family's narrowest that fits, and the word.
    private void WriteWord(byte narrowest, int value)
    {
        var target = _destination[Position..];
        switch (value)
        {
            case <= byte.MaxValue:
                target[0] = narrowest;
                target[1] = (byte)value;
                Position += 2;
                break;
            case <= ushort.MaxValue:
                target[0] = (byte)(narrowest + 1);
                BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)value);
                Position += 3;
                break;
            default:
                target[0] = (byte)(narrowest + 2);
                BinaryPrimitives.WriteInt32BigEndian(target[1..], value);
                Position += 5;
                break;
        }
    }
}
