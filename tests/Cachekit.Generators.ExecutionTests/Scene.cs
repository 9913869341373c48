using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Generators.ExecutionTests;

/// <summary>A clock, a shared store, and runtimes on them as different processes would have them.</summary>
public sealed class Scene : IDisposable
{
    private readonly List<CachekitRuntime> _runtimes = [];

    public Scene()
    {
        Backend = new MemoryBackend(Time);
        Runtime = AnotherProcess();
    }

    public FakeTimeProvider Time { get; } = new();

    public MemoryBackend Backend { get; }

    public CachekitRuntime Runtime { get; }

    /// <summary>A runtime with a memory of its own on the same backend.</summary>
    public CachekitRuntime AnotherProcess(Action<CachekitOptions>? configure = null)
    {
        var options = new CachekitOptions { TimeProvider = Time };
        options.UseBackend(Backend);

        // Runs are counted: none may come in the background, before the test looks or after it.
        options.Defaults.SwrEnabled = false;
        configure?.Invoke(options);
        var runtime = new CachekitRuntime(options);
        _runtimes.Add(runtime);
        return runtime;
    }

    public void Dispose()
    {
        foreach (var runtime in _runtimes)
        {
            runtime.Dispose();
        }
    }
}
