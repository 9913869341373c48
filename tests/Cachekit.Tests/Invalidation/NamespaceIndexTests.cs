using Cachekit.CompilerServices;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>Methods whose entries obey the marker of their namespace, and methods whose entries do not.</summary>
public class NamespaceIndexTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 2)]
    public async Task Index_CostsTheReadOfOneMoreMarker(bool index, int reads)
    {
        await Method(index).In(_world.Runtime()).CallAsync(1, "one");
        var there = Method(index).In(_world.Runtime());
        _world.Faults.Calls.Clear();

        Assert.Equal("one", await there.CallAsync(1, "unused"));

        Assert.Equal(reads, _world.Faults.Calls.Count(BackendOperation.Get));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Namespace_EndsTheEntriesOfMethodsThatTheRuntimeKnows(bool index)
    {
        var runtime = _world.Runtime();
        var cache = Method(index).In(runtime);
        await cache.CallAsync(1, "old");

        await runtime.InvalidateNamespaceAsync("shop", Ct);

        Assert.Equal(CacheLayer.None, (await cache.TryGetAsync(1, Ct)).Layer);
        Assert.Equal("new", await Method(index).In(_world.Runtime()).CallAsync(1, "new"));
    }

    [Theory]
    [InlineData(true, "new")]
    [InlineData(false, "old")]
    public async Task OnlyIndexedEntries_EndByARuntimeThatHasNeverUsedTheMethod(bool index, string expected)
    {
        await Method(index).In(_world.Runtime()).CallAsync(1, "old");

        await _world.Runtime().InvalidateNamespaceAsync("shop", Ct);

        Assert.Equal(expected, await Method(index).In(_world.Runtime()).CallAsync(1, "new"));
    }

    private static CachedMethod<IntKey, string?> Method(bool index) =>
        World.Texts<IntKey>(d => d with { Namespace = "shop", Policy = new CachePolicyOptions { NamespaceIndex = index } });
}
