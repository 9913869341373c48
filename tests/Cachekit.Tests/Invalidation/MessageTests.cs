using Cachekit.CompilerServices;
using Cachekit.Tests.Batches;
using Cachekit.Tests.Invalidation.Support;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>What one process does reaches the memory of another one.</summary>
public class MessageTests
{
    private readonly Network _network = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Changes => new("invalidate", "many", "after", "after-sync", "all", "namespace", "namespaces");

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Invalidation_EmptiesTheMemoryOfOthers(string change)
    {
        var here = await _network.ProcessAsync<IntKey>(d => d with { Namespace = "shop" });
        var there = await _network.ProcessAsync<IntKey>(d => d with { Namespace = "shop" });
        await there.Cache.CallAsync(1, "old");

        await ChangeAsync(here, change);

        Assert.Equal(CacheLayer.None, (await there.Cache.TryGetAsync(1, Ct)).Layer);
        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task WhereItIsOff_NothingIsSentOrHeard(string change)
    {
        Func<CachedMethodDefinition<string?>, CachedMethodDefinition<string?>> off =
            d => d with { Namespace = "shop", Policy = new CachePolicyOptions { InvalidationEnabled = false } };
        var here = await _network.ProcessAsync<IntKey>(d => d with { Namespace = "shop" });
        var silent = await _network.ProcessAsync<IntKey>(off);
        await silent.Cache.CallAsync(1, "old");

        await ChangeAsync(here, change);
        Assert.Equal(CacheLayer.Local, (await silent.Cache.TryGetAsync(1, Ct)).Layer);

        var sent = _network.Messages.Sent.Count;
        if (!change.StartsWith("namespace", StringComparison.Ordinal))
        {
            await ChangeAsync(silent, change);
            Assert.Equal(sent, _network.Messages.Sent.Count);
        }
    }

    [Fact]
    public async Task OtherEntries_Stay()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "one");
        await there.Cache.CallAsync(2, "two");

        await here.Cache.InvalidateAsync(2, Ct);

        Assert.Equal(CacheLayer.Local, (await there.Cache.TryGetAsync(1, Ct)).Layer);
    }

    [Fact]
    public async Task ValuesSetByHand_ReachOthersAtOnce()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");

        _network.World.Time.Advance(TimeSpan.FromSeconds(1));
        await here.Cache.SetAsync(1, "set", Ct);
        Assert.Equal("set", await there.Cache.CallAsync(1, "unused"));

        await here.Cache.RefreshWithAsync(1, _ => new ValueTask<string?>("refreshed"), Ct);
        Assert.Equal("refreshed", await there.Cache.CallAsync(1, "unused"));

        await here.Cache.RefreshSyncBodyAsync(1, new SyncBody<string?>(_ => "again"), Ct);
        Assert.Equal("again", await there.Cache.CallAsync(1, "unused"));
        Assert.Equal(CacheLayer.Local, (await here.Cache.TryGetAsync(1, Ct)).Layer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BatchMadeAnew_ReachesOthersAtOnce(bool isAsync)
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var old = new BatchBody<string?>(id => $"old{id}");
        var anew = new BatchBody<string?>(id => $"new{id}");
        await there.Cache.ManyAsync(old, 1, 2, 3);
        _network.World.Time.Advance(TimeSpan.FromSeconds(1));

        await here.Cache.MakeAnewAsync(anew, isAsync, 1, 2);

        Assert.Single(_network.Messages.Sent);
        Assert.Equal(["new1", "new2", "old3"], (await there.Cache.ManyAsync(old, 1, 2, 3)).Values.Order());
        Assert.Equal(CacheLayer.Local, (await here.Cache.TryGetAsync(1, Ct)).Layer);
        Assert.Equal(CacheLayer.Local, (await there.Cache.TryGetAsync(3, Ct)).Layer);
    }

    [Fact]
    public async Task Misses_SendNothing()
    {
        var here = await _network.ProcessAsync<IntKey>();
        await here.Cache.CallAsync(1, "one");
        here.Cache.Ask(2, _ => "two");
        await here.Cache.TryGetAsync(3, Ct);
        await here.Cache.ManyAsync(new BatchBody<string?>(id => $"value {id}"), 4, 5);

        Assert.Empty(_network.Messages.Sent);
    }

    [Fact]
    public async Task ManyKeys_TakeOneMessageForFiveHundred()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        IntKey[] keys = [.. Enumerable.Range(1, 700).Select(id => new IntKey(id))];
        await there.Cache.CallAsync(1, "old");
        await there.Cache.CallAsync(700, "old");
        _network.World.Time.Advance(TimeSpan.FromSeconds(1));

        await here.Cache.InvalidateManyAsync(keys, Ct);

        Assert.Equal(2, _network.Messages.Sent.Count);
        Assert.Equal(CacheLayer.None, (await there.Cache.TryGetAsync(1, Ct)).Layer);
        Assert.Equal(CacheLayer.None, (await there.Cache.TryGetAsync(700, Ct)).Layer);
    }

    [Fact]
    public async Task NoKeys_TouchNothing()
    {
        var here = await _network.ProcessAsync<IntKey>();
        _network.Faults.Calls.Clear();
        await here.Cache.InvalidateManyAsync([], Ct);

        Assert.Empty(_network.Faults.Calls.All);
        Assert.Empty(_network.Messages.Sent);
    }

    [Fact]
    public async Task MethodsThatShareEntriesInOneProcess_HearEachOther()
    {
        var runtime = _network.World.Runtime(o => o.UseBackend(_network.Messages));
        var first = World.Texts<IntKey>(Shared).In(runtime);
        var second = World.Texts<IntKey>(Shared).In(runtime);
        await runtime.ListeningAsync();
        await second.CallAsync(1, "old");

        await first.InvalidateAsync(1, Ct);

        Assert.Equal("new", await second.CallAsync(1, "new"));

        static CachedMethodDefinition<string?> Shared(CachedMethodDefinition<string?> d) => d with { Namespace = "shop", Interop = "find" };
    }

    [Fact]
    public async Task SharedEntriesThatAreSet_ReachOthers()
    {
        Func<CachedMethodDefinition<string?>, CachedMethodDefinition<string?>> shared = d => d with { Namespace = "shop", Interop = "find" };
        var here = await _network.ProcessAsync<IntKey>(shared);
        var there = await _network.ProcessAsync<IntKey>(shared);
        await there.Cache.CallAsync(1, "old");

        _network.World.Time.Advance(TimeSpan.FromSeconds(1));
        await here.Cache.SetAsync(1, "set", Ct);

        Assert.Equal("set", await there.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task MethodThatIsListenedToByNobodyBound_IsToldAllTheSame()
    {
        var here = _network.World.Runtime(o => o.UseBackend(_network.Messages));
        var there = await _network.ProcessAsync<IntKey>(d => d with { Namespace = "shop" });
        await there.Cache.CallAsync(1, "old");

        await here.InvalidateNamespaceAsync("shop", Ct);

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task Disposed_ListensNoMore()
    {
        var there = await _network.ProcessAsync<IntKey>();
        Assert.Equal(1, _network.Messages.Listeners);

        await there.Runtime.DisposeAsync();

        await Wait.UntilAsync(() => _network.Messages.Listeners == 0);
    }

    private static async Task ChangeAsync(Process<IntKey> process, string change)
    {
        switch (change)
        {
            case "invalidate":
                await process.Cache.InvalidateAsync(1, Ct);
                break;
            case "many":
                await process.Cache.InvalidateManyAsync([1, 2], Ct);
                break;
            case "after":
                await process.Cache.InvalidateAfterCallAsync(1);
                break;
            case "after-sync":
                process.Cache.InvalidateAfterCall(1);
                break;
            case "all":
                await process.Cache.InvalidateAllAsync(Ct);
                break;
            case "namespace":
                await process.Runtime.InvalidateNamespaceAsync("shop", Ct);
                break;
            default:
                await process.Runtime.InvalidateNamespacesAsync(["other", "shop"], Ct);
                break;
        }
    }
}
