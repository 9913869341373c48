namespace Cachekit;

/// <summary>How a runtime does, as data.</summary>
public sealed record CacheHealthReport
{
    /// <summary>The worst of all backends. Without a backend <see cref="CacheHealthStatus.Healthy"/>.</summary>
    /// <remarks>Calls go on while a backend is away, unless their preset says otherwise: unhealthy means that nothing is shared.</remarks>
    public required CacheHealthStatus Status { get; init; }

    /// <summary>How closely it was looked.</summary>
    public required CacheHealthLevel Level { get; init; }

    /// <summary>When that was; up to 10 seconds ago.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The backends: those of the settings, and that of <see cref="Preset.Io"/> once a method uses it.</summary>
    public required IReadOnlyList<CacheBackendHealth> Backends { get; init; }

    /// <summary>The methods that are used so far; empty unless <see cref="CacheHealthLevel.Full"/> was asked for.</summary>
    public required IReadOnlyList<CacheMethodHealth> Methods { get; init; }
}
