using System.Runtime.CompilerServices;

namespace Cachekit.Backends.Tests;

/// <summary>A cache directory of its own for a test, with a clock that stands still.</summary>
internal sealed class CacheFolder : IDisposable
{
    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("cachekit-test-").FullName;

    public CacheFolder() => Path = System.IO.Path.Join(_root, "cache");

    public string Path { get; }

    public FakeTimeProvider Time { get; } = new();

    public ulong NowSeconds => (ulong)Time.GetUtcNow().ToUnixTimeSeconds();

    public FileBackend Open(Action<FileBackendOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new FileBackendOptions { Directory = Path, FlushToDisk = false };
        configure?.Invoke(options);
        return new FileBackend(options, time ?? Time);
    }

    public string PathOf(string key) => System.IO.Path.Join(Path, EntryNames.ForKey(key));

    /// <summary>Puts an entry there as another SDK would, with the age that eviction goes by.</summary>
    public string Plant(string key, byte[] content, TimeSpan? age = null)
    {
        Make();
        var path = PathOf(key);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, (Time.GetUtcNow() - (age ?? TimeSpan.Zero)).UtcDateTime);
        return path;
    }

    public void Make()
    {
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(Path);
        }
        else
        {
            System.IO.Directory.CreateDirectory(Path, FileBackendDefaults.DirectoryMode);
        }
    }

    public string[] Temporaries() => System.IO.Directory.GetFiles(Path, "*.tmp.*");

    public int EntryCount() => System.IO.Directory.GetFiles(Path).Count(f => EntryNames.IsEntry(System.IO.Path.GetFileName(f)));

    public long EntryBytes() =>
        System.IO.Directory.GetFiles(Path).Where(f => EntryNames.IsEntry(System.IO.Path.GetFileName(f))).Sum(f => new FileInfo(f).Length);

    public static byte[] Content(ulong expiry, ReadOnlySpan<byte> payload, byte version = 1, byte reserved = 0, ushort flags = 0)
    {
        var content = new byte[EntryHeader.Size + payload.Length];
        EntryHeader.Write(content, expiry);
        content[2] = version;
        content[3] = reserved;
        content[4] = (byte)(flags >> 8);
        content[5] = (byte)flags;
        payload.CopyTo(content.AsSpan(EntryHeader.Size));
        return content;
    }

    /// <summary>The protocol's folder beside the repository, where there is one.</summary>
    public static string? SharedVectors(string file, [CallerFilePath] string source = "")
    {
        for (var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(source)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Join(folder.FullName, "Cachekit.sln")))
            {
                var path = System.IO.Path.Join(folder.Parent?.FullName, "shared", "vectors", file);
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }

    public void Dispose() => System.IO.Directory.Delete(_root, recursive: true);
}
