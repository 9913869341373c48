using Cachekit.CompilerServices;
using Cachekit.Encryption;
using Cachekit.Protocol;
using Cachekit.Serialization;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

public class InteropMethodTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_IsTheBareDocumentUnderTheBareKey()
    {
        var cache = Shared().In(_world.Runtime());
        await cache.CallAsync(42, "value");

        var key = cache.GetKey(42);
        Assert.Equal(InteropKey.Create("users", "get_user", 42), key);
        Assert.Equal([0xA5, .. "value"u8], _world.Store.Peek(key));
    }

    [Fact]
    public async Task EntryOfAnotherSdk_IsRead()
    {
        _world.Store.Plant(InteropKey.Create("users", "get_user", 42), [0xD9, 5, .. "other"u8]);
        var cache = Shared().In(_world.Runtime());

        Assert.Equal("other", await cache.CallAsync(42, "not called"));
        Assert.Equal("other", cache.Ask(42, _ => "not called"));
    }

    [Fact]
    public async Task Version2_IsTheContainer()
    {
        var cache = Shared(version: InteropVersion.V2).In(_world.Runtime());
        await cache.CallAsync(42, "value");

        var stored = _world.Store.Peek(cache.GetKey(42))!;
        Assert.Equal([0xC1, 0x02], stored[..2]);
        Assert.Equal([0xA5, .. "value"u8], InteropContainer.Open(stored));
        Assert.Equal("value", await Shared(version: InteropVersion.V2).In(_world.Runtime()).CallAsync(42, "not called"));
    }

    [Theory]
    [InlineData(InteropVersion.V1, false)]
    [InlineData(InteropVersion.V2, true)]
    public async Task Secure_IsTheCiphertextAlone(InteropVersion version, bool compressed)
    {
        var cache = Shared(d => d with { Secure = true }, version).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(42, "value");

        var key = cache.GetKey(42);
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring);
        var plain = cipher.Decrypt(_world.Store.Peek(key)!, new EntryBinding(key, compressed));
        Assert.Equal([0xA5, .. "value"u8], compressed ? InteropContainer.Open(plain) : plain);
        Assert.Equal("value", await Shared(d => d with { Secure = true }, version).In(_world.Runtime(MasterKeys.UseFirst)).CallAsync(42, "not called"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PlaintextUnderASecureMethod_IsTamperingAndNeverReturned(bool failClosed)
    {
        await Shared().In(_world.Runtime()).CallAsync(42, new string('p', 100));
        var cache = Shared(d => d with { Secure = true }).In(_world.Runtime(o => UseFirst(o, failClosed)));

        await AssertNotAuthenticAsync(cache, failClosed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CiphertextOfTheOtherVersion_IsNotOpenedAsIfItWereThisOne(bool failClosed)
    {
        await Shared(d => d with { Secure = true }, InteropVersion.V2).In(_world.Runtime(MasterKeys.UseFirst)).CallAsync(42, "value");
        var cache = Shared(d => d with { Secure = true }).In(_world.Runtime(o => UseFirst(o, failClosed)));

        await AssertNotAuthenticAsync(cache, failClosed);
    }

    [Fact]
    public async Task PlaintextTooShortForCiphertext_IsAMissAndRemovedAlsoWhenTheMethodFailsClosed()
    {
        await Shared().In(_world.Runtime()).CallAsync(42, "short");
        var cache = Shared(d => d with { Secure = true }).In(_world.Runtime(o => UseFirst(o, failClosed: true)));

        Assert.False((await cache.TryGetAsync(42, Ct)).Found);
        Assert.Null(_world.Store.Peek(cache.GetKey(42)));
        Assert.Equal(1, cache.Info.DecryptionFailures);
    }

    [Fact]
    public async Task RotatedKey_OldEntriesAreReadWithThePreviousKeysInTheirOrder()
    {
        await Shared(d => d with { Secure = true }).In(_world.Runtime(MasterKeys.UseFirst)).CallAsync(42, "value");
        var cache = Shared(d => d with { Secure = true }).In(_world.Runtime(o =>
        {
            o.Encryption.MasterKey = MasterKeys.Second;
            o.Encryption.PreviousMasterKeys = [MasterKeys.Third, MasterKeys.First];
        }));

        Assert.Equal("value", await cache.CallAsync(42, "not called"));
        Assert.Equal((1, 0), (cache.Info.PreviousKeyReads, cache.Info.DecryptionFailures));
    }

    [Fact]
    public async Task BytesOfTheOtherVersion_AreAMiss()
    {
        await Shared(version: InteropVersion.V2).In(_world.Runtime()).CallAsync(42, "value");

        Assert.Equal("fresh", await Shared().In(_world.Runtime()).CallAsync(42, "fresh"));
    }

    [Fact]
    public void TwoVersionsInOneNamespace_AreRefused()
    {
        var runtime = _world.Runtime();
        _ = Shared().In(runtime);

        var exception = Assert.Throws<CacheConfigurationException>(() => Shared(version: InteropVersion.V2).In(runtime));
        Assert.Contains("users", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutABackend_IsRefused()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => Shared().In(_world.LocalRuntime()));

        Assert.Contains("CACHEKIT_FILE_CACHE_DIR", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ns")]
    [InlineData("Users")]
    [InlineData("users\n")]
    public void BadNamespace_IsRefused(string? ns) =>
        Assert.Throws<CacheConfigurationException>(() => Shared(d => d with { Namespace = ns }).In(_world.Runtime()));

    [Fact]
    public async Task ValueWithoutAForm_IsTheCallersError()
    {
        var cache = World.Method<IntKey, double>(InteropCodecs.Double, ValueStorage.Object, Share).In(_world.Runtime());

        var exception = await Assert.ThrowsAsync<CacheSerializationException>(async () => await cache.CallAsync(1, double.NaN));
        Assert.StartsWith($"The result of '{cache.Info.Method}' cannot be shared. A number is NaN ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task Invalidation_RemovesTheEntry()
    {
        var cache = Shared().In(_world.Runtime());
        await cache.CallAsync(42, "value");
        await cache.InvalidateAsync(42, Ct);

        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task InvalidationOfAll_CleansMemoryAndSaysWhatItCannot()
    {
        var runtime = _world.Runtime();
        var cache = Shared().In(runtime);
        await cache.CallAsync(42, "value");

        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.InvalidateAllAsync(Ct));
        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.Equal(CacheLayer.Backend, (await cache.TryGetAsync(42, Ct)).Layer);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await runtime.InvalidateNamespaceAsync("users", Ct));
    }

    [Fact]
    public async Task NamespaceWithDots_IsOneOfSharedEntriesOnly()
    {
        var runtime = _world.Runtime();
        await Shared(d => d with { Namespace = "users.eu" }).In(runtime).CallAsync(1, "value");

        await Assert.ThrowsAsync<CacheBackendException>(async () => await runtime.InvalidateNamespaceAsync("users.eu", Ct));
        await Assert.ThrowsAsync<CacheConfigurationException>(async () => await runtime.InvalidateNamespaceAsync("users eu", Ct));
    }

    private static CachedMethodDefinition<T> Share<T>(CachedMethodDefinition<T> definition) => definition with { Interop = "get_user", Namespace = "users" };

    private static void UseFirst(CachekitOptions options, bool failClosed)
    {
        MasterKeys.UseFirst(options);
        options.Encryption.FailClosed = failClosed;
    }

    private async Task AssertNotAuthenticAsync(MethodCache<IntKey, string?> cache, bool failClosed)
    {
        if (failClosed)
        {
            var exception = await Assert.ThrowsAsync<CacheEncryptionException>(async () => await cache.CallAsync(42, "fresh"));
            Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
            Assert.NotNull(_world.Store.Peek(cache.GetKey(42)));
        }
        else
        {
            Assert.False((await cache.TryGetAsync(42, Ct)).Found);
            Assert.Null(_world.Store.Peek(cache.GetKey(42)));
            Assert.Equal("fresh", await cache.CallAsync(42, "fresh"));
        }

        Assert.Equal(1, cache.Info.DecryptionFailures);
    }

    private static CachedMethod<IntKey, string?> Shared(
        Func<CachedMethodDefinition<string?>, CachedMethodDefinition<string?>>? with = null, InteropVersion version = InteropVersion.V1) =>
        World.Method<IntKey, string?>(InteropCodecs.String, ValueStorage.Object, d => (with ?? (x => x))(Share(d) with { InteropVersion = version }));
}
