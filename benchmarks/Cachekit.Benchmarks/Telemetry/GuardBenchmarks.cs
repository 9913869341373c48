using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Cachekit.Local;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Benchmarks.Telemetry;

/// <summary>What does each question cost whether somebody listens, when nobody does?</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The process ends with the benchmark.")]
public class GuardBenchmarks
{
    private readonly MethodTelemetry _method;
    private readonly BackendTelemetry _backend;

    public GuardBenchmarks()
    {
        var runtime = new RuntimeTelemetry(new TelemetrySettings(), TimeProvider.System, new CoarseClock(TimeProvider.System), NullLogger.Instance, services: null);
        _method = runtime.Method(new MethodIdentity("Shop.Catalog.FindAsync", "shop", "redis", Preset.Production, IsSecure: false), store: null, local: null);
        _backend = runtime.Backend("redis", configuredName: null);
    }

    [Benchmark(Description = "timestamp of a decoding or a lock")]
    public long Start() => _method.Start();

    [Benchmark(Description = "duration of a body")]
    public object? Body()
    {
        _ = _method.StartBody();
        return null;
    }

    [Benchmark(Description = "duration of a decoding")]
    public void Decoded() => _method.Decoded(0, CacheLayer.Local);

    [Benchmark(Description = "sizes of value and entry")]
    public void Encoded() => _method.Encoded(0, 100, 80);

    [Benchmark(Description = "duration and activity of an operation of a backend")]
    public bool Backend() => _backend.Begin("read", "key") is null;

    [Benchmark(Description = "a count, which Info has whether or not somebody listens")]
    public void Count() => _method.Miss();
}
