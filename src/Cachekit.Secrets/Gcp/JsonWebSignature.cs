using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>Signs JSON web tokens with RS256 (RFC 7515, RFC 7518 section 3.3).</summary>
internal static class JsonWebSignature
{
    /// <summary>The compact form: header, payload and signature in base64url.</summary>
    /// <param name="key">The private key.</param>
    /// <param name="header">The header, UTF-8.</param>
    /// <param name="payload">The payload, UTF-8.</param>
    public static string Rs256(RSA key, ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Encode(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
