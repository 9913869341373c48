using System.Text.Unicode;
using Cachekit.Storage;

namespace Cachekit.Serialization;

/// <summary>What must be true of shared bytes before anything is made of them, whatever type is read.</summary>
internal static class InteropDocument
{
    /// <summary>Checks that the bytes are exactly one MessagePack document within the bounds, with texts that are UTF-8, also where a reader passes over them.</summary>
    /// <exception cref="CacheFormatException">They are not; a container of another kind is recognised and named.</exception>
    public static void Check(ReadOnlySpan<byte> bytes)
    {
        // Neither can begin a document: the first is a number with bytes behind it, the second begins with a byte that is never used.
        if (bytes.StartsWith("CK"u8))
        {
            throw new CacheFormatException(
                FormatErrorKind.Container,
                "The bytes begin with 43 4b: this looks like a frame of the Python SDK's own cache and not like a value that is shared between SDKs. Let both sides use interop mode for this namespace.");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[ContainerWriter.Mark, ContainerWriter.Version]))
        {
            throw new CacheFormatException(
                FormatErrorKind.Container,
                "The bytes begin with c1 02: this looks like an interop/v2 container, and interop/v1 is expected. Set the same interop version on all sides of this namespace.");
        }

        DecodeBounds.Check(bytes);
        CheckTexts(bytes);
    }

    // The headers are known to fit by now, so each item is either passed over or entered; depth does not matter.
    private static void CheckTexts(ReadOnlySpan<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        while (!reader.End)
        {
            switch (reader.NextType)
            {
                case MessagePackType.Array:
                    reader.ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    reader.ReadMapHeader();
                    break;
                case MessagePackType.String:
                    var start = reader.Position;
                    if (!Utf8.IsValid(reader.ReadUtf8()))
                    {
                        throw new CacheFormatException(
                            FormatErrorKind.Document,
                            $"The text at byte {start} is not UTF-8: the bytes were written by something else than a Cachekit SDK, or they are damaged.");
                    }

                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
