using Cachekit.Encryption;
using Cachekit.TestSupport;
using Cachekit.Tests.Serialization;
using FsCheck.Fluent;

namespace Cachekit.Tests.Encryption;

public sealed class EntryCipherTests : IDisposable
{
    private const string Default = "6161616161616161616161616161616161616161616161616161616161616161";

    private static readonly EntryBinding Binding = new("catalog:get:1", Compressed: true);

    private readonly Keyring _keyring = Keyring.FromHex(Default);
    private readonly EntryCipher _cipher;

    public EntryCipherTests() => _cipher = new EntryCipher(_keyring);

    public void Dispose()
    {
        _cipher.Dispose();
        _keyring.Dispose();
    }

    [Theory]
    [InlineData(
        "default",
        "catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc",
        "a0a1a2a3a4a5a6a700000000719b57e4f0f3bea21b53249a184b8366beb7ff4b50a484ae52e4ca4246a5da4b94",
        "82a2696407a46e616d65a6576964676574")]
    [InlineData(
        "default",
        "users:get_user:61598716255080080f6456eb065c2e51badfaa4320b0efe97469c29cffee8875",
        "0d0e0f1011121314151617183c29af318238925ee76d081934adce133c0b4a7c5eb5704102b04582dcbf278ffd",
        "82a36167651ea46e616d65a5616c696365")]
    [InlineData("cross-sdk-test", "test:vector:1", "f8f69c70000000000000000087d9ec09f2c2347a4b37d5330ccf50e3c31e69642801bef5", "0102030405060708")]
    [InlineData("cross-sdk-test", "test:compressed:vector", "44cc06e600000000000000000eb8450c4aac2337265323f7f1b03fc3966deaa515f7", "deadbeefcafe", true)]
    [InlineData("cross-sdk-test", "test:arrow:compressed", "0a0b0c0d0e0f101100000001a4a4ee2872d4b60054edc7d4973188ad865d239be211796e", "8899aabbccddeeff", true, "arrow", "arrow")]
    [InlineData("cross-sdk-test", "test:orjson:vector", "0a0b0c0d0e0f1011000000024f4b2924c8166fcd7e6ff731f4e02ff46e6879534e8074c0a4", "7b2261223a2231227d", false, "orjson", "orjson")]
    public void EntriesOfOtherSdks_AreRead(
        string tenant, string key, string stored, string plaintext, bool compressed = false, string format = "msgpack", string? originalType = null)
    {
        using var cipher = new EntryCipher(_keyring, tenant);

        var opened = cipher.Decrypt(Convert.FromHexString(stored), new EntryBinding(key, compressed, format, originalType), out var servedBy);

        Assert.Equal(plaintext, Convert.ToHexStringLower(opened));
        Assert.Equal(0, servedBy);
    }

    [Fact]
    public void AnyPlaintextUnderAnyKey_ComesBack() => Any.Holds(Any.String.Zip(Any.String), pair =>
    {
        var plaintext = System.Text.Encoding.UTF8.GetBytes(pair.Item1);
        var binding = new EntryBinding(pair.Item2, plaintext.Length % 2 == 0);
        var stored = _cipher.Encrypt(plaintext, in binding);
        return stored.Length == plaintext.Length + EntryCipher.Overhead && _cipher.Decrypt(stored, in binding).AsSpan().SequenceEqual(plaintext);
    });

    [Fact]
    public void LongTenantAndKey_ComeBack()
    {
        using var cipher = new EntryCipher(_keyring, new string('é', 512));
        var binding = new EntryBinding(new string('k', 100_000), Compressed: false);

        Assert.Equal([1, 2, 3], cipher.Decrypt(cipher.Encrypt([1, 2, 3], in binding), in binding));
    }

    [Fact]
    public void EveryFlippedBit_IsTampering()
    {
        var stored = _cipher.Encrypt([1, 2, 3, 4], in Binding);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(EncryptionErrorKind.Tampered, Refusal(_cipher, stored, Binding));
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(_cipher, [.. stored, 0], Binding));
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(_cipher, stored[..^1], Binding));
        Assert.Equal([1, 2, 3, 4], _cipher.Decrypt(stored, in Binding));
    }

    [Fact]
    public void AnyOtherBinding_IsTampering()
    {
        var written = new EntryBinding("k", false, "arrow");
        var stored = _cipher.Encrypt([1, 2, 3], in written);
        EntryBinding[] others =
        [
            written with { CacheKey = "K" },
            written with { CacheKey = "ns:k" },
            written with { CacheKey = "" },
            written with { Compressed = true },
            written with { Format = "msgpack" },
            written with { OriginalType = "arrow" },
        ];

        Assert.All(others, other => Assert.Equal(EncryptionErrorKind.Tampered, Refusal(_cipher, stored, other)));
        Assert.Equal([1, 2, 3], _cipher.Decrypt(stored, in written));
    }

    [Fact]
    public void AnyOtherTenantOrMasterKey_IsTampering()
    {
        var stored = _cipher.Encrypt([1, 2, 3], in Binding);
        using var otherTenant = new EntryCipher(_keyring, "Default");
        using var otherKeys = Keyring.FromHex("62" + Default[2..]);
        using var otherKey = new EntryCipher(otherKeys);

        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(otherTenant, stored, Binding));
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(otherKey, stored, Binding));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(27)]
    public void LessThanTheOverhead_IsMalformedWhateverTheKeys(int length)
    {
        using var keyring = Keyring.FromHex(Default, new string('1', 64));
        using var cipher = new EntryCipher(keyring);

        Assert.Equal(EncryptionErrorKind.Malformed, Refusal(cipher, new byte[length], Binding));
        var exception = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(new byte[length], [], in Binding, cipher.Fingerprint, failClosed: true, out _));
        Assert.Equal(EncryptionErrorKind.Malformed, exception.Kind);
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(cipher, new byte[28], Binding));
    }

    [Fact]
    public void UnregisteredFormat_IsRefusedBeforeDecrypting()
    {
        Assert.Throws<ArgumentException>(() => _cipher.Decrypt(new byte[28], new EntryBinding("k", false, "json")));
        Assert.Throws<ArgumentException>(() => _cipher.Encrypt([1], new EntryBinding("k", false, "json")));
    }

    [Fact]
    public void FailedDecryption_LeavesNothingInTheBuffer()
    {
        var stored = _cipher.Encrypt([1, 2, 3, 4], in Binding);
        stored[^1] ^= 1;
        byte[] destination = [9, 9, 9, 9, 9];

        Assert.Throws<CacheEncryptionException>(() => _cipher.Decrypt(stored, destination, in Binding, out _));

        Assert.Equal([0, 0, 0, 0, 9], destination);
    }

    [Fact]
    public void BufferThatIsTooSmallOrTheSame_IsRefused()
    {
        var stored = _cipher.Encrypt([1, 2, 3], in Binding);
        var buffer = new byte[100];

        Assert.Throws<ArgumentException>(() => _cipher.Encrypt([1, 2, 3], new byte[30], in Binding));
        Assert.Throws<ArgumentException>(() => _cipher.Decrypt(stored, new byte[2], in Binding, out _));
        Assert.Throws<ArgumentException>(() => _cipher.Encrypt(buffer.AsSpan(0, 3), buffer, in Binding));
        Assert.Throws<ArgumentException>(() => _cipher.Decrypt(buffer.AsSpan(0, 31), buffer, in Binding, out _));
    }

    [Fact]
    public void Buffers_AreFilledWithoutAllocating()
    {
        var longKey = new EntryBinding(new string('k', 2000), Compressed: false);
        var plaintext = new byte[1024];
        var stored = new byte[plaintext.Length + EntryCipher.Overhead];

        Assert.Equal(0, Allocated.Bytes(() => RoundTrips(1000)));

        void RoundTrips(int times)
        {
            for (var i = 0; i < times; i++)
            {
                _cipher.Encrypt(plaintext, stored, in Binding);
                _cipher.Decrypt(stored, plaintext, in Binding, out _);
                _cipher.Encrypt(plaintext, stored, in longKey);
                _cipher.Decrypt(stored, plaintext, in longKey, out _);
            }
        }
    }

    [Fact]
    public void Disposal_ZeroesTheDerivedKeysAndEndsTheirUse()
    {
        var stored = _cipher.Encrypt([1], in Binding);
        var bytes = _cipher.Keys[0].Key.Bytes;
        Assert.Contains(bytes, b => b != 0);

        _cipher.Dispose();

        Assert.Equal(new byte[32], bytes);
        Assert.Throws<ObjectDisposedException>(() => _cipher.Encrypt([1], in Binding));
        Assert.Throws<ObjectDisposedException>(() => _cipher.Decrypt(stored, in Binding));
    }

    [Fact]
    public void CipherThatWasOutDuringDisposal_IsNotKept()
    {
        var key = _cipher.Keys[0];
        var aes = key.Rent();
        _cipher.Dispose();

        key.Return(aes);

        Assert.Throws<ObjectDisposedException>(key.Rent);
        Assert.Throws<ObjectDisposedException>(() => aes.Encrypt(new byte[12], new byte[1], new byte[1], new byte[16]));
    }

    [Fact]
    public void ManyThreads_NeverShareANonceAndReadEverything()
    {
        const int Threads = 8;
        const int Each = 20_000;
        var nonces = new UInt128[Threads][];

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var mine = nonces[thread] = new UInt128[Each];
            byte[] plaintext = [(byte)thread, 2, 3, 4, 5, 6, 7, 8];
            var stored = new byte[plaintext.Length + EntryCipher.Overhead];
            var opened = new byte[plaintext.Length];
            for (var i = 0; i < Each; i++)
            {
                plaintext[1] = (byte)i;
                _cipher.Encrypt(plaintext, stored, in Binding);
                mine[i] = new UInt128(BitConverter.ToUInt32(stored, 8), BitConverter.ToUInt64(stored));
                _cipher.Decrypt(stored, opened, in Binding, out _);
                Assert.Equal(plaintext, opened);
            }
        });

        Assert.Equal(Threads * Each, nonces.SelectMany(static n => n).Distinct().Count());
        Assert.Equal(uint.MaxValue - (Threads * Each), _cipher.RemainingEncryptions);
    }

    private static EncryptionErrorKind Refusal(EntryCipher cipher, byte[] stored, EntryBinding binding)
    {
        var servedBy = 0;
        var exception = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(stored, in binding, out servedBy));
        Assert.Equal(-1, servedBy);
        return exception.Kind;
    }
}
