namespace Cachekit;

/// <summary>What a body returns that knows how long its result is good: the value with its own life, tags and validator.</summary>
/// <remarks>
/// The cached method itself returns <typeparamref name="T"/>; only its uncached body returns this. What is <see langword="null"/> comes from the method's settings.
/// A life of zero or less means that the value is returned and not stored.
/// </remarks>
/// <example><code>
/// private async Task&lt;Cacheable&lt;Rates&gt;&gt; GetRatesCoreAsync(string currency, CachePrevious&lt;Rates&gt; previous, CancellationToken ct)
/// {
///     var answer = await client.GetAsync(currency, ifNoneMatch: previous.Validator, ct);
///     return answer.NotModified
///         ? Cacheable.Unchanged&lt;Rates&gt;(answer.MaxAge)
///         : new Cacheable&lt;Rates&gt;(answer.Rates) { Ttl = answer.MaxAge, Validator = answer.ETag, Tags = ["rates"] };
/// }
/// </code></example>
/// <typeparam name="T">What the cached method returns.</typeparam>
public readonly record struct Cacheable<T>
{
    /// <summary>A new value.</summary>
    /// <param name="value">The value.</param>
    public Cacheable(T value) => Value = value;

    /// <summary>The value; without meaning when <see cref="IsUnchanged"/>.</summary>
    public T Value { get; }

    /// <summary>How long this value lives; <see langword="null"/>: as the method's settings say.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Tags besides those of <see cref="CacheTagAttribute"/>; each 1 to 256 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>What the next refresh gets to ask whether the value has changed, an ETag for example; at most 1024 characters.</summary>
    public string? Validator { get; init; }

    /// <summary>Whether the previous value is still right: it is kept and its life starts anew.</summary>
    public bool IsUnchanged { get; init; }
}
