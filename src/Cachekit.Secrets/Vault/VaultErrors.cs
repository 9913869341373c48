using System.Text.Json;

namespace Cachekit.Secrets;

/// <summary>What the answers of Vault mean, and what to do about them. Nothing of an answer's text is repeated: it could hold what was asked for.</summary>
internal static class VaultErrors
{
    /// <summary>A request with a token failed.</summary>
    public static SecretsException Of(string store, VaultAnswer answer, string path, string capability) => answer.Status switch
    {
        _ when answer.IsForeign && answer.Status < 500 => Unknown($"{store}: {path} was answered with {answer.Status} by something that is not Vault. Check VaultOptions.Address, and proxies on the way."),
        400 => new SecretsException(SecretsErrorCode.InvalidInput, $"{store}: {path} was refused as a bad request (400). Check the path, the mount, whether VaultOptions.KvVersion is that of the mount, and for a dynamic secret whether there is such a role."),
        403 => new SecretsException(SecretsErrorCode.InvalidToken, $"{store}: {path} is forbidden (403). The token has expired or was revoked, or no policy of it allows this: add `path \"{path}\" {{ capabilities = [\"{capability}\"] }}` to one, log in again, and check the namespace."),
        404 => new SecretsException(SecretsErrorCode.SecretNotFound, $"{store}: there is nothing at {path} (404). Check the path, the mount and the namespace; if the host can do without it, mark the path as Optional."),
        405 => Unknown($"{store}: {path} cannot be asked that way (405). Check that the mount is of the kind that VaultOptions says."),
        412 => Unknown($"{store}: {path} cannot be answered yet (412): this node has not heard of a recent write. It is tried again."),
        429 => Unknown($"{store}: {path} was refused since too much is asked (429). Raise the rate limit quota of Vault, or VaultOptions.RefreshInterval."),
        472 => Unknown($"{store}: {path} was answered by a disaster recovery secondary (472), which serves no secrets. Let VaultOptions.Address lead to the primary."),
        473 => Unknown($"{store}: {path} was answered by a performance standby that does not serve it (473). Let VaultOptions.Address lead to the active node."),
        501 => Unknown($"{store} is not initialized (501). Initialize it with `vault operator init`."),
        502 => Unknown($"{store}: for {path} Vault asked another system, which failed (502). The log of Vault says which."),
        503 => Unknown($"{store} is sealed or under maintenance (503). Unseal it with `vault operator unseal`; it is tried again."),
        _ => Unknown($"{store}: {path} failed with {answer.Status}. The log of Vault says why."),
    };

    /// <summary>A login failed.</summary>
    /// <remarks>The hint says what can be wrong with the credentials of this method, as the beginning of a sentence.</remarks>
    public static SecretsException Login(string store, VaultAnswer answer, string path, string hint) => answer.Status switch
    {
        400 or 401 or 403 => new SecretsException(
            SecretsErrorCode.InvalidToken, $"{store}: the login at {path} was refused ({answer.Status}). {hint}; or no method is mounted there in this namespace."),
        404 or 405 => new SecretsException(
            SecretsErrorCode.InvalidInput, $"{store}: there is no login at {path} ({answer.Status}). Check the Mount of the login (`vault auth list`) and the namespace."),
        _ => Of(store, answer, path, "update"),
    };

    /// <summary>A secret of a KV engine could not be read.</summary>
    /// <remarks>The 404 of version 2 has metadata of the version that was deleted.</remarks>
    public static SecretsException Missing(string store, string mount, string path, VaultAnswer answer, string asked, JsonElement metadata)
    {
        var version = VaultAnswer.Get(metadata, "version") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : "?";
        if (VaultAnswer.Get(metadata, "destroyed") is { ValueKind: JsonValueKind.True })
        {
            return new SecretsException(SecretsErrorCode.SecretNotFound, $"{store}: version {version} of {mount}/{path} was destroyed and cannot be had back. Write a new one with `vault kv put -mount={mount} {path} …`, or mark the path as Optional.");
        }

        return VaultAnswer.Get(metadata, "deletion_time") is { ValueKind: JsonValueKind.String } time && time.GetString() is { Length: > 0 } deleted
            ? new SecretsException(SecretsErrorCode.SecretNotFound, $"{store}: version {version} of {mount}/{path} was deleted at {deleted}. Take that back with `vault kv undelete -mount={mount} -versions={version} {path}`, write a new one, or mark the path as Optional.")
            : Of(store, answer, asked, "read");
    }

    private static SecretsException Unknown(string message) => new(SecretsErrorCode.UnknownError, message);
}
