using System.Text;
using Cachekit.Encryption;
using Cachekit.Protocol;
using Cachekit.Storage;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Pipeline;

public class SecureMethodTests
{
    private const string Secret = "the-patient-has-a-cold";

    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entry_IsCiphertextInTheBackendAndReadableFromAnotherProcess()
    {
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));

        Assert.Equal(Secret, await cache.CallAsync(1, Secret));

        var stored = Assert.Single(_world.Store.Keys.Select(_world.Store.Peek))!;
        Assert.Equal(0x02, stored[0]);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        var other = World.Texts<IntKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        Assert.Equal(Secret, await other.CallAsync(1, "not called"));
        Assert.Equal(Secret, other.Ask(1, _ => "not called"));
        Assert.Equal((1, 1, 0), (other.Info.BackendHits, other.Info.LocalHits, other.Info.Misses));
        Assert.True(other.Info.IsSecure);
        Assert.False(other.Info.HoldsObjects);
    }

    [Fact]
    public async Task Entry_OpensWithTheDocumentedPrimitives()
    {
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(1, Secret);

        var key = cache.GetKey(1);
        var stored = _world.Store.Peek(key)!;
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring);
        Assert.Equal(cipher.Fingerprint.ToArray(), stored[1..17]);
        var plain = cipher.Decrypt(stored.AsSpan(17), new EntryBinding(key, Compressed: true));
        Assert.True(StampedFormat.TryReadStamp(plain, out _));
        var payload = Envelope.Open(plain.AsSpan(StampedFormat.HeaderSize));
        Assert.Equal(0xA0 | Secret.Length, payload[0]);
        Assert.Equal(Secret, Encoding.UTF8.GetString(payload.AsSpan(1)));
    }

    [Fact]
    public async Task Minimal_EncryptsWithoutTheEnvelope()
    {
        var cache = World.Texts<IntKey>(d => Secure(d) with { Preset = Preset.Minimal }).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(1, Secret);

        var key = cache.GetKey(1);
        Assert.EndsWith(":0s", key, StringComparison.Ordinal);
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring);
        var plain = cipher.Decrypt(_world.Store.Peek(key)!.AsSpan(17), new EntryBinding(key, Compressed: false));
        Assert.Equal(Secret, Encoding.UTF8.GetString(plain.AsSpan(StampedFormat.HeaderSize + 1)));
    }

    [Fact]
    public void NoMasterKey_TheMethodCannotBeUsed()
    {
        var exception = Assert.Throws<CacheConfigurationException>(() => World.Texts<IntKey>(Secure).In(_world.Runtime()));

        Assert.Contains("CACHEKIT_MASTER_KEY", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Shop.Catalog.FindAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecurePreset_IsSecureWithoutTheAttribute() =>
        Assert.True(World.Texts<IntKey>(d => d with { Preset = Preset.Secure }).In(_world.Runtime(MasterKeys.UseFirst)).Info.IsSecure);

    [Fact]
    public async Task MasterKeyAlone_EncryptsNothing()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(1, Secret);

        Assert.Equal(0x01, _world.Store.Peek(cache.GetKey(1))![0]);
        Assert.False(cache.Info.IsSecure);
    }

    [Fact]
    public async Task WithoutABackend_MemoryStillWorks()
    {
        var cache = World.Lists(Secure).In(_world.LocalRuntime(MasterKeys.UseFirst));

        Assert.Equal([1, 2], await cache.CallAsync(1, [1, 2]));
        Assert.Equal([1, 2], await cache.CallAsync(1, [3]));
        Assert.Equal(1, cache.Info.LocalHits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangedEntry_FollowsThePolicy(bool failClosed)
    {
        await FillAsync();
        var key = Damage(bytes => bytes[^1] ^= 1);
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.FailClosed = failClosed;
        }));

        if (failClosed)
        {
            var exception = await Assert.ThrowsAsync<CacheEncryptionException>(async () => await cache.CallAsync(1, "fresh"));
            Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
            Assert.Contains("'Shop.Catalog.FindAsync'", exception.Message, StringComparison.Ordinal);
            Assert.Throws<CacheEncryptionException>(() => cache.Ask(1, _ => "fresh"));
            Assert.NotNull(_world.Store.Peek(key));
            Assert.Equal(2, cache.Info.DecryptionFailures);
        }
        else
        {
            Assert.False((await cache.TryGetAsync(1, Ct)).Found);
            Assert.Null(_world.Store.Peek(key));
            Assert.Equal("fresh", await cache.CallAsync(1, "fresh"));
            Assert.Equal(1, cache.Info.DecryptionFailures);
        }

        Assert.True(_world.Logs.Count(1130, LogLevel.Warning) > 0);
        Assert.DoesNotContain(_world.Logs.Lines, line => line.Text.Contains(key, StringComparison.Ordinal) || line.Text.Contains(MasterKeys.First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecurePreset_FailsClosedUnlessTold()
    {
        await FillAsync(Preset.Secure);
        Damage(bytes => bytes[^1] ^= 1);

        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Secure }).In(_world.Runtime(MasterKeys.UseFirst));
        await Assert.ThrowsAsync<CacheEncryptionException>(async () => await cache.CallAsync(1, "fresh"));

        var open = World.Texts<IntKey>(d => d with { Preset = Preset.Secure }).In(_world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.FailClosed = false;
        }));
        Assert.Equal("fresh", await open.CallAsync(1, "fresh"));
    }

    [Fact]
    public async Task PlaintextUnderASecureMethod_IsNeverReturned()
    {
        var plain = World.Texts<IntKey>().In(_world.Runtime());
        await plain.CallAsync(1, "planted");
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.FailClosed = true;
        }));

        Assert.False((await cache.TryGetAsync(1, Ct)).Found);
        Assert.Null(_world.Store.Peek(cache.GetKey(1)));
        Assert.Equal(1, cache.Info.DecryptionFailures);
        Assert.Equal(1, _world.Logs.Count(1131, LogLevel.Warning));
    }

    [Fact]
    public async Task CiphertextUnderAPlainMethod_IsAMiss()
    {
        await FillAsync();
        var cache = World.Texts<IntKey>().In(_world.Runtime());

        Assert.Equal("plain", await cache.CallAsync(1, "plain"));
    }

    [Fact]
    public async Task EntryOfAnotherKey_IsNotAuthentic()
    {
        await FillAsync();
        var key = Assert.Single(_world.Store.Keys);
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        _world.Store.Plant(cache.GetKey(2), _world.Store.Peek(key)!);

        Assert.Equal("own", await cache.CallAsync(2, "own"));
        Assert.Equal(1, cache.Info.DecryptionFailures);
    }

    [Fact]
    public async Task RotatedKey_OldEntriesAreReadAndCounted()
    {
        await FillAsync();
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(o =>
        {
            o.Encryption.MasterKey = MasterKeys.Second;
            o.Encryption.PreviousMasterKeys = [MasterKeys.Third, MasterKeys.First];
        }));

        Assert.Equal(Secret, await cache.CallAsync(1, "not called"));
        Assert.Equal(1, cache.Info.PreviousKeyReads);
        await cache.CallAsync(2, "new");
        var late = World.Texts<IntKey>(Secure).In(_world.Runtime(o => o.Encryption.MasterKey = MasterKeys.Second));
        Assert.Equal("new", await late.CallAsync(2, "not called"));
        Assert.Equal("again", await late.CallAsync(1, "again"));
    }

    [Fact]
    public async Task Tenants_ShareNothing()
    {
        var cache = World.Texts<TenantKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(new TenantKey("a", 1), "of a");
        await cache.CallAsync(new TenantKey("b", 1), "of b");

        Assert.Equal("of a", await cache.CallAsync(new TenantKey("a", 1), "not called"));
        Assert.Equal("of b", await cache.CallAsync(new TenantKey("b", 1), "not called"));
        var keyOfA = cache.GetKey(new TenantKey("a", 1));
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring, "b");
        var exception = Assert.Throws<CacheEncryptionException>(
            () => cipher.Decrypt(_world.Store.Peek(keyOfA)!.AsSpan(17), new EntryBinding(keyOfA, Compressed: true)));
        Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
    }

    public static TheoryData<string?, string> NoTenants => new()
    {
        { null, "A call of '{0}' has null as its tenant: pass " },
        { "", "A call of '{0}' has an empty text as its tenant: pass " },
        { new string('t', 1025), "The tenant of a call of '{0}' is 1025 bytes of UTF-8 long: write " },
    };

    [Theory]
    [MemberData(nameof(NoTenants))]
    public async Task CallWithoutATenant_FailsBeforeTheBody(string? tenant, string start)
    {
        var cache = World.Texts<TenantKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        var ran = false;

        var exception = await Assert.ThrowsAsync<CacheConfigurationException>(async () => await cache.AskAsync(new TenantKey(tenant, 1), _ =>
        {
            ran = true;
            return new ValueTask<string?>("x");
        }));
        Assert.StartsWith(string.Format(System.Globalization.CultureInfo.InvariantCulture, start, cache.Info.Method), exception.Message, StringComparison.Ordinal);
        Assert.False(ran);
    }

    [Fact]
    public async Task TenantOfTheMethodWinsOverTheRuntimes()
    {
        var cache = World.Texts<IntKey>(d => Secure(d) with { Tenant = "acme" }).In(_world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.Tenant = "umbrella";
        }));
        await cache.CallAsync(1, Secret);

        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring, "acme");
        var key = cache.GetKey(1);
        Assert.NotEmpty(cipher.Decrypt(_world.Store.Peek(key)!.AsSpan(17), new EntryBinding(key, Compressed: true)));
    }

    [Fact]
    public async Task InvalidationOfTheWholeMethod_ReachesEncryptedEntries()
    {
        await FillAsync();
        var cache = World.Texts<IntKey>(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.InvalidateAllAsync(Ct);

        Assert.Equal("fresh", await cache.CallAsync(1, "fresh"));
    }

    [Fact]
    public async Task Followers_GetCopiesOfTheirOwn()
    {
        var cache = World.Lists(Secure).In(_world.Runtime(MasterKeys.UseFirst));
        var gate = new TaskCompletionSource();
        var first = cache.AskAsync(1, async _ =>
        {
            await gate.Task;
            return [1, 2, 3];
        }).AsTask();
        var second = cache.CallAsync(1, [9]).AsTask();
        gate.SetResult();

        var one = await first;
        var two = await second;
        Assert.Equal([1, 2, 3], one);
        Assert.Equal([1, 2, 3], two);
        Assert.NotSame(one, two);
    }

    [Fact]
    public async Task DisposedRuntime_DoesNotStorePlaintext()
    {
        var runtime = _world.Runtime(MasterKeys.UseFirst);
        var cache = World.Texts<IntKey>(Secure).In(runtime);
        runtime.Dispose();

        Assert.Equal(Secret, await cache.CallAsync(1, Secret));
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(1, _world.Logs.Count(1133, LogLevel.Error));
    }

    private static CompilerServices.CachedMethodDefinition<T> Secure<T>(CompilerServices.CachedMethodDefinition<T> definition) => definition with { Secure = true };

    private async Task FillAsync(Preset preset = Preset.Production)
    {
        var cache = World.Texts<IntKey>(d => Secure(d) with { Preset = preset }).In(_world.Runtime(MasterKeys.UseFirst));
        await cache.CallAsync(1, Secret);
    }

    private string Damage(Action<byte[]> damage)
    {
        var key = Assert.Single(_world.Store.Keys);
        var bytes = _world.Store.Peek(key)!;
        damage(bytes);
        _world.Store.Plant(key, bytes);
        return key;
    }
}
