using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Makes the source that a credentials file describes.</summary>
internal static class GcpCredentialFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="endpoint">Where tokens come from.</param>
    /// <exception cref="SecretsException">It is not one that is supported, or lacks members.</exception>
    public static IGcpTokenSource Parse(string json, string name, GcpTokenEndpoint endpoint)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            // The parser's message repeats characters of the text.
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"{Capital(name)} are no JSON. Download the key file again, or name the right file.");
        }

        using (document)
        {
            return GcpJson.Text(document.RootElement, "type") switch
            {
                "service_account" => new GcpServiceAccountSource(document.RootElement, name, endpoint),
                "authorized_user" => new GcpAuthorizedUserSource(document.RootElement, name, endpoint),
                "external_account" => new GcpExternalAccountSource(document.RootElement, name, endpoint),
                var type => throw new SecretsException(
                    SecretsErrorCode.InvalidInput,
                    $"{Capital(name)} have {(type is null || !GcpJson.IsName(type) ? "no known type" : $"the type '{type}', which is not supported here")}: use service_account, authorized_user or external_account."),
            };
        }
    }

    /// <summary>A member that has to be there.</summary>
    /// <exception cref="SecretsException">It is not.</exception>
    public static string Required(JsonElement file, string member, string name) => GcpJson.Text(file, member) ?? throw new SecretsException(
        SecretsErrorCode.InvalidInput, $"{Capital(name)} lack '{member}'. Download the key file again, or name the right file.");

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
