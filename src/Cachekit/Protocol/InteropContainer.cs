using Cachekit.Storage;
using Cachekit.Storage.Lz4;

namespace Cachekit.Protocol;

/// <summary>The container in which <c>interop/v2</c> stores values: a mark, a compression method, the original size and the value document. For tools and migrations.</summary>
/// <remarks>
/// <para>
/// A container is <c>c1 02</c> and one MessagePack array of three parts: the method (0: the document as it is; 1: one LZ4 block), the size of the
/// document in bytes, and the data as binary. It adds 7 to 14 bytes and has no checksum: encryption proves more, and without it a backend is trusted.
/// </para>
/// <para>
/// <c>interop/v2</c> is a draft and may change. Values of <c>interop/v1</c> are bare documents, not containers; which of the two a namespace
/// holds is a matter of configuration, never of looking at the bytes.
/// </para>
/// <para>
/// Compressing before encrypting tells the backend by the length how much a value repeats itself. Each value is compressed alone, so that is about one
/// value; do not do it to a value that mixes a secret with content that an attacker can choose.
/// </para>
/// <para>All members are thread-safe.</para>
/// </remarks>
/// <example>
/// <code>
/// byte[] stored = InteropContainer.Write(document);
/// byte[] again = InteropContainer.Open(stored);   // the same bytes as document
/// </code>
/// </example>
public static class InteropContainer
{
    /// <summary>Puts a value document into a container, compressed where that makes it smaller.</summary>
    /// <param name="document">The document: 0 to 536,870,912 bytes. It is not looked at; in entries it is one MessagePack document of <c>interop/v1</c>.</param>
    /// <returns>
    /// The container, in a new array of exactly its size. Its bytes are not canonical: a later version may compress the same document to others. Compare
    /// opened documents, never containers.
    /// </returns>
    /// <exception cref="CacheFormatException">The document has more than 536,870,912 bytes (<see cref="FormatErrorKind.TooLarge"/>).</exception>
    public static byte[] Write(ReadOnlySpan<byte> document)
    {
        // The document may be about to be encrypted: nothing of it must stay behind in the pool.
        using var buffer = new PooledBuffer(ContainerWriter.MaxSize(document.Length), secret: true);
        return buffer.Span[..ContainerWriter.Write(document, buffer.Span, Lz4Block.DefaultLevel)].ToArray();
    }

    /// <summary>Opens a container and gives its value document, whose own content is not looked at.</summary>
    /// <param name="container">Exactly one container, without bytes behind it; for an encrypted entry what decryption gave.</param>
    /// <returns>The document, in a new array: 0 to 536,870,912 bytes.</returns>
    /// <remarks>
    /// <para>The checks, in this order; the first rule that is broken is the one that is reported:</para>
    /// <list type="number">
    /// <item><description>the bytes begin with <c>c1 02</c> (<see cref="FormatErrorKind.Container"/>);</description></item>
    /// <item><description>the MessagePack headers behind it claim no more than there is, and end with the bytes (<see cref="FormatErrorKind.DecodeBounds"/>);</description></item>
    /// <item><description>there are the three parts, each of its type; a signed integer is none, whatever its value (<see cref="FormatErrorKind.Structure"/>);</description></item>
    /// <item><description>the method is 0 or 1 (<see cref="FormatErrorKind.Container"/>);</description></item>
    /// <item><description>the document has at most 536,870,912 bytes (<see cref="FormatErrorKind.OriginalSize"/>), and so has the data (<see cref="FormatErrorKind.TooLarge"/>);</description></item>
    /// <item><description>with method 0, the data has as many bytes as the document (<see cref="FormatErrorKind.Compression"/>);</description></item>
    /// <item><description>with method 1, there is data (<see cref="FormatErrorKind.EmptyData"/>), and the document has at most 1,000 times as many bytes (<see cref="FormatErrorKind.Ratio"/>);</description></item>
    /// <item><description>with method 1, the data decompresses to exactly the original size (<see cref="FormatErrorKind.Compression"/>).</description></item>
    /// </list>
    /// <para>Nothing is allocated before the last, so a small hostile container costs at most 1,000 times its own size.</para>
    /// </remarks>
    /// <exception cref="CacheFormatException">A rule is broken; <see cref="CacheFormatException.Kind"/> says which. No other exception is thrown for bad bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> container)
    {
        var reader = ContainerReader.Open(container);
        var document = GC.AllocateUninitializedArray<byte>(reader.OriginalSize);
        reader.Read(document);
        return document;
    }
}
