using Cachekit.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>Without a master key a secure method refuses to work, before anything is computed or stored.</summary>
public sealed partial class MissingKeyTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryUseOfTheMethod_FailsBeforeTheBody()
    {
        var wards = new Wards(_scene.Runtime);
        Func<ValueTask>[] uses =
        [
            async () => await wards.FindAsync(1),
            () => new(Task.Run(() => wards.Count(1))),
            () => new(Task.Run(() => wards.ByPreset(1))),
            async () => await wards.Cached.Find.TryGetAsync(1, Token),
            () => wards.Cached.Find.SetAsync(1, "x", Token),
            async () => await wards.Cached.Find.RefreshAsync(1, Token),
            () => wards.Cached.Find.InvalidateAsync(1, Token),
            () => wards.Cached.Find.InvalidateAllAsync(Token),
            () => new(Task.Run(() => wards.Cached.Find.Info)),
        ];

        foreach (var use in uses)
        {
            var exception = await Assert.ThrowsAsync<CacheConfigurationException>(async () => await use());

            Assert.Contains("MissingKeyTests.Wards.", exception.Message, StringComparison.Ordinal);
            Assert.Contains("CACHEKIT_MASTER_KEY", exception.Message, StringComparison.Ordinal);
            Assert.Contains("openssl rand -hex 32", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, wards.Runs);
        Assert.Empty(_scene.Backend.Calls.All);
    }

    [Fact]
    public async Task PlainMethodsOfTheSameType_GoOn()
    {
        var wards = new Wards(_scene.Runtime);

        Assert.Equal(1, wards.Plain(1));
        await Assert.ThrowsAsync<CacheConfigurationException>(async () => await wards.FindAsync(1));
    }

    [Fact]
    public void WrongKey_IsRefusedWhereTheRuntimeIsMade()
    {
        foreach (var key in new[] { "", "61", new string('g', 64), "0x" + new string('6', 62), MasterKeys.First + "\n", " " + MasterKeys.First })
        {
            var exception = Assert.Throws<CacheConfigurationException>(() => _scene.AnotherProcess(o => o.Encryption.MasterKey = key));

            Assert.Contains("MasterKey", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(MasterKeys.First, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TypeFromAContainer_FailsAtItsFirstCall()
    {
        await using var provider = new ServiceCollection()
            .AddCachekit(options => options.UseBackend(_scene.Backend).UseAsAmbientDefault = false)
            .AddSingleton<Wards>()
            .BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            await hosted.StartAsync(Token);
        }

        var wards = provider.GetRequiredService<Wards>();
        await Assert.ThrowsAsync<CacheConfigurationException>(async () => await wards.FindAsync(1));
        Assert.Equal(0, wards.Runs);
    }

    public void Dispose() => _scene.Dispose();

    public sealed partial class Wards(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache, Secure]
        public partial Task<string> FindAsync(int id);

        private Task<string> FindCoreAsync(int id)
        {
            Runs++;
            return Task.FromResult("secret");
        }

        [Cache, Secure]
        public partial int Count(int id);

        private int CountCore(int id) => ++Runs;

        [Cache(Preset.Secure)]
        public partial int ByPreset(int id);

        private int ByPresetCore(int id) => ++Runs;

        [Cache]
        public partial int Plain(int id);

        private int PlainCore(int id) => id;
    }
}
