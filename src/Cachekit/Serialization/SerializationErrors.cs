using System.Diagnostics.CodeAnalysis;

namespace Cachekit.Serialization;

/// <summary>Every message of the codecs, kept out of their methods so that these stay small.</summary>
/// <remarks>No message quotes a value: a value may be a secret, and messages are logged.</remarks>
internal static class SerializationErrors
{
    private const string WhyOnRead = "the bytes were written for another type, or they are damaged.";

    [DoesNotReturn]
    public static void Unexpected(string expected, byte found, int offset) =>
        throw new CacheSerializationException($"Expected {expected} at byte {offset} but found {Describe(found)}: {WhyOnRead}");

    [DoesNotReturn]
    public static void EndOfInput(string expected, int offset) =>
        throw new CacheSerializationException($"Expected {expected} at byte {offset} but the bytes end there: they were cut off, or they are damaged.");

    [DoesNotReturn]
    public static void Overclaim(string what, long claimed, int available, int offset) =>
        throw new CacheSerializationException($"The {what} at byte {offset} claims {claimed} items or bytes, but at most {available} can follow: the bytes were cut off, or they are damaged.");

    [DoesNotReturn]
    public static void IntegerOutOfRange(string type, int offset) =>
        throw new CacheSerializationException($"The integer at byte {offset} does not fit into {type}: {WhyOnRead}");

    [DoesNotReturn]
    public static void FloatOutOfRange(string type, int offset) =>
        throw new CacheSerializationException($"The number at byte {offset} does not fit into {type} without loss: {WhyOnRead}");

    [DoesNotReturn]
    public static void InvalidText(string expected, int offset) =>
        throw new CacheSerializationException($"The text at byte {offset} is not {expected}: {WhyOnRead}");

    [DoesNotReturn]
    public static void InvalidUtf8(int offset) =>
        throw new CacheSerializationException($"Expected UTF-8 at byte {offset} but found a byte sequence that is none: {WhyOnRead}");

    [DoesNotReturn]
    public static void Invalid(string problem, int offset) =>
        throw new CacheSerializationException($"{problem} at byte {offset}: {WhyOnRead}");

    [DoesNotReturn]
    public static void TrailingBytes(int offset, int length) =>
        throw new CacheSerializationException($"The value ends at byte {offset} but {length - offset} more bytes follow: {WhyOnRead}");

    [DoesNotReturn]
    public static void ReadTooDeep(int offset) =>
        throw new CacheSerializationException($"Arrays, maps and objects are nested more than {MessagePackWriter.MaxDepth} deep at byte {offset}: Cachekit writes no such value.");

    [DoesNotReturn]
    public static void WriteTooDeep(int limit) =>
        throw new CacheSerializationException($"The value is nested more than {limit} deep, or it contains itself: return a flatter value, for example ids instead of objects that point back.");

    [DoesNotReturn]
    public static void LoneSurrogate(int index) =>
        throw new CacheSerializationException($"The string has half of a surrogate pair at index {index} and so has no UTF-8 form: do not cut strings inside a pair, or return the text as byte[] or char[].");

    public static CacheSerializationException InteropInteger(string type) => new(
        $"A value of type {type} is outside -2^63 to 2^64-1, the integers that all SDKs can read: return it as text.");

    [DoesNotReturn]
    public static void TooLarge() =>
        throw new CacheSerializationException($"The encoded value has more than {Array.MaxLength} bytes: return it in parts.");

    [DoesNotReturn]
    public static void ChangedWhileWriting(Type type) =>
        throw new CacheSerializationException($"A '{type}' announced another number of items than it has: it was changed while it was encoded. Return a copy that nobody changes.");

    [DoesNotReturn]
    public static void NonZeroLowerBound(Type type) =>
        throw new CacheSerializationException($"A '{type}' does not start at index 0: return an array that does.");

    public static NotSupportedException ReadOnlyCollection() =>
        new("The collection is a cached value that all callers share, so it cannot be changed: copy it first.");

    private static string Describe(byte code) => MessagePackCode.TypeOf(code) switch
    {
        MessagePackType.Nil => "nil (0xc0)",
        MessagePackType.Boolean => $"a boolean (0x{code:x2})",
        MessagePackType.Integer => $"an integer ({IntegerCode(code)})",
        MessagePackType.Float => $"a floating point number (0x{code:x2})",
        MessagePackType.String => $"a string (0x{code:x2})",
        MessagePackType.Binary => $"binary data (0x{code:x2})",
        MessagePackType.Array => $"an array (0x{code:x2})",
        MessagePackType.Map => $"a map (0x{code:x2})",
        MessagePackType.Extension => $"an extension (0x{code:x2})",
        _ => "the byte 0xc1, which MessagePack never uses",
    };

    // A small integer is its own first byte, so the byte would give the value away.
    private static string IntegerCode(byte code) =>
        code is <= MessagePackCode.MaxPositiveFixInt or >= MessagePackCode.MinNegativeFixInt ? "one byte" : $"0x{code:x2}";
}
