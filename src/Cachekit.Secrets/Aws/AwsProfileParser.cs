namespace Cachekit.Secrets;

/// <summary>Reads the shared files of the AWS tools: sections in brackets, one setting a line.</summary>
internal static class AwsProfileParser
{
    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="isConfig">Whether profiles are called <c>[profile name]</c>, as in the config file, and not <c>[name]</c>, as in the credentials file.</param>
    /// <returns>Settings by profile; names of profiles keep their case, those of settings have none.</returns>
    /// <exception cref="SecretsException">A line is neither; the message has its number and nothing of it.</exception>
    public static Dictionary<string, Dictionary<string, string>> Parse(string text, string path, bool isConfig)
    {
        var profiles = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? current = null;
        var isOther = false;
        var number = 0;
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();

            // A line that begins with white space belongs to the setting above it: settings of other services, in groups.
            if (line.Length == 0 || line[0] is '#' or ';' || char.IsWhiteSpace(line[0]))
            {
                continue;
            }

            if (line[0] == '[')
            {
                var end = line.IndexOf(']', StringComparison.Ordinal);
                if (end < 0)
                {
                    throw Wrong(path, number, "a section without its closing bracket");
                }

                var name = ProfileOf(line[1..end].Trim(), isConfig);
                isOther = name is null;
                current = null;
                if (name is not null && !profiles.TryGetValue(name, out current))
                {
                    profiles[name] = current = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                }

                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Wrong(path, number, "neither a section in brackets nor 'name = value'");
            }

            if (current is null)
            {
                if (!isOther)
                {
                    throw Wrong(path, number, "a setting above the first section");
                }

                continue;
            }

            current[line[..equals].Trim()] = WithoutComment(line[(equals + 1)..]).Trim();
        }

        return profiles;
    }

    // The config file has sections of other kinds too ([sso-session x], [services x]).
    private static string? ProfileOf(string section, bool isConfig)
    {
        if (!isConfig || section == "default")
        {
            return section;
        }

        var parts = section.Split([' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts is ["profile", var name] ? name.Trim('"', '\'') : null;
    }

    private static string WithoutComment(string value)
    {
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] is '#' or ';' && char.IsWhiteSpace(value[i - 1]))
            {
                return value[..i];
            }
        }

        return value;
    }

    private static SecretsException Wrong(string path, int line, string what) =>
        new(SecretsErrorCode.InvalidInput, $"Line {line} of '{path}' is {what}. Correct it, or name another file.");
}
