using Cachekit.Health;
using Cachekit.Pipeline;

namespace Cachekit;

public sealed partial class CachekitRuntime
{
    private HealthChecker? _health;

    /// <summary>Says how the runtime, its backends and its methods do.</summary>
    /// <remarks>A backend has 5 seconds for its answer. An answer is given to all who ask for the same level within 10 seconds, so that frequent checks cost no backend much.</remarks>
    /// <param name="level">How closely to look.</param>
    /// <param name="cancellationToken">Ends the wait, but not the check, for which others may wait too.</param>
    /// <returns>The report; what does not work is in it, and no exception.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is no level.</exception>
    public Task<CacheHealthReport> CheckHealthAsync(CacheHealthLevel level = CacheHealthLevel.Basic, CancellationToken cancellationToken = default)
    {
        if (level is < CacheHealthLevel.Ping or > CacheHealthLevel.Full)
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "It must be Ping, Basic or Full.");
        }

        return LazyInitializer.EnsureInitialized(ref _health, () => new HealthChecker(this)).CheckAsync(level, cancellationToken);
    }

    /// <summary>The backends: those that all methods or named ones use, whether or not they did so far, and that of <see cref="Preset.Io"/> once it is there.</summary>
    internal IReadOnlyList<BackendPort> PortsInUse() => AllBackends().ConvertAll(backend => PortsOf(backend).Resilient);
}
