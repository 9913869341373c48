namespace Cachekit.Telemetry;

/// <summary>What a runtime reports, after options, configuration and defaults were put together.</summary>
internal sealed record TelemetrySettings
{
    internal const double DefaultLogSamplingRate = 0.1;

    /// <summary>Whether methods and backends are measured; <see langword="null"/>: what the presets say.</summary>
    internal bool? Enabled { get; init; }

    /// <summary>Whether logs have keys instead of digests, but for secure methods.</summary>
    internal bool LogKeys { get; init; }

    /// <summary>Which part of the calls is logged.</summary>
    internal double LogSamplingRate { get; init; } = DefaultLogSamplingRate;
}
