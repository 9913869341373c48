using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Cachekit.Backends;

/// <summary>The rules of memcached for keys: at most 250 bytes of UTF-8, none of them white space or a control character.</summary>
internal static class MemcachedKey
{
    // Everything up to the space, and DEL. Bytes above are fine for the server.
    private static readonly SearchValues<byte> IllegalBytes = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(static value => (byte)value), 0x7F]);

    /// <summary>Writes prefix and key one after the other.</summary>
    /// <param name="prefix">The prefix, checked before.</param>
    /// <param name="key">The key.</param>
    /// <param name="destination">Room for 250 bytes at least.</param>
    /// <param name="written">How many bytes were written.</param>
    public static MemcachedKeyFault Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<char> key, Span<byte> destination, out int written)
    {
        prefix.CopyTo(destination);
        var room = destination[prefix.Length..MemcachedBackendDefaults.MaxKeyBytes];
        var status = Utf8.FromUtf16(key, room, out _, out var length, replaceInvalidSequences: false, isFinalBlock: true);
        written = prefix.Length + length;
        return status switch
        {
            OperationStatus.DestinationTooSmall => MemcachedKeyFault.TooLong,
            OperationStatus.Done when room[..length].ContainsAny(IllegalBytes) => MemcachedKeyFault.IllegalCharacter,
            OperationStatus.Done => MemcachedKeyFault.None,
            _ => MemcachedKeyFault.NotText,
        };
    }

    /// <summary>Checks a part of a key that may be empty.</summary>
    public static MemcachedKeyFault Check(string text, int maxBytes)
    {
        Span<byte> bytes = stackalloc byte[MemcachedBackendDefaults.MaxKeyBytes];
        var fault = Write([], text, bytes, out var length);
        return fault == MemcachedKeyFault.None && length > maxBytes ? MemcachedKeyFault.TooLong : fault;
    }

    public static byte[] PrefixBytes(string prefix) => Encoding.UTF8.GetBytes(prefix);
}
