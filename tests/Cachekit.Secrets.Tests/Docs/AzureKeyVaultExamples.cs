using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Cachekit.Secrets.Tests.AzureKeyVault;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Docs;

/// <summary>What the guide of Azure Key Vault shows.</summary>
public sealed class AzureKeyVaultExamples
{
    [Fact]
    public void AVault_IsALayerOfTheConfiguration()
    {
        TokenCredential credential = new FakeCredential();
        var builder = new ConfigurationBuilder();
        var configuration = (IConfigurationBuilder)builder;

        // <azure-add>
        configuration.AddAzureKeyVaultSecrets(new Uri("https://shop.vault.azure.net"), credential);
        // </azure-add>

        Assert.Single(builder.Sources);
    }

    [Fact]
    public async Task AVaultOfSeveralApplications_IsReadByPrefix()
    {
        await using var vault = await FakeKeyVault.StartAsync();
        vault.Put("shop-Database--Password", "p");
        vault.Put("other-Database--Password", "o");
        var clientOptions = new SecretClientOptions();
        vault.Configure(clientOptions);
        var client = new SecretClient(vault.Uri, vault.Credential, clientOptions);
        var configuration = new ConfigurationBuilder();

        // <azure-options>
        configuration.AddAzureKeyVaultSecrets(options =>
        {
            options.Client = client;                                     // or VaultUri and Credential
            options.Prefix = "shop-";                                    // shop-Database--Password is Database:Password
            options.RefreshInterval = TimeSpan.FromMinutes(10);
        });
        // </azure-options>

        var root = configuration.Build();
        Assert.Equal("p", root["Database:Password"]);
        Assert.Single(root.GetChildren());
        ((IDisposable)root).Dispose();
    }
}
