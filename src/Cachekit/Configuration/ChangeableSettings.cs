using Cachekit.Resilience;
using Cachekit.Telemetry;

namespace Cachekit.Configuration;

/// <summary>The part of a runtime's settings that can change while it works: no entry, key, connection or thread depends on it.</summary>
/// <param name="DefaultTtl">What replaces the presets' own default lives, or <see langword="null"/>.</param>
/// <param name="MaxValueSize">The largest encoded value that is cached, in bytes.</param>
/// <param name="Policies">What code and configuration say about the methods of a preset, the preset's own before what is said for all; the presets' defaults are not in it.</param>
/// <param name="ResilienceOf">What stands between methods and a backend, by the names that the backend has; without one it is what is said of all.</param>
/// <param name="Telemetry">What is reported.</param>
internal sealed record ChangeableSettings(
    TimeSpan? DefaultTtl,
    long MaxValueSize,
    Func<Preset, IReadOnlyList<CachePolicyOptions>> Policies,
    Func<IReadOnlyList<string>, ResilienceSettings> ResilienceOf,
    TelemetrySettings Telemetry);
