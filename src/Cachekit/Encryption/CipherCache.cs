using System.Collections.Concurrent;

namespace Cachekit.Encryption;

/// <summary>The ciphers of a runtime, one for each tenant that is in use. Safe for concurrent use.</summary>
/// <remarks>
/// There are as many as the capacity says at most; then the one that has not been asked for the longest makes room (second chance). It is not
/// disposed of, because somebody may be using it right now: its keys are zeroed when the last user has let go of it.
/// </remarks>
internal sealed class CipherCache : IDisposable
{
    internal const int DefaultCapacity = 4096;

    private readonly object _lock = new();
    private readonly ConcurrentDictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Keyring _keyring;
    private readonly int _capacity;
    private readonly long _firstCount;
    private bool _disposed;

    /// <param name="keyring">The master keys; disposed of with this cache.</param>
    /// <param name="capacity">How many ciphers there can be.</param>
    /// <param name="firstCount">Where the nonces of a cipher begin; only tests begin near the end.</param>
    internal CipherCache(Keyring keyring, int capacity = DefaultCapacity, long firstCount = 0)
    {
        _keyring = keyring;
        _capacity = capacity;
        _firstCount = firstCount;
    }

    internal int Count => _places.Count;

    /// <summary>The cipher of a tenant.</summary>
    /// <param name="tenant">The tenant, 1 to 1024 bytes of UTF-8.</param>
    /// <exception cref="CacheConfigurationException">It is no tenant.</exception>
    /// <exception cref="ObjectDisposedException">The runtime has been disposed of.</exception>
    internal EntryCipher For(string tenant)
    {
        if (tenant is not null && _places.TryGetValue(tenant, out var place))
        {
            // Written only when it changes, so that the line stays shared among the processors.
            if (!place.Used)
            {
                place.Used = true;
            }

            return place.Cipher;
        }

        return Add(tenant);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var place in _places.Values)
            {
                place.Cipher.Dispose();
            }

            _places.Clear();
            _order.Clear();
            _keyring.Dispose();
        }
    }

    private EntryCipher Add(string? tenant)
    {
        Tenants.ThrowIfInvalid(tenant);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_places.TryGetValue(tenant!, out var found))
            {
                return found.Cipher;
            }

            if (_places.Count >= _capacity)
            {
                MakeRoom();
            }

            var cipher = new EntryCipher(_keyring, tenant!, InstanceIds.Shared, _firstCount);
            _places[tenant!] = new Place(cipher);
            _order.Enqueue(tenant!);
            return cipher;
        }
    }

    // Each is passed over once at most: readers that go on setting marks could keep the search going for ever.
    private void MakeRoom()
    {
        for (var passed = 0; passed < _capacity && _places[_order.Peek()] is { Used: true } place; passed++)
        {
            place.Used = false;
            _order.Enqueue(_order.Dequeue());
        }

        _places.TryRemove(_order.Dequeue(), out _);
    }

    private sealed class Place(EntryCipher cipher)
    {
        internal EntryCipher Cipher { get; } = cipher;

        internal volatile bool Used;
    }
}
