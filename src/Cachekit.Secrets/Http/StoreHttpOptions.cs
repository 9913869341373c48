namespace Cachekit.Secrets;

/// <summary>How a store that is reached over HTTP is asked.</summary>
/// <remarks>Redirects are never followed: they would carry the token to whoever answers.</remarks>
public sealed class StoreHttpOptions
{
    /// <summary>How long one request may take.</summary>
    /// <value>10 seconds by default. From 10 milliseconds to a day.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is repeated that got no answer, or one of 429, 500, 502, 503 or 504.</summary>
    /// <value>3 by default; 0 or more.</value>
    public int Retries { get; set; } = 3;

    /// <summary>The wait before the first repetition; it doubles with each, has a jitter, and gives way to a <c>Retry-After</c> of up to <see cref="MaxRetryDelay"/>.</summary>
    /// <value>200 milliseconds by default. Zero to a day.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait before a repetition.</summary>
    /// <value>5 seconds by default. Zero to a day.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes the handler of requests, for a proxy or certificates of one's own; the store disposes of it. It must not follow redirects.</summary>
    /// <value><see langword="null"/> by default: a handler that resolves names anew every two minutes.</value>
    public Func<HttpMessageHandler>? HandlerFactory { get; set; }

    /// <summary>Adds what is wrong with these options.</summary>
    /// <param name="name">What messages call them.</param>
    /// <param name="problems">The problems.</param>
    internal void CollectProblems(string name, List<string> problems)
    {
        if (RequestTimeout < TimeSpan.FromMilliseconds(10) || RequestTimeout > TimeSpan.FromDays(1))
        {
            problems.Add($"{name}.{nameof(RequestTimeout)} is {RequestTimeout}: write 10 milliseconds to a day.");
        }

        if (Retries < 0)
        {
            problems.Add($"{name}.{nameof(Retries)} is {Retries}: write 0 or more.");
        }

        if (RetryDelay < TimeSpan.Zero || RetryDelay > TimeSpan.FromDays(1))
        {
            problems.Add($"{name}.{nameof(RetryDelay)} is {RetryDelay}: write zero or more, at most a day.");
        }

        if (MaxRetryDelay < TimeSpan.Zero || MaxRetryDelay > TimeSpan.FromDays(1))
        {
            problems.Add($"{name}.{nameof(MaxRetryDelay)} is {MaxRetryDelay}: write zero or more, at most a day.");
        }
    }
}
