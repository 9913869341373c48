using System.Security.Cryptography;
using System.Text;

namespace Cachekit.Secrets;

/// <summary>The keys that are derived from the secret token, each once: 310,000 rounds take a tenth of a second and more.</summary>
/// <remarks>There is one salt for each token, and a new one where the token was made anew. Derived keys stay until the end, when they are cleared.</remarks>
/// <param name="token">The secret token.</param>
/// <param name="rounds">Fewer rounds, in tests that make many clients and projects.</param>
internal sealed class TokenKeys(string token, int rounds = TokenKeys.Rounds) : IDisposable
{
    public const int Rounds = 310_000;

    private readonly object _lock = new();
    private readonly Dictionary<string, Task<byte[]>> _keys = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <summary>How many keys were derived.</summary>
    internal int Derived
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count;
            }
        }
    }

    /// <summary>The key of the token with a salt; derived on the thread pool, whoever asks.</summary>
    public Task<byte[]> GetAsync(byte[] salt)
    {
        var name = Convert.ToHexString(salt);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_keys.TryGetValue(name, out var key))
            {
                key = Task.Run(() => Derive(salt));
                _keys.Add(name, key);
            }

            return key;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var key in _keys.Values)
            {
                _ = key.ContinueWith(static derived => CryptographicOperations.ZeroMemory(derived.Result), TaskScheduler.Default);
            }

            _keys.Clear();
        }
    }

    private byte[] Derive(byte[] salt)
    {
        var password = Encoding.UTF8.GetBytes(token);
        try
        {
            // Pinned, so that the collector leaves no copy of it behind.
            var key = GC.AllocateArray<byte>(RedenvKey.Bytes, pinned: true);
            Rfc2898DeriveBytes.Pbkdf2(password, salt, key, rounds, HashAlgorithmName.SHA256);
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }
}
