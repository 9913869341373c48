using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Cachekit.Benchmarks.Calls;
using Cachekit.Pipeline;

namespace Cachekit.Benchmarks.Resilience;

/// <summary>What does an open circuit breaker cost a call that memory cannot answer?</summary>
/// <remarks>Each call has a key of its own, so the body always runs. The key's text is made for a backend and not without one: that is a row too.</remarks>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The process ends with the benchmark.")]
public class OpenBreakerBenchmarks
{
    private readonly CachekitRuntime _memoryOnly = new(new CachekitOptions().UseNoBackend());
    private readonly CachekitRuntime _isolated = new(new CachekitOptions().UseBackend(new NoBackend()));
    private Users _alone = null!;
    private Users _refused = null!;
    private BackendPort _port = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _alone = new Users(_memoryOnly);
        _refused = new Users(_isolated);
        _isolated.Backends[0].Isolate();
        _port = _isolated.PortFor(Preset.Production, null, "benchmark")!;
    }

    [Benchmark(Baseline = true, Description = "miss, memory only")]
    public ValueTask<User> MemoryOnly() => _alone.GetUserAsync(_next++, "region-00");

    [Benchmark(Description = "miss, breaker open")]
    public ValueTask<User> BreakerOpen() => _refused.GetUserAsync(_next++, "region-00");

    [Benchmark(Description = "text key of the arguments alone")]
    public string TextKey() => _refused.Cached.GetUser.Key(_next++, "region-00");

    [Benchmark(Description = "asking the open breaker alone")]
    public bool Refuses() => _port.Refuses();
}
