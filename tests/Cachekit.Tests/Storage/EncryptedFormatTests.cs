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
    public void AuthenticEntryThatIsNone_LeavesNothingInThePool()
    {
        const int Size = 3000;
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var cipher = new EntryCipher(keyring, "a");
        using var ciphers = Ciphers(0);
        var secret = Enumerable.Repeat((byte)'s', Size).ToArray();
        byte[] entry = [0x02, .. cipher.Fingerprint, .. cipher.Encrypt(secret, new EntryBinding("key", Compressed: true))];

        // The pool of a thread gives back first what the thread returned last.
        ArrayPool<byte>.Shared.Return(Filled(ArrayPool<byte>.Shared.Rent(Size), secret));
        Assert.Contains((byte)'s', Peek(Size));

        Assert.Throws<CacheFormatException>(() => Format(ciphers).Open(entry, new EntryContext("key", "a")).Dispose());
        Assert.DoesNotContain((byte)'s', Peek(Size));
    }

    private static byte[] Filled(byte[] array, byte[] content)
    {
        content.CopyTo(array, 0);
        return array;
    }

    private static byte[] Peek(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        var copy = array.ToArray();
        ArrayPool<byte>.Shared.Return(array);
        return copy;
    }

    private static CipherCache Ciphers(long firstCount) => new(Keyring.FromHex(new string('1', 64)), firstCount: firstCount);

    private static void Seal(EncryptedFormat format, string tenant) => format.Seal([0xC0], new EntryContext("key", tenant, Stamp: 1));

    private EncryptedFormat Format(CipherCache ciphers) => new(new StampedFormat(envelope: true, compressionLevel: 0), ciphers, keyPrefix: "", failClosed: true, _warnings.Add);
}
