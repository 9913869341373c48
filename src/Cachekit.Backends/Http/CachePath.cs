using System.Globalization;

namespace Cachekit.Backends;

/// <summary>The place of a key in a URL: exactly one path segment, in the one spelling that all CacheKit SDKs share.</summary>
internal static class CachePath
{
    public const string Root = "/v1/cache/";
    public const string Health = Root + "health";
    public const string Ttl = "/ttl";
    public const string Lock = "/lock";

    // Beyond this no server reads a request line, and older versions of Uri refuse to hold it.
    private const int MaxLength = 60_000;

    /// <summary>Encodes a key once, or says why it has no place in a URL.</summary>
    /// <param name="key">The key; not empty.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="problem">What is wrong with the key, as the end of a sentence; it does not show the key.</param>
    public static bool TryEncode(string key, out string segment, out string problem)
    {
        segment = "";
        problem = "";
        if (IllFormedAt(key) is var index and >= 0)
        {
            // It would be replaced in silence, and two different keys would share one entry.
            problem = string.Create(CultureInfo.InvariantCulture, $"its key is not well-formed text (half of a surrogate pair at index {index})");
            return false;
        }

        if (key is "." or ".." or "health" or "ttl" or "lock")
        {
            problem = $"its key is '{key}', which means something else in a URL of the API. Choose another key";
            return false;
        }

        segment = Uri.EscapeDataString(key);
        if (segment.Length > MaxLength)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"its key takes {segment.Length} characters in a URL, which is too long. Servers take keys of up to 400 characters");
            return false;
        }

        return true;
    }

    private static int IllFormedAt(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (!char.IsSurrogate(key[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(key[i]) || i + 1 == key.Length || !char.IsLowSurrogate(key[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
