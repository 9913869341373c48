using Cachekit.Invalidation;
using Cachekit.Pipeline;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Batches;
using Cachekit.Tests.Invalidation.Support;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Invalidation;

/// <summary>Messages that come before, between and after what they are about.</summary>
public class RaceTests
{
    private readonly Network _network = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BodyThatRunsWhenTheMessageComes_LeavesNothing()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var slow = new GatedBody<string?>("old");
        var running = there.Cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await here.Cache.InvalidateAsync(1, Ct);

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
        slow.Open();
        Assert.Equal("old", await running);
        Assert.Equal("new", await there.Cache.CallAsync(1, "unused"));
        Assert.Equal("new", await here.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task OldValueThatArrivesInTheBackendAfterItsRemoval_IsRemovedAgain()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var third = await _network.ProcessAsync<IntKey>();
        _network.Messages.Hold();

        // It has read the database before the change, and its result comes after the entry was removed.
        var slow = new GatedBody<string?>("old");
        var running = there.Cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;
        await here.Cache.InvalidateAsync(1, Ct);
        slow.Open();
        await running;
        Assert.Single(_network.World.Store.Keys);

        // A third one has read it from there before the message comes.
        Assert.Equal("old", await third.Cache.CallAsync(1, "unused"));
        _network.Messages.Deliver();

        await Wait.UntilAsync(() => _network.World.Store.Keys.Count == 0);
        Assert.Equal("new", await third.Cache.CallAsync(1, "new"));
        Assert.Equal("new", await there.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task OldBatchThatArrivesInTheBackendAfterTheRemovalOfOneOfIt_LosesThatOneAgain()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        _network.Messages.Hold();
        var slow = new GatedBatch(id => $"old{id}");
        var running = there.Cache.ManyAsync(slow.Body, 1, 2).AsTask();
        await slow.Begun;
        await here.Cache.InvalidateAsync(1, Ct);
        slow.Open();
        await running;
        Assert.Equal(2, _network.World.Store.Keys.Count);

        _network.Messages.Deliver();

        await Wait.UntilAsync(() => _network.World.Store.Keys.Count == 1);
        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
        Assert.Equal("old2", await there.Cache.CallAsync(2, "unused"));
    }

    [Fact]
    public async Task OldValueInTheBackend_IsNotReadByThoseWhoKnowOfTheInvalidation()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var third = await _network.ProcessAsync<IntKey>();
        var slow = new GatedBody<string?>("old");
        var running = there.Cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;
        _network.Messages.Hold();
        await here.Cache.InvalidateAsync(1, Ct);
        slow.Open();
        await running;

        Assert.Equal("new", await here.Cache.CallAsync(1, "new"));
        Assert.Equal("new", await third.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task ValueThatReplacesOneWrittenJustBefore_StaysInTheBackend()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var third = await _network.ProcessAsync<IntKey>();

        // So short before that clocks of two machines could not say which was first.
        await there.Cache.CallAsync(1, "made");
        await here.Cache.SetAsync(1, "set", Ct);

        Assert.Single(_network.World.Store.Keys);
        Assert.Equal("set", await there.Cache.CallAsync(1, "unused"));
        Assert.Equal("set", await third.Cache.CallAsync(1, "unused"));
        Assert.Equal("set", await here.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task OldMessage_DoesNotRemoveANewerValueFromTheBackend()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        _network.Messages.Hold();
        await here.Cache.InvalidateAsync(1, Ct);
        await there.Cache.SetAsync(1, "newer", Ct);
        var stored = _network.World.Store.Keys;

        _network.Messages.Deliver();

        Assert.Equal(stored, _network.World.Store.Keys);
        Assert.Equal("newer", await there.Cache.CallAsync(1, "unused"));
        Assert.Equal("newer", await here.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task OldMessage_DoesNotStopANewerWriteThatIsUnderWay()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        _network.Messages.Hold();
        await here.Cache.InvalidateAsync(1, Ct);
        var write = _network.Faults.Hang(BackendOperation.Set);
        var set = there.Cache.SetAsync(1, "newer", Ct).AsTask();
        await write.WhenArrivedAsync();

        _network.Messages.Deliver();
        write.Open();
        await set;

        Assert.Equal("newer", await there.Cache.CallAsync(1, "unused"));
        Assert.Equal("newer", await here.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task NewerMessage_StopsAnOlderWriteThatIsUnderWay()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var write = _network.Faults.Hang(BackendOperation.Set);
        var set = there.Cache.SetAsync(1, "older", Ct).AsTask();
        await write.WhenArrivedAsync();

        await here.Cache.InvalidateAsync(1, Ct);
        write.Open();
        await set;

        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
        Assert.Equal("new", await here.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task LookThatHasReadBeforeTheMessage_KeepsNothing()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await here.Cache.CallAsync(1, "old");

        // The look has read the old value and still asks for the markers.
        BackendGate? markers = null;
        _network.Faults.LieOnGet((_, value) =>
        {
            markers ??= _network.Faults.Hang(BackendOperation.Get);
            return value;
        });
        var look = there.Cache.TryGetAsync(1, Ct).AsTask();
        await markers!.WhenArrivedAsync();
        await here.Cache.InvalidateAsync(1, Ct);
        markers.Open();

        Assert.Equal("old", (await look).Value);
        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
    }

    [Fact]
    public async Task RepeatedMessage_RemovesNothingThatWasWrittenSince()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        await here.Cache.InvalidateAsync(1, Ct);
        await there.Cache.CallAsync(1, "new");
        var stored = _network.World.Store.Keys;

        _network.Messages.Send(_network.Messages.Sent[0]);

        Assert.Equal(stored, _network.World.Store.Keys);
        Assert.Equal("new", await there.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task MessageOfTheFarFuture_DoesNotPoisonTheClock()
    {
        var there = await _network.ProcessAsync<IntKey>();
        await there.Cache.CallAsync(1, "old");
        var here = await _network.ProcessAsync<IntKey>();
        await here.Cache.InvalidateAsync(1, Ct);
        Assert.True(InvalidationMessage.TryParse(_network.Messages.Sent[0], out var honest));

        _network.Messages.Send(InvalidationMessage.Create(InvalidationKind.Entries, 4711, DateTime.MaxValue.Ticks, honest.Scope, [honest[0]]));

        Assert.InRange(StampClock.Next(_network.World.Time), 1, _network.World.Time.GetUtcNow().UtcTicks + StampClock.MaxMessageLead + 1000);
        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
        Assert.Equal("new", await here.Cache.CallAsync(1, "unused"));
    }

    [Fact]
    public async Task InvalidationOfTheMethod_StopsBodiesAndOldEntriesInOthers()
    {
        var here = await _network.ProcessAsync<IntKey>();
        var there = await _network.ProcessAsync<IntKey>();
        var slow = new GatedBody<string?>("old");
        await there.Cache.CallAsync(2, "old");
        await there.Cache.TryGetAsync(2, Ct);
        var running = there.Cache.AskAsync(1, slow.RunAsync).AsTask();
        await slow.Begun;

        await here.Cache.InvalidateAllAsync(Ct);
        slow.Open();
        await running;

        // At once, although markers are believed for a second.
        Assert.Equal("new", await there.Cache.CallAsync(1, "new"));
        Assert.Equal("new", await there.Cache.CallAsync(2, "new"));
    }
}
