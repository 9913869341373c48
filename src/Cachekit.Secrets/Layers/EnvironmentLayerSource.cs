using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Cachekit.Secrets;

/// <summary>Environment variables, by Microsoft's provider; this one knows its prefix.</summary>
/// <remarks>
/// They are read when the source is made, before the layers below are: these may fill the environment with what they have, and a copy of it up here would hide all their later changes.
/// </remarks>
internal sealed class EnvironmentLayerSource : IConfigurationSource
{
    private readonly string? _prefix;
    private readonly Provider _read;

    /// <param name="prefix">What names begin with; <see langword="null"/>: all.</param>
    public EnvironmentLayerSource(string? prefix)
    {
        _prefix = prefix;
        _read = new Provider(prefix, null);
        _read.Load();
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(_prefix, _read);

    private sealed class Provider(string? prefix, Provider? read) : EnvironmentVariablesConfigurationProvider(prefix), ILayerDescription
    {
        private readonly string? _prefix = prefix;

        public string LayerName => string.IsNullOrEmpty(_prefix) ? "environment variables" : $"environment variables {_prefix}*";

        public bool HoldsSecrets => false;

        public override void Load()
        {
            if (read is null)
            {
                base.Load();
            }
            else
            {
                Data = new Dictionary<string, string?>(read.Data, StringComparer.OrdinalIgnoreCase);
            }
        }
    }
}
