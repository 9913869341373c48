using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>How <c>.env</c> files are a layer of the configuration.</summary>
public sealed class DotEnvOptions
{
    /// <summary>The environment whose files are read too: beside <c>.env</c> and <c>.env.local</c> also <c>.env.{environment}</c> and <c>.env.{environment}.local</c>, found without case. Later ones win.</summary>
    /// <value><see langword="null"/> by default: the first two only.</value>
    public string? EnvironmentName { get; set; }

    /// <summary>Whether none of the files has to be there.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Optional { get; set; } = true;

    /// <summary>Whether files are looked for in the folders above too; the first folder that has one of them is it.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool SearchUpwards { get; set; }

    /// <summary>Whether files are read that everybody on the machine can read.</summary>
    /// <value><see langword="false"/> by default: they are refused. On Windows nothing is checked.</value>
    public bool AllowWorldReadable { get; set; }

    /// <summary>Whether variables of the files are also set in this process, for code that reads nothing else. One that the process has already stays as it is.</summary>
    /// <value><see langword="false"/> by default: the process is not touched.</value>
    public bool SetEnvironmentVariables { get; set; }

    /// <summary>How long it is until the files are looked at again.</summary>
    /// <value>2 seconds by default. More than zero, at most 24 days; <see cref="Timeout.InfiniteTimeSpan"/>: never again.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock of the interval.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where changes and failures are logged, never with a value.</summary>
    /// <value><see langword="null"/> by default: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal void CollectProblems(List<string> problems) => FilePolling.CollectProblems(PollInterval, $"{nameof(DotEnvOptions)}.{nameof(PollInterval)}", problems);
}
