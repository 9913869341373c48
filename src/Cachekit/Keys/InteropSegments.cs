using System.Buffers;

namespace Cachekit.Keys;

/// <summary>The rules for the namespace and the operation of entries that are shared with other SDKs. Nothing is trimmed or lower-cased.</summary>
internal static class InteropSegments
{
    public const int MaxLength = 64;

    private const string Rule =
        "1 to 64 characters a-z, 0-9, '.', '_' and '-', the first one a letter or digit, without two dots in a row";

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>What is wrong with a namespace or an operation, and what to write instead; <see langword="null"/> when nothing is.</summary>
    public static string? Problem(string? ns, string? operation)
    {
        if (Problem(ns) is { } first)
        {
            return $"The namespace of a shared entry {first}: write {Rule}, for example \"users\".";
        }

        // Both prefixes of keys mean something to the service.
        if (ns is "ns" or "nsapi")
        {
            return $"The namespace of a shared entry is '{ns}', which is reserved: write another one, for example \"users\".";
        }

        return Problem(operation) is { } second ? $"The operation of a shared entry {second}: write {Rule}, for example \"get_user\"." : null;
    }

    private static string? Problem(string? segment)
    {
        if (string.IsNullOrEmpty(segment))
        {
            return "is missing";
        }

        if (segment.Length > MaxLength)
        {
            return $"has {segment.Length} characters";
        }

        var index = segment.AsSpan().IndexOfAnyExcept(Characters);
        if (index >= 0)
        {
            return $"has a character that is not allowed at index {index} ({Describe(segment[index])})";
        }

        if (!char.IsAsciiLetterOrDigit(segment[0]))
        {
            return $"'{segment}' starts with '{segment[0]}'";
        }

        return segment.Contains("..", StringComparison.Ordinal) ? $"'{segment}' has two dots in a row" : null;
    }

    private static string Describe(char character) => character is > ' ' and < '\u007f' ? $"'{character}'" : $"U+{(int)character:X4}";
}
