using Azure;
using Azure.Security.KeyVault.Secrets;

namespace Cachekit.Secrets;

/// <summary>Asks a key vault by the client of the Azure SDK.</summary>
internal sealed class KeyVaultSecrets(SecretClient client) : IKeyVaultSecrets
{
    public IAsyncEnumerable<SecretProperties> ListAsync(CancellationToken cancellationToken) => client.GetPropertiesOfSecretsAsync(cancellationToken);

    public async ValueTask<KeyVaultSecret?> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetSecretAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 404 || exception.Status == 403 && IsDisabled(exception))
        {
            // It was there when the vault was listed a moment ago.
            return null;
        }
    }

    // The code of the error is Forbidden, as for a missing right; only its inner error tells the two apart.
    private static bool IsDisabled(RequestFailedException exception) =>
        exception.GetRawResponse()?.Content.ToString().Contains("\"SecretDisabled\"", StringComparison.Ordinal) is true;
}
