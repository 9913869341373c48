using System.Collections.Concurrent;
using System.Diagnostics;
using Cachekit;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Guides.Telemetry;

public sealed partial class Catalog(CachekitRuntime runtime)
{
    [Cache]
    public partial Task<string> GetProductAsync(int id);

    private static Task<string> GetProductCoreAsync(int id) => Task.FromResult($"product {id}");
}

/// <summary>What the guide on telemetry says, with OpenTelemetry as its users have it.</summary>
public sealed class TelemetryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenTelemetry_SeesCallsOfAHost()
    {
        var metrics = new List<Metric>();
        var activities = new ConcurrentQueue<Activity>();
        var services = new ServiceCollection();
        services.AddCachekit(options => options.UseBackend(new MemoryBackend(TimeProvider.System)));
        services.AddSingleton<Catalog>();
        Listen(services);
        services.ConfigureOpenTelemetryMeterProvider(provider => provider.AddInMemoryExporter(metrics));
        services.ConfigureOpenTelemetryTracerProvider(provider => provider.AddProcessor(new SimpleActivityExportProcessor(new QueueExporter(activities))));
        await using var host = services.BuildServiceProvider();
        var meters = host.GetRequiredService<MeterProvider>();
        host.GetRequiredService<TracerProvider>();

        var catalog = host.GetRequiredService<Catalog>();
        Assert.True(meters.ForceFlush());

        // Counters are of the whole process, and other tests call the method too.
        var (hits, misses) = (Sum(metrics, "cachekit.requests", "hit"), Sum(metrics, "cachekit.requests", "miss"));
        metrics.Clear();
        await catalog.GetProductAsync(1);
        await catalog.GetProductAsync(1);
        Assert.True(meters.ForceFlush());

        Assert.Equal(1, Sum(metrics, "cachekit.requests", "hit") - hits);
        Assert.Equal(1, Sum(metrics, "cachekit.requests", "miss") - misses);
        var duration = Assert.Single(metrics, metric => metric.Name == "cachekit.body.duration");
        Assert.Equal(("s", MetricType.Histogram), (duration.Unit, duration.MetricType));
        Assert.Contains(activities, activity => activity.DisplayName == "cachekit get Guides.Telemetry.Catalog.GetProductAsync");
    }

    [Fact]
    public async Task NumbersAndHealth_AreThere()
    {
        using var runtime = new CachekitRuntime(new CachekitOptions().UseBackend(new MemoryBackend(TimeProvider.System)));
        var catalog = new Catalog(runtime);
        await catalog.GetProductAsync(1);
        await catalog.GetProductAsync(1);
        Print(catalog);
        Assert.Equal(1, catalog.Cached.GetProduct.Info.Hits);
        Assert.NotNull(catalog.Cached.GetProduct.Info.AverageBackendLatency);

        await PrintAsync(runtime, Ct);
        Assert.Equal(CacheHealthStatus.Healthy, (await runtime.CheckHealthAsync(CacheHealthLevel.Basic, Ct)).Status);
    }

    /// <summary>Takes activities while the test looks at them: other tests of the process make some too.</summary>
    private sealed class QueueExporter(ConcurrentQueue<Activity> activities) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
            {
                activities.Enqueue(activity);
            }

            return ExportResult.Success;
        }
    }

    private static void Listen(IServiceCollection services)
    {
        // <telemetry-opentelemetry>
        services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddMeter(CachekitTelemetry.MeterName)) // "Cachekit"
            .WithTracing(tracing => tracing.AddSource(CachekitTelemetry.ActivitySourceName)); // the same
        // </telemetry-opentelemetry>
    }

    private static void Print(Catalog catalog)
    {
        // <telemetry-info>
        var info = catalog.Cached.GetProduct.Info;
        Console.WriteLine($"{info.Hits} hits, {info.Misses} misses, {info.LocalBytes} bytes in memory, backend {info.AverageBackendLatency}");
        // </telemetry-info>
    }

    private static async Task PrintAsync(CachekitRuntime runtime, CancellationToken cancellationToken)
    {
        // <telemetry-health>
        var report = await runtime.CheckHealthAsync(CacheHealthLevel.Basic, cancellationToken);
        foreach (var backend in report.Backends)
        {
            Console.WriteLine($"{backend.Backend}: {backend.Status}, {backend.Answer?.Latency}");
        }
        // </telemetry-health>
    }

    private static long Sum(List<Metric> metrics, string name, string result)
    {
        // Other tests of the process have methods too.
        const string Method = "Guides.Telemetry.Catalog.GetProductAsync";
        var sum = 0L;
        if (metrics.Find(metric => metric.Name == name) is not { } found)
        {
            return 0;
        }

        foreach (ref readonly var point in found.GetMetricPoints())
        {
            var tags = new Dictionary<string, object?>();
            foreach (var tag in point.Tags)
            {
                tags.Add(tag.Key, tag.Value);
            }

            if (Equals(tags["cachekit.result"], result) && Equals(tags["cachekit.method"], Method))
            {
                sum += point.GetSumLong();
            }
        }

        return sum;
    }
}
