using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class KeyringTests
{
    private const string Good = "007f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abba";
    private const string K1 = "1111111111111111111111111111111111111111111111111111111111111111";
    private const string K2 = "2222222222222222222222222222222222222222222222222222222222222222";
    private const string K3 = "3333333333333333333333333333333333333333333333333333333333333333";
    private const string K4 = "4444444444444444444444444444444444444444444444444444444444444444";

    [Fact]
    public void HexKey_BecomesItsBytesInEitherCase()
    {
        using var lower = Keyring.FromHex(Good);
        using var upper = Keyring.FromHex(Good.ToUpperInvariant());

        Assert.Equal(Convert.FromHexString(Good), lower.Keys[0].Bytes);
        Assert.Equal(lower.Keys[0].Bytes, upper.Keys[0].Bytes);
        Assert.Equal(0, lower.PreviousCount);
    }

    [Theory]
    [InlineData(Good + "0", "it has 65 digits")]
    [InlineData("007f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abbg", "character 64 is not a hexadecimal digit")]
    [InlineData("+07f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abba", "character 1 is not a hexadecimal digit")]
    [InlineData("-07f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abba", "character 1 is not a hexadecimal digit")]
    [InlineData("007f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998ab", "it has 62 digits")]
    [InlineData("007f80ffa55ac33c1ee12dd24bb46996", "it has 32 digits")]
    [InlineData("00 7f 80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998ab", "character 3 is not a hexadecimal digit")]
    [InlineData("0x007f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998ab", "it begins with 0x")]
    [InlineData("0X" + Good, "it begins with 0x")]
    [InlineData(" " + Good, "it begins or ends with white space")]
    [InlineData(Good + "\n", "it begins or ends with white space")]
    [InlineData(Good + Good, "it has 128 digits")]
    [InlineData("٠07f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abba", "character 1 is not a hexadecimal digit")]
    [InlineData("", "it is empty")]
    [InlineData("  ", "it is empty")]
    [InlineData(null, "it is empty")]
    public void WrongText_IsRefusedWithTheReasonAndTheWayOut(string? text, string reason)
    {
        var current = Assert.Throws<CacheConfigurationException>(() => Keyring.FromHex(text!));
        var previous = Assert.Throws<CacheConfigurationException>(() => Keyring.FromHex(K1, K2, text!));

        Assert.StartsWith("current is not a master key: " + reason, current.Message, StringComparison.Ordinal);
        Assert.StartsWith("previous[1] is not a master key: " + reason, previous.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -hex 32", current.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("7f80ff", current.Message + previous.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void RawKeyOfAnotherLength_IsRefused(int length)
    {
        var current = Assert.Throws<CacheConfigurationException>(() => Keyring.FromRawKeys(new byte[length]));
        var previous = Assert.Throws<CacheConfigurationException>(() => Keyring.FromRawKeys(Convert.FromHexString(K1), new byte[length]));

        Assert.StartsWith("current is not a master key", current.Message, StringComparison.Ordinal);
        Assert.StartsWith("previous[0] is not a master key", previous.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RawKeys_AreTheSameAsTheirHexForm()
    {
        using var hex = Keyring.FromHex(K1, K2, K3, K4);
        var bytes = Convert.FromHexString(K1);
        using var raw = Keyring.FromRawKeys(bytes, Convert.FromHexString(K2), Convert.FromHexString(K3), Convert.FromHexString(K4));
        Array.Clear(bytes);

        Assert.Equal(hex.Keys.Select(key => key.Bytes), raw.Keys.Select(key => key.Bytes));
        Assert.Equal(3, raw.PreviousCount);
    }

    [Fact]
    public void FourPreviousKeys_AreRefusedAndNotTruncated()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Keyring.FromHex(Good, K1, K2, K3, K4));

        Assert.Contains("previous has 4 keys", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CurrentKeyAmongThePreviousOnes_IsRefusedInAnySpelling()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Keyring.FromHex(Good, K1, Good.ToUpperInvariant()));
        Assert.Contains("previous has the same key as current", exception.Message, StringComparison.Ordinal);

        var bytes = Convert.FromHexString(Good);
        Assert.Throws<CacheConfigurationException>(() => Keyring.FromRawKeys(bytes, bytes));
    }

    [Fact]
    public void AllProblems_AreReportedTogether()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Keyring.FromHex("x", "y", K1, K2, K3));

        Assert.Equal(3, exception.Problems.Count);
    }

    [Fact]
    public void Disposal_ZeroesEveryKeyAndEndsItsUse()
    {
        var keyring = Keyring.FromHex(K1, K2, K3);
        var bytes = keyring.Keys.Select(key => key.Bytes).ToArray();
        Assert.DoesNotContain(bytes, key => key.All(b => b == 0));

        keyring.Dispose();

        Assert.All(bytes, key => Assert.Equal(new byte[32], key));
        Assert.StartsWith("The key was zeroed when its Keyring, ", Assert.Throws<ObjectDisposedException>(() => new EntryCipher(keyring)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_CountsTheKeysOnly()
    {
        using var keyring = Keyring.FromHex(K1, K2);

        Assert.Equal("Keyring: 1 current key, 1 previous", keyring.ToString());
    }
}
