using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Cachekit.Secrets;

/// <summary>Environment variables, by Microsoft's provider; this one knows its prefix.</summary>
/// <param name="prefix">What names begin with; <see langword="null"/>: all.</param>
internal sealed class EnvironmentLayerSource(string? prefix) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(prefix);

    private sealed class Provider(string? prefix) : EnvironmentVariablesConfigurationProvider(prefix), ILayerDescription
    {
        private readonly string? _prefix = prefix;

        public string LayerName => string.IsNullOrEmpty(_prefix) ? "environment variables" : $"environment variables {_prefix}*";

        public bool HoldsSecrets => false;
    }
}
