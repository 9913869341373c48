using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>How a secret store is a layer of the configuration; the options of each kind of store add where it is and who asks.</summary>
public class SecretStoreOptions
{
    /// <summary>How long values are good: after it the store is read again in the background, and what has changed reaches <c>IOptionsMonitor</c>.</summary>
    /// <value>5 minutes by default. More than zero, at most 24 days; <see cref="Timeout.InfiniteTimeSpan"/>: never again.</value>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a host starts when the store cannot be read; its keys are missing until it can.</summary>
    /// <value><see langword="false"/> by default: building the configuration throws. Later failures never throw: the last values stay.</value>
    public bool Optional { get; set; }

    /// <summary>How long a read may take.</summary>
    /// <value>30 seconds by default. More than zero, at most 24 days.</value>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A configuration path under which the keys are put, for example <c>Database</c>.</summary>
    /// <value><see langword="null"/> by default: at the root.</value>
    public string? Section { get; set; }

    /// <summary>The clock of intervals, leases and retries.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where failures, retries and changes are logged, by key and never by value. A configuration exists before the host's loggers do, so it cannot take those by itself.</summary>
    /// <value><see langword="null"/> by default: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Is told of each read that failed, also of those that are retried later.</summary>
    /// <value><see langword="null"/> by default.</value>
    public Action<SecretReadFailedArguments>? OnReadFailed { get; set; }

    /// <summary>Adds what is wrong with these options.</summary>
    /// <param name="problems">Each names the option, what is wrong with it and what to write instead, and holds no secret.</param>
    internal virtual void CollectProblems(List<string> problems)
    {
        var type = GetType().Name;
        if (!IsDuration(RefreshInterval) && RefreshInterval != Timeout.InfiniteTimeSpan)
        {
            problems.Add($"{type}.{nameof(RefreshInterval)} is {RefreshInterval}: write more than zero, at most 24 days, or Timeout.InfiniteTimeSpan to read the store only once.");
        }

        if (!IsDuration(ReadTimeout))
        {
            problems.Add($"{type}.{nameof(ReadTimeout)} is {ReadTimeout}: write more than zero, at most 24 days.");
        }
    }

    /// <exception cref="CacheConfigurationException">Something is wrong with the options; all problems are in it.</exception>
    internal void Validate()
    {
        var problems = new List<string>();
        CollectProblems(problems);
        if (problems.Count > 0)
        {
            throw new CacheConfigurationException(problems);
        }
    }

    // What timers can wait.
    private static bool IsDuration(TimeSpan value) => value > TimeSpan.Zero && value <= TimeSpan.FromDays(24);
}
