using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Docs;

/// <summary>What the guides show of AWS and Google Cloud. That it reads what it says is tested against their fakes.</summary>
public sealed class CloudExamples
{
    [Fact]
    public void AwsLayers_AreAddedWithTheirOptions()
    {
        var configuration = new ConfigurationBuilder();

        // <aws-secrets-manager>
        configuration.AddAwsSecretsManager(options =>
        {
            options.NamePrefix = "prod/shop/";             // prod/shop/Database with {"Password": …} is Database:Password
            options.SecretIds.Add("shared/smtp");          // shared:smtp; a named secret has to be there
            options.RefreshInterval = TimeSpan.FromMinutes(10);
        });
        // </aws-secrets-manager>

        // <aws-parameter-store>
        configuration.AddAwsParameterStore(options =>
        {
            options.Path = "/app/prod";                    // /app/prod/Db/Password is Db:Password
            options.Optional = true;                       // the host starts without it; its keys come when it answers
        });
        // </aws-parameter-store>

        Assert.Equal(["AWS Secrets Manager (prod/shop/* and 1 more)", "AWS Parameter Store (/app/prod)"], Names(configuration));
    }

    [Fact]
    public void GoogleLayers_AreAddedWithTheirOptions()
    {
        var configuration = new ConfigurationBuilder();

        // <gcp-secret-manager>
        configuration.AddGcpSecretManager(options =>
        {
            options.ProjectId = "my-shop-prod";            // or GOOGLE_CLOUD_PROJECT, or that of the credentials
            options.NamePrefix = "shop-";                  // shop-Database__Password is Database:Password
            options.Labels["env"] = "prod";
        });
        // </gcp-secret-manager>

        // <gcp-secret-ids>
        configuration.AddGcpSecretManager(options =>
        {
            options.SecretIds.Add("stripe-key");
            options.SecretIds.Add("signing-key");
            options.Versions["signing-key"] = "7";         // others are read at their latest version
        });
        // </gcp-secret-ids>

        Assert.Equal(["GCP Secret Manager (my-shop-prod/shop-*)", "GCP Secret Manager (project of the credentials/2 secrets)"], Names(configuration));
    }

    private static IEnumerable<string> Names(ConfigurationBuilder configuration) => configuration.Sources.Cast<SecretStoreConfigurationSource>().Select(source => ((ILayerDescription)source.Build(configuration)).LayerName);
}
