using Cachekit.Local;

namespace Cachekit.Tests.Local;

public sealed class LocalStoreConcurrencyTests
{
    private const int Threads = 4;

    private readonly CoarseClock _clock = new(TimeProvider.System);

    [Fact]
    public void WhileTheTableGrows_NoKeyIsMissed()
    {
        for (var round = 0; round < 5; round++)
        {
            var store = new LocalStore<TestKey, int>(new LocalNamespace(null, long.MaxValue, _clock), _clock);
            for (var i = 0; i < 16; i++)
            {
                store.Set(Entry(i));
            }

            var missed = 0;
            var done = false;
            Run(thread =>
            {
                if (thread == 0)
                {
                    for (var i = 16; i < 100_000; i++)
                    {
                        store.Set(Entry(i));
                    }

                    Volatile.Write(ref done, true);
                    return;
                }

                while (!Volatile.Read(ref done))
                {
                    for (var i = 0; i < 16; i++)
                    {
                        if (store.Get(new TestKey(i)) is null)
                        {
                            Interlocked.Increment(ref missed);
                        }
                    }
                }
            });

            Assert.Equal(0, missed);
            Assert.Equal(100_000, store.Count);
        }
    }

    [Fact]
    public void WhileNeighboursComeAndGo_NoKeyIsMissed()
    {
        // Few table slots make long chains, in which every neighbour of the watched keys is replaced and removed all the time.
        var store = new LocalStore<TestKey, int>(new LocalNamespace(null, long.MaxValue, _clock), _clock);
        static TestKey Key(int id) => new(id, hash: (id << 22) | (id % 3));
        LocalEntry<TestKey, int> Entry(int id) => LocalEntry<TestKey, int>.ForValue(Key(id), id, 0, long.MaxValue, Epoch.Next());
        for (var i = 0; i < 30; i++)
        {
            store.Set(Entry(i));
        }

        var missed = 0;
        var done = 0;
        Run(thread =>
        {
            var random = new Random(thread);
            if (thread < 2)
            {
                for (var i = 0; i < 100_000; i++)
                {
                    // The even ones are never absent, though always replaced.
                    var id = random.Next(30);
                    if (id % 2 == 0 || random.Next(2) == 0)
                    {
                        store.Set(Entry(id));
                    }
                    else
                    {
                        store.Remove(Key(id));
                    }
                }

                Interlocked.Increment(ref done);
                return;
            }

            while (Volatile.Read(ref done) < 2)
            {
                var id = random.Next(15) * 2;
                if (store.Get(Key(id))?.Value != id)
                {
                    Interlocked.Increment(ref missed);
                }
            }
        });

        // A writer that was overtaken between its epoch and the lock is refused: then the newer value is there.
        Assert.Equal(0, missed);
        Assert.Equal(Enumerable.Range(0, 30).Count(i => store.Get(Key(i)) is not null), store.Count);
    }

    [Fact]
    public void EverythingAtOnce_KeepsItsPromises()
    {
        const int Keys = 2000;
        var ns = new LocalNamespace(null, 500L * (100 + LocalEntry<TestKey, int>.Overhead), _clock);
        var stores = Enumerable.Range(0, 3).Select(_ => new LocalStore<TestKey, int>(ns, _clock)).ToArray();
        var wrong = 0;

        Run(thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 200_000; i++)
            {
                var store = stores[random.Next(stores.Length)];
                var id = random.Next(Keys);
                var key = new TestKey(id);
                switch (random.Next(1000))
                {
                    case 0:
                        var all = Epoch.Next();
                        ns.InvalidateAll(all);
                        Interlocked.Add(ref wrong, store.Get(key)?.Epoch <= all ? 1 : 0);
                        break;
                    case 1:
                        var one = Epoch.Next();
                        store.InvalidateAll(one);
                        Interlocked.Add(ref wrong, store.Get(key)?.Epoch <= one ? 1 : 0);
                        break;
                    case 2:
                        ns.Sweep();
                        break;
                    case < 50:
                        var removed = Epoch.Current;
                        store.Remove(key);
                        Interlocked.Add(ref wrong, store.Get(key)?.Epoch <= removed ? 1 : 0);
                        break;
                    case < 400:
                        store.Set(Entry(id, random.Next(200), Epoch.Current));
                        break;
                    default:
                        if (store.Get(key) is { } found && (found.Key.Id != id || found.Value != id))
                        {
                            Interlocked.Increment(ref wrong);
                        }

                        break;
                }
            }
        });

        Assert.Equal(0, wrong);
        Assert.InRange(ns.Bytes, 1, ns.Budget);
        ns.Sweep();
        var entries = stores.Select(s => Enumerable.Range(0, Keys).Select(i => s.Get(new TestKey(i))).Where(static e => e is not null).ToList())
            .ToList();
        Assert.Equal(stores.Select(static s => s.Count), entries.Select(static e => (long)e.Count));
        Assert.Equal(stores.Select(static s => s.Bytes), entries.Select(static e => e.Sum(static x => (long)x!.Size)));
        Assert.Equal((ns.Count, ns.Bytes), (stores.Sum(static s => s.Count), stores.Sum(static s => s.Bytes)));
    }

    [Fact]
    public void InvalidationByAnotherThread_IsSeenAtOnce()
    {
        var ns = new LocalNamespace(null, 1 << 20, _clock);
        var store = new LocalStore<TestKey, int>(ns, _clock);
        long invalidated = 0;
        var stale = 0;
        var done = 0;

        Run(thread =>
        {
            if (thread == 0)
            {
                for (var i = 0; i < 20_000; i++)
                {
                    var epoch = Epoch.Next();
                    ns.InvalidateAll(epoch);
                    Volatile.Write(ref invalidated, epoch);
                }

                Volatile.Write(ref done, 1);
                return;
            }

            while (Volatile.Read(ref done) == 0)
            {
                if (thread == 1)
                {
                    store.Set(Entry(1));
                    continue;
                }

                var before = Volatile.Read(ref invalidated);
                if (store.Get(new TestKey(1)) is { } entry && entry.Epoch <= before)
                {
                    Interlocked.Increment(ref stale);
                }
            }
        });

        Assert.Equal(0, stale);
    }

    private static LocalEntry<TestKey, int> Entry(int id, int size = 0, long? epoch = null) =>
        LocalEntry<TestKey, int>.ForValue(new TestKey(id), id, size, long.MaxValue, epoch ?? Epoch.Current);

    private static void Run(Action<int> body)
    {
        Exception? failure = null;
        using var gate = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads)
            .Select(thread => new Thread(() =>
            {
                gate.SignalAndWait();
                try
                {
                    body(thread);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            }))
            .ToList();
        threads.ForEach(static t => t.Start());
        threads.ForEach(static t => t.Join());
        Assert.Null(failure);
    }
}
