using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Collects the sources of secrets; nothing is read before they have their place among the layers.</summary>
/// <param name="outer">The configuration that gets them; its properties, the base path for example, are these ones too.</param>
internal sealed class SecretLayersBuilder(IConfigurationBuilder outer) : IConfigurationBuilder
{
    public IDictionary<string, object> Properties => outer.Properties;

    public IList<IConfigurationSource> Sources { get; } = [];

    public IConfigurationBuilder Add(IConfigurationSource source)
    {
        Sources.Add(source);
        return this;
    }

    public IConfigurationRoot Build() => throw new NotSupportedException(
        "Secrets are read when all layers are there. Use the overload layers.Secrets((builder, settings) => ...) to read settings that a store needs.");
}
