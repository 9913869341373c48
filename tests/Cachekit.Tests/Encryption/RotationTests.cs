using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class RotationTests
{
    private const string K1 = "1111111111111111111111111111111111111111111111111111111111111111";
    private const string K2 = "2222222222222222222222222222222222222222222222222222222222222222";
    private const string K3 = "3333333333333333333333333333333333333333333333333333333333333333";
    private const string K4 = "4444444444444444444444444444444444444444444444444444444444444444";
    private const string Tenant = "keyring-conformance";

    private static readonly EntryBinding Binding = new("keyring:k1:entry", Compressed: false);
    private static readonly byte[] WrittenWithK1 = Convert.FromHexString("010101010101010101010101ebc2f0799d210e06f1ec990ec8d2b3b1b6876e1cdbecb09600b89292");
    private static readonly byte[] Plaintext = Convert.FromHexString("6b312d706c61696e74657874");

    [Fact]
    public void EntryOfAPreviousKey_IsReadAndSaysSo()
    {
        Assert.Equal(Plaintext, Cipher(K2, K1).Decrypt(WrittenWithK1, in Binding, out var first));
        Assert.Equal(Plaintext, Cipher(K2, K3, K4, K1).Decrypt(WrittenWithK1, in Binding, out var third));
        Assert.Equal(Plaintext, Cipher(K1, K2).Decrypt(WrittenWithK1, in Binding, out var current));

        Assert.Equal((1, 3, 0), (first, third, current));
    }

    [Fact]
    public void EntryOfADroppedKey_IsTampering()
    {
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(() => Cipher(K2).Decrypt(WrittenWithK1, in Binding)));
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(() => Cipher(K2, K3, K4).Decrypt(WrittenWithK1, in Binding)));
    }

    [Fact]
    public void Encryption_AlwaysTakesTheCurrentKey()
    {
        var stored = Cipher(K2, K1).Encrypt(Plaintext, in Binding);

        Cipher(K1, K2).Decrypt(stored, in Binding, out var servedBy);
        Assert.Equal(1, servedBy);
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(() => Cipher(K1).Decrypt(stored, in Binding)));
    }

    [Fact]
    public void NamedKey_IsTheOnlyOneThatIsTried()
    {
        var cipher = Cipher(K2, K3, K1);
        var k1 = Cipher(K1).Fingerprint.ToArray();
        var k3 = Cipher(K3).Fingerprint.ToArray();
        var destination = new byte[Plaintext.Length];

        foreach (var failClosed in new[] { true, false })
        {
            Assert.Equal(Plaintext.Length, cipher.Decrypt(WrittenWithK1, destination, in Binding, k1, failClosed, out var servedBy));
            Assert.Equal(2, servedBy);
            Assert.Equal(Plaintext, destination);
            Assert.Equal(EncryptionErrorKind.Tampered, Refusal(() => cipher.Decrypt(WrittenWithK1, new byte[12], in Binding, k3, failClosed, out _)));
            Assert.Equal(EncryptionErrorKind.Tampered, Refusal(() => cipher.Decrypt(WrittenWithK1, new byte[12], in Binding, cipher.Fingerprint, failClosed, out _)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    public void UnknownName_IsAnErrorOrLeavesTheCurrentKey(int length)
    {
        var name = new byte[length];
        var destination = new byte[Plaintext.Length];

        Assert.Equal(EncryptionErrorKind.UnknownKey, Refusal(() => Cipher(K1).Decrypt(WrittenWithK1, new byte[12], in Binding, name, failClosed: true, out _)));
        Cipher(K1, K2).Decrypt(WrittenWithK1, destination, in Binding, name, failClosed: false, out var servedBy);
        Assert.Equal(0, servedBy);
        Assert.Equal(Plaintext, destination);
        Assert.Equal(EncryptionErrorKind.Tampered, Refusal(() => Cipher(K2, K1).Decrypt(WrittenWithK1, new byte[12], in Binding, name, failClosed: false, out _)));
    }

    [Fact]
    public void Cipher_OutlivesItsKeyring()
    {
        var keyring = Keyring.FromHex(K2, K1);
        using var cipher = new EntryCipher(keyring, Tenant);
        keyring.Dispose();

        Assert.Equal(Plaintext, cipher.Decrypt(WrittenWithK1, in Binding));
    }

    private static EncryptionErrorKind Refusal(Action action) => Assert.Throws<CacheEncryptionException>(action).Kind;

    private static EntryCipher Cipher(string current, params string[] previous)
    {
        using var keyring = Keyring.FromHex(current, previous);
        return new EntryCipher(keyring, Tenant);
    }
}
