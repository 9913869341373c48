namespace Cachekit.Secrets;

/// <summary>Has the values of a file of settings. It may be missing, come later, and change its format.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="name">Its name without extension.</param>
/// <param name="polling">How it is looked after.</param>
internal sealed class SettingsFileProvider(string folder, string name, FilePolling polling) : PolledConfigurationProvider(polling)
{
    private static readonly Dictionary<string, Func<FileContent, Dictionary<string, string?>>> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".toml"] = static file => TomlSettings.Parse(file.Text(), file.Path),
        [".yaml"] = static file => YamlSettings.Parse(file.Text(), file.Path),
        [".yml"] = static file => YamlSettings.Parse(file.Text(), file.Path),
        [".json"] = JsonSettings.Parse,
        [".ini"] = IniSettings.Parse,
    };

    private string? _file;

    public override string LayerName => _file ?? $"{name}.* (no file)";

    public override bool HoldsSecrets => false;

    protected override IReadOnlyList<FileContent> Read()
    {
        // 'settings.*' also finds the files of environments.
        var found = SettingsFiles.All(folder, name + ".*")
            .Where(path => Formats.ContainsKey(Path.GetExtension(path)) && Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        return found switch
        {
            [] => [],
            [var only] => [FileContent.Read(only)],
            _ => throw SettingsFiles.Ambiguous(found),
        };
    }

    protected override Dictionary<string, string?> Parse(IReadOnlyList<FileContent> files)
    {
        if (files is not [var file])
        {
            _file = null;
            return new(StringComparer.OrdinalIgnoreCase);
        }

        var values = Formats[Path.GetExtension(file.Path)](file);
        _file = Path.GetFileName(file.Path);
        return values;
    }
}
