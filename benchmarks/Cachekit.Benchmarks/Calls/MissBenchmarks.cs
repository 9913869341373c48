using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Cachekit.Backends;

namespace Cachekit.Benchmarks.Calls;

/// <summary>What does a call cost that memory cannot answer?</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The process ends with the benchmark.")]
public class MissBenchmarks
{
    private readonly CachekitRuntime _memoryOnly = new(new CachekitOptions().UseNoBackend());
    private CachekitRuntime _file = null!;
    private string _directory = null!;
    private Users _uncached = null!;
    private Users _fromFile = null!;
    private int _next;

    [GlobalSetup]
    public async Task Setup()
    {
        _directory = Directory.CreateTempSubdirectory("cachekit-bench-").FullName;
        var options = new CachekitOptions().UseBackend(new FileBackend(new FileBackendOptions { Directory = _directory }));
        options.Local.Enabled = false;
        _file = new CachekitRuntime(options);
        _uncached = new Users(_memoryOnly);
        _fromFile = new Users(_file);
        await _fromFile.GetUserAsync(42, "region-00");
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    [Benchmark(Baseline = true, Description = "body runs, result kept in memory")]
    public ValueTask<User> Body() => _uncached.GetUserAsync(_next++, "region-00");

    [Benchmark(Description = "File backend answers")]
    public ValueTask<User> File() => _fromFile.GetUserAsync(42, "region-00");
}
