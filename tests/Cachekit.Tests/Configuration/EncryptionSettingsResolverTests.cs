using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Cachekit.Configuration;
using Cachekit.Encryption;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Configuration;

public class EncryptionSettingsResolverTests
{
    private const string K1 = "1111111111111111111111111111111111111111111111111111111111111111";
    private const string K2 = "2222222222222222222222222222222222222222222222222222222222222222";
    private const string K3 = "3333333333333333333333333333333333333333333333333333333333333333";
    private const string K4 = "4444444444444444444444444444444444444444444444444444444444444444";
    private const string Mixed = "ABCDEFabcdef5ac33c1ee12dd24bb469968778f00f01102332455467768998ab";
    private const string Uuid = "9f8e7d6c-5B4A-3928-1706-f5e4d3c2b1a0";

    private LogRecorder Logs { get; } = new();

    [Fact]
    public void NothingSet_MeansNoKeysTheDefaultTenantAndThePresetsPolicy()
    {
        var settings = Resolve(Options());

        Assert.Null(settings.Encryption.Keyring);
        Assert.Equal("default", settings.Encryption.Tenant);
        Assert.Null(settings.Encryption.FailClosed);
        Assert.Equal(6, settings.CompressionLevel);
    }

    [Fact]
    public void Variables_AreRead()
    {
        var settings = Resolve(Options(
            ("CACHEKIT_MASTER_KEY", K1),
            ("CACHEKIT_PREVIOUS_MASTER_KEYS", $" {K2} ,, {Mixed},\n"),
            ("CACHEKIT_ENCRYPTION_FAIL_CLOSED", "true"),
            ("CACHEKIT_DEPLOYMENT_UUID", Uuid))).Encryption;

        Assert.Equal([K1, K2, Mixed], Hex(settings), StringComparer.OrdinalIgnoreCase);
        Assert.True(settings.FailClosed);
        Assert.Equal(Uuid, settings.Tenant);
    }

    [Fact]
    public void Options_WinOverVariables()
    {
        var options = Options(
            ("CACHEKIT_MASTER_KEY", K1), ("CACHEKIT_PREVIOUS_MASTER_KEYS", K2), ("CACHEKIT_ENCRYPTION_FAIL_CLOSED", "1"), ("CACHEKIT_DEPLOYMENT_UUID", Uuid));
        options.Encryption.MasterKey = K3;
        options.Encryption.PreviousMasterKeys = [K4];
        options.Encryption.FailClosed = false;
        options.Encryption.Tenant = "é";

        var settings = Resolve(options).Encryption;

        Assert.Equal([K3, K4], Hex(settings));
        Assert.False(settings.FailClosed);
        Assert.Equal("é", settings.Tenant);
    }

    [Fact]
    public void EmptyListOfPreviousKeys_MeansNoneWhateverTheVariableSays()
    {
        var options = Options(("CACHEKIT_MASTER_KEY", K1), ("CACHEKIT_PREVIOUS_MASTER_KEYS", $"{K1},x"));
        options.Encryption.PreviousMasterKeys = [];
        Assert.Equal([K1], Hex(Resolve(options).Encryption));

        options.Encryption.UseRawPreviousMasterKeys();
        Assert.Equal([K1], Hex(Resolve(options).Encryption));
    }

    [Fact]
    public void KeyInCode_GoesWithPreviousKeysOfTheVariable()
    {
        var options = Options(("CACHEKIT_PREVIOUS_MASTER_KEYS", K2));
        options.Encryption.MasterKey = K1;

        Assert.Equal([K1, K2], Hex(Resolve(options).Encryption));
    }

    [Fact]
    public void RawKeys_AreTakenAndOutliveARuntime()
    {
        var options = Options();
        options.Encryption.UseRawMasterKey(Convert.FromHexString(K1)).UseRawPreviousMasterKeys(Convert.FromHexString(K2), Convert.FromHexString(K3));

        Resolve(options).Encryption.Keyring!.Dispose();

        Assert.Equal([K1, K2, K3], Hex(Resolve(options).Encryption));
    }

    [Fact]
    public void LastKeyThatWasSet_Counts()
    {
        var options = Options();
        var bytes = options.Encryption.UseRawMasterKey(Convert.FromHexString(K1)).RawMasterKey!.Bytes;
        options.Encryption.MasterKey = K2;
        Assert.Equal([K2], Hex(Resolve(options).Encryption));
        Assert.Equal(new byte[32], bytes);

        options.Encryption.UseRawMasterKey(Convert.FromHexString(K3));
        Assert.Equal([K3], Hex(Resolve(options).Encryption));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(64)]
    public void RawKeyOfAnotherLength_IsRefusedAtOnce(int length)
    {
        var options = new EncryptionOptions();

        var current = Assert.Throws<CacheConfigurationException>(() => options.UseRawMasterKey(new byte[length]));
        var previous = Assert.Throws<CacheConfigurationException>(() => options.UseRawPreviousMasterKeys(new byte[32], new byte[length]));
        Assert.StartsWith("The key for UseRawMasterKey is not ", current.Message, StringComparison.Ordinal);
        Assert.StartsWith("Key 2 of those for UseRawPreviousMasterKeys is not ", previous.Message, StringComparison.Ordinal);
        Assert.Null(options.RawMasterKey);
        Assert.Null(options.RawPreviousMasterKeys);
    }

    [Theory]
    [InlineData("CACHEKIT_MASTER_KEY", "5ec3e7")]
    [InlineData("CACHEKIT_MASTER_KEY", " " + Mixed)]
    [InlineData("CACHEKIT_MASTER_KEY", Mixed + "\n")]
    [InlineData("CACHEKIT_MASTER_KEY", "0x" + Mixed)]
    [InlineData("CACHEKIT_MASTER_KEY", Mixed + "ab")]
    [InlineData("CACHEKIT_PREVIOUS_MASTER_KEYS", K1 + ",5ec3e7")]
    [InlineData("CACHEKIT_PREVIOUS_MASTER_KEYS", K1)]
    [InlineData("CACHEKIT_ENCRYPTION_FAIL_CLOSED", "5ec3e7")]
    [InlineData("CACHEKIT_DEPLOYMENT_UUID", "5ec3e7")]
    [InlineData("CACHEKIT_DEPLOYMENT_UUID", Uuid + " ")]
    [InlineData("CACHEKIT_DEPLOYMENT_UUID", "{" + Uuid + "}")]
    [InlineData("CACHEKIT_DEPLOYMENT_UUID", "0123456789abcdef0123456789abcdef")]
    public void WrongVariable_IsNamedWithoutItsValue(string variable, string value)
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Resolve(Options((variable, value))));

        Assert.Contains(variable, exception.Message, StringComparison.Ordinal);
        AssertKeepsSecret(exception.ToString(), value);
        Assert.All(Logs.Lines, line => AssertKeepsSecret(line.Text, value));
    }

    [Fact]
    public void WrongOptions_AreNamedWithoutTheirValues()
    {
        var options = Options(("CACHEKIT_MASTER_KEY", K1));
        options.Encryption.MasterKey = "5ec3e7";
        options.Encryption.PreviousMasterKeys = [K2, Mixed + "5ec3e7"];
        options.Encryption.Tenant = "";

        var exception = Assert.Throws<CacheConfigurationException>(() => Resolve(options));

        Assert.Equal(3, exception.Problems.Count);
        Assert.StartsWith("CachekitOptions.Encryption.MasterKey is", exception.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("CachekitOptions.Encryption.PreviousMasterKeys[1] is", exception.Problems[1], StringComparison.Ordinal);
        Assert.StartsWith("CachekitOptions.Encryption.Tenant is", exception.Problems[2], StringComparison.Ordinal);
        AssertKeepsSecret(exception.ToString(), "5ec3e7");
        AssertKeepsSecret(exception.ToString(), Mixed);
    }

    [Fact]
    public void PreviousKeysWithoutACurrentOne_AreRefused()
    {
        var options = Options();
        options.Encryption.PreviousMasterKeys = [K2];

        Assert.Contains("no current master key", Assert.Throws<CacheConfigurationException>(() => Resolve(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RulesOfTheKeyring_HoldForVariables()
    {
        var many = Assert.Throws<CacheConfigurationException>(
            () => Resolve(Options(("CACHEKIT_MASTER_KEY", Mixed), ("CACHEKIT_PREVIOUS_MASTER_KEYS", $"{K1},{K2},{K3},{K4}"))));
        var twice = Assert.Throws<CacheConfigurationException>(
            () => Resolve(Options(("CACHEKIT_MASTER_KEY", Mixed), ("CACHEKIT_PREVIOUS_MASTER_KEYS", $"{K1},{Mixed.ToUpperInvariant()}"))));

        Assert.Contains("CACHEKIT_PREVIOUS_MASTER_KEYS has 4 keys", many.Message, StringComparison.Ordinal);
        Assert.Contains("CACHEKIT_PREVIOUS_MASTER_KEYS has the same key as CACHEKIT_MASTER_KEY", twice.Message, StringComparison.Ordinal);
        AssertKeepsSecret(twice.ToString(), Mixed);
    }

    [Fact]
    public void AllProblems_AreReportedTogether()
    {
        var options = Options(
            ("CACHEKIT_DEFAULT_TTL", "x"),
            ("CACHEKIT_MASTER_KEY", "x"),
            ("CACHEKIT_PREVIOUS_MASTER_KEYS", "x,y"),
            ("CACHEKIT_ENCRYPTION_FAIL_CLOSED", "x"),
            ("CACHEKIT_DEPLOYMENT_UUID", "x"),
            ("CACHEKIT_ENABLE_COMPRESSION", "x"),
            ("CACHEKIT_COMPRESSION_LEVEL", "10"));
        options.CompressionLevel = 0;

        Assert.Equal(9, Assert.Throws<CacheConfigurationException>(() => Resolve(options)).Problems.Count);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("1", true)]
    [InlineData("on", true)]
    [InlineData("Yes", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("OFF", false)]
    [InlineData("no", false)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public void Booleans_HaveTheUsualSpellings(string text, bool? expected)
    {
        Assert.Equal(expected, Resolve(Options(("CACHEKIT_ENCRYPTION_FAIL_CLOSED", text))).Encryption.FailClosed);
        Assert.Equal(expected == false ? 0 : 6, Resolve(Options(("CACHEKIT_ENABLE_COMPRESSION", text))).CompressionLevel);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 9 ", 9)]
    public void CompressionLevel_IsRead(string text, int expected)
    {
        var options = Options(("CACHEKIT_COMPRESSION_LEVEL", text), ("CACHEKIT_ENABLE_COMPRESSION", "false"));
        Assert.Equal(0, Resolve(options).CompressionLevel);

        options.EnableCompression = true;
        Assert.Equal(expected, Resolve(options).CompressionLevel);

        options.CompressionLevel = 3;
        Assert.Equal(3, Resolve(options).CompressionLevel);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("fast")]
    public void CompressionLevelOutOfItsRange_IsAnError(string text) => Assert.Contains(
        "CACHEKIT_COMPRESSION_LEVEL",
        Assert.Throws<CacheConfigurationException>(() => Resolve(Options(("CACHEKIT_COMPRESSION_LEVEL", text)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void NoText_ShowsAKey()
    {
        var options = Options();
        options.Encryption.MasterKey = Mixed;
        options.Encryption.PreviousMasterKeys = [K2];
        var settings = Resolve(options);
        using var cipher = new EntryCipher(settings.Encryption.Keyring!);
        var stored = cipher.Encrypt([1], new EntryBinding("key", false));
        var tampered = Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(stored, new EntryBinding("other", false)));
        string[] texts =
        [
            options.Encryption.ToString(), settings.ToString(), settings.Encryption.ToString()!, settings.Encryption.Keyring!.ToString(),
            settings.Encryption.Keyring.Keys[0].ToString()!, cipher.ToString()!, cipher.Keys[0].ToString()!, tampered.ToString(),
            JsonSerializer.Serialize(options.Encryption), Xml(options.Encryption),
            .. Logs.Lines.Select(line => line.Text),
        ];

        Assert.Equal("EncryptionOptions: master key set, previous master keys 1", texts[0]);
        Assert.All(texts, text =>
        {
            AssertKeepsSecret(text, Mixed);
            AssertKeepsSecret(text, K2);
            AssertKeepsSecret(text, Convert.ToHexString(cipher.Keys[0].Key.Bytes));
        });
    }

    [Fact]
    public void Runtime_HasCiphersWhenThereIsAKeyAndZeroesThemInTheEnd()
    {
        using var without = new CachekitRuntime(Options());
        Assert.Null(without.Ciphers);

        var runtime = new CachekitRuntime(Options(("CACHEKIT_MASTER_KEY", K1)));
        var key = runtime.Ciphers!.For("a").Keys[0].Key.Bytes;
        var master = runtime.Settings.Encryption.Keyring!.Keys[0].Bytes;
        runtime.Dispose();

        Assert.Equal(new byte[32], key);
        Assert.Equal(new byte[32], master);
    }

    private static string Xml(EncryptionOptions options)
    {
        using var xml = new MemoryStream();
        new DataContractSerializer(typeof(EncryptionOptions)).WriteObject(xml, options);
        return Encoding.UTF8.GetString(xml.ToArray());
    }

    private static void AssertKeepsSecret(string text, string secret)
    {
        Assert.DoesNotContain(secret.Trim(), text, StringComparison.OrdinalIgnoreCase);
        if (secret.Length == 64)
        {
            var bytes = Convert.FromHexString(secret);
            Assert.DoesNotContain(Convert.ToBase64String(bytes), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoding.Latin1.GetString(bytes), text, StringComparison.Ordinal);
            Assert.DoesNotContain(string.Join(", ", bytes), text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Hex(EncryptionSettings settings) => settings.Keyring!.Keys.Select(key => Convert.ToHexStringLower(key.Bytes));

    private static RuntimeSettings Resolve(CachekitOptions options) => SettingsResolver.Resolve(options, default);

    private CachekitOptions Options(params (string Name, string Value)[] variables) => new()
    {
        LoggerFactory = Logs,
        Providers = _ => null,
        Variables = name => variables.FirstOrDefault(v => v.Name == name).Value,
    };
}
