using Cachekit.CompilerServices;

namespace Cachekit.Keys;

/// <summary>Makes the text keys of one method.</summary>
internal abstract class KeyFormat
{
    /// <summary>The key of an entry.</summary>
    /// <param name="key">The arguments.</param>
    /// <exception cref="CacheKeyException">An argument has no canonical form.</exception>
    public abstract string Create<TKey>(in TKey key)
        where TKey : struct, ICacheKey<TKey>;

    /// <summary>Checks that every argument has a canonical form, for calls that need no text key: they must fail in the same way.</summary>
    /// <param name="key">The arguments.</param>
    /// <exception cref="CacheKeyException">An argument has none.</exception>
    public abstract void Verify<TKey>(in TKey key)
        where TKey : struct, ICacheKey<TKey>;
}
