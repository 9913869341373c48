using System.Globalization;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>Takes references, <c>$NAME</c> and <c>${NAME}</c>, out of the text of a <c>.env</c> file, and puts values in their places once it is read.</summary>
/// <remarks>
/// A place is a number between two <see cref="Mark"/>s. In single quotes, after a backslash in double quotes, and in comments there are no references. The name of
/// <c>$NAME</c> ends as in a shell, so that <c>$HOST.example.com</c> is the host and a domain; between braces there can also be dots and hyphens.
/// </remarks>
internal static class DotEnvReferences
{
    /// <summary>No character: Unicode keeps it for such uses.</summary>
    public const char Mark = '\uFDD0';

    private const string Dollar = "$";

    /// <param name="text">The file.</param>
    /// <param name="references">Gets the names, by the number of their place.</param>
    public static string TakeOut(string text, List<string> references)
    {
        var result = new StringBuilder(text.Length + 16);
        var at = 0;
        while (at < text.Length)
        {
            at = TakeOutOfLine(text, at, result, references);
        }

        return result.ToString();
    }

    /// <param name="value">A value with places.</param>
    /// <param name="references">The names, by the number of their place.</param>
    /// <param name="lookUp">Their values.</param>
    public static string PutIn(string value, List<string> references, Func<string, string> lookUp)
    {
        var parts = value.Split(Mark);
        for (var i = 1; i < parts.Length; i += 2)
        {
            var name = references[int.Parse(parts[i], CultureInfo.InvariantCulture)];
            parts[i] = name == Dollar ? Dollar : lookUp(name);
        }

        return string.Concat(parts);
    }

    /// <returns>Where the next line begins; quoted values can have several.</returns>
    private static int TakeOutOfLine(string text, int at, StringBuilder result, List<string> references)
    {
        var lineEnd = EndOfLine(text, at);
        var equals = text.IndexOf('=', at, lineEnd - at);
        if (equals < 0 || text.AsSpan(at, equals - at).TrimStart() is ['#', ..])
        {
            result.Append(text, at, lineEnd - at);
            return lineEnd;
        }

        var value = equals + 1;
        while (value < lineEnd && text[value] is ' ' or '\t')
        {
            value++;
        }

        result.Append(text, at, value - at);
        at = value;
        if (at < lineEnd && text[at] == '\'')
        {
            var end = text.IndexOf('\'', at + 1);
            end = end < 0 ? text.Length : end + 1;
            result.Append(text, at, end - at);
            at = end;
        }
        else if (at < lineEnd && text[at] == '"')
        {
            at = TakeOutOfDoubleQuotes(text, at, result, references);
        }
        else
        {
            while (at < lineEnd && !(text[at] == '#' && (at == value || text[at - 1] is ' ' or '\t')))
            {
                at = Step(text, at, result, references);
            }

            result.Append(text, at, lineEnd - at);
            return lineEnd;
        }

        lineEnd = EndOfLine(text, at);
        result.Append(text, at, lineEnd - at);
        return lineEnd;
    }

    private static int TakeOutOfDoubleQuotes(string text, int at, StringBuilder result, List<string> references)
    {
        result.Append(text[at++]);
        while (at < text.Length && text[at] != '"')
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                result.Append(text, at, 2);
                at += 2;
            }
            else
            {
                at = Step(text, at, result, references);
            }
        }

        if (at < text.Length)
        {
            result.Append(text[at++]);
        }

        return at;
    }

    /// <summary>Goes over one character, or one reference.</summary>
    private static int Step(string text, int at, StringBuilder result, List<string> references)
    {
        if (text[at] != '$')
        {
            result.Append(text[at]);
            return at + 1;
        }

        var braces = at + 1 < text.Length && text[at + 1] == '{';
        var start = at + (braces ? 2 : 1);
        var end = start;
        while (end < text.Length && (char.IsLetter(text[end]) || text[end] == '_' || end > start && (char.IsDigit(text[end]) || braces && text[end] is '.' or '-')))
        {
            end++;
        }

        if (end == start || braces && (end >= text.Length || text[end] != '}'))
        {
            // The grammar has no place for it after a blank: 'price $5'.
            TakeOut(Dollar);
            return at + 1;
        }

        TakeOut(text[start..end]);
        return braces ? end + 1 : end;

        void TakeOut(string name)
        {
            result.Append(Mark).Append(references.Count).Append(Mark);
            references.Add(name);
        }
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end + 1;
    }
}
