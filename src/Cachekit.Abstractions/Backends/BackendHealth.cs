namespace Cachekit;

/// <summary>What a backend answered when it was asked for its health.</summary>
/// <param name="IsHealthy">Whether an entry could be written, read back unchanged and removed.</param>
/// <param name="Latency">How long that took; <see langword="null"/> when it failed.</param>
/// <param name="Details">Facts by name, for example <c>file_count</c>; never a secret.</param>
/// <param name="Error">What failed, or <see langword="null"/>.</param>
public sealed record BackendHealth(bool IsHealthy, TimeSpan? Latency, IReadOnlyDictionary<string, object> Details, Exception? Error = null);
