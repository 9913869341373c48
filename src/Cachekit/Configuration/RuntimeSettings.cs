using Cachekit.Encryption;
using Cachekit.Pipeline;
using Cachekit.Resilience;
using Cachekit.Telemetry;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>What a runtime works with: options, environment and defaults put together and found valid.</summary>
/// <param name="Backend">The backend of methods that name none, or <see langword="null"/>.</param>
/// <param name="Backends">Backends by name.</param>
/// <param name="OwnedBackends">Those that were made for the runtime, which disposes of them.</param>
/// <param name="IoBackend">Makes the backend of methods with <see cref="Preset.Io"/>; every problem is in the exception.</param>
/// <param name="Usage">Lets backends ask what the runtime counts.</param>
/// <param name="DefaultTtl">What replaces the presets' own default lives, or <see langword="null"/>.</param>
/// <param name="MaxValueSize">The largest encoded value that is cached, in bytes.</param>
/// <param name="LocalEnabled">Whether there is a layer in memory.</param>
/// <param name="LocalBudget">The budget of a namespace in memory, in bytes.</param>
/// <param name="CompressionLevel">How hard the compressor tries, 1 to 9; 0: it does not.</param>
/// <param name="Encryption">The keys of secure methods.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="LoggerFactory">The loggers.</param>
internal sealed record RuntimeSettings(
    ICacheBackend? Backend,
    IReadOnlyDictionary<string, ICacheBackend> Backends,
    IReadOnlyList<ICacheBackend> OwnedBackends,
    Func<ICacheBackend> IoBackend,
    CacheUsageSource Usage,
    TimeSpan? DefaultTtl,
    long MaxValueSize,
    bool LocalEnabled,
    long LocalBudget,
    int CompressionLevel,
    EncryptionSettings Encryption,
    TimeProvider TimeProvider,
    ILoggerFactory LoggerFactory)
{
    /// <summary>What code and configuration say about the methods of a preset, the preset's own before what is said for all; the presets' defaults are not in it.</summary>
    internal required Func<Preset, IReadOnlyList<CachePolicyOptions>> Policies { get; init; }

    /// <summary>How often backends without messages are asked what was invalidated; <see langword="null"/>: never.</summary>
    internal TimeSpan? PollInterval { get; init; }

    /// <summary>What stands between methods and a backend, by the names that the backend has; without one it is what is said of all.</summary>
    internal required Func<IReadOnlyList<string>, ResilienceSettings> ResilienceOf { get; init; }

    /// <summary>What is reported.</summary>
    internal TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Where background refreshes get fresh instances from; <see langword="null"/> without a host.</summary>
    internal IServiceProvider? Services { get; init; }
}
