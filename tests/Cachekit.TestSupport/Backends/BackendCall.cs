namespace Cachekit.TestSupport.Backends;

/// <summary>One call that reached a backend.</summary>
/// <param name="Operation">The operation, a single flag.</param>
/// <param name="Key">The key as the backend received it; empty for a health check.</param>
/// <param name="Ttl">The life that a write or a refresh asked for.</param>
/// <param name="IsAsync">Whether it came through the asynchronous member.</param>
public sealed record BackendCall(BackendOperation Operation, string Key, TimeSpan? Ttl, bool IsAsync);
