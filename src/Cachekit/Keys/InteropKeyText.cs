namespace Cachekit.Keys;

/// <summary>The text of keys that are shared with other SDKs: <c>{namespace}:{operation}:{hash}</c>, never cut and never prefixed.</summary>
internal static class InteropKeyText
{
    /// <summary>Two segments, two colons and the digits of the hash.</summary>
    public const int MaxLength = (2 * InteropSegments.MaxLength) + 2 + (2 * KeyFormat.HashLength);

    public static string Compose(string prefix, ReadOnlySpan<byte> hash)
    {
        Span<char> text = stackalloc char[MaxLength];
        prefix.CopyTo(text);
        CacheKeyText.WriteHex(hash, text[prefix.Length..]);
        return new string(text[..(prefix.Length + (2 * hash.Length))]);
    }
}
