using System.Collections.Concurrent;
using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Cachekit.Pipeline;
using Cachekit.Telemetry;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Telemetry;

/// <summary>Runtimes in a host with a meter factory of their own.</summary>
internal sealed class MeasuredWorld : IDisposable
{
    public const string Method = "Shop.Catalog.FindAsync";

    // Instruments know runtimes weakly: without this, one could be collected before its counts are looked at.
    private readonly ConcurrentBag<CachekitRuntime> _runtimes = [];

    public MeasuredWorld(bool isListening = true)
    {
        Metrics = new MetricRecorder { IsListening = isListening };
        Store = new MemoryBackend(Time);
        Faults = new FaultyBackend(Store);
    }

    public FakeTimeProvider Time { get; } = new();

    public LogRecorder Logs { get; } = new();

    public MetricRecorder Metrics { get; }

    public MemoryBackend Store { get; }

    public FaultyBackend Faults { get; }

    public CachekitRuntime Runtime(Action<CachekitOptions>? configure = null)
    {
        var options = new CachekitOptions { TimeProvider = Time, LoggerFactory = Logs, Variables = static _ => null }.UseBackend(Faults);
        configure?.Invoke(options);
        var runtime = new CachekitRuntime(SettingsResolver.Resolve(options, new FallbackServices(null, null, null, null, Metrics)));
        _runtimes.Add(runtime);
        return runtime;
    }

    public static MethodCache<IntKey, string?> Texts(CachekitRuntime runtime, Preset preset = Preset.Production, string? ns = "shop", bool secure = false) =>
        World.Texts<IntKey>(definition => definition with { Preset = preset, Namespace = ns, Secure = secure }).In(runtime);

    public static MethodTelemetry TelemetryOf(IBoundMethod method) => method.Telemetry;

    public void Dispose() => Metrics.Dispose();
}
