using System.Security.Cryptography;

namespace SettingsSample;

/// <summary>A folder as a developer has one: files of settings, and a <c>.env</c> that only its owner can read.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("settings-sample-");

    public Workspace()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "settings*.toml"))
        {
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
        }

        Write(".env", $"""
            Database__Port=6432                  # wins over settings.toml
            Mail__Password={RandomNumberGenerator.GetHexString(16)}
            """);
    }

    public string Path => _folder.FullName;

    /// <summary>Writes a file that nobody else can read.</summary>
    public void Write(string name, string text)
    {
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(System.IO.Path.Combine(Path, name), file);
        writer.WriteLine(text);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
