using Microsoft.Extensions.Configuration.Ini;

namespace Cachekit.Secrets;

/// <summary>Reads INI as Microsoft's provider does; only its errors are told anew, since it repeats the line.</summary>
internal static class IniSettings
{
    /// <exception cref="SecretsException">It is no INI.</exception>
    public static Dictionary<string, string?> Parse(FileContent file)
    {
        using var stream = file.Stream();
        try
        {
            return new Dictionary<string, string?>(IniStreamConfigurationProvider.Read(stream), StringComparer.OrdinalIgnoreCase);
        }
        catch (FormatException exception)
        {
            var lines = file.Text().Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                var line = lines[i].Trim();
                if (line.Length > 0 && line[0] is not (';' or '#' or '/') && !(line[0] == '[' && line[^1] == ']') && !line.Contains('=', StringComparison.Ordinal))
                {
                    throw SettingsData.Error(file.Path, i + 1, 1, "this is neither a [section], nor name = value, nor a comment that begins with ';' or '#'.");
                }
            }

            // A key that is there twice: the message has the key alone.
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"'{file.Path}': {exception.Message}");
        }
    }
}
