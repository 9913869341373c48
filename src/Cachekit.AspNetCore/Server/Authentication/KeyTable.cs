using System.Security.Cryptography;

namespace Cachekit.AspNetCore;

/// <summary>Hashes of API keys, searched in a time that does not depend on which one fits.</summary>
internal sealed class KeyTable
{
    private readonly byte[] _hashes;
    private readonly CacheServerKey[] _keys;

    /// <summary>Takes the enabled keys, and leaves only their hashes in the options.</summary>
    public KeyTable(IEnumerable<CachekitServerKeyOptions> keys)
    {
        var enabled = new List<CachekitServerKeyOptions>();
        foreach (var key in keys)
        {
            key.KeySha256 = ApiKeyHash.ToText(key);
            key.Key = null;
            if (key.Enabled)
            {
                enabled.Add(key);
            }
        }

        _keys = new CacheServerKey[enabled.Count];
        _hashes = new byte[enabled.Count * ApiKeyHash.Size];
        for (var i = 0; i < enabled.Count; i++)
        {
            _keys[i] = new CacheServerKey(enabled[i].Tenant!, enabled[i].Namespaces?.ToArray());
            Convert.FromHexString(enabled[i].KeySha256!).CopyTo(_hashes, i * ApiKeyHash.Size);
        }
    }

    public int Count => _keys.Length;

    public CacheServerKey? Find(ReadOnlySpan<byte> hash)
    {
        CacheServerKey? found = null;
        for (var i = 0; i < _keys.Length; i++)
        {
            // To the last one, also when it was found.
            if (CryptographicOperations.FixedTimeEquals(_hashes.AsSpan(i * ApiKeyHash.Size, ApiKeyHash.Size), hash))
            {
                found = _keys[i];
            }
        }

        return found;
    }

    /// <summary>Whether both hold the same keys with the same rights; a configuration is also read anew when something else in it changed.</summary>
    public bool IsSameAs(KeyTable other)
    {
        if (!_hashes.AsSpan().SequenceEqual(other._hashes))
        {
            return false;
        }

        for (var i = 0; i < _keys.Length; i++)
        {
            var (mine, others) = (_keys[i], other._keys[i]);
            var sameNamespaces = mine.Namespaces is null || others.Namespaces is null
                ? ReferenceEquals(mine.Namespaces, others.Namespaces)
                : mine.Namespaces.SequenceEqual(others.Namespaces, StringComparer.Ordinal);
            if (mine.Tenant != others.Tenant || !sameNamespaces)
            {
                return false;
            }
        }

        return true;
    }
}
