namespace Cachekit;

/// <summary>What the runtime reports: metrics, activities and the lines about calls in the log.</summary>
/// <remarks>Metrics and activities cost nothing as long as nobody listens to them, so there is seldom a reason to switch them off.</remarks>
public sealed class TelemetryOptions
{
    /// <summary>Whether calls are measured and traced.</summary>
    /// <value>
    /// <see langword="null"/> by default: the configuration's <c>Telemetry:Enabled</c>, or else what the preset of each method says. Production, Secure
    /// and Io are measured; Minimal, Test and Dev are not. <see langword="true"/>: all are; <see langword="false"/>: none, and no backend is.
    /// </value>
    public bool? Enabled { get; set; }

    /// <summary>Whether the log has the keys of entries instead of their digests. Keys can hold what callers passed as arguments, and so personal data.</summary>
    /// <value><see langword="null"/> by default: the configuration's <c>Telemetry:LogKeys</c>, or else <see langword="false"/>. Without effect on secure methods, whose keys are
    /// never logged, and on the lines about backends.</value>
    public bool? LogKeys { get; set; }

    /// <summary>The part of the calls that memory did not answer of which the log says at Debug what happened.</summary>
    /// <value>
    /// <see langword="null"/> by default: the configuration's <c>Telemetry:LogSamplingRate</c>, or else 0.1. 0 (none) to 1 (all). Of methods with <see cref="Preset.Dev"/>
    /// all are logged, of those with <see cref="Preset.Test"/> and <see cref="Preset.Minimal"/> none.
    /// </value>
    public double? LogSamplingRate { get; set; }
}
