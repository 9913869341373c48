using Cachekit.CompilerServices;
using Cachekit.Invalidation;
using Cachekit.Keys;
using Cachekit.Pipeline;
using Cachekit.Storage;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Invalidation.Support;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>Tags of keys and of values, in memory, in the backend and in other processes.</summary>
public class TagTests
{
    private readonly Network _network = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tag_EndsItsEntriesAndNoOthers(bool withBackend)
    {
        var runtime = withBackend ? _network.World.Runtime() : _network.World.LocalRuntime();
        var cache = World.Texts<TaggedKey>().In(runtime);
        var second = World.Texts<TaggedKey>(d => d with { KeyName = "Shop.Second.fedcba9876543210", Namespace = "other" }).In(runtime);
        await cache.CallAsync(1, "one");
        await cache.CallAsync(2, "two");
        await second.CallAsync(1, "second");

        await runtime.InvalidateTagAsync("id:1", Ct);

        Assert.Equal("new", await cache.CallAsync(1, "new"));
        Assert.Equal("new", await second.CallAsync(1, "new"));
        Assert.Equal("two", await cache.CallAsync(2, "unused"));

        await runtime.InvalidateTagsAsync(["all", "all", "nobody's"], Ct);
        Assert.Equal("newer", await cache.CallAsync(2, "newer"));
    }

    [Fact]
    public async Task Tag_ReachesOthersByMessage()
    {
        var here = await _network.ProcessAsync<TaggedKey>();
        var there = await _network.ProcessAsync<TaggedKey>();
        await there.Cache.CallAsync(1, "old");
        await there.Cache.CallAsync(2, "kept");

        await here.Runtime.InvalidateTagAsync("id:1", Ct);

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
        Assert.Equal("kept", await there.Cache.CallAsync(2, "unused"));
    }

    [Fact]
    public async Task TagAfterACall_IsTheSameAndNeverThrows()
    {
        var here = await _network.ProcessAsync<TaggedKey>();
        var there = await _network.ProcessAsync<TaggedKey>();
        await there.Cache.CallAsync(1, "old");
        await TagInvalidation.AfterCallAsync(here.Runtime, "id:1");
        Assert.Equal("second", await there.Cache.CallAsync(1, "second"));
        TagInvalidation.AfterCall(here.Runtime, "id:1");
        Assert.Equal("third", await there.Cache.CallAsync(1, "third"));

        _network.Faults.Fail(BackendOperation.All);
        TagInvalidation.AfterCall(here.Runtime, "id:1");
        await TagInvalidation.AfterCallAsync(here.Runtime, "id:1");
        Assert.Equal(2, _network.World.Logs.Lines.Count(line => line.Id == 1172));
    }

    [Fact]
    public async Task WithoutMessages_TheBackendsEntriesEndWithinASecond()
    {
        var here = World.Texts<TaggedKey>().In(_network.World.Runtime());
        var runtime = _network.World.Runtime();
        var there = World.Texts<TaggedKey>().In(runtime);
        await there.CallAsync(1, "old");
        await there.CallAsync(2, "kept");
        Assert.Equal("old", await here.CallAsync(1, "unused"));

        await runtime.InvalidateTagAsync("id:1", Ct);
        _network.World.Time.Advance(TimeSpan.FromSeconds(1));
        var third = World.Texts<TaggedKey>().In(_network.World.Runtime());

        Assert.Equal(CacheLayer.None, (await third.TryGetAsync(1, Ct)).Layer);
        Assert.Equal("new", third.Ask(1, _ => "new"));
        Assert.Equal("kept", third.Ask(2, _ => "unused"));
    }

    [Fact]
    public async Task BodyThatRunsMeanwhile_IsNotKept()
    {
        var process = await _network.ProcessAsync<TaggedKey>();
        var slow = new GatedBody<string?>("old");
        var running = process.Cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await process.Runtime.InvalidateTagAsync("id:1", Ct);
        slow.Open();
        await running;

        Assert.Equal("new", await process.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task TagsOfAValue_AreReadWithIt()
    {
        await PlantAsync(["of:value"]);
        var there = await _network.ProcessAsync<TaggedKey>();
        var here = await _network.ProcessAsync<TaggedKey>();
        Assert.Equal("planted", await there.Cache.CallAsync(1, "unused"));

        await here.Runtime.InvalidateTagAsync("of:value", Ct);

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task TagsOfAValue_AreObeyedInTheBackend()
    {
        await PlantAsync(["of:value"]);
        var here = await _network.ProcessAsync<TaggedKey>();
        await here.Runtime.InvalidateTagAsync("of:value", Ct);

        Assert.Equal(CacheLayer.None, (await here.Cache.TryGetAsync(1, Ct)).Layer);
        Assert.Equal("new", here.Cache.Ask(1, _ => "new"));
    }

    [Fact]
    public async Task ManyTags_AreReadInOneGoWhereTheBackendCan()
    {
        await PlantAsync([.. Enumerable.Range(0, 20).Select(i => $"tag{i}")]);
        var batches = new BatchingBackend(_network.Faults);
        var cache = World.Texts<TaggedKey>().In(_network.World.Runtime(o => o.UseBackend(batches)));

        Assert.Equal("planted", await cache.CallAsync(1, "unused"));

        Assert.Contains(24, batches.Reads);
    }

    [Fact]
    public async Task MarkersOfTags_OutliveTheEntriesOfTheirMethods()
    {
        var runtime = _network.World.Runtime();
        await runtime.InvalidateTagAsync("a", Ct);
        Assert.Equal(TimeSpan.FromDays(30), _network.Faults.Calls.All[^1].Ttl);

        World.Texts<TaggedKey>(d => d with { Ttl = TimeSpan.FromDays(90) }).In(runtime);
        await runtime.InvalidateTagAsync("a", Ct);
        Assert.Equal(TimeSpan.FromDays(90), _network.Faults.Calls.All[^1].Ttl);

        World.Texts<TaggedKey>(d => d with { NeverExpires = true }).In(runtime);
        await runtime.InvalidateTagAsync("a", Ct);
        Assert.Null(_network.Faults.Calls.All[^1].Ttl);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public async Task TextThatIsNoTag_IsRefused(int length)
    {
        var runtime = _network.World.Runtime();
        await Assert.ThrowsAsync<CacheKeyException>(async () => await runtime.InvalidateTagAsync(new string('x', length), Ct));
        Assert.Contains("'Shop.Find'", Assert.Throws<CacheKeyException>(() => TagText.Require(new string('x', length), "Shop.Find")).Message, StringComparison.Ordinal);
        Assert.Equal("x", TagText.Require("x", "Shop.Find"));
    }

    [Fact]
    public void TagsOfSharedEntries_AreRefused()
    {
        var exception = Assert.Throws<CacheConfigurationException>(
            () => World.Texts<TaggedKey>(d => d with { Namespace = "shop", Interop = "find" }).In(_network.World.Runtime()));
        Assert.Contains("[CacheTag]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MarkersThatNobodyAsksFor_AreForgotten()
    {
        var runtime = _network.World.Runtime();
        var tags = runtime.HubFor(runtime.PortFor(Preset.Production, null, "")!.Backend).Tags;
        for (var i = 0; i < TagMarkers.Capacity * 2; i++)
        {
            tags.For($"tag{i}");
        }

        Assert.InRange(tags.Count, 1, TagMarkers.Capacity + (TagMarkers.Capacity / 8) + 1);
    }

    [Fact]
    public async Task EvictedAndReplacedEntries_LeaveTheIndex()
    {
        var runtime = _network.World.LocalRuntime();
        var cache = World.Texts<TaggedKey>().In(runtime);
        for (var i = 0; i < 3; i++)
        {
            await cache.SetAsync(1, $"value{i}", Ct);
        }

        await cache.InvalidateAsync(1, Ct);
        await cache.CallAsync(1, "new");
        await runtime.InvalidateTagAsync("id:2", Ct);
        Assert.True(cache.TryGetLocal(1, out _));
        await runtime.InvalidateTagAsync("id:1", Ct);
        Assert.False(cache.TryGetLocal(1, out _));
        Assert.Equal(0, cache.Info.LocalEntries);
    }

    /// <summary>Stores an entry whose value has tags.</summary>
    private async Task PlantAsync(string[] tags)
    {
        var writer = World.Texts<TaggedKey>().In(_network.World.Runtime());
        await writer.CallAsync(1, "planted");
        var key = Assert.Single(_network.World.Store.Keys, k => k.Contains(":args:", StringComparison.Ordinal));
        var format = new StampedFormat(envelope: true, compressionLevel: 0);
        using var entry = format.Open(_network.World.Store.Peek(key), default);
        var metadata = EntryMetadata.Create(tags, null);

        // With all of its life: who finds the last minutes of a value makes it anew in the background.
        var life = _network.World.Store.PeekTtl(key);
        _network.World.Store.Plant(key, format.Seal(entry.Payload, new EntryContext(key, null, entry.Stamp, metadata)), life);
    }
}
