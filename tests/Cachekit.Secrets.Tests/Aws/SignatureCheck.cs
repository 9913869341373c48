using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cachekit.Secrets.Tests.Support;

namespace Cachekit.Secrets.Tests.Aws;

/// <summary>The server's side of Signature Version 4, written apart from the client's: from what arrived, and from the key that it knows.</summary>
internal static class SignatureCheck
{
    public static string? AccessKeyOf(StoreRequest request) => Part(request, "Credential=")?.Split('/')[0];

    public static string RegionOf(StoreRequest request) => Part(request, "Credential=")!.Split('/')[2];

    /// <summary>Why a signature is not good; <see langword="null"/> when it is.</summary>
    public static string? Problem(StoreRequest request, string secret, DateTimeOffset now)
    {
        var scope = Part(request, "Credential=")!.Split('/', 2)[1];
        var parts = scope.Split('/');
        var names = Part(request, "SignedHeaders=")!.Split(';');
        foreach (var must in new[] { "host", "x-amz-date", "content-type", "x-amz-target", "x-amz-security-token" })
        {
            if (request.Headers.ContainsKey(must) && !names.Contains(must))
            {
                return $"{must} is not signed";
            }
        }

        var date = request.Header("x-amz-date");
        var time = DateTimeOffset.ParseExact(date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if ((time - now).Duration() > TimeSpan.FromMinutes(5) || !date.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return "the time is off";
        }

        var split = request.PathAndQuery.Split('?');
        var path = string.Join('/', split[0].Split('/').Select(Uri.EscapeDataString));
        var query = split.Length < 2 ? "" : string.Join('&', split[1].Split('&').Select(pair => pair.Contains('=') ? pair : pair + "=").OrderBy(pair => pair, StringComparer.Ordinal));
        var canonical = $"{request.Method}\n{path}\n{query}\n{string.Concat(names.Select(name => $"{name}:{request.Header(name).Trim()}\n"))}\n{string.Join(';', names)}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)))}";
        var toSign = $"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = parts.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (current, part) => HMACSHA256.HashData(current, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == Part(request, "Signature=") ? null : "the signature differs";
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    private static string? Part(StoreRequest request, string name)
    {
        var header = request.Header("Authorization");
        var at = header.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? null : header[(at + name.Length)..].Split(',')[0].Trim();
    }
}
