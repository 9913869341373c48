namespace Cachekit.Configuration;

/// <summary>What a setting was given.</summary>
/// <param name="Text">The text.</param>
/// <param name="Source">Where it comes from, as its user knows it: a variable, or a path in the configuration.</param>
internal readonly record struct SettingText(string Text, string Source)
{
    private const int MostShown = 24;

    /// <summary>The beginning of a problem. It shows the text only where that is a word or a number: a URL or a key that got into the wrong setting may hold a secret.</summary>
    internal string IsWrong => IsHarmless(Text) ? $"{Source} is '{Text}'" : $"{Source} is something else than it should be";

    private static bool IsHarmless(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '.' or ',' or ':' or '-' or '+' or '%'))
            {
                return false;
            }
        }

        return text.Length <= MostShown;
    }
}
