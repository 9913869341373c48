using System.Buffers.Binary;
using System.Text.Unicode;
using Cachekit.Serialization;

namespace Cachekit.Storage;

/// <summary>Reads the fields of stored formats marker by marker; a field of another type is an answer, not an exception, and stays where it is.</summary>
/// <remarks>Only for bytes that <see cref="DecodeBounds"/> has accepted: so every field is whole, and every length is there.</remarks>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next field starts.</summary>
    public int Position { get; private set; }

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[Position..];

    private readonly byte Marker => _bytes[Position];

    /// <summary>Reads the header of an array, of any width.</summary>
    public bool TryReadArray(out uint count)
    {
        var marker = Marker;
        if ((marker & 0xf0) == MessagePackCode.FixArray)
        {
            Position++;
            count = marker & 0x0fu;
            return true;
        }

        if (marker is MessagePackCode.Array16 or MessagePackCode.Array32)
        {
            count = (uint)ReadWord(2 << (marker - MessagePackCode.Array16));
            return true;
        }

        count = 0;
        return false;
    }

    /// <summary>Reads binary data, with a header of any width.</summary>
    public bool TryReadBinary(out ReadOnlySpan<byte> value)
    {
        var marker = Marker;
        if (marker is not (MessagePackCode.Bin8 or MessagePackCode.Bin16 or MessagePackCode.Bin32))
        {
            value = default;
            return false;
        }

        var length = (int)ReadWord(1 << (marker - MessagePackCode.Bin8));
        value = _bytes.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>Reads an integer of the unsigned family: a signed marker is another type, whatever its value.</summary>
    public bool TryReadUnsigned(out ulong value)
    {
        var marker = Marker;
        if (marker <= MessagePackCode.MaxPositiveFixInt)
        {
            Position++;
            value = marker;
            return true;
        }

        if (marker is >= MessagePackCode.UInt8 and <= MessagePackCode.UInt64)
        {
            value = ReadWord(1 << (marker - MessagePackCode.UInt8));
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Reads an integer with any marker whose value is not negative, at its full width.</summary>
    public bool TryReadNonNegative(out ulong value)
    {
        var marker = Marker;
        if (marker is < MessagePackCode.Int8 or > MessagePackCode.Int64)
        {
            return TryReadUnsigned(out value);
        }

        var start = Position;
        var width = 1 << (marker - MessagePackCode.Int8);
        value = ReadWord(width);
        if (value >> ((width * 8) - 1) == 0)
        {
            return true;
        }

        Position = start;
        return false;
    }

    /// <summary>Passes a text. Bytes that are not UTF-8 are none.</summary>
    public bool TrySkipText()
    {
        var start = Position;
        var marker = Marker;
        int length;
        if ((marker & 0xe0) == MessagePackCode.FixStr)
        {
            Position++;
            length = marker & 0x1f;
        }
        else if (marker is MessagePackCode.Str8 or MessagePackCode.Str16 or MessagePackCode.Str32)
        {
            length = (int)ReadWord(1 << (marker - MessagePackCode.Str8));
        }
        else
        {
            return false;
        }

        if (!Utf8.IsValid(_bytes.Slice(Position, length)))
        {
            Position = start;
            return false;
        }

        Position += length;
        return true;
    }

    // Moves behind the marker and the word that follows it.
    private ulong ReadWord(int width)
    {
        var word = _bytes.Slice(Position + 1, width);
        Position += 1 + width;
        return width switch
        {
            1 => word[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(word),
            4 => BinaryPrimitives.ReadUInt32BigEndian(word),
            _ => BinaryPrimitives.ReadUInt64BigEndian(word),
        };
    }
}
