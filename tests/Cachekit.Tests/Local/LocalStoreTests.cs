using Cachekit.Local;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Local;

public sealed class LocalStoreTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CoarseClock _clock;
    private readonly LocalNamespace _namespace;
    private readonly LocalStore<TestKey, string> _store;

    public LocalStoreTests()
    {
        _clock = new CoarseClock(_time);
        _namespace = new LocalNamespace("shop", 1 << 20, _clock);
        _store = new LocalStore<TestKey, string>(_namespace, _clock);
    }

    [Fact]
    public void AbsentKey_IsNull()
    {
        Assert.Null(_store.Get(new TestKey(1)));
        Assert.Equal(0, _store.Hits);
    }

    [Fact]
    public void KeptEntry_IsFoundAndCounted()
    {
        var entry = Set(1, "one");

        Assert.Same(entry, _store.Get(new TestKey(1)));
        Assert.Null(_store.Get(new TestKey(2)));
        Assert.Equal((1, 1, entry.Size), (_store.Hits, _store.Count, _store.Bytes));
    }

    [Fact]
    public void ManyKeys_AreAllFound()
    {
        var store = new LocalStore<TestKey, string>(new LocalNamespace(null, long.MaxValue, _clock), _clock);
        for (var i = 0; i < 50_000; i++)
        {
            store.Set(Entry(i, "v"));
        }

        Assert.All(Enumerable.Range(0, 50_000), i => Assert.Equal(i, store.Get(new TestKey(i))?.Key.Id));
        Assert.Equal(50_000, store.Count);
    }

    [Fact]
    public void KeysOfOneHash_AreToldApart()
    {
        for (var i = 0; i < 100; i++)
        {
            _store.Set(LocalEntry<TestKey, string>.ForValue(new TestKey(i, hash: -5), $"{i}", 0, long.MaxValue, Epoch.Current));
        }

        Assert.True(_store.Remove(new TestKey(50, hash: -5)));
        Assert.Null(_store.Get(new TestKey(50, hash: -5)));
        Assert.All(Enumerable.Range(0, 100).Where(static i => i != 50), i => Assert.Equal($"{i}", _store.Get(new TestKey(i, hash: -5))?.Value));
    }

    [Fact]
    public void SecondSet_Replaces()
    {
        Set(1, "old", size: 100);
        var entry = Set(1, "new", size: 10);

        Assert.Equal("new", _store.Get(new TestKey(1))?.Value);
        Assert.Equal((1, entry.Size), (_store.Count, _store.Bytes));
        Assert.Equal((1, entry.Size), (_namespace.Count, _namespace.Bytes));
    }

    [Fact]
    public void SameEntryTwice_IsRefused()
    {
        var entry = Set(1, "one");

        Assert.Throws<ArgumentException>(() => _store.Set(entry));
    }

    [Fact]
    public void Expiry_IsExact()
    {
        _store.Set(Entry(1, "one", expiresAt: _clock.NowMilliseconds + 1000));

        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.NotNull(_store.Get(new TestKey(1)));

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_store.Get(new TestKey(1)));
        Assert.Equal(1, _store.Hits);
    }

    [Fact]
    public void EntryThatIsExpiredAlready_IsNotKeptButEndsTheOlderOne()
    {
        Set(1, "one");

        _store.Set(Entry(1, "two", expiresAt: _clock.NowMilliseconds));

        Assert.Null(_store.Get(new TestKey(1)));
        Assert.Equal((0, 0), (_store.Count, _store.Bytes));
    }

    [Fact]
    public void NewValueThatMeetsTheFenceOfAnotherKey_StillEndsTheOlderOne()
    {
        var (key, neighbour) = (new TestKey(1, hash: 5), new TestKey(2, hash: 6));
        _store.Set(LocalEntry<TestKey, string>.ForValue(in key, "old", 0, long.MaxValue, Epoch.Current));
        var epoch = Epoch.Next();
        _store.Remove(in neighbour);

        _store.Set(LocalEntry<TestKey, string>.ForValue(in key, "new", 0, long.MaxValue, epoch));
        Assert.Null(_store.Get(in key));

        _store.Set(LocalEntry<TestKey, string>.ForValue(in key, "new", 0, long.MaxValue, Epoch.Current));
        Assert.Equal("new", _store.Get(in key)?.Value);
    }

    [Fact]
    public void InvalidateAll_HidesWhatWasThereAndRefusesWhatWasRead()
    {
        var before = Epoch.Current;
        Set(1, "one");

        _store.InvalidateAll(Epoch.Next());
        Assert.Null(_store.Get(new TestKey(1)));

        _store.Set(Entry(2, "read before", epoch: before));
        Assert.Null(_store.Get(new TestKey(2)));

        Set(1, "read after");
        Assert.Equal("read after", _store.Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void InvalidateAllOutOfOrder_KeepsTheLaterEpoch()
    {
        var early = Epoch.Next();
        Set(1, "one");
        _store.InvalidateAll(Epoch.Next());
        _store.InvalidateAll(early);

        Assert.Null(_store.Get(new TestKey(1)));
    }

    [Fact]
    public void InvalidationOfOneStore_LeavesTheOthers()
    {
        var other = new LocalStore<TestKey, string>(_namespace, _clock);
        Set(1, "one");
        other.Set(Entry(1, "other"));

        _store.InvalidateAll(Epoch.Next());

        Assert.Null(_store.Get(new TestKey(1)));
        Assert.Equal("other", other.Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void SlowReaderOfAnOldValue_DoesNotReplaceANewerOne()
    {
        var slow = Epoch.Current;
        _store.Set(Entry(1, "written", epoch: Epoch.Next()));

        _store.Set(Entry(1, "old", epoch: slow));

        Assert.Equal("written", _store.Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void ReadersOfOneEpoch_LastOneWins()
    {
        var epoch = Epoch.Next();
        _store.Set(Entry(1, "first", epoch: epoch));
        _store.Set(Entry(1, "second", epoch: epoch));

        Assert.Equal("second", _store.Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void ExpiredEntry_IsReplacedByAnyLiveOne()
    {
        var slow = Epoch.Current;
        _store.Set(Entry(1, "written", expiresAt: _clock.NowMilliseconds + 10, epoch: Epoch.Next()));
        _time.Advance(TimeSpan.FromSeconds(1));

        _store.Set(Entry(1, "slow", epoch: slow));

        Assert.Equal("slow", _store.Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void Remove_TellsWhetherAnEntryCouldHaveBeenServed()
    {
        Set(1, "one");
        _store.Set(Entry(2, "two", expiresAt: _clock.NowMilliseconds + 10));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_store.Remove(new TestKey(1)));
        Assert.False(_store.Remove(new TestKey(1)));
        Assert.False(_store.Remove(new TestKey(2)));
        Assert.Equal((0, 0), (_store.Count, _store.Bytes));
        Assert.Equal((0, 0), (_namespace.Count, _namespace.Bytes));
    }

    [Fact]
    public void ValueReadBeforeARemoval_IsNotTakenInAfterIt()
    {
        var epoch = Epoch.Current;
        _store.Remove(new TestKey(1));

        _store.Set(Entry(1, "stale", epoch: epoch));
        Assert.Null(_store.Get(new TestKey(1)));

        Set(1, "fresh");
        Assert.NotNull(_store.Get(new TestKey(1)));
    }

    [Fact]
    public void EntryAboveTheBudget_IsNotKeptAndDropsThePresentOne()
    {
        var slow = Epoch.Current;
        Set(1, "one");
        Set(2, "two");

        _store.Set(Entry(1, "huge", size: 2 << 20, epoch: Epoch.Next()));

        Assert.Null(_store.Get(new TestKey(1)));
        Assert.NotNull(_store.Get(new TestKey(2)));

        // Older than what could not be kept.
        _store.Set(Entry(1, "old", epoch: slow));
        Assert.Null(_store.Get(new TestKey(1)));
    }

    [Fact]
    public void OlderEntryAboveTheBudget_LeavesTheNewerOne()
    {
        var slow = Epoch.Current;
        _store.Set(Entry(1, "written", epoch: Epoch.Next()));

        _store.Set(Entry(1, "huge", size: 2 << 20, epoch: slow));

        Assert.Equal("written", _store.Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void Hit_AllocatesNothing()
    {
        for (var i = 0; i < 100; i++)
        {
            _store.Set(Entry(i, "v", expiresAt: i % 2 == 0 ? long.MaxValue : _clock.NowMilliseconds + 1000));
        }

        Assert.Equal(100, Hits(1));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var hits = Hits(100);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((10_000, 0), (hits, allocated));
    }

    private int Hits(int rounds)
    {
        var hits = 0;
        for (var i = 0; i < rounds * 100; i++)
        {
            hits += _store.Get(new TestKey(i % 100)) is null ? 0 : 1;
        }

        return hits;
    }

    private LocalEntry<TestKey, string> Set(int id, string value, long size = 50)
    {
        var entry = Entry(id, value, size);
        _store.Set(entry);
        return entry;
    }

    private static LocalEntry<TestKey, string> Entry(
        int id, string value, long size = 50, long expiresAt = long.MaxValue, long? epoch = null) =>
        LocalEntry<TestKey, string>.ForValue(new TestKey(id), value, size, expiresAt, epoch ?? Epoch.Current);
}
