using System.Runtime.CompilerServices;
using Cachekit.CompilerServices;

namespace Cachekit.Pipeline;

/// <summary>Estimates the memory that a key refers to.</summary>
internal static class KeySize
{
    private const int StackBuffer = 512;

    // Texts take two bytes per character in memory and one, mostly, in the canonical form; arrays of numbers take up to eight times theirs.
    private const int BytesPerEncodedByte = 2;

    /// <exception cref="CacheKeyException">An argument has no canonical form.</exception>
    internal static long Of<TKey>(in TKey key, string method)
        where TKey : struct, ICacheKey<TKey>
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<TKey>())
        {
            return 0;
        }

        var writer = new KeyWriter(stackalloc byte[StackBuffer], method);
        try
        {
            key.WriteTo(ref writer);
            return (long)writer.Length * BytesPerEncodedByte;
        }
        finally
        {
            writer.Dispose();
        }
    }
}
