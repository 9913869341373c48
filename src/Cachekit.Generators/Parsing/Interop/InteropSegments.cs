namespace Cachekit.Generators.Parsing.Interop;

/// <summary>The rule for the namespace and the operation in shared keys. Other SDKs check the same, letter by letter.</summary>
internal static class InteropSegments
{
    private const int Longest = 64;

    /// <summary>What is wrong with a namespace, or null.</summary>
    public static string? NamespaceProblem(string text) =>
        Problem(text) ?? (text is "ns" or "nsapi" ? "'ns' and 'nsapi' are the beginnings of other keys" : null);

    /// <summary>What is wrong with an operation, or null.</summary>
    public static string? Problem(string text)
    {
        if (text.Length is 0 or > Longest)
        {
            return text.Length == 0 ? "it is empty" : "it is longer than 64 characters";
        }

        if (!IsLetterOrDigit(text[0]))
        {
            return "the first character must be one of a-z and 0-9";
        }

        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return c is >= 'A' and <= 'Z' ? "capital letters are not allowed" : $"{Display(c)} is not allowed";
            }
        }

        return text.IndexOf("..", StringComparison.Ordinal) >= 0 ? "two dots in a row are not allowed" : null;
    }

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static string Display(char c) => c is > ' ' and < (char)0x7F
        ? $"'{c}'"
        : "the character U+" + ((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
}
