using Cachekit.Encryption;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>Whose key encrypts: every place that can say it, and what tenants never share.</summary>
public sealed partial class TenantTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly CachekitRuntime _here;

    public TenantTests() => _here = _scene.AnotherProcess(MasterKeys.UseFirst);

    [Fact]
    public async Task Parameter_ChoosesTheKeyAndIsAPartOfTheCacheKey()
    {
        var wards = new Wards(_here);
        Assert.Equal("acme 1", await wards.OfParameterAsync(1, "acme"));
        Assert.Equal("umbrella 2", await wards.OfParameterAsync(1, "umbrella"));

        // Memory keeps them apart too.
        Assert.Equal("acme 1", await wards.OfParameterAsync(1, "acme"));
        Assert.Equal(2, _scene.Backend.Keys.Count);
        AssertIsOf("acme", wards.Cached.OfParameter.Key(1, "acme"));
        AssertIsOf("umbrella", wards.Cached.OfParameter.Key(1, "umbrella"));
    }

    [Fact]
    public void ParameterBesideMarkedOnes_IsAPartOfTheCacheKeyToo()
    {
        var wards = new Wards(_here);

        Assert.Equal("acme 1", wards.BesideMarked(1, "acme", "x"));
        Assert.Equal("umbrella 2", wards.BesideMarked(1, "umbrella", "x"));
        Assert.Equal("acme 1", wards.BesideMarked(1, "acme", "y"));
    }

    [Fact]
    public void Property_ChoosesTheKey()
    {
        Assert.Equal("acme", new Hospital(_here) { Tenant = "acme" }.Get(1));
        Assert.Equal("umbrella", new Hospital(_here) { Tenant = "umbrella" }.Get(1));
        Assert.Equal("acme", new Hospital(_here, "not run") { Tenant = "acme" }.Get(1));

        AssertIsOf("acme", new Hospital(_here) { Tenant = "acme" }.Cached.Get.Key(1));
    }

    [Fact]
    public void FieldOfABaseClass_ChoosesTheKey()
    {
        var acme = new Clinic(_here, "acme");

        Assert.Equal("acme", acme.Get(1));
        Assert.Equal("umbrella", new Clinic(_here, "umbrella").Get(1));
        AssertIsOf("acme", acme.Cached.Get.Key(1));
    }

    [Fact]
    public void Constant_WinsOverTheOptions()
    {
        var wards = new Wards(_scene.AnotherProcess(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.Tenant = "of the options";
        }));
        wards.Constant(1);
        wards.Plain(1);

        AssertIsOf("of the attribute", wards.Cached.Constant.Key(1));
        AssertIsOf("of the options", wards.Cached.Plain.Key(1));
    }

    [Fact]
    public void WithoutAnyTenant_ItIsTheDefaultOne()
    {
        var wards = new Wards(_here);
        wards.Plain(1);

        AssertIsOf(EntryCipher.DefaultTenant, wards.Cached.Plain.Key(1));
    }

    [Fact]
    public async Task OptionsTenant_OfAnotherProcess_CannotReadIt()
    {
        new Wards(_here).Plain(1);
        var other = new Wards(_scene.AnotherProcess(o =>
        {
            MasterKeys.UseFirst(o);
            o.Encryption.Tenant = "other";
            o.Encryption.FailClosed = true;
        }));

        var exception = Assert.Throws<CacheEncryptionException>(() => other.Plain(1));

        Assert.Equal(EncryptionErrorKind.UnknownKey, exception.Kind);
        Assert.Equal(0, other.Runs);
        await Assert.ThrowsAsync<CacheEncryptionException>(async () => await other.Cached.Plain.TryGetAsync(1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EntryMovedToAnotherTenant_IsNotAuthentic()
    {
        var wards = new Wards(_here);
        await wards.OfParameterAsync(1, "acme");
        var stolen = _scene.Backend.Peek(wards.Cached.OfParameter.Key(1, "acme"))!;
        var target = wards.Cached.OfParameter.Key(1, "umbrella");
        _scene.Backend.Plant(target, stolen);

        Assert.Equal("umbrella 2", await wards.OfParameterAsync(1, "umbrella"));
        Assert.Equal(1, wards.Cached.OfParameter.Info.DecryptionFailures);
        AssertIsOf("umbrella", target);
    }

    [Fact]
    public async Task CallWithoutAProperTenant_FailsBeforeTheBody()
    {
        var wards = new Wards(_here);

        // No attribute can hold half of a surrogate pair.
        foreach (var tenant in new[] { null, "", "\uD800" })
        {
            var exception = await Assert.ThrowsAnyAsync<CachekitException>(async () => await wards.OfParameterAsync(1, tenant));

            Assert.Contains("tenant", exception.Message, StringComparison.Ordinal);
            await Assert.ThrowsAnyAsync<CachekitException>(async () => await wards.Cached.OfParameter.RefreshAsync(1, tenant, TestContext.Current.CancellationToken));
            await Assert.ThrowsAnyAsync<CachekitException>(async () => await wards.Cached.OfParameter.SetAsync(1, tenant, "x", TestContext.Current.CancellationToken));
            await Assert.ThrowsAnyAsync<CachekitException>(async () => await wards.Cached.OfParameter.TryGetAsync(1, tenant, TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, wards.Runs);
        Assert.Empty(_scene.Backend.Keys);
    }

    [Fact]
    public async Task TenantOverTheLimit_FailsBeforeTheBody()
    {
        var wards = new Wards(_here);

        await Assert.ThrowsAsync<CacheConfigurationException>(async () => await wards.OfParameterAsync(1, new string('ä', 513)));
        Assert.Equal(0, wards.Runs);
        Assert.Equal(new string('ä', 512) + " 1", await wards.OfParameterAsync(1, new string('ä', 512)));
    }

    public void Dispose() => _scene.Dispose();

    private void AssertIsOf(string tenant, string key)
    {
        using var keyring = Keyring.FromHex(MasterKeys.First);
        using var cipher = new EntryCipher(keyring, tenant);
        Assert.NotEmpty(cipher.Decrypt(_scene.Backend.Peek(key)!.AsSpan(17), new EntryBinding(key, Compressed: true)));
    }

    public sealed partial class Wards(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache, Secure]
        public partial Task<string> OfParameterAsync(int id, [CacheTenant] string? tenant);

        private Task<string> OfParameterCoreAsync(int id, string? tenant) => Task.FromResult($"{tenant} {++Runs}");

        [Cache, Secure]
        public partial string BesideMarked([CacheKey] int id, [CacheTenant] string tenant, string unmarked);

        private string BesideMarkedCore(int id, string tenant, string unmarked) => $"{tenant} {++Runs}";

        [Cache, Secure(Tenant = "of the attribute")]
        public partial int Constant(int id);

        private int ConstantCore(int id) => ++Runs;

        [Cache, Secure]
        public partial int Plain(int id);

        private int PlainCore(int id) => ++Runs;
    }

    public sealed partial class Hospital(CachekitRuntime runtime, string? told = null)
    {
        [CacheTenant]
        public required string Tenant { get; init; }

        [Cache, Secure]
        public partial string Get(int id);

        private string GetCore(int id) => told ?? Tenant;
    }

    public abstract class TenantBase(string tenant)
    {
        [CacheTenant]
        private protected readonly string _tenant = tenant;
    }

    public sealed partial class Clinic(CachekitRuntime runtime, string tenant) : TenantBase(tenant)
    {
        [Cache, Secure]
        public partial string Get(int id);

        private string GetCore(int id) => _tenant;
    }
}
