using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>Methods with <see cref="Preset.Io"/> on the server of this repository, from the attribute to its store.</summary>
public sealed class IoPresetTests(CacheServerFixture server) : IClassFixture<CacheServerFixture>
{
    [Fact]
    public async Task Values_AreSharedByProcesses()
    {
        await using var firstRuntime = Runtime();
        await using var secondRuntime = Runtime();
        var (first, second) = (new IoCatalog(firstRuntime), new IoCatalog(secondRuntime));
        const string Odd = "a/b c%2F..?é\u0000";

        Assert.Equal("product " + Odd, await first.FindAsync(Odd, Token));
        Assert.Equal("product " + Odd, first.Find(Odd));
        Assert.Equal("product " + Odd, await first.FindForAllAsync(Odd));
        Assert.Equal(1000, (await first.ReadAsync(1000)).Length);
        Assert.Equal(4, first.Asked);

        Assert.Equal("product " + Odd, await second.FindAsync(Odd, Token));
        Assert.Equal("product " + Odd, second.Find(Odd));
        Assert.Equal("product " + Odd, await second.FindForAllAsync(Odd));
        Assert.Equal(await first.ReadAsync(1000), await second.ReadAsync(1000));
        Assert.Equal(0, second.Asked);
    }

    [Fact]
    public async Task InvalidNamespace_IsMadeAnewByAll()
    {
        await using var firstRuntime = Runtime();
        await firstRuntime.InvalidateNamespaceAsync("catalog", Token);
        var first = new IoCatalog(firstRuntime);
        await first.FindAsync("1", Token);
        await firstRuntime.InvalidateNamespaceAsync("catalog", Token);
        await using var secondRuntime = Runtime();
        var second = new IoCatalog(secondRuntime);

        await second.FindAsync("1", Token);

        Assert.Equal(1, second.Asked);
    }

    [Fact]
    public async Task ValueThatIsTooLargeForTheServer_IsReturnedAndNotStored()
    {
        await using var firstRuntime = Runtime();
        await using var secondRuntime = Runtime();
        var (first, second) = (new IoCatalog(firstRuntime), new IoCatalog(secondRuntime));
        const int Length = CacheServerFixture.MaxValueBytes + 1;

        Assert.Equal(Length, (await first.ReadAsync(Length)).Length);
        Assert.Equal(Length, (await second.ReadAsync(Length)).Length);

        Assert.Equal((1, 1), (first.Asked, second.Asked));
    }

    private CachekitRuntime Runtime() => new(new CachekitOptions { Variables = static _ => null }.UseNoBackend().UseHttpForIo(server.Configure));
}
