namespace Cachekit.Tests.Storage;

/// <summary>Envelopes and containers made by hand, part by part, so that each part can be wrong on its own.</summary>
internal static class EnvelopeBytes
{
    public const string Checksum = "986dcc8a34ccb63a3c52ccd3";
    public const string EmptyChecksum = "982d06cc800538ccd3cc94ccc2";
    public const string Block = "f00168656c6c6f2c2063616368656b697421";
    public const string Payload = "68656c6c6f2c2063616368656b697421";
    public const string Format = "a76d73677061636b";

    /// <summary>The published example: 16 bytes as literals.</summary>
    public const string Example = "94c412" + Block + Checksum + "10" + Format;

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    /// <summary>An envelope around data that is zeros, with a size of four bytes and any checksum.</summary>
    public static byte[] Zeros(int compressed, uint originalSize)
    {
        var header = compressed switch
        {
            <= byte.MaxValue => $"c4{compressed:x2}",
            <= ushort.MaxValue => $"c5{compressed:x4}",
            _ => $"c6{compressed:x8}",
        };
        return [.. Bytes("94" + header), .. new byte[compressed], .. Bytes(Checksum + $"ce{originalSize:x8}" + Format)];
    }

    /// <summary>An LZ4 block of literals alone.</summary>
    public static byte[] Literals(ReadOnlySpan<byte> payload)
    {
        var length = payload.Length;
        List<byte> block = [(byte)(Math.Min(length, 15) << 4)];
        if (length >= 15)
        {
            var rest = length - 15;
            block.AddRange(Enumerable.Repeat((byte)255, rest / 255));
            block.Add((byte)(rest % 255));
        }

        block.AddRange(payload);
        return [.. block];
    }

    /// <summary>A block of literals of exactly some size, and the payload that it holds.</summary>
    public static (byte[] Block, byte[] Payload) BlockOfSize(int size)
    {
        // The bytes of the length grow with it, so the payload is a little shorter than the block.
        for (var length = size - 1; length >= 0; length--)
        {
            if (1 + (length < 15 ? 0 : ((length - 15) / 255) + 1) + length == size)
            {
                var payload = Data(length);
                return (Literals(payload), payload);
            }
        }

        throw new InvalidOperationException($"No block of literals has {size} bytes.");
    }

    /// <summary>The older form: an array with one integer per byte.</summary>
    public static byte[] Integers(ReadOnlySpan<byte> bytes, string? header = null)
    {
        header ??= bytes.Length switch
        {
            <= 15 => $"{0x90 + bytes.Length:x2}",
            <= ushort.MaxValue => $"dc{bytes.Length:x4}",
            _ => $"dd{bytes.Length:x8}",
        };
        List<byte> items = [.. Bytes(header)];
        foreach (var value in bytes)
        {
            if (value > 127)
            {
                items.Add(0xcc);
            }

            items.Add(value);
        }

        return [.. items];
    }

    public static byte[] Data(int length)
    {
        var data = new byte[length];
        new Random(length).NextBytes(data);
        return data;
    }

    /// <summary>The kind of the error that opening gives. Any other exception, and none, fails the test.</summary>
    public static FormatErrorKind Kind(Func<byte[]> open) => Assert.IsType<CacheFormatException>(Record.Exception(open), exactMatch: false).Kind;
}
