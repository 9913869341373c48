using Cachekit.Serialization;
using Cachekit.Storage.Lz4;

namespace Cachekit.Storage;

/// <summary>Writes the container of interop/v2: a mark, the compression method, the original size, and the value document.</summary>
internal static class ContainerWriter
{
    /// <summary>The first byte: none that MessagePack ever begins with, so that a reader of interop/v1 fails loudly.</summary>
    public const byte Mark = MessagePackCode.NeverUsed;

    /// <summary>The second byte.</summary>
    public const byte Version = 2;

    public const int MarkSize = 2;
    public const int Parts = 3;
    public const byte Plain = 0;
    public const byte Lz4 = 1;

    // Mark, header of the array, method.
    private const int FixedSize = MarkSize + 1 + 1;

    /// <summary>The room that the container of a document may need while it is written.</summary>
    /// <param name="document">The size of the document in bytes.</param>
    /// <exception cref="CacheFormatException">The document is larger than the protocol allows.</exception>
    public static int MaxSize(int document)
    {
        if (document > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The value", document);
        }

        return FixedSize + FieldWriter.MaxField + FieldWriter.MaxField + Lz4Block.MaxEncodedSize(document);
    }

    /// <summary>Writes a container, compressed only where that makes the document smaller. Nothing is allocated.</summary>
    /// <param name="document">The value document; it is not looked at.</param>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes. What lies behind the container is undefined afterwards.</param>
    /// <param name="level">1 (fastest) to 9 (smallest), or 0 to never compress.</param>
    /// <returns>How many bytes the container has.</returns>
    /// <exception cref="CacheFormatException">The document is larger than the protocol allows.</exception>
    public static int Write(ReadOnlySpan<byte> document, Span<byte> destination, int level)
    {
        if (document.Length > StorageLimits.MaxSize)
        {
            StorageErrors.TooLarge("The value", document.Length);
        }

        // Behind the widest headers; it is moved to its place once the real ones are known.
        var room = destination[(FixedSize + FieldWriter.MaxField + FieldWriter.MaxField)..];
        var compressed = level == 0 ? document.Length : Lz4Block.Encode(document, room, level);
        var isSmaller = compressed < document.Length;

        var writer = new FieldWriter(destination);
        writer.WriteRaw([Mark, Version, MessagePackCode.FixArray + Parts, isSmaller ? Lz4 : Plain]);
        writer.WriteInteger(document.Length);
        writer.WriteBinary(isSmaller ? room[..compressed] : document);
        return writer.Position;
    }
}
