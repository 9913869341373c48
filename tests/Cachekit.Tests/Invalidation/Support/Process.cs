using Cachekit.CompilerServices;

namespace Cachekit.Tests.Invalidation.Support;

/// <summary>A runtime and a method in it.</summary>
internal sealed record Process<TKey>(CachekitRuntime Runtime, MethodCache<TKey, string?> Cache)
    where TKey : struct, ICacheKey<TKey>;
