using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Cachekit.Secrets;

/// <summary><c>.env</c> files as a source of configuration.</summary>
/// <param name="path">The first of the files.</param>
/// <param name="options">How they are read.</param>
internal sealed class DotEnvConfigurationSource(string path, DotEnvOptions options) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        var problems = new List<string>();
        options.CollectProblems(problems);
        return problems.Count > 0 ? throw new CacheConfigurationException(problems) : new DotEnvConfigurationProvider(Path.GetFullPath(path, BasePath(builder)), options);
    }

    /// <summary>Where relative paths of a configuration begin.</summary>
    public static string BasePath(IConfigurationBuilder builder) => builder.GetFileProvider() is PhysicalFileProvider files ? files.Root : AppContext.BaseDirectory;
}
