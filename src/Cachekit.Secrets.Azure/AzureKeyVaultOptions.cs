using System.Diagnostics;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;

namespace Cachekit.Secrets;

/// <summary>Which Azure Key Vault is read, by whom, and which of its secrets.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class AzureKeyVaultOptions : SecretStoreOptions
{
    private SecretClientOptions? _clientOptions;

    /// <summary>The vault, for example <c>https://shop.vault.azure.net</c>.</summary>
    /// <value><see langword="null"/> by default: that of <see cref="Client"/>.</value>
    public Uri? VaultUri { get; set; }

    /// <summary>Who asks, for example a <c>DefaultAzureCredential</c> of the package Azure.Identity. It needs the role "Key Vault Secrets User", or the permissions Get and List.</summary>
    /// <value><see langword="null"/> by default: that of <see cref="Client"/>.</value>
    public TokenCredential? Credential { get; set; }

    /// <summary>A client that is there already, in the place of <see cref="VaultUri"/> and <see cref="Credential"/>. Whether it logs contents is up to whoever made it.</summary>
    /// <value><see langword="null"/> by default.</value>
    public SecretClient? Client { get; set; }

    /// <summary>Sets the client's retries, proxy and diagnostics. Logging of contents must stay off: they are the values.</summary>
    /// <value><see langword="null"/> by default: three retries, with a pause that grows or that the vault asks for (<c>Retry-After</c>).</value>
    public Action<SecretClientOptions>? ConfigureClient { get; set; }

    /// <summary>Only secrets are read whose names begin so, compared without case; the prefix is not part of their keys. For vaults that several applications share.</summary>
    /// <value><see langword="null"/> by default: all secrets are read.</value>
    public string? Prefix { get; set; }

    /// <summary>What stands for <c>:</c> in the names of secrets, which have only letters, digits and hyphens.</summary>
    /// <value><c>--</c> by default: <c>Database--Password</c> is <c>Database:Password</c>.</value>
    public string KeyDelimiter { get; set; } = "--";

    /// <summary>How many secrets are read at once.</summary>
    /// <value>8 by default; 1 to 64. A vault refuses more than about 4,000 requests in 10 seconds.</value>
    public int MaxConcurrentReads { get; set; } = 8;

    /// <inheritdoc />
    public override string ToString() => $"Azure Key Vault {(Client?.VaultUri ?? VaultUri)?.Host ?? "without an address"}";

    internal override void CollectProblems(List<string> problems)
    {
        base.CollectProblems(problems);
        if (Client is not null)
        {
            if (VaultUri is not null || Credential is not null || ConfigureClient is not null)
            {
                problems.Add("AzureKeyVaultOptions.Client is set beside VaultUri, Credential or ConfigureClient, which it would not use: write either the client, or the others.");
            }
        }
        else
        {
            CollectClientProblems(problems);
        }

        if (string.IsNullOrEmpty(KeyDelimiter))
        {
            problems.Add("AzureKeyVaultOptions.KeyDelimiter is empty: write what stands for ':' in the names of secrets, usually \"--\".");
        }

        if (MaxConcurrentReads is < 1 or > 64)
        {
            problems.Add($"AzureKeyVaultOptions.MaxConcurrentReads is {MaxConcurrentReads}: write 1 to 64.");
        }
    }

    internal SecretClient MakeClient() => Client ?? new SecretClient(VaultUri, Credential, ClientOptions());

    // Made once: what ConfigureClient makes, a transport for example, is not made again for each check.
    private SecretClientOptions ClientOptions()
    {
        if (_clientOptions is null)
        {
            _clientOptions = new SecretClientOptions();
            ConfigureClient?.Invoke(_clientOptions);
        }

        return _clientOptions;
    }

    private void CollectClientProblems(List<string> problems)
    {
        if (VaultUri is null)
        {
            problems.Add("AzureKeyVaultOptions.VaultUri is missing: write for example https://shop.vault.azure.net, or set Client.");
        }
        else if (!VaultUri.IsAbsoluteUri || VaultUri.Scheme != Uri.UriSchemeHttps || VaultUri.UserInfo.Length > 0)
        {
            problems.Add("AzureKeyVaultOptions.VaultUri is no https URL: write for example https://shop.vault.azure.net.");
        }

        if (Credential is null)
        {
            problems.Add("AzureKeyVaultOptions.Credential is missing: write for example new DefaultAzureCredential() of the package Azure.Identity, or set Client.");
        }

        if (ClientOptions().Diagnostics.IsLoggingContentEnabled)
        {
            problems.Add("AzureKeyVaultOptions.ConfigureClient turns on Diagnostics.IsLoggingContentEnabled: the values of all secrets would be logged. Leave it off.");
        }
    }
}
