using System.Globalization;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Credentials as the endpoints of containers and instances give them.</summary>
internal static class AwsMetadataCredentials
{
    /// <exception cref="SecretsException">There are none in the answer.</exception>
    public static AwsCredentials Read(StoreResponse answer, string store, string source)
    {
        using var document = answer.Json(store);
        var root = document.RootElement;
        return Text(root, "AccessKeyId") is { } id && Text(root, "SecretAccessKey") is { } key
            ? new AwsCredentials(id, key, Text(root, "Token"), End(root), source)
            : throw new SecretsException(
                SecretsErrorCode.InvalidToken,
                $"{store} gave no credentials{(Text(root, "Code") is { } code && AwsError.IsName(code) ? $" ({code})" : "")}. Check that a role is attached, and that it may be assumed.");
    }

    private static string? Text(JsonElement root, string name) => root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? End(JsonElement root) => Text(root, "Expiration") is { } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var end) ? end : null;
}
