using System.ComponentModel;
using Cachekit.Keys.Parts;

namespace Cachekit.CompilerServices;

/// <summary>The parts of keys that generated code composes: for scalars, nullable values, pairs and bytes here, for collections in the other files.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class KeyParts
{
    /// <summary>The part for <see cref="byte"/> arrays.</summary>
    public static KeyPart<byte[]> ByteArray => ByteArrayPart.Instance;

    /// <summary>The part for memory of bytes.</summary>
    public static KeyPart<Memory<byte>> MemoryOfByte => MemoryOfBytePart.Instance;

    /// <summary>The part for read-only memory of bytes.</summary>
    public static KeyPart<ReadOnlyMemory<byte>> ReadOnlyMemoryOfByte => ReadOnlyMemoryOfBytePart.Instance;

    /// <summary>The part for segments of byte arrays.</summary>
    public static KeyPart<ArraySegment<byte>> ArraySegmentOfByte => ArraySegmentOfBytePart.Instance;

    /// <summary>The part for numbers, enums, texts, <see cref="Guid"/>, dates and times, addresses, versions, paths, and their nullable forms.</summary>
    /// <remarks>
    /// Generic code asks for the part of its type parameter. For every other type the answer is a part that throws a
    /// <see cref="CacheKeyException"/> at the first call: it cannot be built without reflection.
    /// </remarks>
    /// <typeparam name="T">The type.</typeparam>
    public static KeyPart<T> Of<T>() => OpenPart<T>.Instance;

    /// <summary>The part for values that may be absent.</summary>
    /// <param name="part">The part for the value.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public static KeyPart<T?> Nullable<T>(KeyPart<T> part)
        where T : struct => new NullablePart<T>(part);

    /// <summary>The part for pairs.</summary>
    /// <param name="key">The part for the key.</param>
    /// <param name="value">The part for the value.</param>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TValue">The type of the value.</typeparam>
    public static KeyPart<KeyValuePair<TKey, TValue>> KeyValuePair<TKey, TValue>(KeyPart<TKey> key, KeyPart<TValue> value) =>
        new KeyValuePairPart<TKey, TValue>(key, value);

    /// <summary>The canonical form of a mutable argument that cannot be copied: the key keeps that instead.</summary>
    /// <param name="part">The part for the argument.</param>
    /// <param name="argument">The name of the parameter, for messages.</param>
    /// <param name="value">The argument.</param>
    /// <param name="method">The method, for messages.</param>
    /// <typeparam name="T">The type of the argument.</typeparam>
    /// <exception cref="CacheKeyException">The argument has no canonical form.</exception>
    public static byte[] Encode<T>(KeyPart<T> part, string argument, T? value, string? method = null) => Encode(part, argument, value, method, interop: false);

    /// <summary>The form of an argument in a key that is shared with other SDKs.</summary>
    /// <remarks>
    /// An instant is a number of microseconds there, whatever its offset. A key that kept the argument itself would hold two entries in memory
    /// for what is one entry in the shared store.
    /// </remarks>
    /// <param name="part">The part for the argument.</param>
    /// <param name="argument">The name of the parameter, for messages.</param>
    /// <param name="value">The argument.</param>
    /// <param name="method">The method, for messages.</param>
    /// <typeparam name="T">The type of the argument.</typeparam>
    /// <exception cref="CacheKeyException">The argument has no such form.</exception>
    public static byte[] EncodeInterop<T>(KeyPart<T> part, string argument, T? value, string? method = null) => Encode(part, argument, value, method, interop: true);

    private static byte[] Encode<T>(KeyPart<T> part, string argument, T? value, string? method, bool interop)
    {
        ArgumentNullException.ThrowIfNull(part);
        var writer = new KeyWriter(stackalloc byte[512], method, interop);
        try
        {
            writer.Argument(argument);
            part.Write(ref writer, value);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
