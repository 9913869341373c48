using System.Buffers.Binary;
using System.Text;
using Cachekit.Hashing;
using Cachekit.Keys;

namespace Cachekit.Invalidation;

/// <summary>The 64 bits by which messages and indices name a key, a method, a namespace or a tag.</summary>
internal static class TargetHash
{
    private const int StackBuffer = CacheKeyText.MaxLength * 3;

    /// <summary>The hash of a text key, or of a marker's key. Equal hashes of two keys cost a miss: what is removed by a hash may be removed once too often.</summary>
    internal static ulong Of(string key)
    {
        Span<byte> buffer = stackalloc byte[StackBuffer];
        if (key.Length <= CacheKeyText.MaxLength)
        {
            return XxHash3.Hash(buffer[..Encoding.UTF8.GetBytes(key, buffer)]);
        }

        return XxHash3.Hash(Encoding.UTF8.GetBytes(key));
    }

    /// <summary>The hash of a namespace; that of shared entries can have more characters than others, and none has a marker.</summary>
    internal static ulong OfNamespace(string? ns) => Of("ns:" + ns);

    /// <summary>The hash of a tag. Tags can come from outside, so this one is hard to meet on purpose.</summary>
    internal static ulong OfTag(string tag)
    {
        Span<byte> hash = stackalloc byte[CacheKeyText.TagHashLength];
        CacheKeyText.HashTag(tag, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
