using System.Text;
using DotNetEnv;
using Sprache;

namespace Cachekit.Secrets;

/// <summary>Reads <c>.env</c> files by DotNetEnv's grammar: quotes, escapes, comments, <c>export</c>, values of several lines.</summary>
/// <remarks>DotNetEnv looks references up in the process alone, so that a line could not refer to the one before it unless the process is changed. They
/// are taken out before it reads, see <see cref="DotEnvReferences"/>, and put in after.</remarks>
internal static class DotEnvParser
{
    /// <param name="text">The file.</param>
    /// <param name="path">How errors name it.</param>
    /// <param name="variables">What files before it have set; what this one sets is added.</param>
    /// <param name="environment">Looks a variable up that no file has set.</param>
    /// <returns>Names and values in their order.</returns>
    /// <exception cref="SecretsException">It is not what it has to be.</exception>
    public static List<KeyValuePair<string, string>> Parse(string text, string path, Dictionary<string, string> variables, Func<string, string?> environment)
    {
        var mark = text.IndexOf(DotEnvReferences.Mark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            throw SettingsData.Error(path, text.AsSpan(0, mark).Count('\n') + 1, 1, "there is a character that is no text (U+FDD0). Take it out.");
        }

        var references = new List<string>();
        var marked = DotEnvReferences.TakeOut(text, references);
        List<KeyValuePair<string, string>> pairs;
        try
        {
            pairs = [.. Env.LoadContents(marked, LoadOptions.NoEnvVars())];
        }
        catch (ParseException exception)
        {
            // Its message repeats the text before the place.
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"'{path}', line {exception.Position?.Line ?? 1}: this is not NAME=value. Close the quotes, put values that hold quotes in quotes of the other kind, and begin comments with '#'.");
        }
        catch (Exception exception) when (exception is OverflowException or FormatException or ArgumentException)
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"'{path}': a value in double quotes has an escape that is no character. Write a backslash twice where it is meant itself.");
        }

        for (var i = 0; i < pairs.Count; i++)
        {
            var value = DotEnvReferences.PutIn(pairs[i].Value, references, name => variables.TryGetValue(name, out var known) ? known : environment(name) ?? "");
            pairs[i] = KeyValuePair.Create(pairs[i].Key, value);
            variables[pairs[i].Key] = value;
        }

        return pairs;
    }
}
