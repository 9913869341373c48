using System.Text;
using Cachekit.Hashing;

namespace Cachekit.Pipeline;

/// <summary>What a log may say about a key: keys hold arguments, and arguments can be personal data.</summary>
internal static class KeyDigest
{
    private const int Size = 8;

    /// <returns>16 hexadecimal digits of the key's BLAKE2b digest.</returns>
    internal static string Of(string key)
    {
        Span<byte> digest = stackalloc byte[Size];
        Blake2b.Hash(Encoding.UTF8.GetBytes(key), digest);
        return Convert.ToHexString(digest).ToLowerInvariant();
    }
}
