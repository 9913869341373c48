using System.Security.Cryptography;
using System.Text;

namespace Cachekit.AspNetCore;

/// <summary>API keys are kept and compared as hashes only. They are long and random, so a plain hash gives nothing away.</summary>
internal static class ApiKeyHash
{
    public const int Size = SHA256.HashSizeInBytes;

    public static byte[] Of(ReadOnlySpan<char> token)
    {
        Span<byte> utf8 = stackalloc byte[ServerLimits.MaxTokenLength * 3];
        var length = Encoding.UTF8.GetBytes(token, utf8);
        try
        {
            return SHA256.HashData(utf8[..length]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8[..length]);
        }
    }

    /// <summary>The hash of a configured key, which replaces the key itself.</summary>
    /// <returns>Hexadecimal digits; what is no hash and no key that could be sent comes back as it is, for the validator to refuse.</returns>
    public static string ToText(CachekitServerKeyOptions key)
    {
        if (key.Key is { Length: > 0 and <= ServerLimits.MaxTokenLength } text)
        {
            return Convert.ToHexString(Of(text));
        }

        return key.KeySha256 ?? key.Key ?? "";
    }
}
