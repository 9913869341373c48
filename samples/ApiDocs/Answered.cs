using Cachekit;

namespace ApiDocs;

/// <summary>Says which layer answered the calls of a method so far.</summary>
internal static class Answered
{
    /// <summary>The layer of the slowest answer: source, backend, or memory.</summary>
    public static string By(CachedMethodInfo info) => info switch
    {
        { Misses: > 0 } => "source",
        { BackendHits: > 0 } => $"{info.Backend} backend",
        _ => "memory",
    };
}
