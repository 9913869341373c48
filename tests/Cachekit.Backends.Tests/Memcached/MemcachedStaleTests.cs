using Cachekit.Backends.Tests.Servers;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedStaleTests(MemcachedFixture fixture) : MemcachedTestBase
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private MemcachedBackend Own() => Backend(fixture.Server.Address);

    [Fact]
    public async Task EntryPastItsLife_IsStale_AndHasOneWinnerAmongAllReaders()
    {
        var (one, two) = (Own(), Own());
        one.Set(Prefix, Bytes("old"), Second, Minute);
        await Until(async () => await one.GetTtlAsync(Prefix, Token) is null);
        Assert.False(one.Exists(Prefix));

        var values = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(
            async () => i % 3 == 0 ? one.Get(Prefix) : await (i % 2 == 0 ? one : two).GetAsync(Prefix, Token), Token)));
        Assert.All(values, static value =>
        {
            Assert.True(value.IsStale);
            Assert.Equal(TimeSpan.Zero, value.Remaining);
            Assert.Equal("old", TextOf(value));
        });
        Assert.Single(values, static value => value.WinsRefresh);
        Assert.False(one.RefreshTtl(Prefix, Minute));

        // A new write ends it.
        two.Set(Prefix, Bytes("new"), Minute, Minute);
        using var fresh = one.Get(Prefix);
        Assert.Equal((false, false, "new"), (fresh.IsStale, fresh.WinsRefresh, TextOf(fresh)));
        Assert.InRange(fresh.Remaining!.Value.TotalSeconds, 55, 60);
        Assert.InRange(one.GetTtl(Prefix)!.Value.TotalSeconds, 55, 60);
    }

    [Fact]
    public async Task StaleWindow_Ends()
    {
        var backend = Own();
        await backend.SetAsync(Prefix, Bytes("v"), Second, 5 * Second, Token);
        var sawStale = false;
        await Until(async () =>
        {
            using var value = await backend.GetAsync(Prefix, Token);
            sawStale |= value.IsStale;
            return !value.Found;
        });
        Assert.True(sawStale);
    }

    [Fact]
    public void NoWindow_IsAnOrdinaryEntry()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), Minute, TimeSpan.Zero);
        Assert.InRange(backend.GetTtl(Prefix)!.Value.TotalSeconds, 55, 60);
    }

    [Fact]
    public void RefreshTtl_KeepsTheWindow()
    {
        var backend = Own();
        backend.Set(Prefix, Bytes("v"), 20 * Second, Minute);
        Assert.True(backend.RefreshTtl(Prefix, TimeSpan.FromSeconds(200)));
        Assert.InRange(backend.GetTtl(Prefix)!.Value.TotalSeconds, 195, 200);
        using var value = backend.Get(Prefix);
        Assert.False(value.IsStale);
        Assert.InRange(value.Remaining!.Value.TotalSeconds, 195, 200);
    }

    [Fact]
    public async Task FlagsOfOtherClients_AreNoWindow()
    {
        await fixture.Server.AskAsync($"set {Prefix} 16 5 1\r\nv", Token);
        using var value = Own().Get(Prefix);
        Assert.True(value.Found);
        Assert.False(value.IsStale);
    }

    [Fact]
    public async Task MarkedEntry_IsStale_AndLooksDoNotTakeTheWin()
    {
        var (one, two) = (Own(), Own());
        one.Set(Prefix, Bytes("v"), null);
        Assert.True(await one.MarkStaleAsync(Prefix, Minute, Token));

        // The server takes each of these for a read.
        Assert.False(two.Exists(Prefix));
        Assert.False(await two.ExistsAsync(Prefix, Token));
        Assert.Null(two.GetTtl(Prefix));
        Assert.False(await two.RefreshTtlAsync(Prefix, Minute, Token));

        var values = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : two).GetAsync(Prefix, Token).AsTask()));
        Assert.All(values, static value => Assert.Equal((true, TimeSpan.Zero), (value.IsStale, value.Remaining)));
        Assert.Single(values, static value => value.WinsRefresh);

        one.Set(Prefix, Bytes("w"), Minute);
        using var fresh = two.Get(Prefix);
        Assert.False(fresh.IsStale);
    }
}
