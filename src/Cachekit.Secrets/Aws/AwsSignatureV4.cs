using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>Signs requests as AWS documents it: Signature Version 4, in headers.</summary>
/// <remarks>
/// Source: "Create a signed AWS API request" in the IAM user guide. It is tested with the signing test suite of AWS and with the examples of that guide.
/// </remarks>
internal static class AwsSignatureV4
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The value of the <c>Authorization</c> header.</summary>
    public static string Authorization(AwsSignableRequest request, AwsCredentials credentials, AwsSigningScope scope)
    {
        var signature = Signature(StringToSign(CanonicalRequest(request, scope), scope), credentials.SecretAccessKey, scope);
        return $"{Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={SignedHeaders(request.Headers)}, Signature={signature}";
    }

    /// <summary>Step 1: the request in the one form that both sides hash.</summary>
    public static string CanonicalRequest(AwsSignableRequest request, AwsSigningScope scope)
    {
        var text = new StringBuilder();
        text.Append(request.Method).Append('\n').Append(AwsCanonicalUri.Path(request.Path, scope)).Append('\n').Append(AwsCanonicalUri.Query(request.Query)).Append('\n');
        foreach (var (name, value) in CanonicalHeaders(request.Headers))
        {
            text.Append(name).Append(':').Append(value).Append('\n');
        }

        return text.Append('\n').Append(SignedHeaders(request.Headers)).Append('\n').Append(request.PayloadHash).ToString();
    }

    /// <summary>Step 2: what is signed.</summary>
    public static string StringToSign(string canonicalRequest, AwsSigningScope scope) =>
        $"{Algorithm}\n{scope.Timestamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    /// <summary>Step 3: the key of a day, a region and a service.</summary>
    public static byte[] SigningKey(string secretAccessKey, AwsSigningScope scope)
    {
        var secret = Encoding.UTF8.GetBytes("AWS4" + secretAccessKey);
        var day = Hmac(secret, scope.Day);
        CryptographicOperations.ZeroMemory(secret);
        return Hmac(Hmac(Hmac(day, scope.Region), scope.Service), "aws4_request");
    }

    /// <summary>Step 4: the signature.</summary>
    public static string Signature(string stringToSign, string secretAccessKey, AwsSigningScope scope) =>
        Convert.ToHexString(Hmac(SigningKey(secretAccessKey, scope), stringToSign)).ToLower(CultureInfo.InvariantCulture);

    /// <summary>The SHA-256 in small hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes)).ToLower(CultureInfo.InvariantCulture);

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string SignedHeaders(IReadOnlyList<KeyValuePair<string, string>> headers) => string.Join(';', CanonicalHeaders(headers).Select(header => header.Name));

    // Values of one name are joined in the order in which they are sent.
    private static IEnumerable<(string Name, string Value)> CanonicalHeaders(IReadOnlyList<KeyValuePair<string, string>> headers) => headers
        .GroupBy(header => header.Key.Trim().ToLowerInvariant(), StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => (group.Key, string.Join(',', group.Select(header => Trim(header.Value)))));

    // Without white space at the ends, and with one space for each run of it.
    private static string Trim(string value) => string.Join(' ', value.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
