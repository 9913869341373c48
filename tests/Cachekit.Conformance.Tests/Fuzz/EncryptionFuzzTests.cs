using System.Text;
using Cachekit.Conformance.Tests.Differential;
using Cachekit.Encryption;

namespace Cachekit.Conformance.Tests.Fuzz;

/// <summary>Damaged ciphertexts, and texts that are almost master keys.</summary>
public class EncryptionFuzzTests
{
    [Fact]
    public void Ciphertext_IsOpenedOnlyWhenItIsUntouched()
    {
        var random = new Random(DifferentialSize.Seed);
        using var keyring = Keyring.FromHex(new string('1', 64), new string('2', 64));
        using var cipher = new EntryCipher(keyring);
        var binding = new EntryBinding("catalog:get_product:1", Compressed: false);
        byte[][] seeds = [.. Enumerable.Range(0, 40).Select(_ => cipher.Encrypt(RandomPayload.Next(random, 300), binding))];
        var untouched = seeds.Select(static seed => Convert.ToHexStringLower(seed)).ToHashSet();

        FuzzRun.Over(
            seeds,
            input =>
            {
                cipher.Decrypt(input, binding);
                Assert.Contains(Convert.ToHexStringLower(input), untouched);
            },
            static exception => exception is CacheEncryptionException { Kind: EncryptionErrorKind.Tampered or EncryptionErrorKind.Malformed },
            static input => FuzzRun.ExceptionCost + (2L * input.Length) + (4L * input.Length));
    }

    [Fact]
    public void MasterKey_IsReadOrRefused_AndNotShown()
    {
        byte[][] seeds =
        [
            .. new[]
            {
                new string('a', 64), "007f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abba", "007F80FFA55AC33C1EE12DD24BB469968778F00F01102332455467768998ABBA",
            }.Select(Encoding.Latin1.GetBytes),
        ];
        FuzzRun.Over(
            seeds,
            static input =>
            {
                var text = Encoding.Latin1.GetString(input);
                try
                {
                    Keyring.FromHex(text).Dispose();
                    Assert.True(text.Length == 64 && text.All(char.IsAsciiHexDigit), $"'{text}' is no key.");
                }
                catch (CacheConfigurationException exception)
                {
                    Assert.False(text.Length == 64 && text.All(char.IsAsciiHexDigit), $"'{text}' is a key.");
                    Assert.False(text.Length >= 8 && exception.Message.Contains(text, StringComparison.Ordinal), $"The message shows '{text}'.");
                    throw;
                }
            },
            static exception => exception is CacheConfigurationException,
            static input => FuzzRun.ExceptionCost + (8L * input.Length));
    }
}
