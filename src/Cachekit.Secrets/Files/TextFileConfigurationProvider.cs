using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Has the values of a file of text; Microsoft's base class finds, watches and opens it.</summary>
/// <param name="source">Where it is.</param>
/// <param name="parse">Reads the text; the second argument is how errors name the file.</param>
internal sealed class TextFileConfigurationProvider(FileConfigurationSource source, Func<string, string, Dictionary<string, string?>> parse) : FileConfigurationProvider(source), ILayerDescription
{
    private bool _loaded;

    public string LayerName => Source.Path ?? "a file";

    public bool HoldsSecrets => false;

    public string? Problem { get; private set; }

    /// <exception cref="SecretsException">The first read failed.</exception>
    public override void Load(Stream stream)
    {
        try
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var path = Source.Path is { } relative ? Source.FileProvider?.GetFileInfo(relative).PhysicalPath ?? relative : "a file";
            Data = parse(new FileContent(path, copy.ToArray()).Text(), path);
            Problem = null;
            _loaded = true;
        }
        catch (SecretsException exception) when (_loaded)
        {
            // The base class would drop the values, and throw where nobody listens.
            Problem = exception.Message;
            Source.OnLoadException?.Invoke(new FileLoadExceptionContext { Provider = this, Exception = exception, Ignore = true });
        }
    }
}
