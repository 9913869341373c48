using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A view of a configuration in which flags are <c>true</c> or <c>false</c>, also where somebody wrote 1, yes, on, 0, no or off. It keeps no values, so it is never old.</summary>
internal sealed class FlagConfiguration : IDisposable
{
    private readonly ConfigurationRoot _root;

    public FlagConfiguration(IConfiguration configuration)
    {
        Source = configuration;
        _root = new ConfigurationRoot([new ChainedConfigurationProvider(new ChainedConfigurationSource { Configuration = configuration }), new Truths(configuration)]);
    }

    /// <summary>The configuration as it is.</summary>
    public IConfiguration Source { get; }

    /// <summary>The view.</summary>
    public IConfiguration View => _root;

    public void Dispose() => _root.Dispose();

    private sealed class Truths(IConfiguration configuration) : ConfigurationProvider
    {
        public override bool TryGet(string key, out string? value)
        {
            // What is neither is off: the library would throw, and repeat it in the message.
            value = FlagSchema.IsSwitch(key) && configuration[key] is { Length: > 0 } text ? FlagSchema.Truth(text) is true ? "true" : "false" : null;
            return value is not null;
        }

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => earlierKeys;
    }
}
