using Cachekit.Encryption;
using Cachekit.Storage;

namespace Cachekit.Tests.Storage;

public sealed class EntryFormatTests
{
    [Fact]
    public void RoomThatNoArrayHas_IsRefused()
    {
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var ciphers = new CipherCache(keyring);
        var bare = new StampedFormat(envelope: false, compressionLevel: 0);
        var shared = new InteropFormat();
        EntryFormat[] formats = [bare, Encrypted(bare, ciphers), Encrypted(shared, ciphers)];
        Assert.All(formats, static format => AssertRefused(format, int.MaxValue));
        Assert.All(formats, static format => AssertRefused(format, Array.MaxLength));
    }

    [Fact]
    public void LargestRoom_IsTheLargestArray()
    {
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var ciphers = new CipherCache(keyring);
        var bare = new StampedFormat(envelope: false, compressionLevel: 0);
        AssertLargest(bare, StampedFormat.HeaderSize);
        AssertLargest(Encrypted(bare, ciphers), 1 + 16 + StampedFormat.HeaderSize + EntryCipher.Overhead);
        AssertLargest(Encrypted(new InteropFormat(), ciphers), EntryCipher.Overhead);
    }

    [Fact]
    public void EncryptedEnvelope_IsRefusedForThePayloadInIt()
    {
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var ciphers = new CipherCache(keyring);
        AssertRefused(Encrypted(new StampedFormat(envelope: true, compressionLevel: 6), ciphers), StorageLimits.MaxSize + 1);
        AssertRefused(Encrypted(new InteropContainerFormat(compressionLevel: 6), ciphers), StorageLimits.MaxSize + 1);
    }

    private static EncryptedFormat Encrypted(EntryFormat content, CipherCache ciphers) => new(content, ciphers, failClosed: true, static _ => { });

    private static void AssertLargest(EntryFormat format, int overhead)
    {
        Assert.Equal(Array.MaxLength, format.MaxSize(Array.MaxLength - overhead));
        AssertRefused(format, Array.MaxLength - overhead + 1);
    }

    private static void AssertRefused(EntryFormat format, int payload) =>
        Assert.Equal(FormatErrorKind.TooLarge, Assert.Throws<CacheFormatException>(() => format.MaxSize(payload)).Kind);
}
