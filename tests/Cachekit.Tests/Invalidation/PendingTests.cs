using Cachekit.Invalidation;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Batches;
using Cachekit.Tests.Invalidation.Support;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>Invalidations that the backend did not take are done again when it works.</summary>
public class PendingTests
{
    private readonly Network _network = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("invalidate")]
    [InlineData("many")]
    [InlineData("set")]
    [InlineData("refresh")]
    [InlineData("all")]
    [InlineData("namespace")]
    [InlineData("tag")]
    public async Task WhatFailed_IsDoneAndToldWhenTheBackendWorks(string change)
    {
        var here = await _network.ProcessAsync<TaggedKey>(d => d with { Namespace = "shop" });
        var there = await _network.ProcessAsync<TaggedKey>(d => d with { Namespace = "shop" });
        await there.Cache.CallAsync(1, "old");
        await there.Cache.CallAsync(2, "old");
        _network.Faults.Fail(BackendOperation.All);
        _network.Messages.FailPublishing(1000);

        await TryAsync(here, change);
        Assert.Equal("old", await there.Cache.CallAsync(1, "unused"));
        _network.Faults.Heal();
        _network.Messages.FailPublishing(0);

        // This process knows already, whatever the backend holds.
        Assert.NotEqual("old", await here.Cache.CallAsync(1, "new"));

        await HubOf(here).TryPendingAsync();

        Assert.Equal(0, HubOf(here).PendingCount);
        Assert.NotEqual("old", await there.Cache.CallAsync(1, "new"));
        Assert.Contains(_network.World.Logs.Lines, line => line.Id == 1166);
        Assert.Contains(_network.World.Logs.Lines, line => line.Id == 1167);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BatchMadeAnewThatFailed_IsToldWhenTheBackendWorks(bool isAsync)
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");
        _network.Faults.Fail(BackendOperation.Set);
        var anew = new BatchBody<string?>(id => $"new{id}");

        await here.Cache.MakeAnewAsync(anew, isAsync, 1);

        Assert.Equal("old", await there.Cache.CallAsync(1, "unused"));
        _network.Faults.Heal();
        await HubOf(here).TryPendingAsync();

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task BackendThatIsStillAway_IsTriedEverySecondByTheClock()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");
        _network.Faults.Fail(BackendOperation.Delete);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateAsync(1, Ct));

        for (var tried = 1; tried <= 5; tried++)
        {
            var expected = _network.Faults.Calls.Count(BackendOperation.Delete) + 1;
            await Wait.UntilAsync(() =>
            {
                _network.World.Time.Advance(TimeSpan.FromSeconds(1));
                return _network.Faults.Calls.Count(BackendOperation.Delete) >= expected;
            });
        }

        _network.Faults.Heal();
        await Wait.UntilAsync(() =>
        {
            _network.World.Time.Advance(TimeSpan.FromSeconds(1));
            return HubOf(here).PendingCount == 0;
        });
        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task Gap_TriesAtOnce()
    {
        var here = await _network.ProcessAsync<IntKey>();
        _network.Faults.Fail(BackendOperation.Delete);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateAsync(1, Ct));
        _network.Faults.Heal();

        _network.Messages.Gap();

        await Wait.UntilAsync(() => HubOf(here).PendingCount == 0);
    }

    [Fact]
    public async Task MessageThatFails_IsSentLaterAndFailsNobody()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");
        _network.Messages.FailPublishing(2);

        await here.Cache.InvalidateAsync(1, Ct);
        here.Cache.InvalidateAfterCall(1);
        Assert.Equal("old", await there.Cache.CallAsync(1, "unused"));
        await HubOf(here).TryPendingAsync();

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task MessageThatIsForbidden_IsLoggedAndNotTriedAgain()
    {
        var here = await _network.ProcessAsync<IntKey>();
        _network.Messages.FailPublishing(1, BackendErrorKind.Permanent);

        await here.Cache.InvalidateAsync(1, Ct);

        Assert.Equal(0, HubOf(here).PendingCount);
        Assert.Contains(_network.World.Logs.Lines, line => line.Id == 1170);
    }

    [Fact]
    public async Task CancelledInvalidation_IsFinishedLater()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");
        using var source = new CancellationTokenSource();
        var gate = _network.Faults.Hang(BackendOperation.Delete);
        var call = here.Cache.InvalidateAsync(1, source.Token).AsTask();
        await gate.WhenArrivedAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        _network.Faults.Heal();

        await HubOf(here).TryPendingAsync();

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task MoreThanCanBeRemembered_InvalidateTheWholeMethod()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(-1, "old");
        _network.Faults.Fail(BackendOperation.All);
        IntKey[] keys = [.. Enumerable.Range(0, PendingInvalidations.MaxCount + 10).Select(id => new IntKey(id))];

        await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateManyAsync(keys, Ct));

        Assert.InRange(HubOf(here).PendingCount, PendingInvalidations.MaxCount, PendingInvalidations.MaxCount + 1);
        Assert.Contains(_network.World.Logs.Lines, line => line.Id == 1168);
        _network.Faults.Heal();
        await HubOf(here).TryPendingAsync();
        Assert.Equal(0, HubOf(here).PendingCount);
        Assert.Equal("new", await there.Cache.CallAsync(-1, "new"));
    }

    [Fact]
    public async Task WhatTheBackendRefusesForGood_IsNotTriedForEver()
    {
        var here = await _network.ProcessAsync<IntKey>();
        _network.Faults.Fail(BackendOperation.Delete, BackendErrorKind.Permanent);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateAsync(1, Ct));

        await HubOf(here).TryPendingAsync();

        Assert.Equal(0, HubOf(here).PendingCount);
        Assert.Contains(_network.World.Logs.Lines, line => line.Id == 1170);
    }

    private static InvalidationHub HubOf<TKey>(Process<TKey> process)
        where TKey : struct, CompilerServices.ICacheKey<TKey> => process.Runtime.HubFor(process.Runtime.PortFor(Preset.Production, null, "")!.Backend);

    private static async Task TryAsync(Process<TaggedKey> here, string change)
    {
        switch (change)
        {
            case "refresh":
                await here.Cache.RefreshWithAsync(1, _ => new ValueTask<string?>("new"), Ct);
                return;
            case "invalidate":
                await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateAsync(1, Ct));
                return;
            case "many":
                await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateManyAsync([1, 2], Ct));
                return;
            case "set":
                await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.SetAsync(1, "new", Ct));
                return;
            case "all":
                await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cache.InvalidateAllAsync(Ct));
                return;
            case "namespace":
                await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Runtime.InvalidateNamespaceAsync("shop", Ct));
                return;
            default:
                await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Runtime.InvalidateTagAsync("id:1", Ct));
                return;
        }
    }
}
