namespace Cachekit;

/// <summary>How closely a health check looks.</summary>
public enum CacheHealthLevel
{
    /// <summary>At what is known already: breakers, queues, and how the last calls ended. No backend is asked.</summary>
    Ping = 0,

    /// <summary>Each backend is asked too.</summary>
    Basic = 1,

    /// <summary>What they tell about themselves, and every method, are in the report too.</summary>
    Full = 2,
}
