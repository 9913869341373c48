using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Cachekit.Configuration;

/// <summary>
/// Writes one line per message to the standard error stream: the logging of a program that set nothing up. Standard output belongs to
/// the program.
/// </summary>
internal sealed class StandardErrorLoggerFactory(LogLevel minimum, TimeProvider timeProvider, TextWriter writer) : ILoggerFactory
{
    /// <summary>The factory for a process, with the level that <c>LOG_LEVEL</c> names.</summary>
    internal static StandardErrorLoggerFactory FromEnvironment(Func<string, string?> variables, TimeProvider timeProvider, TextWriter writer)
    {
        var text = variables(VariableNames.LogLevel);
        var level = ParseLevel(text);
        var factory = new StandardErrorLoggerFactory(level ?? LogLevel.Information, timeProvider, writer);
        if (level is null && !string.IsNullOrWhiteSpace(text))
        {
            Log.UnknownLogLevel(factory.CreateLogger(Log.Category));
        }

        return factory;
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The built-in logger takes no providers; set CachekitOptions.LoggerFactory instead.");

    public void Dispose()
    {
    }

    private static LogLevel? ParseLevel(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" or "INFORMATION" => LogLevel.Information,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" or "FATAL" => LogLevel.Critical,
        "NONE" or "OFF" => LogLevel.None,
        _ => null,
    };

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        var time = timeProvider.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var line = exception is null ? $"{time} {level} {category}: {message}" : $"{time} {level} {category}: {message}{Environment.NewLine}{exception}";
        lock (writer)
        {
            writer.WriteLine(line);
        }
    }

    private sealed class Logger(StandardErrorLoggerFactory owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= owner.Minimum;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                owner.Write(logLevel, category, formatter(state, exception), exception);
            }
        }
    }

    private LogLevel Minimum => minimum;
}
