using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A YAML file as a source of configuration, in the shape of Microsoft's <c>JsonConfigurationSource</c>.</summary>
/// <remarks>A file that is wrong when it is read first throws <see cref="InvalidDataException"/>. One that becomes wrong later leaves the values as they
/// are, and is told to <see cref="FileConfigurationSource.OnLoadException"/> and in <c>Explain()</c>.</remarks>
public sealed class YamlConfigurationSource : FileConfigurationSource
{
    /// <inheritdoc />
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new TextFileConfigurationProvider(this, YamlSettings.Parse);
    }
}
