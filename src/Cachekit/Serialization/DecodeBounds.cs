using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>Walks over the headers of untrusted MessagePack before anything is made of it.</summary>
/// <remarks>
/// <para>
/// Every array item, both halves of every map pair and every byte of text, binary data and extensions takes at least one byte of its own.
/// So their sum over the whole document (the slots) is at most the length of the input minus the root's first byte. Comparing each header
/// with the bytes behind it is not enough: nested headers that each claim the same bytes multiply.
/// </para>
/// <para>The walk has a fixed stack of counters, one per open collection, and neither recurses nor allocates.</para>
/// </remarks>
internal static class DecodeBounds
{
    public const int MaxDepth = MessagePackWriter.MaxDepth;

    /// <summary>Checks that the bytes are exactly one document, no deeper than the bound, that claims no more than it has.</summary>
    /// <exception cref="DecodeBoundsException">They are not.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            Fail("There are no bytes", 0);
        }

        Span<ulong> open = stackalloc ulong[MaxDepth];
        var depth = 0;
        var budget = (ulong)bytes.Length - 1;
        ulong slots = 0;
        var position = 0;

        while (true)
        {
            if (position >= bytes.Length)
            {
                Fail("The bytes end inside the value", position);
            }

            var start = position;
            var code = bytes[position];
            Header header;
            if (code is <= MessagePackCode.MaxPositiveFixInt or >= MessagePackCode.MinNegativeFixInt)
            {
                // The most frequent byte of all.
                position++;
                header = default;
            }
            else
            {
                header = ReadHeader(bytes, ref position);
            }

            slots += header.Slots;
            if (slots > budget)
            {
                Fail("The lengths in the bytes add up to more than there are bytes", start);
            }

            if (header.IsCollection)
            {
                if (depth == MaxDepth)
                {
                    Fail($"Arrays and maps are nested more than {MaxDepth} deep", start);
                }

                if (header.Slots != 0)
                {
                    open[depth++] = header.Slots;
                    continue;
                }
            }
            else
            {
                // Within the budget, so within an int.
                position += (int)header.Slots;
                if (position > bytes.Length)
                {
                    Fail("The bytes end inside the value", start);
                }
            }

            while (depth > 0 && --open[depth - 1] == 0)
            {
                depth--;
            }

            if (depth == 0)
            {
                break;
            }
        }

        if (position != bytes.Length)
        {
            Fail($"The value ends but {bytes.Length - position} more bytes follow", position);
        }
    }

    /// <summary>Reads one header with the fixed-size content of a scalar, and moves behind it.</summary>
    private static Header ReadHeader(ReadOnlySpan<byte> bytes, ref int position)
    {
        var start = position;
        var code = bytes[position++];
        switch (code)
        {
            case < MessagePackCode.FixArray:
                return new Header(2UL * (code & 0x0fu), IsCollection: true);
            case < MessagePackCode.FixStr:
                return new Header(code & 0x0fu, IsCollection: true);
            case < MessagePackCode.Nil:
                return new Header(code & 0x1fu, IsCollection: false);
            case MessagePackCode.NeverUsed:
                Fail("Found the byte 0xc1, which MessagePack never uses", start);
                return default;
            case MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True:
                return default;
            case MessagePackCode.Bin8 or MessagePackCode.Str8:
                return new Header(Length(bytes, ref position, 1), IsCollection: false);
            case MessagePackCode.Bin16 or MessagePackCode.Str16:
                return new Header(Length(bytes, ref position, 2), IsCollection: false);
            case MessagePackCode.Bin32 or MessagePackCode.Str32:
                return new Header(Length(bytes, ref position, 4), IsCollection: false);
            case MessagePackCode.Array16:
                return new Header(Length(bytes, ref position, 2), IsCollection: true);
            case MessagePackCode.Array32:
                return new Header(Length(bytes, ref position, 4), IsCollection: true);
            case MessagePackCode.Map16:
                return new Header(2 * Length(bytes, ref position, 2), IsCollection: true);
            case MessagePackCode.Map32:
                return new Header(2 * Length(bytes, ref position, 4), IsCollection: true);
            case MessagePackCode.Ext8 or MessagePackCode.Ext16 or MessagePackCode.Ext32:
                var length = Length(bytes, ref position, 1 << (code - MessagePackCode.Ext8));
                Pass(bytes, ref position, 1);
                return new Header(length, IsCollection: false);
            case >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16:
                Pass(bytes, ref position, 1 + (1 << (code - MessagePackCode.FixExt1)));
                return default;
            case MessagePackCode.Float32 or MessagePackCode.Float64:
                Pass(bytes, ref position, 4 << (code - MessagePackCode.Float32));
                return default;
            default:
                // cc..cf and d0..d3: one, two, four or eight bytes each.
                Pass(bytes, ref position, 1 << (code & 3));
                return default;
        }
    }

    private static ulong Length(ReadOnlySpan<byte> bytes, ref int position, int width)
    {
        var start = position;
        Pass(bytes, ref position, width);
        return width switch
        {
            1 => bytes[start],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[start..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes[start..]),
        };
    }

    private static void Pass(ReadOnlySpan<byte> bytes, ref int position, int count)
    {
        if (bytes.Length - position < count)
        {
            Fail("The bytes end inside the value", position);
        }

        position += count;
    }

    [DoesNotReturn]
    private static void Fail(string problem, int offset) =>
        throw new DecodeBoundsException($"{problem} (byte {offset}): they were cut off, they are damaged, or they are no Cachekit value at all.");

    private readonly record struct Header(ulong Slots, bool IsCollection);
}
