using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Cachekit.Pipeline;

namespace Cachekit.Benchmarks.Resilience;

/// <summary>What do limit, breaker, retry and timeout add to a call that works? The backend answers at once, so nothing else is in the numbers.</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The process ends with the benchmark.")]
public class StackBenchmarks
{
    private readonly CachekitRuntime _runtime = new(new CachekitOptions().UseBackend(new NoBackend()));
    private BackendPort _direct = null!;
    private BackendPort _resilient = null!;

    [GlobalSetup]
    public void Setup()
    {
        _direct = _runtime.PortFor(Preset.Minimal, null, "benchmark")!;
        _resilient = _runtime.PortFor(Preset.Production, null, "benchmark")!;
    }

    [Benchmark(Baseline = true, Description = "read, directly")]
    public ValueTask<BackendValue> Direct() => _direct.GetAsync("key", withLife: true, CancellationToken.None);

    [Benchmark(Description = "read, through the stack")]
    public ValueTask<BackendValue> Resilient() => _resilient.GetAsync("key", withLife: true, CancellationToken.None);

    [Benchmark(Description = "synchronous read, directly")]
    public BackendValue DirectSync() => _direct.Get("key", withLife: true);

    [Benchmark(Description = "synchronous read, through the stack")]
    public BackendValue ResilientSync() => _resilient.Get("key", withLife: true);
}
