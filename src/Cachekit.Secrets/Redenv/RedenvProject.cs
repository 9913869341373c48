using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>Reads the metadata of a project, and opens its key.</summary>
/// <param name="settings">Which project, and with which token.</param>
/// <param name="keys">The keys of that token.</param>
internal sealed class RedenvProject(RedenvSettings settings, TokenKeys keys)
{
    private const long DefaultHistoryLimit = 10;

    public string MetadataHash => $"meta@{settings.Project}";

    public string SecretsHash => $"{settings.Environment}:{settings.Project}";

    /// <summary>Decrypts the project's key with the token's.</summary>
    /// <param name="metadata">The fields of <see cref="MetadataHash"/>.</param>
    /// <param name="store">The store's name.</param>
    /// <exception cref="SecretsException">There is no such project or token, or the secret token is not the one of that id.</exception>
    public async ValueTask<RedenvKey> UnlockAsync(IReadOnlyDictionary<string, string> metadata, string store)
    {
        if (metadata.Count == 0)
        {
            throw new SecretsException(
                SecretsErrorCode.ProjectNotFound, $"{store} has no project '{settings.Project}': check the name, and that it is the right database. 'redenv register' makes projects.");
        }

        var (encryptedKey, salt) = Token(metadata);
        var tokenKey = await keys.GetAsync(salt).ConfigureAwait(false);
        using var opener = new RedenvKey(tokenKey);
        byte[] hex;
        try
        {
            hex = opener.Decrypt(encryptedKey);
        }
        catch (SecretsException)
        {
            throw new SecretsException(
                SecretsErrorCode.DecryptionFailed,
                $"The key of the project '{settings.Project}' does not open with the secret token: RedenvOptions.Token is not the one that belongs to the id '{settings.TokenId}', or the project's metadata is damaged. Make a new token with 'redenv token create'.");
        }

        Span<byte> key = stackalloc byte[RedenvKey.Bytes];
        try
        {
            return TryReadHex(hex, key)
                ? new RedenvKey(key)
                : throw new SecretsException(SecretsErrorCode.DecryptionFailed, $"The key of the project '{settings.Project}' is not one of 32 bytes in hexadecimal: its metadata is damaged. Make a new token with 'redenv token create'.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hex);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>How many versions of a secret are kept; 0: all.</summary>
    public static long HistoryLimit(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue("historyLimit", out var text))
        {
            return DefaultHistoryLimit;
        }

        // What cannot be read removes nothing.
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and < 1e9 ? (long)limit : 0;
    }

    private (string EncryptedKey, byte[] Salt) Token(IReadOnlyDictionary<string, string> metadata)
    {
        using var tokens = metadata.TryGetValue("serviceTokens", out var text) ? Json(text, "serviceTokens") : null;
        if (tokens?.RootElement is { ValueKind: JsonValueKind.Object } all && all.TryGetProperty(settings.TokenId, out var token))
        {
            return Token(token);
        }

        var field = $"ephemeral:{settings.TokenId}";
        if (metadata.TryGetValue(field, out var single))
        {
            using var ephemeral = Json(single, field);
            return Token(ephemeral.RootElement);
        }

        throw new SecretsException(
            SecretsErrorCode.InvalidTokenId, $"The project '{settings.Project}' has no token with the id '{settings.TokenId}': it was revoked, has expired, or belongs to another project. 'redenv token list' shows the ids.");
    }

    private (string EncryptedKey, byte[] Salt) Token(JsonElement token)
    {
        if (token.ValueKind == JsonValueKind.Object
            && token.TryGetProperty("encryptedPEK", out var key) && key.ValueKind == JsonValueKind.String
            && token.TryGetProperty("salt", out var salt) && salt.ValueKind == JsonValueKind.String)
        {
            try
            {
                return (key.GetString()!, Convert.FromHexString(salt.GetString()!));
            }
            catch (FormatException)
            {
                // Said below.
            }
        }

        throw new SecretsException(
            SecretsErrorCode.DecryptionFailed, $"The token '{settings.TokenId}' of the project '{settings.Project}' has no key and salt that can be read: its metadata is damaged. Make a new token with 'redenv token create'.");
    }

    private JsonDocument Json(string text, string field)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw new SecretsException(SecretsErrorCode.UnknownError, $"The field '{field}' of the hash '{MetadataHash}' is no JSON: the project's metadata is damaged.");
        }
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, Span<byte> bytes)
    {
        if (text.Length != bytes.Length * 2)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] switch
            {
                >= (byte)'0' and <= (byte)'9' => text[i] - '0',
                >= (byte)'a' and <= (byte)'f' => text[i] - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => text[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            bytes[i / 2] = (byte)((bytes[i / 2] << 4) | digit);
        }

        return true;
    }
}
