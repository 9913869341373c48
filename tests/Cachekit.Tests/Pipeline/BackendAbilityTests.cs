using Cachekit.CompilerServices;
using Cachekit.Encryption;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

public class BackendAbilityTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyPrefix_IsPartOfWhatEncryptionBindsAnEntryTo()
    {
        var cache = World.Texts<IntKey>(d => d with { Secure = true }).In(Prefixed("shop:"));
        await cache.CallAsync(1, "secret");

        var key = "shop:" + cache.GetKey(1);
        var stored = _world.Store.Peek(key)!;
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring);
        Assert.NotEmpty(cipher.Decrypt(stored.AsSpan(17), new EntryBinding(key, Compressed: true)));
        Assert.Throws<CacheEncryptionException>(() => cipher.Decrypt(stored.AsSpan(17), new EntryBinding(cache.GetKey(1), Compressed: true)));
        var other = World.Texts<IntKey>(d => d with { Secure = true }).In(Prefixed("shop:"));
        Assert.Equal("secret", await other.CallAsync(1, "not called"));
    }

    [Fact]
    public void KeyPrefix_IsRefusedForSharedEntries()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => World.Texts<IntKey>(Shared).In(Prefixed("shop:")));

        Assert.Contains("'Shop.Catalog.FindAsync'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'shop:'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SharedEntries_CanAllGoWhereTheBackendRemovesByPrefix()
    {
        var runtime = Prefixed("");
        var cache = World.Texts<IntKey>(Shared).In(runtime);
        var other = World.Texts<IntKey>(d => Shared(d) with { Interop = "get_user_2" }).In(runtime);
        _world.Store.Set("users:somebody-elses", new byte[1], null);
        await cache.CallAsync(1, "one");
        await cache.CallAsync(2, "two");
        await other.CallAsync(1, "another method's");

        await cache.InvalidateAllAsync(Ct);

        Assert.Equal([other.GetKey(1), "users:somebody-elses"], _world.Store.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(CacheLayer.None, (await cache.TryGetAsync(1, Ct)).Layer);

        await cache.CallAsync(1, "one");
        await runtime.InvalidateNamespaceAsync("users", Ct);

        Assert.DoesNotContain(_world.Store.Keys, key => key.StartsWith("users:get_user", StringComparison.Ordinal));
        Assert.Contains("users:somebody-elses", _world.Store.Keys);
        Assert.Equal("new", await other.CallAsync(1, "new"));
    }

    [Fact]
    public async Task SharedEntriesOfOneMethodThatCannotGo_DoNotKeepThoseOfTheOthers()
    {
        var backend = new PrefixingBackend(_world.Store, "") { Refuses = "users:get_user:" };
        var runtime = _world.Runtime(o => o.UseBackend(backend));
        var first = World.Texts<IntKey>(Shared).In(runtime);
        var other = World.Texts<IntKey>(d => Shared(d) with { Interop = "get_user_2" }).In(runtime);
        await first.CallAsync(1, "one");
        await other.CallAsync(1, "another method's");

        await Assert.ThrowsAsync<CacheBackendException>(() => runtime.InvalidateNamespaceAsync("users", Ct).AsTask());

        Assert.Equal([first.GetKey(1)], _world.Store.Keys.Where(static key => key.StartsWith("users:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StaleAnswer_IsMadeAnew()
    {
        static CachedMethodDefinition<string?> With(CachedMethodDefinition<string?> definition) => definition with { Policy = new CachePolicyOptions { SwrEnabled = false } };
        var cache = World.Texts<IntKey>(With).In(_world.Runtime());
        await cache.CallAsync(1, "old");
        var other = World.Texts<IntKey>(With).In(_world.Runtime());
        _world.Faults.LieOnGet((_, found) => new BackendValue(found.Bytes, TimeSpan.FromSeconds(5), isStale: true));

        Assert.Equal("new", await other.CallAsync(1, "new"));
    }

    [Fact]
    public async Task StaleAnswer_IsServedAndNotKeptWhileItIsMadeAnew()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "old");
        var runtime = _world.Runtime();
        var cache = World.Texts<IntKey>().In(runtime);
        _world.Faults.LieOnGet((_, found) => new BackendValue(found.Bytes, TimeSpan.FromSeconds(5), isStale: true));

        var write = _world.Faults.Hang(BackendOperation.Set);
        Assert.Equal("old", await cache.CallAsync(1, "new"));
        await write.WhenArrivedAsync();
        Assert.False(cache.TryGetLocal(1, out _));
        write.Open();
        await runtime.Background.WhenIdleAsync();

        Assert.True(cache.TryGetLocal(1, out var value));
        Assert.Equal("new", value);
    }

    [Fact]
    public async Task AnswerThatIsNotToBeKept_IsServedAndNotKept()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        await cache.CallAsync(1, "value");
        var other = World.Texts<IntKey>().In(_world.Runtime());
        _world.Faults.LieOnGet((_, found) => new BackendValue(found.Bytes, TimeSpan.Zero));

        Assert.Equal("value", await other.CallAsync(1, "not called"));
        Assert.Equal("value", other.Ask(1, _ => "not called"));
        Assert.Equal((0, 2L), (other.Info.LocalEntries, other.Info.BackendHits));
    }

    private static CachedMethodDefinition<string?> Shared(CachedMethodDefinition<string?> definition) =>
        definition with { Interop = "get_user", Namespace = "users" };

    private CachekitRuntime Prefixed(string prefix) => _world.Runtime(o =>
    {
        MasterKeys.UseFirst(o);
        o.UseBackend(new PrefixingBackend(_world.Store, prefix));
    });
}
