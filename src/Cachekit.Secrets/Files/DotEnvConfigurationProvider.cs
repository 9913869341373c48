using Microsoft.Extensions.Configuration;

namespace Cachekit.Secrets;

/// <summary>Has the values of <c>.env</c> files.</summary>
internal sealed class DotEnvConfigurationProvider : PolledConfigurationProvider
{
    private readonly string _path;
    private readonly DotEnvOptions _options;

    // What this provider has set in the process, so that it can follow changes of its own values and of no others.
    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);
    private Dictionary<string, string> _origins = new(StringComparer.OrdinalIgnoreCase);

    public DotEnvConfigurationProvider(string path, DotEnvOptions options)
        : base(new FilePolling(options.PollInterval, options.TimeProvider, options.LoggerFactory))
    {
        _path = path;
        _options = options;
    }

    public override string LayerName => Path.GetFileName(_path);

    public override bool HoldsSecrets => true;

    public override string LayerOf(string key) => _origins.GetValueOrDefault(key) ?? LayerName;

    protected override IReadOnlyList<FileContent> Read()
    {
        var folder = Path.GetDirectoryName(_path)!;
        var found = Find(folder);
        while (found.Count == 0 && _options.SearchUpwards && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
            found = Find(folder);
        }

        if (found.Count == 0 && !_options.Optional)
        {
            throw new SecretsException(SecretsErrorCode.InvalidInput, $"There is no '{_path}'{(_options.SearchUpwards ? ", nor is there one in the folders above" : "")}. Write one, or set {nameof(DotEnvOptions)}.{nameof(DotEnvOptions.Optional)}.");
        }

        return found.ConvertAll(path =>
        {
            using var handle = SecretFileAccess.OpenPrivate(path, _options.AllowWorldReadable, $"{nameof(DotEnvOptions)}.{nameof(DotEnvOptions.AllowWorldReadable)}");
            return FileContent.Read(handle, path);
        });
    }

    protected override Dictionary<string, string?> Parse(IReadOnlyList<FileContent> files)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            foreach (var (name, value) in DotEnvParser.Parse(file.Text(), file.Path, variables, Environment.GetEnvironmentVariable))
            {
                var key = name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
                data[key] = value;
                origins[key] = Path.GetFileName(file.Path);
            }
        }

        _origins = origins;
        if (_options.SetEnvironmentVariables)
        {
            SetEnvironmentVariables(variables);
        }

        return data;
    }

    private void SetEnvironmentVariables(Dictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            var present = Environment.GetEnvironmentVariable(name);
            if (present is null || _set.TryGetValue(name, out var own) && own == present)
            {
                Environment.SetEnvironmentVariable(name, value);
                _set[name] = value;
            }
        }
    }

    private List<string> Find(string folder)
    {
        var name = Path.GetFileName(_path);
        string[] rising = _options.EnvironmentName is { Length: > 0 } environment
            ? [name, $"{name}.local", $"{name}.{environment}", $"{name}.{environment}.local"]
            : [name, $"{name}.local"];
        var all = SettingsFiles.All(folder, name + "*");
        var files = new List<string>(rising.Length);
        foreach (var candidate in rising)
        {
            var found = all.FindAll(path => Path.GetFileName(path).Equals(candidate, StringComparison.OrdinalIgnoreCase));
            if (found.Count > 1)
            {
                throw SettingsFiles.Ambiguous(found);
            }

            files.AddRange(found);
        }

        return files;
    }
}
