using System.Text;
using Cachekit.Backends;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>A cache directory, and processes with master keys that share it.</summary>
internal sealed class Vault : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cachekit-vault-").FullName;
    private readonly List<CachekitRuntime> _runtimes = [];

    public FakeTimeProvider Time { get; } = new();

    public string[] Files => Directory.GetFiles(Folder);

    private string Folder => Path.Join(_root, "cache");

    /// <summary>A process with the first key, unless told otherwise.</summary>
    public CachekitRuntime Process(Action<CachekitOptions>? configure = null)
    {
        // Many small writes: whether they reach the disk is another test's concern.
        var backend = new FileBackend(new FileBackendOptions { Directory = Folder, FlushToDisk = false }, Time);
        var options = new CachekitOptions { TimeProvider = Time }.UseBackend(backend);
        MasterKeys.UseFirst(options);
        configure?.Invoke(options);
        var runtime = new CachekitRuntime(options);
        _runtimes.Add(runtime);
        return runtime;
    }

    /// <summary>The file that appears while something runs.</summary>
    public async Task<string> FileOfAsync(Func<Task> write)
    {
        string[] before = Directory.Exists(Folder) ? Files : [];
        await write();
        return Assert.Single(Files.Except(before));
    }

    /// <summary>Whether a text is in any file of the directory, or in a name of one, in an encoding that a dump would show.</summary>
    public bool Shows(string text)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text)];
        return Array.Exists(Files, file =>
        {
            var content = File.ReadAllBytes(file);
            return file.Contains(text, StringComparison.Ordinal) || Array.Exists(forms, form => content.AsSpan().IndexOf(form) >= 0);
        });
    }

    public void Dispose()
    {
        foreach (var runtime in _runtimes)
        {
            runtime.Dispose();
        }

        Directory.Delete(_root, recursive: true);
    }
}
