using System.Globalization;
using System.Text;

namespace Cachekit.Encryption;

/// <summary>What a tenant may be: a text of 1 to 1024 bytes of UTF-8, used exactly as it was written.</summary>
internal static class Tenants
{
    internal const int MaxSize = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="tenant">The tenant.</param>
    /// <param name="source">Where it comes from.</param>
    /// <returns>The problem, or <see langword="null"/>. The tenant itself is not in it: it may be personal data.</returns>
    internal static string? Problem(string? tenant, string source)
    {
        if (string.IsNullOrEmpty(tenant))
        {
            return $"{source} is empty: write 1 to 1024 bytes of UTF-8, or set none, which means '{EntryCipher.DefaultTenant}'.";
        }

        try
        {
            var size = Strict.GetByteCount(tenant);
            return size <= MaxSize
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{source} is {size} bytes of UTF-8 long: write at most 1024, for example an id instead of a name.");
        }
        catch (EncoderFallbackException)
        {
            return $"{source} has half of a surrogate pair in it, which has no form in UTF-8: write a well-formed text.";
        }
    }

    /// <summary>Checks the tenant that a call of a method chose, which has no default to fall back to.</summary>
    /// <exception cref="CacheConfigurationException">It is no tenant.</exception>
    internal static void ThrowIfInvalid(string? tenant, string method)
    {
        if (Problem(tenant, "") is null)
        {
            return;
        }

        throw new CacheConfigurationException(tenant is ""
            ? $"A call of '{method}' has an empty text as its tenant: pass the tenant, whose key encrypts the entry."
            : Problem(tenant, $"The tenant of a call of '{method}'")!);
    }

    /// <exception cref="CacheConfigurationException">It is no tenant.</exception>
    internal static void ThrowIfInvalid(string? tenant)
    {
        if (Problem(tenant, "The tenant") is { } problem)
        {
            throw new CacheConfigurationException(problem);
        }
    }
}
