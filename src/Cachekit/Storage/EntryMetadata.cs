using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Cachekit.Storage;

/// <summary>What a result says about its entry and nobody could know without it: the tags of the value, and the validator for the next refresh.</summary>
/// <remarks>
/// <para>Two bytes of length (all numbers are big-endian), and that many bytes: one with the count of the tags; for each tag two bytes of length and its UTF-8; two bytes of
/// length and the UTF-8 of the validator, or <c>FFFF</c> where there is none. Nothing may be left over.</para>
/// <para>The tags of a key are not in it: each reader knows them by the key.</para>
/// </remarks>
internal sealed class EntryMetadata
{
    /// <summary>The most tags of one value.</summary>
    internal const int MaxTags = 64;

    /// <summary>The most characters of a tag.</summary>
    internal const int MaxTagLength = 256;

    /// <summary>The most characters of a validator.</summary>
    internal const int MaxValidatorLength = 1024;

    private const int BytesPerCharacter = 3;
    private const ushort NoValidator = 0xFFFF;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[]? _bytes;

    private EntryMetadata(string[] tags, string? validator, byte[]? bytes)
    {
        Tags = tags;
        Validator = validator;
        _bytes = bytes;
    }

    /// <summary>The tags of the value; none is empty.</summary>
    internal string[] Tags { get; }

    /// <summary>What the next refresh gets, or <see langword="null"/>.</summary>
    internal string? Validator { get; }

    /// <summary>The bytes that it takes in an entry, its length included.</summary>
    internal int Size => sizeof(ushort) + _bytes!.Length;

    /// <summary>Takes what a result says.</summary>
    /// <param name="tags">The tags, or <see langword="null"/>.</param>
    /// <param name="validator">The validator, or <see langword="null"/>.</param>
    /// <returns><see langword="null"/> when it says nothing: the entry has no block then.</returns>
    /// <exception cref="CacheSerializationException">There are too many tags, or one of the texts is empty, too long or no Unicode.</exception>
    internal static EntryMetadata? Create(IReadOnlyList<string>? tags, string? validator)
    {
        if (tags is not { Count: > 0 } && validator is null)
        {
            return null;
        }

        string[] own = tags is null ? [] : [.. tags.Distinct(StringComparer.Ordinal)];
        if (own.Length > MaxTags)
        {
            throw new CacheSerializationException($"A value has {own.Length} tags, but at most {MaxTags} are stored with it.");
        }

        foreach (var tag in own)
        {
            Require(tag, 1, MaxTagLength, "A tag of a value");
        }

        if (validator is not null)
        {
            Require(validator, 0, MaxValidatorLength, "The validator of a value");
        }

        return new EntryMetadata(own, validator, Encode(own, validator));
    }

    /// <summary>Reads the block at the beginning of bytes that nobody vouches for; every length is checked before anything is made of it.</summary>
    /// <param name="bytes">The bytes behind the stamp.</param>
    /// <param name="rest">What follows the block.</param>
    /// <exception cref="CacheFormatException">The bytes break a rule of the block.</exception>
    internal static EntryMetadata Read(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> rest)
    {
        var block = Take(ref bytes, Length(ref bytes));
        rest = bytes;
        if (block.IsEmpty || block[0] > MaxTags)
        {
            StorageErrors.Metadata();
        }

        var tags = new string[block[0]];
        block = block[1..];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = Text(ref block, Length(ref block), 1, MaxTagLength);
        }

        var length = Length(ref block);
        var validator = length == NoValidator ? null : Text(ref block, length, 0, MaxValidatorLength);
        if (!block.IsEmpty)
        {
            StorageErrors.Metadata();
        }

        return new EntryMetadata(tags, validator, bytes: null);
    }

    /// <summary>Writes the block.</summary>
    /// <param name="destination">Where to; at least <see cref="Size"/> bytes.</param>
    internal void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)_bytes!.Length);
        _bytes.CopyTo(destination[sizeof(ushort)..]);
    }

    private static void Require(string text, int least, int most, string what)
    {
        if (text is null || text.Length < least || text.Length > most)
        {
            throw new CacheSerializationException($"{what} has {text?.Length ?? 0} characters, but it must have {least} to {most}.");
        }

        try
        {
            _ = Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException exception)
        {
            throw new CacheSerializationException($"{what} is no Unicode text: it has one half of a surrogate pair without the other.", exception);
        }
    }

    private static byte[] Encode(string[] tags, string? validator)
    {
        var size = 1 + sizeof(ushort);
        foreach (var tag in tags)
        {
            size += sizeof(ushort) + Encoding.UTF8.GetByteCount(tag);
        }

        size += validator is null ? 0 : Encoding.UTF8.GetByteCount(validator);
        if (size > ushort.MaxValue)
        {
            throw new CacheSerializationException($"The tags and the validator of a value take {size} bytes, but at most {ushort.MaxValue} are stored with it.");
        }

        var bytes = new byte[size];
        bytes[0] = (byte)tags.Length;
        var position = 1;
        foreach (var tag in tags)
        {
            Put(bytes, ref position, tag);
        }

        if (validator is null)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(position), NoValidator);
        }
        else
        {
            Put(bytes, ref position, validator);
        }

        return bytes;
    }

    private static void Put(byte[] bytes, ref int position, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(position + sizeof(ushort)));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(position), (ushort)length);
        position += sizeof(ushort) + length;
    }

    private static int Length(ref ReadOnlySpan<byte> bytes)
    {
        var length = Take(ref bytes, sizeof(ushort));
        return BinaryPrimitives.ReadUInt16BigEndian(length);
    }

    private static string Text(ref ReadOnlySpan<byte> bytes, int length, int least, int most)
    {
        var text = Take(ref bytes, length);
        if (length < least || length > most * BytesPerCharacter || !Utf8.IsValid(text))
        {
            StorageErrors.Metadata();
        }

        var made = Encoding.UTF8.GetString(text);
        if (made.Length > most)
        {
            StorageErrors.Metadata();
        }

        return made;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length < length)
        {
            StorageErrors.Metadata();
        }

        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }
}
