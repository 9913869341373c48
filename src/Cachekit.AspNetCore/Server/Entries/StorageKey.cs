using System.Security.Cryptography;
using System.Text;

namespace Cachekit.AspNetCore;

/// <summary>
/// Under which key the backend stores an entry. No tenant's name and no key has a slash in it, so that no key reaches into
/// another tenant's entries.
/// </summary>
internal static class StorageKey
{
    private const string Prefix = "cks1/";

    // Memcached takes 250 bytes, with a prefix of its own.
    private const int MaxLength = 200;

    public static string Of(string tenant, string key)
    {
        var length = Prefix.Length + tenant.Length + 3 + key.Length;
        return length <= MaxLength ? $"{Prefix}{tenant}/k/{key}" : $"{Prefix}{tenant}/h/{Hash(key)}";
    }

    private static string Hash(string key)
    {
        Span<byte> bytes = stackalloc byte[ServerLimits.MaxKeyLength];
        var length = Encoding.ASCII.GetBytes(key, bytes);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        return Convert.ToHexString(hash);
    }
}
