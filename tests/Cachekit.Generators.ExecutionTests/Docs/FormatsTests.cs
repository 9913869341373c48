// Each guide is a program of its own, and all of them are in one assembly here.
#pragma warning disable CACHEKIT319

using System.Security.Cryptography;
using Cachekit;
using Cachekit.Encryption;
using Cachekit.Generators.ExecutionTests;
using Cachekit.Protocol;

namespace Guides.Formats;

public sealed record Item(int Id, string Name);

[CacheNamespace("catalog")]
public sealed partial class Shop(CachekitRuntime runtime)
{
    [Cache(Interop = "get_product", InteropNaming = InteropNaming.SnakeCase)]
    public partial Task<Item> GetProductAsync(int id, bool archived);

    [Cache(Interop = "get_secret", InteropNaming = InteropNaming.SnakeCase), Secure]
    public partial Task<Item> GetSecretAsync(int id);

    [Cache]
    public partial Task<Item> GetItemAsync(int id);

    [Cache, Secure]
    public partial Task<Item> GetHiddenAsync(int id);

    public int Runs { get; private set; }

    private Task<Item> GetProductCoreAsync(int id, bool archived) => GetItemCoreAsync(id);

    private Task<Item> GetSecretCoreAsync(int id) => GetItemCoreAsync(id);

    private Task<Item> GetHiddenCoreAsync(int id) => GetItemCoreAsync(id);

    private Task<Item> GetItemCoreAsync(int id)
    {
        Runs++;
        return Task.FromResult(new Item(id, "Widget"));
    }
}

/// <summary>What the guide on formats and tools shows.</summary>
public sealed class FormatsTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly string _masterKey = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Key_IsMade()
    {
        // <formats-key>
        var key = InteropKey.Create("catalog", "get_product", 7, false);
        Console.WriteLine(key); // catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc

        var hashed = InteropKey.EncodeArguments(7, false);
        Console.WriteLine(Convert.ToHexString(hashed)); // 9207C2: an array of two, 7, false
        // </formats-key>

        Assert.Equal("catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc", key);
        Assert.Equal("9207C2", Convert.ToHexString(hashed));
        Assert.Throws<CacheKeyException>(() => InteropKey.Create("Catalog", "get_product"));
    }

    [Fact]
    public async Task SharedEntry_IsReadAndWritten()
    {
        await new Shop(_scene.Runtime).GetProductAsync(7, false);
        ICacheBackend backend = _scene.Backend;

        // <formats-shared>
        var key = InteropKey.Create("catalog", "get_product", 7, false);
        using var found = await backend.GetAsync(key);
        if (found.Found)
        {
            var product = (Dictionary<string, object?>)InteropValue.Decode(found.Bytes.Span)!;
            Console.WriteLine($"{product["id"]}: {product["name"]}"); // 7: Widget

            product["name"] = "Lamp";
            await backend.SetAsync(key, InteropValue.Encode(product), found.Remaining);
        }
        // </formats-shared>

        Assert.Equal(new Item(7, "Lamp"), await new Shop(_scene.AnotherProcess()).GetProductAsync(7, false));
    }

    [Fact]
    public async Task SharedCiphertext_IsDecrypted()
    {
        await new Shop(Process(_masterKey)).GetSecretAsync(7);
        ICacheBackend backend = _scene.Backend;
        var masterKey = _masterKey;

        // <formats-decrypt-shared>
        using var keyring = Keyring.FromHex(masterKey);
        using var cipher = new EntryCipher(keyring); // or new EntryCipher(keyring, "north"): the tenant

        var key = InteropKey.Create("catalog", "get_secret", 7);
        using var found = await backend.GetAsync(key);
        var document = cipher.Decrypt(found.Bytes.Span, new EntryBinding(key, Compressed: false)); // true for InteropVersion.V2
        var product = InteropValue.Decode(document); // InteropContainer.Open(document) first for InteropVersion.V2
        // </formats-decrypt-shared>

        Assert.Equal("Widget", ((Dictionary<string, object?>)product!)["name"]);
    }

    [Fact]
    public async Task OwnCiphertext_IsDecrypted()
    {
        var shop = new Shop(Process(_masterKey));
        await shop.GetHiddenAsync(7);
        ICacheBackend backend = _scene.Backend;
        using var keyring = Keyring.FromHex(_masterKey);
        using var cipher = new EntryCipher(keyring);

        // <formats-decrypt-own>
        var key = shop.Cached.GetHidden.Key(7);
        using var found = await backend.GetAsync(key);

        var entry = cipher.Decrypt(found.Bytes.Span[17..], new EntryBinding(key, Compressed: true)); // behind 02 and the fingerprint
        var payload = Envelope.Open(entry.AsSpan(9));                                                // behind 01 and the stamp
        // </formats-decrypt-own>

        var value = (Dictionary<string, object?>)InteropValue.Decode(payload)!;
        Assert.Equal((7L, "Widget"), (value["Id"], value["Name"]));
    }

    [Fact]
    public async Task OwnEntry_HasTheBytesOfTheGuide()
    {
        var shop = new Shop(_scene.Runtime);
        await shop.GetItemAsync(7);

        var stored = _scene.Backend.Peek(shop.Cached.GetItem.Key(7))!;

        Assert.Equal(0x01, stored[0]);
        Assert.Equal("Widget", ((Dictionary<string, object?>)InteropValue.Decode(Envelope.Open(stored.AsSpan(9)))!)["Name"]);
    }

    [Fact]
    public void Envelope_IsWrittenOpenedAndRefused()
    {
        // <formats-envelope>
        byte[] payload = InteropValue.Encode("0123456789");
        byte[] stored = Envelope.Write(payload);

        stored[^20] ^= 1; // a bit of the checksum
        try
        {
            payload = Envelope.Open(stored);
        }
        catch (CacheFormatException exception)
        {
            Console.WriteLine(exception.Kind); // Checksum
        }
        // </formats-envelope>

        Assert.Equal(FormatErrorKind.Checksum, Assert.Throws<CacheFormatException>(() => Envelope.Open(stored)).Kind);
    }

    [Fact]
    public async Task OldKey_IsReplacedByTheNewOne()
    {
        await new Shop(Process(_masterKey)).GetSecretAsync(7);
        ICacheBackend backend = _scene.Backend;
        var (oldKey, newKey) = (_masterKey, RandomNumberGenerator.GetHexString(64));

        // <formats-migrate-key>
        using var keyring = Keyring.FromHex(newKey, oldKey);
        using var cipher = new EntryCipher(keyring);

        var key = InteropKey.Create("catalog", "get_secret", 7);
        using var found = await backend.GetAsync(key);
        if (found.Found)
        {
            var binding = new EntryBinding(key, Compressed: false);
            var document = cipher.Decrypt(found.Bytes.Span, binding, out var servedBy);
            if (servedBy > 0) // a previous key
            {
                await backend.SetAsync(key, cipher.Encrypt(document, binding), found.Remaining);
            }
        }
        // </formats-migrate-key>

        var shop = new Shop(Process(newKey));
        Assert.Equal(new Item(7, "Widget"), await shop.GetSecretAsync(7));
        Assert.Equal((0, 0), (shop.Runs, shop.Cached.GetSecret.Info.PreviousKeyReads));
    }

    [Fact]
    public async Task Document_MovesIntoTheContainerOfANewNamespace()
    {
        await new Shop(_scene.Runtime).GetProductAsync(7, false);
        ICacheBackend backend = _scene.Backend;

        // <formats-migrate-v2>
        using var found = await backend.GetAsync(InteropKey.Create("catalog", "get_product", 7, false));
        if (found.Found)
        {
            var container = InteropContainer.Write(found.Bytes.Span);
            await backend.SetAsync(InteropKey.Create("catalog.v2", "get_product", 7, false), container, found.Remaining);
        }
        // </formats-migrate-v2>

        Assert.Equal(new Item(7, "Widget"), await new ShopV2(_scene.Runtime).GetProductAsync(7, false));
    }

    [Theory]
    [InlineData(27, EncryptionErrorKind.Malformed)]
    [InlineData(28, EncryptionErrorKind.Tampered)]
    public void Ciphertext_HasErrorsByKind(int size, EncryptionErrorKind kind)
    {
        using var keyring = Keyring.FromHex(_masterKey);
        using var cipher = new EntryCipher(keyring);

        Assert.Equal(kind, Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(new byte[size], new EntryBinding("key", Compressed: true))).Kind);
        Assert.Throws<ArgumentException>(() => cipher.Encrypt([], new EntryBinding("key", Compressed: true, Format: "json")));
        Assert.DoesNotContain(_masterKey, keyring.ToString(), StringComparison.Ordinal);
    }

    private CachekitRuntime Process(string masterKey) => _scene.AnotherProcess(options => options.Encryption.MasterKey = masterKey);
}

[CacheNamespace("catalog.v2")]
public sealed partial class ShopV2(CachekitRuntime runtime)
{
    [Cache(Interop = "get_product", InteropNaming = InteropNaming.SnakeCase, InteropVersion = InteropVersion.V2)]
    public partial Task<Item> GetProductAsync(int id, bool archived);

    private static Task<Item> GetProductCoreAsync(int id, bool archived) => throw new InvalidOperationException("The entry is there.");
}
