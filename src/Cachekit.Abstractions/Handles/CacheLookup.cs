namespace Cachekit;

/// <summary>The answer to a look into the cache that does not run the body.</summary>
/// <typeparam name="T">The type of the cached value.</typeparam>
/// <param name="Layer">Where the value was found; <see cref="CacheLayer.None"/> when it was not.</param>
/// <param name="Value">The value; may be <see langword="null"/> although it was found, since null results are cached too.</param>
public readonly record struct CacheLookup<T>(CacheLayer Layer, T? Value)
{
    /// <summary>Whether there is a live entry, also when it holds <see langword="null"/>.</summary>
    public bool Found => Layer != CacheLayer.None;
}
