namespace Cachekit;

/// <summary>What the cache still holds when a body runs: a body that has a parameter of this type can ask whether it has changed, and answer <see cref="Cacheable.Unchanged{T}"/>.</summary>
/// <typeparam name="T">What the cached method returns.</typeparam>
/// <param name="Found">Whether there is a previous value.</param>
/// <param name="Value">The previous value, which may be past its life.</param>
/// <param name="Validator">The validator that was returned with it, or <see langword="null"/>.</param>
public readonly record struct CachePrevious<T>(bool Found, T? Value, string? Validator);
