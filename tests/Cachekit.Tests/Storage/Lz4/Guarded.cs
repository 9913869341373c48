using Cachekit.Storage.Lz4;

namespace Cachekit.Tests.Storage.Lz4;

/// <summary>Runs the codec in the middle of larger arrays, twice with different bytes around: what lies outside must neither change nor count.</summary>
internal static class Guarded
{
    private const int Margin = 80;

    /// <summary>Compresses; the destination has exactly the room that is asked for.</summary>
    public static byte[] Encode(byte[] source, int level)
    {
        var first = Encode(source, level, 0x00);
        var second = Encode(source, level, 0xA5);
        Assert.Equal(Convert.ToHexString(first), Convert.ToHexString(second));
        return first;
    }

    /// <summary>Decompresses into exactly as many bytes.</summary>
    /// <returns>The bytes, or null when the block was refused.</returns>
    public static byte[]? Decode(ReadOnlySpan<byte> block, int size)
    {
        var first = Decode(block, size, 0x00);
        var second = Decode(block, size, 0xA5);
        Assert.True(first is null ? second is null : second is not null && first.AsSpan().SequenceEqual(second), "Bytes outside counted.");
        return first;
    }

    private static byte[] Encode(byte[] source, int level, byte canary)
    {
        var input = Surround(source, canary);
        var output = Surround(new byte[Lz4Block.MaxEncodedSize(source.Length)], canary);
        var length = Lz4Block.Encode(Inside(input), Inside(output), level);
        AssertUntouched(input, source, canary);
        AssertMargins(output, canary);
        return Inside(output)[..length].ToArray();
    }

    private static byte[]? Decode(ReadOnlySpan<byte> block, int size, byte canary)
    {
        var input = Surround(block, canary);
        var output = Surround(new byte[size], canary);
        var valid = Lz4Block.TryDecode(Inside(input), Inside(output));
        AssertUntouched(input, block, canary);
        AssertMargins(output, canary);
        return valid ? Inside(output).ToArray() : null;
    }

    private static byte[] Surround(ReadOnlySpan<byte> bytes, byte canary)
    {
        var array = new byte[bytes.Length + (2 * Margin)];
        array.AsSpan().Fill(canary);
        bytes.CopyTo(array.AsSpan(Margin));
        return array;
    }

    private static Span<byte> Inside(byte[] array) => array.AsSpan(Margin, array.Length - (2 * Margin));

    private static void AssertUntouched(byte[] array, ReadOnlySpan<byte> bytes, byte canary)
    {
        Assert.True(Inside(array).SequenceEqual(bytes), "The input changed.");
        AssertMargins(array, canary);
    }

    private static void AssertMargins(byte[] array, byte canary)
    {
        Assert.False(array.AsSpan(0, Margin).ContainsAnyExcept(canary), "Bytes before the span changed.");
        Assert.False(array.AsSpan(array.Length - Margin).ContainsAnyExcept(canary), "Bytes behind the span changed.");
    }
}
