using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>A file of settings in whatever format it is there.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="name">Its name without extension.</param>
/// <param name="polling">How it is looked after.</param>
internal sealed class SettingsFileSource(string folder, string name, FilePolling polling) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SettingsFileProvider(folder, name, polling);
}
