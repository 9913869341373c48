using Cachekit.Encryption;
using Cachekit.Protocol;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>Shared entries that are encrypted: the ciphertext alone, which every SDK with the key opens.</summary>
public sealed partial class SecureInteropTests : IDisposable
{
    private static readonly byte[] Document = InteropValue.Encode(new Dictionary<string, object?> { ["id"] = 7, ["name"] = "Widget" });

    private readonly Scene _scene = new();

    public static TheoryData<InteropVersion> Versions => [InteropVersion.V1, InteropVersion.V2];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Entry_IsTheCiphertextOfTheSharedForm(InteropVersion version)
    {
        var widgets = new Widgets(Process());
        Assert.Equal(new Widget(7, "Widget"), widgets.Get(version));

        var plain = Open(MasterKeys.First, version);
        Assert.Equal(Document, version == InteropVersion.V2 ? InteropContainer.Open(plain) : plain);
        Assert.Equal(new Widget(7, "Widget"), new Widgets(Process()).Get(version));
        Assert.Equal(1, widgets.Runs);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void EntryOfAnotherSdk_IsRead_AlsoWithAPreviousKey(InteropVersion version)
    {
        foreach (var key in new[] { MasterKeys.First, MasterKeys.Second })
        {
            Plant(key, version, version, "default");
            var widgets = new Widgets(Process(o => o.Encryption.PreviousMasterKeys = [MasterKeys.Third, MasterKeys.Second]));

            Assert.Equal(new Widget(7, "Widget"), widgets.Get(version));
            Assert.Equal((0, key == MasterKeys.First ? 0 : 1), (widgets.Runs, widgets.Info(version).PreviousKeyReads));
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void TenantOfTheOptions_IsTheOperations(InteropVersion version)
    {
        Plant(MasterKeys.First, version, version, "acme");

        var widgets = new Widgets(Process(o => o.Encryption.Tenant = "acme"));
        Assert.Equal(new Widget(7, "Widget"), widgets.Get(version));
        Assert.Equal(0, widgets.Runs);
        var others = new Widgets(Process(o => o.Encryption.FailClosed = true));
        Assert.Equal(EncryptionErrorKind.Tampered, Assert.Throws<CacheEncryptionException>(() => others.Get(version)).Kind);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void EntryOfTheOtherVersion_IsNotAuthentic(InteropVersion version)
    {
        var other = version == InteropVersion.V1 ? InteropVersion.V2 : InteropVersion.V1;
        Plant(MasterKeys.First, version, other, "default");
        var closed = new Widgets(Process(o => o.Encryption.FailClosed = true));
        var open = new Widgets(Process());

        Assert.Equal(EncryptionErrorKind.Tampered, Assert.Throws<CacheEncryptionException>(() => closed.Get(version)).Kind);
        Assert.Equal(0, closed.Runs);
        Assert.Equal(new Widget(7, "Widget"), open.Get(version));
        Assert.Equal((1, 1), (open.Runs, open.Info(version).DecryptionFailures));
        Assert.Equal(Document, version == InteropVersion.V2 ? InteropContainer.Open(Open(MasterKeys.First, version)) : Open(MasterKeys.First, version));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Plaintext_IsNeverReturned(InteropVersion version)
    {
        var planted = InteropValue.Encode(new Dictionary<string, object?> { ["id"] = 666, ["name"] = new string('x', 40) });
        _scene.Backend.Plant(Key(version), version == InteropVersion.V2 ? InteropContainer.Write(planted) : planted);

        Assert.Throws<CacheEncryptionException>(() => new Widgets(Process(o => o.Encryption.FailClosed = true)).Get(version));
        Assert.Equal(new Widget(7, "Widget"), new Widgets(Process()).Get(version));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void AuthenticBytesThatAreNoValue_AreAMissAndAreOverwritten(InteropVersion version)
    {
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring);
        _scene.Backend.Plant(Key(version), cipher.Encrypt([0xC1, 0x02, 0x00], new EntryBinding(Key(version), version == InteropVersion.V2)));
        var widgets = new Widgets(Process(o => o.Encryption.FailClosed = true));

        Assert.Equal(new Widget(7, "Widget"), widgets.Get(version));
        Assert.Equal(1, widgets.Runs);
        Assert.NotEmpty(Open(MasterKeys.First, version));
    }

    public void Dispose() => _scene.Dispose();

    private static string Key(InteropVersion version) => InteropKey.Create(version == InteropVersion.V1 ? "widgets" : "widgets2", "get", 7);

    private CachekitRuntime Process(Action<CachekitOptions>? configure = null) => _scene.AnotherProcess(options =>
    {
        MasterKeys.UseFirst(options);
        configure?.Invoke(options);
    });

    private void Plant(string masterKey, InteropVersion at, InteropVersion version, string tenant)
    {
        using var keyring = Keyring.FromHex(masterKey);
        using var cipher = new EntryCipher(keyring, tenant);
        var plain = version == InteropVersion.V2 ? InteropContainer.Write(Document) : Document;
        _scene.Backend.Plant(Key(at), cipher.Encrypt(plain, new EntryBinding(Key(at), version == InteropVersion.V2)));
    }

    private byte[] Open(string masterKey, InteropVersion version)
    {
        using var keyring = Keyring.FromHex(masterKey);
        using var cipher = new EntryCipher(keyring);
        return cipher.Decrypt(_scene.Backend.Peek(Key(version))!, new EntryBinding(Key(version), version == InteropVersion.V2));
    }

    public sealed record Widget(int Id, string Name);

    [Secure]
    public sealed partial class Widgets(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        public Widget Get(InteropVersion version) => version == InteropVersion.V1 ? One(7) : Two(7);

        public CachedMethodInfo Info(InteropVersion version) => version == InteropVersion.V1 ? Cached.One.Info : Cached.Two.Info;

        [Cache(Interop = "get", Namespace = "widgets", InteropNaming = InteropNaming.SnakeCase)]
        public partial Widget One(int id);

        private Widget OneCore(int id) => Run(id);

        [Cache(Interop = "get", Namespace = "widgets2", InteropVersion = InteropVersion.V2, InteropNaming = InteropNaming.CamelCase)]
        public partial Widget Two(int id);

        private Widget TwoCore(int id) => Run(id);

        private Widget Run(int id)
        {
            Runs++;
            return new Widget(id, "Widget");
        }
    }
}
