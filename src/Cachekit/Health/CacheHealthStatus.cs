namespace Cachekit;

/// <summary>How well something does. The numbers are those of ASP.NET Core's health checks.</summary>
public enum CacheHealthStatus
{
    /// <summary>It does not work.</summary>
    Unhealthy = 0,

    /// <summary>It works, but not as it should.</summary>
    Degraded = 1,

    /// <summary>It works.</summary>
    Healthy = 2,
}
