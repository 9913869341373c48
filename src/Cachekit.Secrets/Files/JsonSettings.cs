using System.Text.Json;
using Microsoft.Extensions.Configuration.Json;

namespace Cachekit.Secrets;

/// <summary>Reads JSON as Microsoft's provider does, with comments and trailing commas; only its errors are told anew.</summary>
internal static class JsonSettings
{
    /// <exception cref="SecretsException">It is no JSON.</exception>
    public static Dictionary<string, string?> Parse(FileContent file)
    {
        using var stream = file.Stream();
        try
        {
            return new Reader(new JsonStreamConfigurationSource { Stream = stream }).Read();
        }
        catch (Exception exception) when ((exception as JsonException ?? exception.InnerException as JsonException) is { } cause)
        {
            throw SettingsData.Error(
                file.Path, (cause.LineNumber ?? 0) + 1, (cause.BytePositionInLine ?? 0) + 1, "this is no JSON. Look for a missing comma, quote or brace here or just before.");
        }
        catch (FormatException exception)
        {
            // A key that is there twice, or something else than an object at the top; both repeat no value.
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"'{file.Path}': {exception.Message}");
        }
    }

    private sealed class Reader(JsonStreamConfigurationSource source) : JsonStreamConfigurationProvider(source)
    {
        public Dictionary<string, string?> Read()
        {
            Load();
            return new Dictionary<string, string?>(Data, StringComparer.OrdinalIgnoreCase);
        }
    }
}
