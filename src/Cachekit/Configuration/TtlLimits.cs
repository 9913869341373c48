namespace Cachekit.Configuration;

/// <summary>The default lives of the presets, and the longest life that can be asked for.</summary>
internal static class TtlLimits
{
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    internal static TimeSpan DefaultOf(Preset preset) => preset switch
    {
        Preset.Minimal or Preset.Dev or Preset.Test => TimeSpan.FromSeconds(300),
        Preset.Io => TimeSpan.FromSeconds(3600),
        _ => TimeSpan.FromSeconds(600),
    };
}
