using System.Globalization;

namespace Cachekit.Encryption;

/// <summary>The text form of a master key: exactly 64 hexadecimal digits, in upper or lower case, and nothing else.</summary>
internal static class MasterKeyText
{
    internal const int Digits = 2 * SecretKey.Size;

    /// <summary>What is wrong with the text of a key, and how to make a good one. Nothing of the text is in the message.</summary>
    /// <param name="text">The text as it was given, with nothing trimmed off.</param>
    /// <param name="source">Where the text comes from: an option, a variable, a parameter.</param>
    /// <returns>The problem, or <see langword="null"/>.</returns>
    internal static string? Problem(string? text, string source)
    {
        var reason = Reason(text);
        return reason is null
            ? null
            : $"{source} is not a master key: {reason}. Write exactly 64 hexadecimal digits (32 bytes); make a new key with: openssl rand -hex 32";
    }

    /// <summary>What is wrong with a key that was given as bytes.</summary>
    internal static string? RawProblem(int length, string source) => length == SecretKey.Size
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{source} is not a master key: it has {length} bytes. Give exactly 32 random bytes; a key in hexadecimal digits goes to the member that takes text.");

    internal static void Decode(ReadOnlySpan<char> text, Span<byte> key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = (byte)((Digit(text[2 * i]) << 4) | Digit(text[(2 * i) + 1]));
        }
    }

    private static string? Reason(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "it is empty";
        }

        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]))
        {
            return "it begins or ends with white space";
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return "it begins with 0x";
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (Digit(text[i]) < 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"character {i + 1} is not a hexadecimal digit");
            }
        }

        return text.Length == Digits ? null : string.Create(CultureInfo.InvariantCulture, $"it has {text.Length} digits");
    }

    private static int Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
