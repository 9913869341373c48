using System.Buffers;
using System.Text;
using Cachekit.Hashing;

namespace Cachekit.Keys;

/// <summary>The grammar of the text keys of shared stores.</summary>
internal static class CacheKeyText
{
    /// <summary>Longer keys are shortened to their beginning and a hash.</summary>
    public const int MaxLength = 250;

    /// <summary>The bytes of the hash that stands for a tag.</summary>
    public const int TagHashLength = 16;

    /// <summary>The key of the entry that changes with every invalidation of a tag.</summary>
    public const string TagGeneration = "tags:generation";

    private const int MaxNameLength = 200;
    private const int MaxNamespaceLength = 64;
    private const int KeptLength = 50;

    private static readonly SearchValues<char> NamespaceCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly SearchValues<char> Replaced = SearchValues.Create(" \r\n");

    /// <summary><c>[ns:{ns}:]func:{name}</c>, the beginning of all keys of a method.</summary>
    /// <param name="ns">The namespace, or <see langword="null"/> or empty for none.</param>
    /// <param name="name">Namespace, type and method; cut, when it is too long, before the discriminator and never in it.</param>
    /// <param name="discriminator">What tells methods of one name apart, or <see langword="null"/>.</param>
    /// <exception cref="CacheConfigurationException">The namespace has other characters than it may have, or too many.</exception>
    public static string Function(string? ns, string name, string? discriminator)
    {
        var tail = string.IsNullOrEmpty(discriminator) ? "" : "." + discriminator;
        var sanitised = Sanitise(name);
        var room = MaxNameLength - tail.Length;
        if (sanitised.Length > room)
        {
            // The cut must not leave a dot before the dot of the discriminator.
            sanitised = sanitised[..room];
            sanitised = tail.Length > 0 ? sanitised.TrimEnd('.') : sanitised;
        }

        return $"{NamespacePart(ns)}func:{sanitised}{tail}";
    }

    /// <summary>The key of the marker that says when all entries of a namespace were invalidated.</summary>
    /// <param name="ns">The namespace, or <see langword="null"/> or empty for the one without a name.</param>
    /// <exception cref="CacheConfigurationException">The namespace has other characters than it may have, or too many.</exception>
    public static string CreateMarker(string? ns) => NamespacePart(ns) + "invalidated";

    /// <summary>The key of the marker that says when all entries with a tag were invalidated. Tags are any text, so their hash stands for them.</summary>
    public static string CreateTagMarker(string tag)
    {
        Span<byte> hash = stackalloc byte[TagHashLength];
        Span<char> text = stackalloc char[TagHashLength * 2];
        HashTag(tag, hash);
        WriteHex(hash, text);
        return $"tag:{text}:invalidated";
    }

    /// <summary>The key of the entry that changes with every invalidation in a namespace, for processes that ask for it.</summary>
    /// <param name="ns">The namespace, or <see langword="null"/> or empty for the one without a name.</param>
    public static string CreateGeneration(string? ns) => string.IsNullOrEmpty(ns) ? "generation" : Finish($"ns:{ns}:generation");

    /// <summary>The hash that stands for a tag, of <see cref="TagHashLength"/> bytes.</summary>
    public static void HashTag(string tag, Span<byte> hash) => Blake2b.Hash(Encoding.UTF8.GetBytes(tag), hash);

    /// <summary>Whether a text may be a namespace; <see langword="null"/> and empty are none, which is fine.</summary>
    public static bool IsNamespace(string? ns) =>
        string.IsNullOrEmpty(ns) || (ns.Length <= MaxNamespaceLength && !ns.AsSpan().ContainsAnyExcept(NamespaceCharacters));

    /// <summary>Checks a namespace.</summary>
    /// <param name="ns">The namespace; <see langword="null"/> and empty are none.</param>
    /// <param name="source">Where it was set, for the message.</param>
    /// <exception cref="CacheConfigurationException">It has other characters than it may have, or too many.</exception>
    public static void RequireNamespace(string? ns, string source = "The cache namespace")
    {
        if (!IsNamespace(ns))
        {
            throw new CacheConfigurationException(
                $"{source} is '{ns}', which is not a namespace: write 1 to {MaxNamespaceLength} letters A-Z and a-z, digits, '_' and '-', for example \"catalog\".");
        }
    }

    /// <summary>Replaces what stores do not take in a key, and shortens what is too long for them.</summary>
    public static string Finish(string key)
    {
        if (key.AsSpan().ContainsAny(Replaced))
        {
            key = key.Replace(' ', '_').Replace('\r', '_').Replace('\n', '_');
        }

        if (key.Length <= MaxLength)
        {
            return key;
        }

        Span<byte> hash = stackalloc byte[32];
        Blake2b.Hash(Encoding.UTF8.GetBytes(key), hash);
        Span<char> text = stackalloc char[KeptLength + 1 + 32];
        key.AsSpan(0, KeptLength).CopyTo(text);
        text[KeptLength] = ':';
        WriteHex(hash[..16], text[(KeptLength + 1)..]);
        return new string(text);
    }

    public static void WriteHex(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            text[i * 2] = "0123456789abcdef"[bytes[i] >> 4];
            text[(i * 2) + 1] = "0123456789abcdef"[bytes[i] & 15];
        }
    }

    private static string NamespacePart(string? ns)
    {
        RequireNamespace(ns);
        return string.IsNullOrEmpty(ns) ? "" : $"ns:{ns}:";
    }

    /// <summary>Other characters than letters, digits, underscores and dots become underscores; runs of dots become one.</summary>
    private static string Sanitise(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (character != '.')
            {
                text.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
            }
            else if (text.Length == 0 || text[^1] != '.')
            {
                text.Append('.');
            }
        }

        return text.ToString();
    }
}
