using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Batches;

/// <summary>A batch that would wait for itself is told so, and nobody hangs.</summary>
public class BatchRecursionTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyThatAsksForOneOfItsIds_IsToldSo(bool isAsync)
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var body = new BatchBody<string?>(async (ids, _) => new Dictionary<int, string?> { [1] = await cache.CallAsync(ids[^1], "unused") });

        await Assert.ThrowsAsync<InvalidOperationException>(async () => _ = isAsync ? await cache.ManyAsync(body, 1, 2) : cache.Many(body, 1, 2));
    }

    [Fact]
    public async Task BodyThatAsksForABatchWithOneOfItsIds_IsToldSo_AndTheOthersArrive()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var inner = new BatchBody<string?>(id => $"inner{id}");
        var body = new BatchBody<string?>(async (_, _) => await cache.ManyAsync(inner, 3, 2));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await cache.ManyAsync(body, 1, 2));

        Assert.Contains("Shop.Catalog.FindAsync", exception.Message, StringComparison.Ordinal);
        Assert.Equal("inner3", await cache.CallAsync(3, "unused"));
    }

    [Fact]
    public async Task BodyThatAsksForOtherIds_IsFine()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var inner = new BatchBody<string?>(id => $"inner{id}");
        var body = new BatchBody<string?>(async (ids, _) =>
        {
            var parts = await cache.ManyAsync(inner, 10, 20);
            return ids.ToDictionary(id => id, id => parts[id * 10]);
        });

        var values = await cache.ManyAsync(body, 1, 2);

        Assert.Equal(["inner10", "inner20"], values.Values.Order());
    }

    [Fact]
    public async Task TwoBatchesWhoseBodiesAskForEachOther_AreToldInsteadOfHanging()
    {
        var cache = World.Texts<IntKey>().In(_world.LocalRuntime());
        var started = new TaskCompletionSource[] { new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously) };

        BatchBody<string?> Body(int own, int[] others) => new(async (ids, _) =>
        {
            started[own].SetResult();
            await started[1 - own].Task;
            var got = await cache.ManyAsync(new BatchBody<string?>(id => $"unused{id}"), others);
            return ids.ToDictionary(id => id, _ => got.Values.First());
        });

        var one = cache.ManyAsync(Body(0, [3, 4]), 1, 2).AsTask();
        var two = cache.ManyAsync(Body(1, [2, 1]), 3, 4).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(one, two).WaitAsync(TimeSpan.FromSeconds(30), Ct));
    }
}
