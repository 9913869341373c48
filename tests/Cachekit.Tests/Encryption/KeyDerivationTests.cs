using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

public class KeyDerivationTests
{
    private static readonly byte[] Master = [.. Enumerable.Repeat((byte)0x61, 32)];

    [Fact]
    public void Salt_HasMarkDomainAndTenantWithTheirLengths()
    {
        var salt = new byte[KeyDerivation.MaxSaltSize];

        var size = KeyDerivation.WriteSalt("encryption"u8, "default", salt);

        Assert.Equal("63616368656b69745f76315f0a656e6372797074696f6e000764656661756c74", Convert.ToHexStringLower(salt.AsSpan(0, size)));
    }

    [Theory]
    [InlineData(KeyDerivation.Encryption, "92e214391c4ec7e399a35e9bd973449ed39488a17219da2dd87778f139a8a696")]
    [InlineData("authentication", "569077164c92db0c1bb90c406ef67177fd66af7770b38d111bbf7087cc5c4210")]
    [InlineData("cache_keys", "b894bc1bc5dc7cd5e64dccac16688ceddaff5f6a926ee26d9306fa34ad716230")]
    public void EachDomain_HasItsOwnKey(string domain, string expected)
    {
        using var master = SecretKey.FromBytes(Master);
        using var derived = KeyDerivation.Derive(master, domain, "default");

        Assert.Equal(expected, Convert.ToHexStringLower(derived.Bytes));
    }

    [Theory]
    [InlineData("6161616161616161616161616161616161616161616161616161616161616161", "default", "52d54c97f8e5efaa5bdf58a301f92726")]
    [InlineData("6161616161616161616161616161616161616161616161616161616161616161", "cross-sdk-test", "96179a9bc881aa7ca83f04b78a66afd3")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111", "keyring-conformance", "b6bfaa4119e9d72c87a393b17f1e117b")]
    [InlineData("2222222222222222222222222222222222222222222222222222222222222222", "keyring-conformance", "e066ffdacfb5fb11a6ecc44c7a0ecb4e")]
    [InlineData("007f80ffa55ac33c1ee12dd24bb469968778f00f01102332455467768998abba", "default", "f3b07cd5f8ffa96a55243a22fc252200")]
    public void Fingerprint_IsThatOfTheDerivedKey(string master, string tenant, string expected)
    {
        using var keyring = Keyring.FromHex(master);
        using var cipher = new EntryCipher(keyring, tenant);

        Assert.Equal(expected, Convert.ToHexStringLower(cipher.Fingerprint));
    }

    [Fact]
    public void LongestTenant_IsCountedInBytes()
    {
        using var keyring = Keyring.FromRawKeys(Master);
        using var longest = new EntryCipher(keyring, new string('é', 512));

        Assert.Equal(16, longest.Fingerprint.Length);
        Assert.Contains("1025 bytes", Assert.Throws<CacheConfigurationException>(() => new EntryCipher(keyring, new string('é', 512) + "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void WhatIsNoTenant_IsAConfigurationError(string? tenant)
    {
        using var keyring = Keyring.FromRawKeys(Master);

        Assert.Throws<CacheConfigurationException>(() => new EntryCipher(keyring, tenant!));
    }

    [Fact]
    public void TenantWithoutFormInUtf8_IsAConfigurationError()
    {
        using var keyring = Keyring.FromRawKeys(Master);

        var exception = Assert.Throws<CacheConfigurationException>(() => new EntryCipher(keyring, "half a pair \ud83d"));
        Assert.Contains("surrogate", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tenants_AreTakenByteForByte()
    {
        using var keyring = Keyring.FromRawKeys(Master);
        string[] tenants = ["A", "a", " a", "a ", "é", "e\u0301", "{a}"];

        Assert.Equal(tenants.Length, tenants.Select(tenant => Convert.ToHexString(new EntryCipher(keyring, tenant).Fingerprint)).Distinct().Count());
    }
}
