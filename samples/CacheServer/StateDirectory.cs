namespace CacheServer;

/// <summary>Where the server keeps what has to outlive it. Only its user has access.</summary>
internal sealed class StateDirectory
{
    private StateDirectory(string path) => FullPath = path;

    public string FullPath { get; }

    public static StateDirectory Open()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (data.Length == 0)
        {
            throw new InvalidOperationException("There is no directory for the data of this user: set HOME or XDG_DATA_HOME.");
        }

        var path = Path.Join(data, "cachekit-server");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new StateDirectory(path);
    }

    public string PathOf(string name) => Path.Join(FullPath, name);

    /// <summary>The text of a file; <see langword="null"/> when there is none.</summary>
    public string? Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : null;

    /// <summary>Writes a file that its user alone can read, from its first byte on. Readers see the old or the new text, never a part.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="text">The text.</param>
    /// <param name="replace">Whether to replace a file; if not, and another start was quicker, its file stays.</param>
    public void Write(string name, string text, bool replace)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = PathOf($"{name}.{Guid.NewGuid():N}.tmp");
        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        try
        {
            File.Move(temporary, PathOf(name), replace);
        }
        catch (IOException) when (!replace && File.Exists(PathOf(name)))
        {
            File.Delete(temporary);
        }
    }
}
