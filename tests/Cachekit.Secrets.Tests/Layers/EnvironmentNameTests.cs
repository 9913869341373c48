using Cachekit.Secrets.Tests.Files;
using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets.Tests.Layers;

/// <summary>Variables of the whole process: nothing else may run beside these tests.</summary>
[CollectionDefinition(nameof(EnvironmentNameTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentNameTests))]
public sealed class EnvironmentNameTests
{
    [Theory]
    [InlineData(null, null, null, "Production")]
    [InlineData(null, null, "Staging", "Staging")]
    [InlineData(null, "Development", "Staging", "Development")]
    [InlineData("Test", "Development", "Staging", "Test")]
    [InlineData(null, " ", null, "Production")]
    public void TheEnvironment_IsTheArgumentElseThatOfTheProcess(string? argument, string? dotnet, string? aspNetCore, string expected)
    {
        var before = (Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"), Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"));
        try
        {
            Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", dotnet);
            Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", aspNetCore);
            using var folder = new TempFolder();
            var name = "";

            new ConfigurationBuilder().SetBasePath(folder.Path).AddSettingsLayers(argument, layers => name = layers.EnvironmentName);

            Assert.Equal(expected, name);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_ENVIRONMENT", before.Item1);
            Environment.SetEnvironmentVariable("ASPNETCORE_ENVIRONMENT", before.Item2);
        }
    }
}
