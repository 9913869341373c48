using Cachekit.CompilerServices;
using Cachekit.Hashing;

namespace Cachekit.Keys;

/// <summary>Makes the text keys of one method. All that does not depend on the arguments is made once.</summary>
/// <param name="method">The method for people, in messages.</param>
/// <param name="interop">Whether the keys are shared with other SDKs.</param>
internal abstract class KeyFormat(string method, bool interop)
{
    /// <summary>The bytes of the hash of the arguments.</summary>
    public const int HashLength = 32;

    private const int StackBuffer = 512;

    /// <summary>The key of an entry.</summary>
    /// <param name="key">The arguments.</param>
    /// <exception cref="CacheKeyException">An argument has no canonical form.</exception>
    public string Create<TKey>(in TKey key)
        where TKey : struct, ICacheKey<TKey>
    {
        Span<byte> hash = stackalloc byte[HashLength];
        var writer = new KeyWriter(stackalloc byte[StackBuffer], method, interop);
        try
        {
            if (interop)
            {
                writer.WriteArrayHeader(TKey.Count);
                key.WriteTo(ref writer);
            }
            else
            {
                // The positional arguments, and no named ones.
                writer.WriteArrayHeader(2);
                writer.WriteArrayHeader(TKey.Count);
                key.WriteTo(ref writer);
                writer.WriteMapHeader(0);
            }

            Blake2b.Hash(writer.Written, hash);
        }
        finally
        {
            writer.Dispose();
        }

        return Compose(hash);
    }

    /// <summary>Checks that every argument has a canonical form, for calls that need no text key: they must fail in the same way.</summary>
    /// <param name="key">The arguments.</param>
    /// <exception cref="CacheKeyException">An argument has none.</exception>
    public void Verify<TKey>(in TKey key)
        where TKey : struct, ICacheKey<TKey>
    {
        var writer = new KeyWriter(stackalloc byte[StackBuffer], method, interop);
        try
        {
            key.WriteTo(ref writer);
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The text around the hash of the arguments.</summary>
    private protected abstract string Compose(ReadOnlySpan<byte> hash);
}
