using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Cachekit.Secrets.Tests.Redenv;

[Collection(RedenvGroup.Name)]
public sealed class RedenvKeyTests(RedenvWorld world)
{
    private static readonly byte[] Key = SHA256.HashData("key"u8);

    [Fact]
    public void AnyText_ComesBack()
    {
        using var key = new RedenvKey(Key);

        Check.One(Properties.Config, Prop.ForAll<NonNull<string>>(text => !IsWellFormed(text.Get) || key.DecryptText(key.Encrypt(text.Get)) == text.Get));
    }

    [Fact]
    public void TheTextForm_IsThatOfTheOtherClients()
    {
        var created = world.Create();
        using var key = new RedenvKey(Convert.FromHexString(created.Pek));

        Assert.Equal("tränen", key.DecryptText(created.Seal("tränen")));
        Assert.Equal("tränen", (string)world.Peer.Ask(new JsonObject { ["op"] = "unseal", ["key"] = created.Pek, ["text"] = key.Encrypt("tränen") })["text"]!);
        Assert.Equal("", key.DecryptText(created.Seal("")));
        Assert.Equal("x", key.DecryptText(created.Seal("x").ToUpperInvariant()));
    }

    [Fact]
    public void WhatIsNoCiphertext_IsRefusedAndNeverThrownThrough()
    {
        using var key = new RedenvKey(Key);
        var characters = Gen.Elements('0', 'a', 'F', '9', '.', 'g', ' ', 'é');
        var texts = characters.ArrayOf().Select(array => new string(array)).ToArbitrary();

        Check.One(Properties.Config.WithMaxTest(500), Prop.ForAll(texts, text => CodeOf(() => key.Decrypt(text)) == SecretsErrorCode.DecryptionFailed));
    }

    [Fact]
    public void AnyChangedCharacter_IsNoticed()
    {
        using var key = new RedenvKey(Key);
        var whole = key.Encrypt("some secret value");

        Check.One(Properties.Config.WithMaxTest(500), Prop.ForAll<NonNegativeInt, char>((place, character) =>
        {
            var changed = whole.ToCharArray();
            changed[place.Get % whole.Length] = character;
            var text = new string(changed);
            return text.Equals(whole, StringComparison.OrdinalIgnoreCase) || CodeOf(() => key.Decrypt(text)) == SecretsErrorCode.DecryptionFailed;
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("00.00")]
    [InlineData("000000000000000000000000.")]
    [InlineData(".00000000000000000000000000000000")]
    [InlineData("000000000000000000000000.000000000000000000000000000000")]
    [InlineData("000000000000000000000000.00000000000000000000000000000000.00")]
    [InlineData("000000000000000000000000.0000000000000000000000000000000g")]
    [InlineData("000000000000000000000000.000000000000000000000000000000000")]
    [InlineData("00000000000000000000000000.00000000000000000000000000000000")]
    public void MalformedTexts_SayWhatTheFormIs(string text)
    {
        using var key = new RedenvKey(Key);

        Assert.False(RedenvKey.TryParse(text, out _, out _));
        Assert.Contains("one dot between them", Assert.Throws<SecretsException>(() => key.DecryptText(text)).Message);
    }

    [Fact]
    public async Task TheDerivation_IsTheOneOfTheContract()
    {
        // Computed with Python's hashlib.pbkdf2_hmac('sha256', b'redenv_sk_known', bytes(range(16)), 310000, 32).
        using var keys = new TokenKeys("redenv_sk_known");

        var key = await keys.GetAsync([.. Enumerable.Range(0, 16).Select(i => (byte)i)]);

        Assert.Equal("af5b0e6537246076fe7f3e13459adf2b8a79d2c53bfa104d54107933d7ef7a4b", Convert.ToHexString(key).ToLowerInvariant());
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static SecretsErrorCode? CodeOf(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (SecretsException exception)
        {
            return exception.Code;
        }
    }
}
