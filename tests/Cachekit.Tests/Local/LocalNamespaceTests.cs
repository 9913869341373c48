using Cachekit.Local;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Local;

public sealed class LocalNamespaceTests
{
    private const int EntrySize = 1000;

    private readonly FakeTimeProvider _time = new();
    private readonly CoarseClock _clock;

    public LocalNamespaceTests() => _clock = new CoarseClock(_time);

    [Fact]
    public void Budget_IsSharedByAllStores()
    {
        var ns = Namespace(entries: 100);
        var numbers = new LocalStore<TestKey, int>(ns, _clock);
        var texts = new LocalStore<TestKey, string>(ns, _clock);

        for (var i = 0; i < 100; i++)
        {
            numbers.Set(Entry(i, i));
        }

        Assert.Equal(100, numbers.Count);
        for (var i = 0; i < 500; i++)
        {
            texts.Set(Entry(i, "text"));
            Assert.InRange(ns.Bytes, 0, ns.Budget);
        }

        // The older store makes room for the newer one.
        Assert.InRange(texts.Count, 90, 100);
        Assert.Equal(ns.Count, numbers.Count + texts.Count);
        Assert.Equal(ns.Bytes, numbers.Bytes + texts.Bytes);
    }

    [Fact]
    public void EntriesOfAllSizes_StayInTheBudget()
    {
        var random = new Random(3);
        var ns = Namespace(entries: 50);
        var store = new LocalStore<TestKey, int>(ns, _clock);

        for (var i = 0; i < 5000; i++)
        {
            store.Set(LocalEntry<TestKey, int>.ForValue(new TestKey(random.Next(200)), i, random.Next(60_000), long.MaxValue, Epoch.Current));
            Assert.InRange(ns.Bytes, 0, ns.Budget);
        }

        Assert.NotEqual(0, ns.Count);
        Assert.Equal((ns.Count, ns.Bytes), (store.Count, store.Bytes));
    }

    [Fact]
    public void InvalidateAll_ReachesAllStoresButNotOtherNamespaces()
    {
        var ns = Namespace(entries: 100);
        var stores = Enumerable.Range(0, 3).Select(_ => new LocalStore<TestKey, int>(ns, _clock)).ToList();
        var stranger = new LocalStore<TestKey, int>(Namespace(entries: 100), _clock);
        var epoch = Epoch.Current;
        stores.ForEach(s => s.Set(Entry(1, 1)));
        stranger.Set(Entry(1, 1));

        ns.InvalidateAll(Epoch.Next());

        Assert.All(stores, s => Assert.Null(s.Get(new TestKey(1))));
        Assert.NotNull(stranger.Get(new TestKey(1)));

        stores[0].Set(LocalEntry<TestKey, int>.ForValue(new TestKey(1), 1, 0, long.MaxValue, epoch));
        Assert.Null(stores[0].Get(new TestKey(1)));
        stores[0].Set(Entry(1, 2));
        Assert.Equal(2, stores[0].Get(new TestKey(1))?.Value);
    }

    [Fact]
    public void Sweep_ReclaimsExpiredEntriesOfAllStoresWithoutTraffic()
    {
        var ns = Namespace(entries: 10_000);
        var stores = Enumerable.Range(0, 3).Select(_ => new LocalStore<TestKey, int>(ns, _clock)).ToList();
        for (var i = 0; i < 3000; i++)
        {
            stores[i % 3].Set(Entry(i, i, _clock.NowMilliseconds + (i % 2 == 0 ? 1000 : 5000)));
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(3000, ns.Count);
        ns.Sweep();

        Assert.Equal(1500, ns.Count);
        Assert.Equal(1500, stores.Sum(static s => s.Count));
        Assert.All(Enumerable.Range(0, 3000), i => Assert.Equal(i % 2 == 1, stores[i % 3].Get(new TestKey(i)) is not null));

        _time.Advance(TimeSpan.FromSeconds(4));
        ns.Sweep();
        Assert.Equal((0, 0), (ns.Count, ns.Bytes));
    }

    [Fact]
    public void SweepOfANamespaceWithoutStores_DoesNothing()
    {
        var ns = Namespace(entries: 1);

        ns.Sweep();

        Assert.Equal(0, ns.Count);
    }

    [Fact]
    public void Writes_ReclaimExpiredEntriesOnTheirWay()
    {
        var ns = Namespace(entries: 10_000);
        var quiet = new LocalStore<TestKey, int>(ns, _clock);
        var busy = new LocalStore<TestKey, int>(ns, _clock);
        for (var i = 0; i < 500; i++)
        {
            quiet.Set(Entry(i, i, _clock.NowMilliseconds + 1000));
        }

        _time.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 1000; i++)
        {
            busy.Set(Entry(i % 10, i));
        }

        Assert.Equal((0, 10), (quiet.Count, busy.Count));
    }

    [Fact]
    public void InvalidatedEntries_GoBeforeLiveOnes()
    {
        var ns = Namespace(entries: 1000);
        var dead = new LocalStore<TestKey, int>(ns, _clock);
        var live = new LocalStore<TestKey, int>(ns, _clock);
        for (var i = 0; i < 500; i++)
        {
            live.Set(Entry(i, i));
            dead.Set(Entry(i, i));
            Assert.NotNull(dead.Get(new TestKey(i)));
        }

        dead.InvalidateAll(Epoch.Next());
        for (var i = 500; i < 1000; i++)
        {
            live.Set(Entry(i, i));
        }

        Assert.Equal((0, 1000), (dead.Count, live.Count));
        Assert.All(Enumerable.Range(0, 1000), i => Assert.NotNull(live.Get(new TestKey(i))));
    }

    private LocalNamespace Namespace(int entries) =>
        new(null, (long)entries * (EntrySize + LocalEntry<TestKey, int>.Overhead), _clock);

    private static LocalEntry<TestKey, T> Entry<T>(int id, T value, long expiresAt = long.MaxValue) =>
        LocalEntry<TestKey, T>.ForValue(new TestKey(id), value, EntrySize, expiresAt, Epoch.Current);
}
