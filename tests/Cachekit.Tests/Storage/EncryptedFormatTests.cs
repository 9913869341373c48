using System.Buffers;
using Cachekit.Encryption;
using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public class EncryptedFormatTests
{
    private readonly List<long> _warnings = [];

    [Fact]
    public void FewNoncesLeft_AreToldOncePerTenant()
    {
        using var ciphers = Ciphers(NonceSource.Budget - NonceSource.LowWater);
        var format = Format(ciphers);

        Seal(format, "a");
        Assert.Empty(_warnings);
        Seal(format, "a");
        Seal(format, "a");
        Assert.Equal([NonceSource.LowWater - 1], _warnings);

        Seal(format, "b");
        Seal(format, "b");
        Assert.Equal(2, _warnings.Count);
    }

    [Fact]
    public void FewNoncesLeft_AreToldOnceForAllMethodsOfATenant()
    {
        using var ciphers = Ciphers(NonceSource.Budget - 10);

        Seal(Format(ciphers), "a");
        Seal(Format(ciphers), "a");

        Assert.Equal([10L], _warnings);
    }

    [Fact]
    public void NoNonceLeft_IsAnError()
    {
        using var ciphers = Ciphers(NonceSource.Budget - 1);
        var format = Format(ciphers);
        Seal(format, "a");

        var exception = Assert.Throws<CacheEncryptionException>(() => Seal(format, "a"));
        Assert.Equal(EncryptionErrorKind.NoncesExhausted, exception.Kind);
    }

    [Fact]
    public void AuthenticEntryThatIsNone_LeavesNothingInAPool()
    {
        const int Size = 3000;
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var cipher = new EntryCipher(keyring, "a");
        using var ciphers = Ciphers(0);
        var secret = Enumerable.Repeat((byte)'s', Size).ToArray();
        byte[] entry = [0x02, .. cipher.Fingerprint, .. cipher.Encrypt(secret, new EntryBinding("key", Compressed: true))];

        // The shared pool of a thread gives back first what the thread returned last: whoever wrote plaintext into it, or cleared it, would be seen.
        var other = Enumerable.Repeat((byte)'o', Size).ToArray();
        ArrayPool<byte>.Shared.Return(Filled(ArrayPool<byte>.Shared.Rent(Size), other));

        Assert.Throws<CacheFormatException>(() => Format(ciphers).Open(entry, new EntryContext("key", "a")).Dispose());
        Assert.Equal(other, Peek(ArrayPool<byte>.Shared, Size)[..Size]);
        Assert.DoesNotContain((byte)'s', Peek(PinnedArrayPool.OfSecrets, Size));
    }

    private static byte[] Filled(byte[] array, byte[] content)
    {
        content.CopyTo(array, 0);
        return array;
    }

    private static byte[] Peek(ArrayPool<byte> pool, int size)
    {
        var array = pool.Rent(size);
        var copy = array.ToArray();
        pool.Return(array);
        return copy;
    }

    private static CipherCache Ciphers(long firstCount) => new(Keyring.FromHex(new string('1', 64)), firstCount: firstCount);

    private static void Seal(EncryptedFormat format, string tenant) => format.Seal([0xC0], new EntryContext("key", tenant, Stamp: 1));

    private EncryptedFormat Format(CipherCache ciphers) => new(new StampedFormat(envelope: true, compressionLevel: 0), ciphers, keyPrefix: "", failClosed: true, _warnings.Add);
}
