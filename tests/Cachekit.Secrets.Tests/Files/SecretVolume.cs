using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Cachekit.Secrets.Tests.Files;

/// <summary>A volume of secrets as the kubelet writes it: a folder per version, a link to it that is exchanged by a rename, and links to the files through that link.</summary>
internal sealed class SecretVolume(string path)
{
    private int _version;

    public string Path => path;

    public UnixFileMode Mode { get; set; } = UnixFileMode.UserRead;

    /// <summary>Writes a version. The order of the steps is that of the kubelet's AtomicWriter.</summary>
    public void Publish(IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(path);
        var data = System.IO.Path.Combine(path, "..data");
        var old = new DirectoryInfo(data).LinkTarget;
        var version = $"..2026_11_29_10_00_00.{++_version:D9}";
        Directory.CreateDirectory(System.IO.Path.Combine(path, version));
        foreach (var (name, content) in files)
        {
            var file = System.IO.Path.Combine(path, version, name);
            File.WriteAllText(file, content);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, Mode);
            }
        }

        var temporary = System.IO.Path.Combine(path, "..data_tmp");
        File.CreateSymbolicLink(temporary, version);
        if (Rename(temporary, data) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        foreach (var name in files.Keys.Where(name => new FileInfo(System.IO.Path.Combine(path, name)).LinkTarget is null))
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(path, name), System.IO.Path.Combine("..data", name));
        }

        foreach (var gone in Directory.EnumerateFiles(path).Where(file => !files.ContainsKey(System.IO.Path.GetFileName(file)) && !System.IO.Path.GetFileName(file).StartsWith("..", StringComparison.Ordinal)))
        {
            File.Delete(gone);
        }

        if (old is not null)
        {
            Directory.Delete(System.IO.Path.Combine(path, old), recursive: true);
        }
    }

    // File.Move refuses links to folders.
    [DllImport("libc", EntryPoint = "rename", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
