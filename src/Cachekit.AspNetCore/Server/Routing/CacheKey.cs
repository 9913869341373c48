using System.Text;
using System.Text.Unicode;

namespace Cachekit.AspNetCore;

/// <summary>A key that the protocol allows, decoded.</summary>
internal readonly struct CacheKey
{
    private const string NsPrefix = "ns:";
    private const string NsApiPrefix = "nsapi:";
    private const string DefaultNamespace = "default";

    private readonly Range _namespace;

    private CacheKey(string text, KeySpace space, Range name)
    {
        Text = text;
        Space = space;
        _namespace = name;
    }

    public string Text { get; }

    public KeySpace Space { get; }

    /// <summary>The namespace that grants speak of.</summary>
    public ReadOnlySpan<char> Namespace => Space == KeySpace.Shared ? DefaultNamespace : Text.AsSpan(_namespace);

    /// <param name="segment">The segment of the path, still encoded.</param>
    /// <param name="key">The key.</param>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public static Refusal? TryDecode(ReadOnlySpan<char> segment, out CacheKey key)
    {
        key = default;
        if (segment.Length > ServerLimits.MaxKeyLength * 3)
        {
            return Refusals.KeyLength;
        }

        Span<byte> bytes = stackalloc byte[ServerLimits.MaxKeyLength * 3];
        if (!PercentEncoding.TryDecode(segment, bytes, out var length))
        {
            return Refusals.KeyEncoding;
        }

        bytes = bytes[..length];
        if (Check(bytes) is { } refusal)
        {
            return refusal;
        }

        var text = Encoding.ASCII.GetString(bytes);
        var space = text.StartsWith(NsPrefix, StringComparison.Ordinal) ? KeySpace.Ns
            : text.StartsWith(NsApiPrefix, StringComparison.Ordinal) ? KeySpace.NsApi
            : KeySpace.Shared;
        if (space == KeySpace.Shared)
        {
            key = new CacheKey(text, space, default);
            return null;
        }

        var start = (space == KeySpace.Ns ? NsPrefix : NsApiPrefix).Length;
        var end = text.IndexOf(':', start);
        if (end < 0 || end == text.Length - 1 || !ServerTenants.IsName(text.AsSpan(start, end - start)))
        {
            return Refusals.KeyNamespace;
        }

        key = new CacheKey(text, space, start..end);
        return null;
    }

    private static Refusal? Check(ReadOnlySpan<byte> key)
    {
        if (!Utf8.IsValid(key))
        {
            return Refusals.KeyEncoding;
        }

        if (key.Length is 0 or > ServerLimits.MaxKeyLength)
        {
            return Refusals.KeyLength;
        }

        foreach (var b in key)
        {
            if (!char.IsAsciiLetterOrDigit((char)b) && b is not ((byte)'_' or (byte)'.' or (byte)':' or (byte)'-'))
            {
                return Refusals.KeyCharacters;
            }
        }

        return key.IndexOf(".."u8) >= 0 ? Refusals.KeyTraversal : null;
    }
}
