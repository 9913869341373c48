namespace Cachekit;

/// <summary>Under which names Cachekit reports what it does.</summary>
public static class CachekitTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/> of all instruments.</summary>
    public const string MeterName = "Cachekit";

    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/> of all activities.</summary>
    public const string ActivitySourceName = "Cachekit";
}
