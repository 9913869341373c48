using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Storage;

/// <summary>Every message of the stored formats, kept out of the methods that find the mistake.</summary>
/// <remarks>None quotes content: it may be a secret, and messages are logged.</remarks>
internal static class StorageErrors
{
    private const string Damaged = "the bytes are damaged, or they are of another format.";

    [DoesNotReturn]
    public static void TooLarge(string what, long size, int limit = StorageLimits.MaxSize) => throw new CacheFormatException(
        FormatErrorKind.TooLarge,
        $"{what} has {size} bytes, but at most {limit} can be stored.");

    [DoesNotReturn]
    public static void Part(string expected, int offset) => throw new CacheFormatException(
        FormatErrorKind.Structure,
        $"Expected {expected} at byte {offset}, but something else stands there: {Damaged}");

    [DoesNotReturn]
    public static void PartCount(string what, uint count, int expected) => throw new CacheFormatException(
        FormatErrorKind.Structure,
        $"{what} has {count} parts and not {expected}: {Damaged}");

    [DoesNotReturn]
    public static void OriginalSize(ulong size) => throw new CacheFormatException(
        FormatErrorKind.OriginalSize,
        $"The value says that it has {size} bytes once decompressed, but at most {StorageLimits.MaxSize} are allowed: {Damaged}");

    [DoesNotReturn]
    public static void EmptyData() => throw new CacheFormatException(
        FormatErrorKind.EmptyData,
        $"There is no compressed data; even an empty value takes one byte: {Damaged}");

    [DoesNotReturn]
    public static void Ratio(ulong size, int compressed) => throw new CacheFormatException(
        FormatErrorKind.Ratio,
        $"The value says that {compressed} bytes decompress to {size}, which is more than {StorageLimits.MaxRatio} times as many: {Damaged}");

    [DoesNotReturn]
    public static void Compression(int size) => throw new CacheFormatException(
        FormatErrorKind.Compression,
        $"The compressed data is no LZ4 block of exactly {size} bytes: {Damaged}");

    [DoesNotReturn]
    public static void PlainSize(ulong size, int payload) => throw new CacheFormatException(
        FormatErrorKind.Compression,
        $"The value is not compressed and has {payload} bytes, but says that it has {size}: {Damaged}");

    [DoesNotReturn]
    public static void Checksum() => throw new CacheFormatException(
        FormatErrorKind.Checksum,
        "The checksum is not that of the value: the bytes were damaged after they were written.");

    [DoesNotReturn]
    public static void Method(ulong method) => throw new CacheFormatException(
        FormatErrorKind.Container,
        $"The container says compression method {method}, but only 0 (none) and 1 (LZ4) exist: {Damaged}");

    [DoesNotReturn]
    public static void Metadata() => throw new CacheFormatException(
        FormatErrorKind.Container,
        $"The tags and the validator of the entry are none: {Damaged}");

    [DoesNotReturn]
    public static void SharedTags() => throw new CacheSerializationException(
        "It has tags, but the format that is shared with other SDKs has no room for them, nor a stamp by which a tag could make it invalid. Remove the tags, or do not share the entries.");

    [DoesNotReturn]
    public static void Mark(ReadOnlySpan<byte> container)
    {
        var found = container switch
        {
            [] => "There are no bytes",
            [(byte)'C', (byte)'K', ..] => "They look like a Python auto-mode entry, which only Python reads",
            [ContainerWriter.Mark] => "They end inside the mark",
            [ContainerWriter.Mark, ..] => "They are a container of another version",
            _ => "They are a possible interop/v1 value: all programs that share a namespace must use the same version of interop",
        };
        throw new CacheFormatException(FormatErrorKind.Container, $"The bytes are no interop/v2 container, which begins with c1 02. {found}.");
    }
}
