using Azure;

namespace Cachekit.Secrets;

/// <summary>What failures of the Azure SDK mean. Its exceptions repeat what the vault answered, so they do not go further.</summary>
internal static class AzureKeyVaultErrors
{
    public static SecretsException Of(string store, Exception exception) => exception switch
    {
        SecretsException known => known,
        RequestFailedException failed => Of(store, failed),
        AggregateException { InnerExceptions: [.., RequestFailedException last] } => Of(store, last),
        AggregateException or OperationCanceledException => new SecretsException(
            SecretsErrorCode.UnknownError, $"{store} did not answer in time. Check AzureKeyVaultOptions.VaultUri, the network and private endpoints.", exception),
        _ => new SecretsException(
            SecretsErrorCode.InvalidToken, $"{store}: the credential gave no token, or the vault asks for another one ({exception.GetType().Name}, see the inner exception). Check the credential, and whether the address is that of the vault.", exception),
    };

    private static SecretsException Of(string store, RequestFailedException exception)
    {
        var request = exception.GetRawResponse()?.Headers.TryGetValue("x-ms-request-id", out var id) is true ? $" Request id: {id}." : "";
        return exception.Status switch
        {
            0 => New(SecretsErrorCode.UnknownError, $"{store} could not be reached. Check AzureKeyVaultOptions.VaultUri, the network and private endpoints."),
            401 => New(SecretsErrorCode.InvalidToken, $"{store}: the token was refused (401). Check that the credential is of the vault's tenant."),
            403 => New(SecretsErrorCode.InvalidToken, $"{store}: reading is forbidden (403). Give the identity the role \"Key Vault Secrets User\", or the permissions Get and List in an access policy, and let the vault's firewall admit this network."),
            404 => New(SecretsErrorCode.SecretNotFound, $"{store}: there is no such vault (404). Check AzureKeyVaultOptions.VaultUri."),
            429 => New(SecretsErrorCode.UnknownError, $"{store}: too many requests (429), also after several pauses. Raise AzureKeyVaultOptions.RefreshInterval, or lower MaxConcurrentReads."),
            _ => New(SecretsErrorCode.UnknownError, $"{store} answered {exception.Status}; it is tried again."),
        };

        SecretsException New(SecretsErrorCode code, string message) => new(code, message + request);
    }
}
