using System.Collections;
using System.ComponentModel;
using System.Globalization;

namespace Cachekit.Secrets.CompilerServices;

/// <summary>Values of settings as people may see them. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SettingsText
{
    /// <summary>A value that is no secret. User names and passwords of URLs are masked all the same.</summary>
    /// <param name="value">The value.</param>
    public static string Show(object? value) => value switch
    {
        null => "",
        string text => WithoutUser(text),
        Uri url => WithoutUser(url.OriginalString),
        IDictionary pairs => ShowPairs(pairs),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Show))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => WithoutUser(value.ToString() ?? ""),
    };

    private static string ShowPairs(IDictionary pairs)
    {
        var texts = new List<string>(pairs.Count);
        foreach (DictionaryEntry pair in pairs)
        {
            texts.Add($"{pair.Key} = {Show(pair.Value)}");
        }

        return $"[{string.Join(", ", texts)}]";
    }

    /// <summary>Masks what stands before the <c>@</c> of an authority: <c>postgres://shop:secret@db</c>.</summary>
    private static string WithoutUser(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return text;
        }

        start += 3;
        var end = text.AsSpan(start).IndexOfAny('/', '?', '#') is var length && length >= 0 ? start + length : text.Length;
        var at = text.LastIndexOf('@', end - 1, end - start);
        return at < 0 ? text : string.Concat(text.AsSpan(0, start), SecretMask.Text, text.AsSpan(at));
    }
}
