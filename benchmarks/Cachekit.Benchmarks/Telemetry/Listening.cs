namespace Cachekit.Benchmarks.Telemetry;

public enum Listening
{
    No,
    Metrics,
    MetricsAndTraces,
}
