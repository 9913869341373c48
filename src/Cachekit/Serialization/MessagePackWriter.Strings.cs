using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Cachekit.Serialization;

public ref partial struct MessagePackWriter
{
    // Up to here a string reserves three bytes per character; beyond, a first pass counts them.
    private const int LongString = 64 * 1024;

    /// <summary>Writes a string, or nil.</summary>
    /// <param name="value">The string.</param>
    /// <exception cref="CacheSerializationException">The string has half of a surrogate pair.</exception>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        WriteString(value.AsSpan());
    }

    /// <summary>Writes a string.</summary>
    /// <param name="value">The string.</param>
    /// <exception cref="CacheSerializationException">The string has half of a surrogate pair.</exception>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        var maximum = value.Length <= LongString ? value.Length * 3 : CountUtf8(value);
        if (maximum > Array.MaxLength - 5)
        {
            SerializationErrors.TooLarge();
        }

        // The text goes behind the header that it most likely gets; when it gets a longer one after all, it moves.
        var guess = StringHeaderLength(value.Length);
        var target = Reserve((int)maximum + 5);
        if (Utf8.FromUtf16(value, target[guess..], out var read, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            SerializationErrors.LoneSurrogate(read);
        }

        var header = StringHeaderLength(written);
        if (header != guess)
        {
            target.Slice(guess, written).CopyTo(target[header..]);
        }

        WriteStringHeader(target, written);
        _position += header + written;
    }

    /// <summary>Writes a string that is UTF-8 already. The caller vouches for it.</summary>
    /// <param name="value">The UTF-8 form of the string.</param>
    public void WriteUtf8(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > Array.MaxLength - 5)
        {
            SerializationErrors.TooLarge();
        }

        var target = Reserve(value.Length + 5);
        WriteStringHeader(target, value.Length);
        var header = StringHeaderLength(value.Length);
        value.CopyTo(target[header..]);
        _position += header + value.Length;
    }

    private static int StringHeaderLength(int length) => length switch
    {
        <= 31 => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => 5,
    };

    private static void WriteStringHeader(Span<byte> target, int length)
    {
        if (length <= 31)
        {
            target[0] = (byte)(MessagePackCode.FixStr | length);
        }
        else if (length <= byte.MaxValue)
        {
            target[0] = MessagePackCode.Str8;
            target[1] = (byte)length;
        }
        else if (length <= ushort.MaxValue)
        {
            target[0] = MessagePackCode.Str16;
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)length);
        }
        else
        {
            target[0] = MessagePackCode.Str32;
            BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
        }
    }

    // Half a pair counts as the three bytes of its replacement here; encoding finds it afterwards.
    private static long CountUtf8(ReadOnlySpan<char> value)
    {
        long count = 0;
        while (value.Length > LongString)
        {
            var length = char.IsHighSurrogate(value[LongString - 1]) ? LongString - 1 : LongString;
            count += Encoding.UTF8.GetByteCount(value[..length]);
            value = value[length..];
        }

        return count + Encoding.UTF8.GetByteCount(value);
    }
}
