using Cachekit.Encryption;
using Cachekit.Pipeline;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>What a runtime works with: options, environment and defaults put together and found valid.</summary>
/// <param name="Backend">The backend of methods that name none, or <see langword="null"/>.</param>
/// <param name="Backends">Backends by name.</param>
/// <param name="OwnedBackends">Those that were made for the runtime, which disposes of them.</param>
/// <param name="IoBackend">Makes the backend of methods with <see cref="Preset.Io"/>; every problem is in the exception.</param>
/// <param name="Usage">Lets backends ask what the runtime counts.</param>
/// <param name="Changeable">What can change while the runtime works, as it is at present.</param>
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
    ChangeableSettings Changeable,
    bool LocalEnabled,
    long LocalBudget,
    int CompressionLevel,
    EncryptionSettings Encryption,
    TimeProvider TimeProvider,
    ILoggerFactory LoggerFactory)
{
    /// <summary>How often backends without messages are asked what was invalidated; <see langword="null"/>: never.</summary>
    internal TimeSpan? PollInterval { get; init; }

    /// <summary>Where to look again when the configuration changes; <see langword="null"/> without a configuration.</summary>
    internal SettingsSource? Source { get; init; }

    /// <summary>Where background refreshes get fresh instances from; <see langword="null"/> without a host.</summary>
    internal IServiceProvider? Services { get; init; }
}
