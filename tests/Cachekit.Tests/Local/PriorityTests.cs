using Cachekit.Local;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Local;

/// <summary>What leaves memory first.</summary>
public sealed class PriorityTests
{
    private const int EntrySize = 1000;
    private const int Room = 100;

    private readonly FakeTimeProvider _time = new();
    private readonly CoarseClock _clock;
    private readonly LocalNamespace _namespace;

    public PriorityTests()
    {
        _clock = new CoarseClock(_time);
        _namespace = new LocalNamespace("shop", Room * EntrySize, _clock);
    }

    [Fact]
    public void Low_LeavesBeforeNormal_HoweverLatelyItWasUsed()
    {
        var normal = Store(CachePriority.Normal);
        var low = Store(CachePriority.Low);
        Fill(normal, 0, 50);
        Fill(low, 0, 50);
        for (var i = 0; i < 50; i++)
        {
            Assert.NotNull(low.Get(new TestKey(i)));
        }

        Fill(normal, 50, 30);

        Assert.Equal((80, 20), (normal.Count, low.Count));
    }

    [Fact]
    public void Low_DoesNotTakeTheRoomOfOthers()
    {
        var normal = Store(CachePriority.Normal);
        var low = Store(CachePriority.Low);
        Fill(normal, 0, Room);

        Fill(low, 0, 10);

        Assert.Equal((Room, 0), (normal.Count, low.Count));
    }

    [Fact]
    public void High_LeavesAfterNormal_AndMakesRoomForItself()
    {
        var normal = Store(CachePriority.Normal);
        var high = Store(CachePriority.High);
        Fill(high, 0, 50);
        Fill(normal, 0, 50);

        // The high ones are the oldest, and stay.
        Fill(normal, 50, 200);
        Assert.Equal((50, 50), (high.Count, normal.Count));

        Fill(high, 50, 150);
        Assert.Equal((Room, 0), (high.Count, normal.Count));
        Assert.NotNull(high.Get(new TestKey(199)));
        Assert.Null(high.Get(new TestKey(0)));
    }

    [Theory]
    [InlineData(CachePriority.Low)]
    [InlineData(CachePriority.Normal)]
    [InlineData(CachePriority.High)]
    [InlineData(CachePriority.NeverRemove)]
    public void NeverRemove_StaysWhateverComes_AndWhatComesIsNotKept(CachePriority comes)
    {
        var kept = Store(CachePriority.NeverRemove);
        var other = Store(comes);
        Fill(kept, 0, Room);

        Fill(other, 1000, 10);

        Assert.Equal((Room, 0), (kept.Count, other.Count));
        Assert.Equal(_namespace.Budget, _namespace.Bytes);
        Assert.All(Enumerable.Range(0, Room), i => Assert.NotNull(kept.Get(new TestKey(i))));
    }

    [Fact]
    public void NeverRemove_TakesTheRoomOfOthers()
    {
        var kept = Store(CachePriority.NeverRemove);
        var high = Store(CachePriority.High);
        Fill(high, 0, Room);

        Fill(kept, 0, 60);

        Assert.Equal((60, 40), (kept.Count, high.Count));
    }

    [Fact]
    public void NeverRemove_GoesByExpiry()
    {
        var kept = Store(CachePriority.NeverRemove);
        var normal = Store(CachePriority.Normal);
        Fill(kept, 0, Room, expiresAt: _clock.NowMilliseconds + 1000);
        Fill(normal, 0, 1);
        Assert.Equal(0, normal.Count);

        _time.Advance(TimeSpan.FromSeconds(1));
        Fill(normal, 0, 1);

        Assert.Equal(1, normal.Count);
        Assert.Null(kept.Get(new TestKey(1)));
        Assert.InRange(_namespace.Bytes, 0, _namespace.Budget);
    }

    [Fact]
    public void NeverRemove_GoesByInvalidation()
    {
        var kept = Store(CachePriority.NeverRemove);
        var normal = Store(CachePriority.Normal);
        Fill(kept, 0, Room);

        Assert.True(kept.Remove(new TestKey(1)));
        Fill(normal, 0, 1);
        Assert.Equal(1, normal.Count);

        _namespace.InvalidateAll(Epoch.Next());
        Fill(normal, 0, Room);
        Assert.Equal((0, Room), (kept.Count, normal.Count));
    }

    [Fact]
    public void ValueThatFindsNoRoom_DoesNotLeaveAnOlderOneInItsPlace()
    {
        var kept = Store(CachePriority.NeverRemove);
        Fill(kept, 0, Room);
        var before = Epoch.Current;
        var now = Epoch.Next();

        // The new value of key 0 is larger than what it replaces, and nothing may go for it.
        kept.Set(LocalEntry<TestKey, int>.ForValue(new TestKey(0), 2, (2 * EntrySize) - Overhead, long.MaxValue, now));
        Assert.Null(kept.Get(new TestKey(0)));

        // There is room again; a slow reader comes with the value from before.
        kept.Set(LocalEntry<TestKey, int>.ForValue(new TestKey(0), 1, EntrySize - Overhead, long.MaxValue, before));
        Assert.Null(kept.Get(new TestKey(0)));
    }

    [Fact]
    public void SmallerBudget_EvictsInTheSameOrder()
    {
        var low = Store(CachePriority.Low);
        var normal = Store(CachePriority.Normal);
        var high = Store(CachePriority.High);
        var kept = Store(CachePriority.NeverRemove);
        Fill(kept, 0, 25);
        Fill(high, 0, 25);
        Fill(normal, 0, 25);
        Fill(low, 0, 25);

        _namespace.Resize(80 * EntrySize);
        Assert.Equal((5, 25, 25, 25), (low.Count, normal.Count, high.Count, kept.Count));
        _namespace.Resize(60 * EntrySize);
        Assert.Equal((0, 10, 25, 25), (low.Count, normal.Count, high.Count, kept.Count));
        _namespace.Resize(10 * EntrySize);
        Assert.Equal((0, 0, 0, 25), (low.Count, normal.Count, high.Count, kept.Count));
    }

    private static int Overhead => LocalEntry<TestKey, int>.Overhead;

    private LocalStore<TestKey, int> Store(CachePriority priority) => new(_namespace, _clock) { Priority = priority };

    private static void Fill(LocalStore<TestKey, int> store, int first, int count, long expiresAt = long.MaxValue)
    {
        for (var i = first; i < first + count; i++)
        {
            store.Set(LocalEntry<TestKey, int>.ForValue(new TestKey(i), i, EntrySize - Overhead, expiresAt, Epoch.Current));
        }
    }
}
