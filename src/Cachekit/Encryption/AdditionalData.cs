using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Cachekit.Encryption;

/// <summary>The data that is authenticated with an entry but not stored: a version, and each component with its length in front.</summary>
internal static class AdditionalData
{
    private const byte Version = 0x03;
    private const int LengthSize = sizeof(uint);

    /// <summary>Version and tenant, which all entries of a cipher have in common.</summary>
    internal static byte[] Head(string tenant)
    {
        var head = new byte[1 + LengthSize + Encoding.UTF8.GetByteCount(tenant)];
        head[0] = Version;
        var size = Encoding.UTF8.GetBytes(tenant, head.AsSpan(1 + LengthSize));
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(1), (uint)size);
        return head;
    }

    /// <summary>How many bytes <see cref="Write"/> writes.</summary>
    /// <exception cref="ArgumentException">The binding states a format or an original type that is not registered, or has no cache key.</exception>
    internal static int SizeOf(ReadOnlySpan<byte> head, in EntryBinding binding)
    {
        if (binding.CacheKey is null)
        {
            throw EncryptionErrors.Binding("The cache key", "is missing");
        }

        var size = head.Length + LengthSize + Encoding.UTF8.GetByteCount(binding.CacheKey)
            + LengthSize + FormatToken(binding.Format).Length
            + LengthSize + CompressedToken(binding.Compressed).Length;
        return binding.OriginalType is null ? size : size + LengthSize + OriginalTypeToken(binding.OriginalType).Length;
    }

    internal static void Write(ReadOnlySpan<byte> head, in EntryBinding binding, Span<byte> destination)
    {
        head.CopyTo(destination);
        var at = head.Length;
        at += WriteKey(binding.CacheKey, destination[at..]);
        at += WriteToken(FormatToken(binding.Format), destination[at..]);
        at += WriteToken(CompressedToken(binding.Compressed), destination[at..]);
        if (binding.OriginalType is not null)
        {
            WriteToken(OriginalTypeToken(binding.OriginalType), destination[at..]);
        }
    }

    private static int WriteKey(string key, Span<byte> destination)
    {
        // Replacement characters would bind an entry to more than one key.
        if (Utf8.FromUtf16(key, destination[LengthSize..], out _, out var size, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw EncryptionErrors.Binding("The cache key", "has half of a surrogate pair in it, which has no form in UTF-8");
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)size);
        return LengthSize + size;
    }

    private static int WriteToken(ReadOnlySpan<byte> token, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)token.Length);
        token.CopyTo(destination[LengthSize..]);
        return LengthSize + token.Length;
    }

    private static ReadOnlySpan<byte> CompressedToken(bool compressed) => compressed ? "True"u8 : "False"u8;

    private static ReadOnlySpan<byte> FormatToken(string? format) => format switch
    {
        "msgpack" => "msgpack"u8,
        "orjson" => "orjson"u8,
        "arrow" => "arrow"u8,
        _ => throw EncryptionErrors.Binding("The format", "is not registered: it is one of msgpack, orjson and arrow"),
    };

    private static ReadOnlySpan<byte> OriginalTypeToken(string type) => type switch
    {
        "msgpack" => "msgpack"u8,
        "orjson" => "orjson"u8,
        "arrow" => "arrow"u8,
        "numpy" => "numpy"u8,
        "dataframe" => "dataframe"u8,
        "series" => "series"u8,
        _ => throw EncryptionErrors.Binding("The original type", "is not registered: it is one of msgpack, orjson, arrow, numpy, dataframe and series"),
    };
}
