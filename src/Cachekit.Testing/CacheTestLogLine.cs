using Microsoft.Extensions.Logging;

namespace Cachekit.Testing;

/// <summary>A line that was logged.</summary>
/// <param name="Level">How much it matters.</param>
/// <param name="EventId">The id, as in the list of events in the documentation.</param>
/// <param name="Text">The text.</param>
/// <param name="Exception">The exception that was logged with it, or <see langword="null"/>.</param>
public sealed record CacheTestLogLine(LogLevel Level, int EventId, string Text, Exception? Exception);
