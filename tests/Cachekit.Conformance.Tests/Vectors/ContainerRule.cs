using System.Buffers.Binary;
using System.Numerics;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>Which rules of interop-v2.md, section 4, a broken container may break first: one, unless its block or its document would have to be read.</summary>
internal static class ContainerRule
{
    private const ulong MaxSize = 536_870_912;

    public static FormatErrorKind[] FirstBroken(ReadOnlySpan<byte> container)
    {
        if (container.Length < 2 || container[0] != 0xC1 || container[1] != 0x02)
        {
            return [FormatErrorKind.Container];
        }

        // A broken body may be found by the walk over its headers or by the look at its markers.
        FormatErrorKind[] body = [FormatErrorKind.DecodeBounds, FormatErrorKind.Structure];
        FormatErrorKind[] document = [FormatErrorKind.DecodeBounds, FormatErrorKind.Document, FormatErrorKind.Container];
        var rest = container[2..];
        if (!TryHeader(ref rest, 0x90, 0x9F, 0xDC, 1, out var count) || count != 3
            || !TryHeader(ref rest, 0x00, 0x7F, 0xCC, 0, out var method)
            || !TryHeader(ref rest, 0x00, 0x7F, 0xCC, 0, out var size)
            || !TryHeader(ref rest, 0xFF, 0x00, 0xC4, 0, out var length)
            || length != (ulong)rest.Length)
        {
            return body;
        }

        return method > 1 ? [FormatErrorKind.Container]
            : size > MaxSize ? [FormatErrorKind.OriginalSize]
            : length > MaxSize ? [FormatErrorKind.TooLarge]
            : method == 0 ? size != length ? [FormatErrorKind.Compression] : document
            : length == 0 ? [FormatErrorKind.EmptyData]
            : (BigInteger)size > 1000 * (BigInteger)length ? [FormatErrorKind.Ratio]
            : [FormatErrorKind.Compression, .. document];
    }

    /// <summary>Reads a number that is in the marker itself, or behind the first marker of a family and the following ones.</summary>
    private static bool TryHeader(ref ReadOnlySpan<byte> rest, byte firstSmall, byte lastSmall, byte family, int firstWidth, out ulong value)
    {
        value = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        var marker = rest[0];
        rest = rest[1..];
        if (marker >= firstSmall && marker <= lastSmall)
        {
            value = (ulong)(marker - firstSmall);
            return true;
        }

        var members = family switch { 0xDC => 2, 0xC4 => 3, _ => 4 };
        var width = 1 << (marker - family + firstWidth);
        if (marker < family || marker >= family + members || rest.Length < width)
        {
            return false;
        }

        Span<byte> wide = stackalloc byte[8];
        rest[..width].CopyTo(wide[(8 - width)..]);
        value = BinaryPrimitives.ReadUInt64BigEndian(wide);
        rest = rest[width..];
        return true;
    }
}
