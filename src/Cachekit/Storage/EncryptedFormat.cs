using Cachekit.Encryption;

namespace Cachekit.Storage;

/// <summary>Entries of another format, encrypted.</summary>
/// <remarks>
/// Entries of this SDK say in front of the ciphertext which key it needs: one version byte, 16 bytes of fingerprint. Shared ones do not:
/// they are the ciphertext alone, and the keys are tried in their order.
/// </remarks>
/// <param name="content">The format of the plaintext.</param>
/// <param name="ciphers">The ciphers of the tenants.</param>
/// <param name="keyPrefix">What the backend puts before every key: an entry is bound to the key under which it is stored.</param>
/// <param name="failClosed">Whether an unknown key is an error at once, instead of a try with the current one.</param>
/// <param name="fewEncryptionsLeft">Told once for each cipher, well before its nonces are used up, how many are left.</param>
internal sealed class EncryptedFormat(PlainFormat content, CipherCache ciphers, string keyPrefix, bool failClosed, Action<long> fewEncryptionsLeft) : EntryFormat
{
    private const byte Version = 0x02;

    private readonly int _headerSize = content.HasStamp ? 1 + SecretKey.FingerprintSize : 0;

    internal override bool HasStamp => content.HasStamp;

    internal override bool IsSecret => true;

    internal override void Verify(in EntryContext context, string method) => Tenants.ThrowIfInvalid(context.Tenant, method);

    internal override byte[] Seal(ReadOnlySpan<byte> payload, in EntryContext context)
    {
        using var plain = new PooledBuffer(content.MaxSize(payload.Length, context.Metadata), secret: true);
        var size = content.Write(payload, in context, plain.Span);
        var entry = GC.AllocateUninitializedArray<byte>(Room(size, _headerSize + EntryCipher.Overhead));
        Encrypt(plain.Span[..size], in context, entry);
        return entry;
    }

    internal override OpenedEntry Open(ReadOnlySpan<byte> stored, in EntryContext context)
    {
        if (_headerSize > 0 && (stored.Length < _headerSize || stored[0] != Version))
        {
            throw new CacheEncryptionException(
                EncryptionErrorKind.NotEncrypted, "The entry is not encrypted, but only encrypted ones are read here. It was written before the method was secure, or by somebody else.");
        }

        var sealedBytes = stored[_headerSize..];
        var rented = PooledBuffer.Rent(Math.Max(sealedBytes.Length - EntryCipher.Overhead, 1), secret: true);
        try
        {
            var cipher = ciphers.For(context.Tenant!);
            var binding = BindingOf(in context);
            int servedBy;
            var size = _headerSize > 0
                ? cipher.Decrypt(sealedBytes, rented, in binding, stored.Slice(1, SecretKey.FingerprintSize), failClosed, out servedBy)
                : cipher.Decrypt(sealedBytes, rented, in binding, out servedBy);
            return content.Open(rented.AsSpan(0, size), secret: true).FromDecrypted(rented, servedBy);
        }
        catch (Exception exception)
        {
            PooledBuffer.Return(rented, secret: true);
            if (exception is ObjectDisposedException)
            {
                throw KeysAreGone(exception);
            }

            throw;
        }
    }

    private void Encrypt(ReadOnlySpan<byte> plain, in EntryContext context, Span<byte> destination)
    {
        try
        {
            var cipher = ciphers.For(context.Tenant!);
            if (cipher.MustWarn())
            {
                fewEncryptionsLeft(cipher.RemainingEncryptions);
            }

            if (_headerSize > 0)
            {
                destination[0] = Version;
                cipher.Fingerprint.CopyTo(destination[1..]);
            }

            var binding = BindingOf(in context);
            cipher.Encrypt(plain, destination[_headerSize..], in binding);
        }
        catch (ObjectDisposedException exception)
        {
            throw KeysAreGone(exception);
        }
    }

    private static CacheEncryptionException KeysAreGone(Exception exception) => new(
        EncryptionErrorKind.Failed, "The runtime of the method has been disposed of, and its keys with it: what is secure is not cached any more.", exception);

    private EntryBinding BindingOf(in EntryContext context) => new(keyPrefix.Length == 0 ? context.Key! : keyPrefix + context.Key, content.IsContainer);
}
