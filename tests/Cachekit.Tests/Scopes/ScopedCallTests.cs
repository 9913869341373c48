using Cachekit.Tests.Pipeline.Support;
using Cachekit.Tests.Refresh;

namespace Cachekit.Tests.Scopes;

public class ScopedCallTests
{
    private readonly Refreshing _scene = new(new CachePolicyOptions());

    [Fact]
    public async Task Bypass_RunsTheBodyAndTouchesNeitherLayer()
    {
        await _scene.CallAsync();
        var calls = _scene.World.Faults.Calls.Count();

        using (CacheScope.Bypass())
        {
            Assert.Equal("v2", await _scene.CallAsync());
            Assert.Equal("v3", await _scene.CallAsync());
        }

        Assert.Equal(calls, _scene.World.Faults.Calls.Count());
        Assert.Equal("v1", await _scene.CallAsync());
    }

    [Fact]
    public async Task ScopeOfAnotherCaller_IsNotNoticed()
    {
        await _scene.CallAsync();
        var body = new GatedBody<string?>("new");
        var refresh = _scene.Cache.RefreshWithAsync(1, body.RunAsync, CancellationToken.None).AsTask();
        await body.Begun;

        // A call that does not look into memory first would wait for the refresh.
        using (await Task.Run(CacheScope.Bypass))
        {
            Assert.Equal("v1", await _scene.CallAsync());
            Assert.True(_scene.Cache.TryGetLocal(1, out _));
        }

        body.Open();
        await refresh;
    }

    [Fact]
    public async Task ForceRefresh_RunsTheBodyAndReplacesTheEntry()
    {
        await _scene.CallAsync();

        using (CacheScope.ForceRefresh())
        {
            Assert.Equal("v2", await _scene.CallAsync());
        }

        Assert.Equal("v2", await _scene.CallAsync());
        Assert.Equal("v2", await _scene.CallInAsync(_scene.CacheIn(_scene.World.Runtime())));
    }

    [Fact]
    public async Task ReadOnly_ReadsBothLayersAndStoresNothing()
    {
        await _scene.CallAsync(1);
        using (CacheScope.ReadOnly())
        {
            Assert.Equal("v1", await _scene.CallAsync(1));
            Assert.Equal("v1", await _scene.CallInAsync(_scene.CacheIn(_scene.World.Runtime()), 1));
            Assert.Equal("v2", await _scene.CallAsync(2));
            Assert.Equal("v3", await _scene.CallAsync(2));
        }

        Assert.Single(_scene.World.Store.Keys, key => key.Contains(":args:", StringComparison.Ordinal));
        Assert.Equal("v4", await _scene.CallAsync(2));
    }

    [Fact]
    public async Task ReadOnly_StartsNoRefresh()
    {
        await _scene.CallAsync();
        _scene.Pass(6);

        using (CacheScope.ReadOnly())
        {
            Assert.Equal("v1", await _scene.CallAsync());
        }

        await _scene.SettleAsync();
        Assert.Equal(1, _scene.Runs);
    }

    [Fact]
    public async Task OtherFlows_AreNotTouched()
    {
        await _scene.CallAsync();
        Task<string?> other;
        using (ExecutionContext.SuppressFlow())
        {
            other = Task.Run(async () => await _scene.CallAsync());
        }

        using (CacheScope.Bypass())
        {
            Assert.Equal("v1", await other);
        }
    }

    [Fact]
    public void SynchronousMethods_ObeyToo()
    {
        var runs = 0;
        string? Body(CancellationToken cancellationToken) => $"v{++runs}";
        _scene.Cache.Ask(1, Body);

        using (CacheScope.Bypass())
        {
            Assert.Equal("v2", _scene.Cache.Ask(1, Body));
        }

        using (CacheScope.ForceRefresh())
        {
            Assert.Equal("v3", _scene.Cache.Ask(1, Body));
        }

        using (CacheScope.ReadOnly())
        {
            Assert.Equal("v3", _scene.Cache.Ask(1, Body));
            Assert.Equal("v4", _scene.Cache.Ask(2, Body));
        }

        Assert.Equal("v5", _scene.Cache.Ask(2, Body));
    }
}
