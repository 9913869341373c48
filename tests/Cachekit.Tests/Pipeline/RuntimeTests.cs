using System.Runtime.CompilerServices;
using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;

namespace Cachekit.Tests.Pipeline;

[Collection("Ambient runtime")]
public class RuntimeTests
{
    private readonly World _world = new();

    [Fact]
    public void In_GivesTheSameCachePerRuntime()
    {
        var method = World.Texts<IntKey>();
        var one = _world.LocalRuntime();
        var two = _world.LocalRuntime();

        Assert.Same(method.In(one), method.In(one));
        Assert.NotSame(method.In(one), method.In(two));
        Assert.NotSame(method.In(one), World.Texts<IntKey>().In(one));
    }

    [Fact]
    public async Task In_FromManyThreads_BindsOnce()
    {
        var runtime = _world.LocalRuntime();
        var methods = Enumerable.Range(0, 50).Select(_ => World.Texts<IntKey>()).ToArray();

        var caches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => methods.Select(m => m.In(runtime)).ToArray())));

        Assert.All(caches, found => Assert.Equal(caches[0], found));
        Assert.Equal(50, caches[0].Distinct().Count());
    }

    [Fact]
    public void WithoutARuntime_TheAmbientDefaultIsUsed()
    {
        var restore = CachekitRuntime.Ambient;
        var mine = _world.LocalRuntime();
        var method = World.Texts<IntKey>();
        try
        {
            CachekitRuntime.Default = mine;
            Assert.Same(method.In(mine), method.In(null));
            CachekitRuntime.Default = _world.LocalRuntime();
            Assert.NotSame(method.In(mine), method.In(null));
        }
        finally
        {
            CachekitRuntime.Ambient = restore;
        }
    }

    [Fact]
    public async Task Dispose_EndsABackendThatTheRuntimeMadeAndLeavesAnotherAlone()
    {
        var made = new DisposableBackend();
        var given = new DisposableBackend();
        var settings = _world.LocalRuntime().Settings;

        new CachekitRuntime(settings with { Backend = made, OwnedBackends = [made] }).Dispose();
        Assert.Equal(1, made.Disposed);
        var runtime = new CachekitRuntime(settings with { Backend = made, OwnedBackends = [made] });
        await runtime.DisposeAsync();
        await runtime.DisposeAsync();
        Assert.Equal(2, made.Disposed);

        new CachekitRuntime(settings with { Backend = given }).Dispose();
        Assert.Equal(0, given.Disposed);
    }

    [Fact]
    public async Task DisposedRuntime_StillAnswersButSweepsNoMore()
    {
        var runtime = _world.LocalRuntime();
        var cache = World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(1) }).In(runtime);
        await cache.CallAsync(1, "value");

        await runtime.DisposeAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1, cache.Info.LocalEntries);
        Assert.Equal("new", await cache.CallAsync(1, "new"));
    }

    [Fact]
    public void DroppedRuntime_IsNotKeptAliveByItsTimer()
    {
        var time = new FakeTimeProvider();
        var dropped = Drop(time);

        for (var i = 0; i < 5 && dropped.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(dropped.IsAlive);
        time.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Info_TellsTheSettingsThatApply()
    {
        var cache = World.Texts<IntKey>(d => d with { Namespace = "shop", Ttl = TimeSpan.FromSeconds(5), NullTtl = TimeSpan.FromSeconds(2) })
            .In(_world.Runtime());

        var info = cache.Info;

        Assert.Equal("Shop.Catalog.FindAsync", info.Method);
        Assert.Equal(("shop", Preset.Production, "faulty"), (info.Namespace, info.Preset, info.Backend));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), true), (info.Ttl, info.NullTtl, info.CacheNulls));
    }

    [Fact]
    public void DefaultTtlOfTheOptions_ReplacesThePresetsButNotAnExplicitOne()
    {
        var runtime = _world.LocalRuntime(o => o.DefaultTtl = TimeSpan.FromSeconds(42));

        Assert.Equal(TimeSpan.FromSeconds(42), World.Texts<IntKey>().In(runtime).Info.Ttl);
        Assert.Equal(TimeSpan.FromSeconds(7), World.Texts<IntKey>(d => d with { Ttl = TimeSpan.FromSeconds(7) }).In(runtime).Info.Ttl);
        Assert.Null(World.Texts<IntKey>(d => d with { NeverExpires = true }).In(runtime).Info.Ttl);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Drop(FakeTimeProvider time)
    {
        var runtime = new CachekitRuntime(new CachekitOptions { TimeProvider = time, Variables = static _ => null }.UseNoBackend());
        World.Texts<IntKey>().In(runtime);
        return new WeakReference(runtime);
    }

    [Fact]
    public void FirstCallWhereNoContextFlows_Works()
    {
        using var runtime = _world.LocalRuntime();
        using var unflowed = ExecutionContext.SuppressFlow();

        Assert.Equal("value", World.Texts<IntKey>().In(runtime).Ask(1, _ => "value"));
    }
}
