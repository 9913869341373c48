using Microsoft.Extensions.Logging;

namespace Cachekit.Testing;

/// <summary>Keeps what was logged.</summary>
public sealed class CacheTestLogs : ILoggerFactory, ILogger
{
    private readonly object _lock = new();
    private readonly List<CacheTestLogLine> _lines = [];

    /// <summary>What was logged so far, in this order.</summary>
    public IReadOnlyList<CacheTestLogLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The lines with an id.</summary>
    /// <param name="eventId">The id, as in the list of events in the documentation.</param>
    public IReadOnlyList<CacheTestLogLine> Of(int eventId) => [.. Lines.Where(line => line.EventId == eventId)];

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <summary>Not there: this keeps lines, and passes none on.</summary>
    /// <param name="provider">A provider.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("These logs are only kept: read Lines.");

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        var line = new CacheTestLogLine(logLevel, eventId.Id, formatter(state, exception), exception);
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    /// <summary>Does nothing; the lines stay.</summary>
    public void Dispose()
    {
    }
}
