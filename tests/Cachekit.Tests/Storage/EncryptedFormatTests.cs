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

    private static CipherCache Ciphers(long firstCount) => new(Keyring.FromHex(new string('1', 64)), firstCount: firstCount);

    private static void Seal(EncryptedFormat format, string tenant) => format.Seal([0xC0], new EntryContext("key", tenant, Stamp: 1));

    private EncryptedFormat Format(CipherCache ciphers) => new(new StampedFormat(envelope: true, compressionLevel: 0), ciphers, failClosed: true, _warnings.Add);
}
