using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Flights;

public class RecursionTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BodyThatCallsItselfWithItsArguments_IsToldSo()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());

        ValueTask<string?> Body(CancellationToken ct) => cache.CallAsync(1, Body, ct);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.CallAsync(1, Body, Ct));
        Assert.Contains("Shop.Catalog.FindAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SyncBodyThatCallsItselfWithItsArguments_IsToldSo()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());

        string? Body(CancellationToken ct) => cache.Call(1, Body, ct);

        Assert.Throws<InvalidOperationException>(() => cache.Call(1, Body, Ct));
    }

    [Fact]
    public async Task BodyThatCallsItselfThroughAnotherMethod_IsToldSo()
    {
        var runtime = _world.LocalRuntime();
        var first = World.Texts<IntKey>().In(runtime);
        var second = World.Texts<IntKey>().In(runtime);

        async ValueTask<string?> Body(CancellationToken ct)
        {
            await Task.Yield();
            return await second.CallAsync(1, inner => first.CallAsync(1, Body, inner), ct);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await first.CallAsync(1, Body, Ct));
    }

    [Fact]
    public async Task TwoFlowsThatWaitForEachOther_AreToldInsteadOfHanging()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var one = new GatedBody<string?>("");
        var two = new GatedBody<string?>("");

        async ValueTask<string?> One(CancellationToken ct)
        {
            await one.RunAsync(ct);
            return await cache.CallAsync(2, "unused");
        }

        async ValueTask<string?> Two(CancellationToken ct)
        {
            await two.RunAsync(ct);
            return await cache.CallAsync(1, "unused");
        }

        var first = cache.AskAsync(1, One).AsTask();
        var second = cache.AskAsync(2, Two).AsTask();
        one.Open();
        two.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(first, second));
    }

    [Fact]
    public async Task BodyThatCallsItselfWithOtherArguments_Works()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());

        async ValueTask<string?> Body(int depth, CancellationToken ct) =>
            depth == 0 ? "0" : await cache.CallAsync(depth - 1, inner => Body(depth - 1, inner), ct) + depth;

        Assert.Equal("0123", await cache.CallAsync(3, ct => Body(3, ct), Ct));
    }

    [Fact]
    public async Task WorkThatTheBodyLeftBehind_MayCallTheMethodLater()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?>? left = null;

        async Task<string?> Later()
        {
            await later.Task;
            return await cache.CallAsync(1, "again");
        }

        await cache.AskAsync(1, _ =>
        {
            left = Later();
            return new ValueTask<string?>("value");
        });
        await cache.InvalidateAsync(1, Ct);
        later.SetResult();

        Assert.Equal("again", await left!);
    }

    [Fact]
    public async Task BodyThatRefreshesItself_IsToldSo()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());

        ValueTask<string?> Body(CancellationToken ct) => cache.RefreshWithAsync(1, Body, ct);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.CallAsync(1, Body, Ct));
    }

    [Fact]
    public async Task BodyThatInvalidatesItself_ReturnsButIsNotKept()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());

        var value = await cache.CallAsync(
            1,
            async ct =>
            {
                await cache.InvalidateAsync(1, ct);
                return (string?)"value";
            },
            Ct);

        Assert.Equal("value", value);
        Assert.Equal(CacheLayer.None, (await cache.TryGetAsync(1, Ct)).Layer);
        Assert.Empty(_world.Store.Keys);
    }
}
