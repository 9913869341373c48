using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Cachekit.TestSupport;

/// <summary>Keeps what was logged.</summary>
public sealed class LogRecorder : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, int Id, string Text, Exception? Exception)> _lines = new();

    public IReadOnlyList<(LogLevel Level, int Id, string Text, Exception? Exception)> Lines => [.. _lines];

    public IReadOnlyList<int> Ids => [.. _lines.Select(line => line.Id)];

    public int Count(int id, LogLevel level) => Lines.Count(l => l.Id == id && l.Level == level);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, eventId.Id, formatter(state, exception), exception));

    public void Dispose()
    {
    }
}
