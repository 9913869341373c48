using Microsoft.Extensions.Logging;

namespace Cachekit.Secrets;

/// <summary>How files are looked after.</summary>
/// <param name="Interval">How long it is until the next look; <see cref="Timeout.InfiniteTimeSpan"/>: there is none.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="LoggerFactory">Where changes and failures are logged.</param>
internal sealed record FilePolling(TimeSpan Interval, TimeProvider TimeProvider, ILoggerFactory? LoggerFactory)
{
    /// <summary>Adds what is wrong with the interval.</summary>
    public static void CollectProblems(TimeSpan interval, string optionName, List<string> problems)
    {
        if ((interval <= TimeSpan.Zero || interval > TimeSpan.FromDays(24)) && interval != Timeout.InfiniteTimeSpan)
        {
            problems.Add($"{optionName} is {interval}: write more than zero, at most 24 days, or Timeout.InfiniteTimeSpan to read files only once.");
        }
    }
}
