namespace Cachekit.Configuration;

/// <summary>What the presets say where nobody else does: the table of <c>docs/guides/presets.md</c>.</summary>
internal static class PresetPolicies
{
    internal const double SwrThresholdRatio = 0.5;

    internal static readonly TimeSpan LockWait = TimeSpan.FromSeconds(5);

    /// <summary>How long the server of the Http backend keeps an entry, its stale window included.</summary>
    internal static readonly TimeSpan LongestInHttp = TimeSpan.FromDays(30);

    /// <summary>How long values are served past their life. With <see cref="Preset.Io"/> as long as the life, and both together no longer than the server allows.</summary>
    internal static TimeSpan StaleFor(Preset preset, TimeSpan? ttl)
    {
        if (preset is not Preset.Io || ttl is not { } life)
        {
            return TimeSpan.Zero;
        }

        var room = LongestInHttp - life;
        return room <= TimeSpan.Zero ? TimeSpan.Zero : room < life ? room : life;
    }

    /// <summary>Where values are made anew that can be while callers have them.</summary>
    internal static BackgroundRefresh BackgroundRefresh(Preset preset) =>
        preset is Preset.Test ? Cachekit.BackgroundRefresh.Never : Cachekit.BackgroundRefresh.Auto;

    /// <summary>Whether the preset is for what runs in production: with locks, messages and everything against failures.</summary>
    internal static bool IsReliable(Preset preset) => preset is Preset.Production or Preset.Secure or Preset.Io;

    /// <summary>Whether values are made anew in the background.</summary>
    internal static bool RefreshesAhead(Preset preset) => preset is Preset.Dev || IsReliable(preset);

    /// <summary>Whether breaker, retries and limits stand between calls and the backend.</summary>
    internal static bool IsResilient(Preset preset) => preset is Preset.Dev || IsReliable(preset);

    /// <summary>Whether calls are counted and traced. Dev shows what happens in its logs.</summary>
    internal static bool HasTelemetry(Preset preset) => IsReliable(preset);
}
