namespace Cachekit.Secrets.Tests.Files;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("cachekit-secrets-").FullName;

    public string Path { get; }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file whole: beside its place first, then renamed, so that no reader sees a part of it.</summary>
    public string Write(string name, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var beside = path + "~" + Guid.NewGuid().ToString("N");
        File.WriteAllText(beside, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(beside, mode);
        }

        File.Move(beside, path, overwrite: true);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
