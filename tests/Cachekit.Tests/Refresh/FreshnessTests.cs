using Cachekit.CompilerServices;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Refresh;

public class FreshnessTests
{
    private readonly Refreshing _scene = new(new CachePolicyOptions());

    private ValueTask<string?> CallAsync(Func<CachePrevious<string?>, Cacheable<string?>> body, int id = 1) => _scene.Cache.TryGetLocal(id, out var value)
        ? new ValueTask<string?>(value)
        : _scene.Cache.GetAsync(id, new FreshBody<string?>((previous, _) => new ValueTask<Cacheable<string?>>(body(previous))), CancellationToken.None);

    [Fact]
    public async Task ResultWithALifeOfItsOwn_LivesThatLongInBothLayers()
    {
        await CallAsync(_ => Cacheable.Of<string?>("v1", TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.FromMinutes(1), _scene.World.Store.PeekTtl(_scene.World.Store.Keys.Single(key => key.Contains(":args:", StringComparison.Ordinal))));

        _scene.Pass(1.01);

        Assert.Equal("v2", await CallAsync(_ => Cacheable.Of<string?>("v2")));
    }

    [Fact]
    public async Task ResultWithoutALife_HasThatOfTheMethod()
    {
        await CallAsync(_ => new Cacheable<string?>("v1"));

        Assert.Equal(TimeSpan.FromMinutes(10), _scene.World.Store.PeekTtl(_scene.World.Store.Keys.Single(key => key.Contains(":args:", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task ResultThatIsOverAlready_IsReturnedAndNotStored(int seconds)
    {
        Assert.Equal("v1", await CallAsync(_ => Cacheable.Of<string?>("v1", TimeSpan.FromSeconds(seconds))));

        Assert.Equal("v2", await CallAsync(_ => Cacheable.Of<string?>("v2")));
    }

    [Fact]
    public async Task FirstRun_HasNoPrevious()
    {
        CachePrevious<string?>? seen = null;
        await CallAsync(previous =>
        {
            seen = previous;
            return new Cacheable<string?>("v1");
        });

        Assert.Equal(default(CachePrevious<string?>), seen);
    }

    [Fact]
    public async Task Refresh_GetsThePreviousValueAndItsValidator()
    {
        await CallAsync(_ => new Cacheable<string?>("v1") { Validator = "etag-1" });
        CachePrevious<string?>? seen = null;

        _scene.Pass(6);
        await CallAsync(previous =>
        {
            seen = previous;
            return new Cacheable<string?>("v2");
        });
        await _scene.SettleAsync();

        Assert.Equal(new CachePrevious<string?>(true, "v1", "etag-1"), seen);
    }

    [Fact]
    public async Task Unchanged_KeepsTheValueAndItsValidatorAndStartsItsLifeAnew()
    {
        await CallAsync(_ => new Cacheable<string?>("v1") { Validator = "etag-1" });
        _scene.Pass(6);
        await CallAsync(_ => Cacheable.Unchanged<string?>());
        await _scene.SettleAsync();
        Assert.Equal(TimeSpan.FromMinutes(10), _scene.World.Store.PeekTtl(_scene.World.Store.Keys.Single(key => key.Contains(":args:", StringComparison.Ordinal))));

        _scene.Pass(6);
        CachePrevious<string?>? seen = null;
        Assert.Equal("v1", await CallAsync(previous =>
        {
            seen = previous;
            return Cacheable.Unchanged<string?>();
        }));
        await _scene.SettleAsync();

        Assert.Equal("etag-1", seen?.Validator);
        Assert.Equal("v1", await CallAsync(_ => throw new InvalidOperationException("fresh")));
    }

    [Fact]
    public async Task UnchangedWithoutAPrevious_Teaches()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await CallAsync(_ => Cacheable.Unchanged<string?>()));

        Assert.Contains("CachePrevious.Found", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExplicitRefresh_GetsThePreviousValue()
    {
        await CallAsync(_ => new Cacheable<string?>("v1") { Validator = "etag-1" });

        var value = await _scene.Cache.RefreshAsync(
            1, new FreshBody<string?>((previous, _) => new ValueTask<Cacheable<string?>>(new Cacheable<string?>($"{previous.Value} again"))), CancellationToken.None);

        Assert.Equal("v1 again", value);
    }

    [Fact]
    public async Task ExplicitRefreshInAnotherProcess_GetsThePreviousValueOfTheBackend()
    {
        await CallAsync(_ => new Cacheable<string?>("v1"));
        var other = _scene.CacheIn(_scene.World.Runtime());

        var value = await other.RefreshAsync(
            1, new FreshBody<string?>((previous, _) => new ValueTask<Cacheable<string?>>(new Cacheable<string?>($"{previous.Value} again"))), CancellationToken.None);

        Assert.Equal("v1 again", value);
    }
}
