using Cachekit.Keys;
using Cachekit.Serialization;

namespace Cachekit.Protocol;

/// <summary>Encodes and decodes values that are shared with the Python, Rust and TypeScript SDKs, for tools and migrations.</summary>
/// <remarks>
/// A shared value is one plain MessagePack document: no envelope, no compression and no checksum. In interop/v2 the same document is inside a
/// container; see <see cref="InteropContainer"/>. An encrypted entry is decrypted first.
/// </remarks>
/// <example>
/// <code>
/// var bytes = InteropValue.Encode(new Dictionary&lt;string, object?&gt; { ["id"] = 7, ["total"] = 2.0 });
/// var value = (Dictionary&lt;string, object?&gt;)InteropValue.Decode(bytes)!;   // id is the long 7, total the double 2
/// </code>
/// </example>
public static class InteropValue
{
    /// <summary>Encodes a value as the one document that all SDKs write for it, the same as that of a method with <c>[Cache(Interop = ...)]</c>.</summary>
    /// <remarks>
    /// <para>
    /// A value is what an argument of <see cref="InteropKey"/> can be, with these differences, at any depth. A floating point number stays one, also
    /// a whole one. <see cref="DateTimeOffset"/>, <see cref="DateTime"/> of any kind, <see cref="DateOnly"/> and <see cref="TimeOnly"/> are written as
    /// marked maps with ISO 8601 text in whole microseconds, rounded down; UTC and local time with a numeric offset, unspecified time without
    /// one. Sets are refused.
    /// </para>
    /// <para>Dictionaries are written in the order of the code points of their keys. A value is nested at most 32 levels deep; a time is one level.</para>
    /// </remarks>
    /// <param name="value">The value.</param>
    /// <returns>The document, at most 2,147,483,591 bytes.</returns>
    /// <exception cref="CacheSerializationException">A part of the value has no form that all SDKs can read; the message says which one.</exception>
    public static byte[] Encode(object? value)
    {
        var path = new InteropPath("value");
        var writer = MessagePackWriter.CreateInterop();
        try
        {
            InteropTreeWriter.Write(ref writer, value, path);
            return writer.WrittenSpan.ToArray();
        }
        catch (CacheSerializationException exception)
        {
            throw new CacheSerializationException($"'{path}' cannot be encoded. {exception.Message}", exception);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Decodes a value that any SDK wrote.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>MessagePack</term><description>.NET</description></listheader>
    /// <item><term>nil, boolean</term><description><see langword="null"/>, <see cref="bool"/></description></item>
    /// <item><term>integer of any width</term><description><see cref="long"/>; <see cref="ulong"/> above 2^63-1</description></item>
    /// <item><term>float of 32 or 64 bits</term><description><see cref="double"/></description></item>
    /// <item><term>string, binary</term><description><see cref="string"/>, <see cref="byte"/> array</description></item>
    /// <item><term>array</term><description>array of objects</description></item>
    /// <item><term>map with text keys, in any order</term><description><c>Dictionary&lt;string, object?&gt;</c>; of several values for one key the last one</description></item>
    /// <item><term>map with other keys</term><description><c>List&lt;KeyValuePair&lt;object?, object?&gt;&gt;</c>, every pair in the order of the bytes</description></item>
    /// <item><term>marked map of a time</term><description>
    /// <see cref="DateTimeOffset"/>, or <see cref="DateTime"/> of unspecified kind when its text has no offset; <see cref="DateOnly"/>;
    /// <see cref="TimeOnly"/>. A map whose mark is not <see langword="true"/> or whose text is no such time is an ordinary map.
    /// </description></item>
    /// <item><term>extension</term><description><see cref="MessagePackExtension"/></description></item>
    /// </list>
    /// <para>
    /// Nobody needs to vouch for the bytes: all lengths are checked against their count, and nesting against 64 levels, before anything is allocated.
    /// </para>
    /// </remarks>
    /// <param name="document">Exactly one document, without a container or encryption.</param>
    /// <returns>The value.</returns>
    /// <exception cref="CacheFormatException">
    /// The bytes are not exactly one complete MessagePack document within those limits (<see cref="FormatErrorKind.DecodeBounds"/>), a text in it is
    /// not UTF-8 (<see cref="FormatErrorKind.Document"/>), or they are a container: the Python SDK's own or that of interop/v2
    /// (<see cref="FormatErrorKind.Container"/>).
    /// </exception>
    public static object? Decode(ReadOnlySpan<byte> document)
    {
        InteropDocument.Check(document);
        var reader = new MessagePackReader(document);
        return InteropTreeReader.Read(ref reader);
    }
}
