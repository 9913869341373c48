using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Defaults that code gives.</summary>
/// <param name="values">Values by path; later ones win.</param>
internal sealed class DefaultsLayerSource(IReadOnlyList<KeyValuePair<string, string?>> values) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(values);

    private sealed class Provider : ConfigurationProvider, ILayerDescription
    {
        public Provider(IReadOnlyList<KeyValuePair<string, string?>> values)
        {
            foreach (var (key, value) in values)
            {
                Data[key] = value;
            }
        }

        public string LayerName => "defaults";

        public bool HoldsSecrets => false;
    }
}
