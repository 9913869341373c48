namespace Cachekit;

/// <summary>Makes a <see cref="Cacheable{T}"/>.</summary>
public static class Cacheable
{
    /// <summary>A new value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="ttl">How long it lives; <see langword="null"/>: as the method's settings say.</param>
    public static Cacheable<T> Of<T>(T value, TimeSpan? ttl = null) => new(value) { Ttl = ttl };

    /// <summary>The previous value is still right. Only where the body got one (<see cref="CachePrevious{T}.Found"/>).</summary>
    /// <param name="ttl">How long it lives on; <see langword="null"/>: as the method's settings say.</param>
    public static Cacheable<T> Unchanged<T>(TimeSpan? ttl = null) => new(default!) { IsUnchanged = true, Ttl = ttl };
}
