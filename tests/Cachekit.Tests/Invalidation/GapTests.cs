using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Invalidation.Support;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>Messages that are lost, and listening that does not begin.</summary>
public class GapTests
{
    private readonly Network _network = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LostMessage_IsMadeUpForByTheGap()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");
        _network.Messages.Hold();
        await here.Cache.InvalidateAsync(1, Ct);
        _network.Messages.Lose();
        Assert.Equal(CacheLayer.Local, (await there.Cache.TryGetAsync(1, Ct)).Layer);

        _network.Messages.Gap();

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task BodyThatRunsInTheGap_LeavesNothing()
    {
        var there = await _network.ProcessAsync<IntKey>();
        var slow = new GatedBody<string?>("old");
        var running = there.Cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        _network.Messages.Gap();
        slow.Open();
        await running;

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task LostInvalidationOfTheMethod_IsNotBelievedToBeNoneAfterTheGap()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await here.Cache.CallAsync(1, "old");
        await here.Cache.CallAsync(2, "old");
        await there.Cache.CallAsync(1, "unused");
        _network.Messages.Hold();
        await here.Cache.InvalidateAllAsync(Ct);
        _network.Messages.Lose();

        _network.Messages.Gap();

        Assert.Equal("new", await there.Cache.CallAsync(2, "new"));
    }

    [Fact]
    public async Task WriteWhoseInvalidationMayHaveBeenMissed_IsRemovedFromTheBackend()
    {
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "recent");
        Assert.Single(_network.World.Store.Keys);

        _network.Messages.Gap();

        await Wait.UntilAsync(() => _network.World.Store.Keys.Count == 0);
    }

    [Fact]
    public async Task WriteOfLongAgo_StaysInTheBackend()
    {
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "kept");
        await there.Cache.SetAsync(2, "given", Ct);
        _network.World.Time.Advance(TimeSpan.FromSeconds(3));
        await there.Cache.SetAsync(3, "given", Ct);

        _network.Messages.Gap();

        Assert.Equal(0, there.Runtime.HubFor(there.Runtime.PortFor(Preset.Production, null, "")!.Backend).PendingCount);
        Assert.Equal("kept", await there.Cache.CallAsync(1, "unused"));
        Assert.Equal("given", await there.Cache.CallAsync(3, "unused"));
    }

    [Fact]
    public async Task ListeningThatCannotBegin_IsTriedAgain()
    {
        _network.Messages.FailListening(2);
        var runtime = _network.World.Runtime(o => o.UseBackend(_network.Messages));
        var there = World.Texts<IntKey>().In(runtime);
        await Wait.UntilAsync(() => _network.World.Logs.Lines.Any(line => line.Id == 1160));
        await there.CallAsync(1, "old");

        while (!runtime.ListeningAsync().IsCompleted)
        {
            _network.World.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Ct);
        }

        // What came into memory before it listened is not trusted.
        Assert.Equal(CacheLayer.Backend, (await there.TryGetAsync(1, Ct)).Layer);
        var here = await _network.ProcessAsync<IntKey>();
        await here.Cache.InvalidateAsync(1, Ct);
        Assert.Equal("new", await there.CallAsync(1, "new"));
    }

    [Fact]
    public async Task StartOfListening_LetsRunningBodiesStoreTheirResults()
    {
        _network.Messages.FailListening(1);
        var runtime = _network.World.Runtime(o => o.UseBackend(_network.Messages));
        var cache = World.Texts<IntKey>().In(runtime);
        var slow = new GatedBody<string?>("value");
        var running = cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;
        while (!runtime.ListeningAsync().IsCompleted)
        {
            _network.World.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Ct);
        }

        slow.Open();
        await running;

        Assert.Equal("value", await cache.CallAsync(1, "unused"));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 1, 1 })]
    public async Task MalformedMessage_IsDroppedCountedAndLoggedOnce(byte[] message)
    {
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "kept");

        _network.Messages.Send(message);
        _network.Messages.Send(message);

        Assert.Equal(2, there.Runtime.HubFor(there.Runtime.PortFor(Preset.Production, null, "")!.Backend).Malformed);
        Assert.Single(_network.World.Logs.Lines, line => line.Id == 1164);
        Assert.Equal(CacheLayer.Local, (await there.Cache.TryGetAsync(1, Ct)).Layer);
    }
}
