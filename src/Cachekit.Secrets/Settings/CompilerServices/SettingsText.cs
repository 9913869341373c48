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
        var url = text.AsSpan(start);
        url = url.IndexOfAny(' ', '\n') is var space && space >= 0 ? url[..space] : url;
        var authority = url.IndexOfAny('/', '?', '#') is var end && end >= 0 ? url[..end] : url;
        var at = authority.LastIndexOf('@');
        if (at < 0 && HasPassword(authority))
        {
            // A password with a slash that nobody encoded.
            at = url.LastIndexOf('@');
        }

        return at < 0 ? text : string.Concat(text.AsSpan(0, start), SecretMask.Text, text.AsSpan(start + at));
    }

    /// <summary>Whether what stands behind a colon is no port.</summary>
    private static bool HasPassword(ReadOnlySpan<char> authority) =>
        authority.IndexOf(':') is var colon && colon >= 0 && authority[(colon + 1)..] is { IsEmpty: false } rest && rest.ContainsAnyExceptInRange('0', '9') && rest[^1] != ']';
}
