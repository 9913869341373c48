using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Cachekit.Benchmarks.Calls;

namespace Cachekit.Benchmarks.Telemetry;

/// <summary>What do metrics and traces cost a call, while nobody listens and while somebody does?</summary>
[MemoryDiagnoser]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The process ends with the benchmark.")]
public class TelemetryBenchmarks
{
    private CachekitRuntime _runtime = null!;
    private Users _users = null!;
    private MeterListener? _metrics;
    private ActivityListener? _activities;
    private int _next;

    [Params(Listening.No, Listening.Metrics, Listening.MetricsAndTraces)]
    public Listening Listener { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        if (Listener is not Listening.No)
        {
            _metrics = new MeterListener
            {
                InstrumentPublished = static (instrument, listener) =>
                {
                    if (instrument.Meter.Name == CachekitTelemetry.MeterName)
                    {
                        listener.EnableMeasurementEvents(instrument);
                    }
                },
            };
            _metrics.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
            _metrics.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
            _metrics.Start();
        }

        if (Listener is Listening.MetricsAndTraces)
        {
            _activities = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == CachekitTelemetry.ActivitySourceName,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            };
            ActivitySource.AddActivityListener(_activities);
        }

        _runtime = new CachekitRuntime(new CachekitOptions().UseNoBackend());
        _users = new Users(_runtime);
        await _users.GetUserAsync(-1, "region-00");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _metrics?.Dispose();
        _activities?.Dispose();
        _runtime.Dispose();
    }

    [Benchmark(Baseline = true, Description = "memory answers")]
    public ValueTask<User> Hit() => _users.GetUserAsync(-1, "region-00");

    [Benchmark(Description = "the body runs")]
    public ValueTask<User> Miss() => _users.GetUserAsync(_next++, "region-00");
}
