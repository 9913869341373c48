using Cachekit.Storage;
using Cachekit.Storage.Lz4;

namespace Cachekit.Protocol;

/// <summary>The ByteStorage envelope 1.1, in which values lie in a backend: LZ4 data, checksum, original size and format name. For tools and migrations.</summary>
/// <remarks>
/// <para>
/// An envelope is one MessagePack array of four parts: the LZ4 block as binary data; the XXH3-64 checksum of the payload, big-endian, as an array of
/// eight integers; the size of the payload in bytes; the text <c>msgpack</c>. An envelope adds 21 to 36 bytes to the compressed payload.
/// </para>
/// <para>The checksum finds accidents. It is no protection against anybody who changes entries on purpose: that is what encryption is for.</para>
/// <para>Cached methods do all this by themselves, and never throw for it: an entry that cannot be opened counts as a miss. All members are thread-safe.</para>
/// </remarks>
/// <example>
/// <code>
/// byte[] stored = Envelope.Write(payload);
/// byte[] again = Envelope.Open(stored);   // the same bytes as payload
/// </code>
/// </example>
public static class Envelope
{
    /// <summary>The most bytes of a payload, of its compressed form, and of an envelope: 536,870,912 (512 MiB).</summary>
    public const int MaxSize = StorageLimits.MaxSize;

    /// <summary>Compresses a payload and puts it into an envelope.</summary>
    /// <param name="payload">The payload: 0 to <see cref="MaxSize"/> bytes. It is not looked at; in entries it is one MessagePack document.</param>
    /// <returns>
    /// The envelope, in a new array of exactly its size. Its bytes are not canonical: a later version may compress the same payload to others. Compare
    /// opened payloads, never envelopes.
    /// </returns>
    /// <exception cref="CacheFormatException">
    /// The payload, its compressed form or the envelope has more than <see cref="MaxSize"/> bytes (<see cref="FormatErrorKind.TooLarge"/>).
    /// </exception>
    public static byte[] Write(ReadOnlySpan<byte> payload)
    {
        // The payload may be about to be encrypted: nothing of it must stay behind in the pool.
        using var buffer = new PooledBuffer(EnvelopeWriter.MaxSize(payload.Length), secret: true);
        return buffer.Span[..EnvelopeWriter.Write(payload, buffer.Span, Lz4Block.DefaultLevel)].ToArray();
    }

    /// <summary>Opens an envelope and gives its payload, proved by the checksum.</summary>
    /// <param name="envelope">
    /// Exactly one envelope, without bytes behind it. The older form, whose compressed data is an array of integers, is read as well. The format name
    /// may be any text.
    /// </param>
    /// <returns>The payload, in a new array: 0 to <see cref="MaxSize"/> bytes.</returns>
    /// <remarks>
    /// <para>The checks, in this order; the first rule that is broken is the one that is reported:</para>
    /// <list type="number">
    /// <item><description>the envelope has at most <see cref="MaxSize"/> bytes (<see cref="FormatErrorKind.TooLarge"/>);</description></item>
    /// <item><description>its MessagePack headers claim no more than there is, and it ends with its bytes (<see cref="FormatErrorKind.DecodeBounds"/>);</description></item>
    /// <item><description>it has the four parts, each of its type (<see cref="FormatErrorKind.Structure"/>);</description></item>
    /// <item><description>the payload has at most <see cref="MaxSize"/> bytes (<see cref="FormatErrorKind.OriginalSize"/>);</description></item>
    /// <item><description>there is compressed data (<see cref="FormatErrorKind.EmptyData"/>);</description></item>
    /// <item><description>the payload has at most 1,000 times as many bytes as that (<see cref="FormatErrorKind.Ratio"/>);</description></item>
    /// <item><description>the data decompresses to exactly the original size (<see cref="FormatErrorKind.Compression"/>);</description></item>
    /// <item><description>the checksum is that of the payload (<see cref="FormatErrorKind.Checksum"/>).</description></item>
    /// </list>
    /// <para>Nothing is allocated before the last but one, so a small hostile envelope costs at most 1,000 times its own size.</para>
    /// </remarks>
    /// <exception cref="CacheFormatException">A rule is broken; <see cref="CacheFormatException.Kind"/> says which. No other exception is thrown for bad bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> envelope)
    {
        var reader = EnvelopeReader.Open(envelope);
        var payload = GC.AllocateUninitializedArray<byte>(reader.OriginalSize);
        reader.Read(payload);
        return payload;
    }
}
