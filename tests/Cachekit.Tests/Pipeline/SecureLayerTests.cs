using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Pipeline;

public class SecureLayerTests
{
    private const string Secret = "the-patient-has-a-cold";

    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutMemory_TheBackendServes()
    {
        var cache = World.Texts<IntKey>(d => d with { Secure = true }).In(_world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.Local.Enabled = false;
        }));
        await cache.CallAsync(1, Secret);

        Assert.Equal(Secret, await cache.CallAsync(1, "not called"));
        Assert.Equal(Secret, cache.Ask(1, _ => "not called"));
        Assert.Equal((2, 0), (cache.Info.BackendHits, cache.Info.LocalEntries));
    }

    [Fact]
    public async Task Memory_MakesATaskForEveryCallAndKeepsNone()
    {
        var cache = World.Texts<IntKey>(d => d with { Secure = true }).In(_world.LocalRuntime(MasterKeys.UseFirst));
        await cache.CallAsync(1, Secret);

        Assert.True(cache.TryGetLocalTask(1, out var first));
        Assert.True(cache.TryGetLocalTask(1, out var second));
        Assert.Equal(Secret, await first);
        Assert.NotSame(await first, await second);
    }

    [Fact]
    public async Task ValueOverTheLimit_IsReturnedInCopiesAndNowhereStored()
    {
        var cache = World.Lists(d => d with { Secure = true }).In(_world.Runtime(o =>
        {
            MasterKeys.UseFirst(o);
            o.MaxValueSize = 3;
        }));
        await cache.CallAsync(1, [1, 2]);
        Assert.Single(_world.Store.Keys);
        var gate = new TaskCompletionSource();
        var leader = cache.RefreshWithAsync(
            1,
            async _ =>
            {
                await gate.Task;
                return [1, 2, 3];
            },
            Ct).AsTask();
        var follower = cache.GetAsync(1, new AsyncBody<List<int>?>(_ => throw new InvalidOperationException("not called")), Ct).AsTask();
        gate.SetResult();

        Assert.Equal([1, 2, 3], await leader);
        Assert.Equal([1, 2, 3], await follower);
        Assert.NotSame(await leader, await follower);
        Assert.Empty(_world.Store.Keys);
        Assert.Equal(0, cache.Info.LocalEntries);
    }
}
