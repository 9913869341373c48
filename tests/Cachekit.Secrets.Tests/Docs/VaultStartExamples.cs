using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Docs;

/// <summary>The first lines of the guides of stores, which need a store at a real address: here they are only compiled, and their options checked.</summary>
public sealed class VaultStartExamples
{
    [Fact]
    public void Vault_IsALayerOfTheConfiguration()
    {
        var builder = new ConfigurationBuilder();
        var configuration = (IConfigurationBuilder)builder;

        // <vault-add>
        configuration.AddVault(options =>
        {
            options.Address = new Uri("https://vault.internal:8200");    // or the variable VAULT_ADDR
            options.Login = new VaultKubernetesLogin { Role = "shop" };
            options.AddSecret("shop");                                   // secret/shop
        });
        // </vault-add>

        Assert.Single(builder.Sources);
    }
}
