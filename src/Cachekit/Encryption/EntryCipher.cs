using System.Security.Cryptography;

namespace Cachekit.Encryption;

/// <summary>Encrypts and decrypts the entries of one tenant: AES-256-GCM with a nonce in front and the tag behind. Safe for concurrent use.</summary>
/// <remarks>
/// <para>All keys are derived once, when the cipher is made; the keyring may be disposed of afterwards. <see cref="Dispose"/> zeroes what was derived.</para>
/// <para>No nonce is used twice: each cipher has an instance id of its own and counts up from there. A process that was copied by <c>fork</c> takes
/// new instance ids. A copy of a whole machine with its memory cannot be noticed: restart the processes of such a copy.</para>
/// </remarks>
public sealed class EntryCipher : IDisposable
{
    /// <summary>How many bytes a ciphertext has more than its plaintext: 12 of nonce and 16 of tag.</summary>
    public const int Overhead = NonceSource.Size + CipherKey.TagSize;

    /// <summary>The tenant where none is set.</summary>
    public const string DefaultTenant = "default";

    private const int StackSize = 512;

    private readonly CipherKey[] _keys;
    private readonly byte[] _head;
    private readonly NonceSource _nonces;
    private int _warned;

    /// <summary>Makes the cipher of a tenant.</summary>
    /// <param name="keyring">The master keys.</param>
    /// <param name="tenant">The tenant, 1 to 1024 bytes of UTF-8, used exactly as written.</param>
    /// <exception cref="CacheConfigurationException">The tenant is none, or the platform has no AES-GCM.</exception>
    public EntryCipher(Keyring keyring, string tenant = DefaultTenant)
        : this(keyring, tenant, InstanceIds.Shared, firstCount: 0)
    {
    }

    /// <summary>For tests, which begin near the end of the nonces.</summary>
    internal EntryCipher(Keyring keyring, string tenant, InstanceIds ids, long firstCount)
    {
        ArgumentNullException.ThrowIfNull(keyring);
        Tenants.ThrowIfInvalid(tenant);
        if (!AesGcm.IsSupported)
        {
            throw new CacheConfigurationException("This platform has no AES-GCM, so nothing can be encrypted: run on another one, or cache nothing secret.");
        }

        _head = AdditionalData.Head(tenant);
        _keys = keyring.Derive(tenant);
        _nonces = new NonceSource(ids, firstCount);
    }

    /// <summary>16 bytes that name the tenant's current key, without saying anything of it.</summary>
    public ReadOnlySpan<byte> Fingerprint => _keys[0].Fingerprint;

    /// <summary>How often this cipher can still encrypt: 4,294,967,295 times at first, then ever less. A new cipher begins anew.</summary>
    public long RemainingEncryptions => _nonces.Remaining;

    /// <summary>The derived keys, the current one first; for tests.</summary>
    internal IReadOnlyList<CipherKey> Keys => _keys;

    /// <summary>Encrypts with the current key.</summary>
    /// <param name="plaintext">The plaintext, of any length up to 2,147,483,563 bytes.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <returns>The ciphertext, <see cref="Overhead"/> bytes longer than the plaintext.</returns>
    /// <exception cref="ArgumentException">The plaintext is too large, or the binding states what is not registered.</exception>
    /// <exception cref="CacheEncryptionException">There are no nonces left, or the platform failed.</exception>
    /// <exception cref="ObjectDisposedException">The keys have been zeroed.</exception>
    public byte[] Encrypt(ReadOnlySpan<byte> plaintext, in EntryBinding binding)
    {
        if (plaintext.Length > Array.MaxLength - Overhead)
        {
            throw EncryptionErrors.TooLarge();
        }

        var stored = GC.AllocateUninitializedArray<byte>(plaintext.Length + Overhead);
        Encrypt(plaintext, stored, in binding);
        return stored;
    }

    /// <summary>Encrypts with the current key into a buffer, without allocating.</summary>
    /// <param name="plaintext">The plaintext.</param>
    /// <param name="destination">Receives the ciphertext; <see cref="Overhead"/> bytes longer than the plaintext at least, and no part of it.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The destination is too small or overlaps, or the binding states what is not registered.</exception>
    /// <exception cref="CacheEncryptionException">There are no nonces left, or the platform failed.</exception>
    /// <exception cref="ObjectDisposedException">The keys have been zeroed.</exception>
    public int Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> destination, in EntryBinding binding)
    {
        var total = (long)plaintext.Length + Overhead;
        if (destination.Length < total)
        {
            throw total > Array.MaxLength ? EncryptionErrors.TooLarge() : EncryptionErrors.DestinationTooSmall((int)total, destination.Length);
        }

        if (plaintext.Overlaps(destination))
        {
            throw EncryptionErrors.Overlap();
        }

        using var additional = new AdditionalDataBuffer(_head, in binding, stackalloc byte[StackSize]);
        Seal(plaintext, destination[..(int)total], additional.Span);
        return (int)total;
    }

    /// <summary>Decrypts with the current key, or else with the previous ones in order.</summary>
    /// <param name="stored">The ciphertext.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <returns>The plaintext.</returns>
    /// <exception cref="ArgumentException">The binding states what is not registered.</exception>
    /// <exception cref="CacheEncryptionException">The bytes are no ciphertext, or no key authenticates them.</exception>
    /// <exception cref="ObjectDisposedException">The keys have been zeroed.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> stored, in EntryBinding binding) => Decrypt(stored, in binding, out _);

    /// <summary>Decrypts with the current key, or else with the previous ones in order, and says which one it was.</summary>
    /// <param name="stored">The ciphertext.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <param name="servedBy">The key that fitted: 0 is the current one, 1 to 3 the previous ones in order. -1 when none did.</param>
    /// <returns>The plaintext.</returns>
    /// <exception cref="ArgumentException">The binding states what is not registered.</exception>
    /// <exception cref="CacheEncryptionException">The bytes are no ciphertext, or no key authenticates them.</exception>
    /// <exception cref="ObjectDisposedException">The keys have been zeroed.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> stored, in EntryBinding binding, out int servedBy)
    {
        servedBy = -1;
        if (stored.Length < Overhead)
        {
            throw EncryptionErrors.Malformed(stored.Length);
        }

        var plaintext = GC.AllocateUninitializedArray<byte>(stored.Length - Overhead);
        Decrypt(stored, plaintext, in binding, out servedBy);
        return plaintext;
    }

    /// <summary>Decrypts into a buffer, without allocating: with the current key, or else with the previous ones in order.</summary>
    /// <param name="stored">The ciphertext.</param>
    /// <param name="destination">Receives the plaintext; at most <see cref="Overhead"/> bytes shorter than the ciphertext, and no part of it. Zeroed on failure.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <param name="servedBy">The key that fitted: 0 is the current one, 1 to 3 the previous ones in order. -1 when none did.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The destination is too small or overlaps, or the binding states what is not registered.</exception>
    /// <exception cref="CacheEncryptionException">The bytes are no ciphertext, or no key authenticates them.</exception>
    /// <exception cref="ObjectDisposedException">The keys have been zeroed.</exception>
    public int Decrypt(ReadOnlySpan<byte> stored, Span<byte> destination, in EntryBinding binding, out int servedBy) =>
        Open(stored, destination, in binding, first: 0, _keys.Length, out servedBy);

    /// <summary>Decrypts an entry that names its key. The key that fits the name is the only one that is tried.</summary>
    /// <param name="stored">The ciphertext.</param>
    /// <param name="destination">Receives the plaintext, as in the other overloads.</param>
    /// <param name="binding">What the entry is bound to.</param>
    /// <param name="fingerprint">The name that the entry was stored with.</param>
    /// <param name="failClosed">Whether a name that fits no key is an error at once; otherwise the current key is tried.</param>
    /// <param name="servedBy">The key that fitted, or -1.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="CacheEncryptionException">The bytes are no ciphertext, no key fits, or the one that fits does not authenticate them.</exception>
    internal int Decrypt(
        ReadOnlySpan<byte> stored, Span<byte> destination, in EntryBinding binding, ReadOnlySpan<byte> fingerprint, bool failClosed, out int servedBy)
    {
        servedBy = -1;
        if (stored.Length < Overhead)
        {
            throw EncryptionErrors.Malformed(stored.Length);
        }

        for (var i = 0; i < _keys.Length; i++)
        {
            if (fingerprint.SequenceEqual(_keys[i].Fingerprint))
            {
                return Open(stored, destination, in binding, i, i + 1, out servedBy);
            }
        }

        return failClosed ? throw EncryptionErrors.UnknownKey() : Open(stored, destination, in binding, first: 0, end: 1, out servedBy);
    }

    /// <summary>Whether few encryptions are left, and nobody has been told yet: the caller has to tell.</summary>
    internal bool MustWarn() => RemainingEncryptions < NonceSource.LowWater && Interlocked.Exchange(ref _warned, 1) == 0;

    /// <summary>Zeroes the derived keys. Calls that are under way end well or with an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }

    private void Seal(ReadOnlySpan<byte> plaintext, Span<byte> stored, ReadOnlySpan<byte> additional)
    {
        var key = _keys[0];
        var aes = key.Rent();
        try
        {
            var nonce = stored[..NonceSource.Size];
            _nonces.Next(nonce);
            aes.Encrypt(nonce, plaintext, stored[NonceSource.Size..^CipherKey.TagSize], stored[^CipherKey.TagSize..], additional);
        }
        catch (CryptographicException exception)
        {
            throw EncryptionErrors.Failed("encrypt", exception);
        }
        finally
        {
            key.Return(aes);
        }
    }

    private int Open(ReadOnlySpan<byte> stored, Span<byte> destination, in EntryBinding binding, int first, int end, out int servedBy)
    {
        servedBy = -1;
        if (stored.Length < Overhead)
        {
            throw EncryptionErrors.Malformed(stored.Length);
        }

        var length = stored.Length - Overhead;
        if (destination.Length < length)
        {
            throw EncryptionErrors.DestinationTooSmall(length, destination.Length);
        }

        if (stored.Overlaps(destination))
        {
            throw EncryptionErrors.Overlap();
        }

        using var additional = new AdditionalDataBuffer(_head, in binding, stackalloc byte[StackSize]);
        servedBy = OpenWithAny(stored, destination[..length], additional.Span, first, end);
        return length;
    }

    /// <returns>The key that fitted.</returns>
    private int OpenWithAny(ReadOnlySpan<byte> stored, Span<byte> plaintext, ReadOnlySpan<byte> additional, int first, int end)
    {
        AuthenticationTagMismatchException? mismatch = null;
        for (var i = first; i < end; i++)
        {
            var key = _keys[i];
            var aes = key.Rent();
            try
            {
                aes.Decrypt(
                    stored[..NonceSource.Size], stored[NonceSource.Size..^CipherKey.TagSize], stored[^CipherKey.TagSize..], plaintext, additional);
                return i;
            }
            catch (AuthenticationTagMismatchException exception)
            {
                mismatch = exception;
            }
            catch (CryptographicException exception)
            {
                CryptographicOperations.ZeroMemory(plaintext);
                throw EncryptionErrors.Failed("decrypt", exception);
            }
            finally
            {
                key.Return(aes);
            }
        }

        CryptographicOperations.ZeroMemory(plaintext);
        throw EncryptionErrors.Tampered(end - first, mismatch!);
    }
}
