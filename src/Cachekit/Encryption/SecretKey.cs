using System.Security.Cryptography;

namespace Cachekit.Encryption;

/// <summary>32 bytes that nobody else may see: a master key, or a key derived from one. Zeroed on disposal, or when nobody uses it any more.</summary>
/// <remarks>
/// The array is pinned, so that the collector leaves no copies of it behind, and never leaves this type: what needs the bytes is done here, under
/// a lock. So no key is ever read while it is being zeroed, which would encrypt with a key that anybody can guess.
/// </remarks>
internal sealed class SecretKey : IDisposable
{
    internal const int Size = 32;
    internal const int FingerprintSize = 16;

    private readonly object _lock = new();
    private bool _disposed;

    private SecretKey() => Bytes = GC.AllocateUninitializedArray<byte>(Size, pinned: true);

    ~SecretKey() => CryptographicOperations.ZeroMemory(Bytes);

    /// <summary>The bytes themselves, so that tests can see them zeroed.</summary>
    internal byte[] Bytes { get; }

    /// <param name="bytes">Exactly 32 bytes; they are copied.</param>
    internal static SecretKey FromBytes(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        var key = new SecretKey();
        bytes.CopyTo(key.Bytes);
        return key;
    }

    /// <summary>Decodes without a copy in between.</summary>
    /// <param name="text">What <see cref="MasterKeyText.Problem"/> finds nothing wrong with.</param>
    internal static SecretKey FromHex(ReadOnlySpan<char> text)
    {
        var key = new SecretKey();
        MasterKeyText.Decode(text, key.Bytes);
        return key;
    }

    internal SecretKey Copy()
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            var copy = FromBytes(Bytes);
            GC.KeepAlive(this);
            return copy;
        }
    }

    /// <summary>HKDF with SHA-256; see <see cref="KeyDerivation"/>.</summary>
    internal SecretKey Derive(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        Span<byte> intermediate = stackalloc byte[SHA256.HashSizeInBytes];
        var derived = new SecretKey();
        try
        {
            lock (_lock)
            {
                ThrowIfDisposed();
                HKDF.Extract(HashAlgorithmName.SHA256, Bytes, salt, intermediate);
                GC.KeepAlive(this);
            }

            HKDF.Expand(HashAlgorithmName.SHA256, intermediate, derived.Bytes, info);
            return derived;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(intermediate);
        }
    }

    internal AesGcm CreateAes(int tagSize)
    {
        lock (_lock)
        {
            ThrowIfDisposed();
            var aes = new AesGcm(Bytes, tagSize);
            GC.KeepAlive(this);
            return aes;
        }
    }

    /// <summary>What names a key without showing it: the first 16 bytes of a hash of it.</summary>
    internal byte[] Fingerprint()
    {
        var mark = "key_fingerprint_v1"u8;
        Span<byte> input = stackalloc byte[mark.Length + Size];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        mark.CopyTo(input);
        lock (_lock)
        {
            ThrowIfDisposed();
            Bytes.CopyTo(input[mark.Length..]);
            GC.KeepAlive(this);
        }

        SHA256.HashData(input, hash);
        CryptographicOperations.ZeroMemory(input);
        return hash[..FingerprintSize].ToArray();
    }

    internal bool HasSameBytesAs(SecretKey other) => CryptographicOperations.FixedTimeEquals(Bytes, other.Bytes);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            CryptographicOperations.ZeroMemory(Bytes);
        }

        GC.SuppressFinalize(this);
    }

    // Callers know the keyring, the cipher or the runtime that they disposed of, not this type.
    private void ThrowIfDisposed()
    {
        if (_disposed)
        {
            throw new ObjectDisposedException(null, "The key was zeroed when its Keyring, EntryCipher or CachekitRuntime was disposed of: use a new one.");
        }
    }
}
