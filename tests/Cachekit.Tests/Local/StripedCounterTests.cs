using Cachekit.Local;

namespace Cachekit.Tests.Local;

[Collection(Scopes.Alone.Name)]
public sealed class StripedCounterTests
{
    [Fact]
    public void MoreThreadsThanStripes_NothingIsLost()
    {
        var counter = new StripedCounter();
        var threads = CounterStripe.Count + 8;
        using var gate = new Barrier(threads);

        RunThreads(threads, () =>
        {
            gate.SignalAndWait();
            for (var i = 0; i < 20_000; i++)
            {
                counter.Increment();
            }
        });

        Assert.Equal(threads * 20_000L, counter.Value);
    }

    [Fact]
    public void ThreadsOneAfterTheOther_NothingIsLost()
    {
        var counter = new StripedCounter();

        for (var i = 0; i < CounterStripe.Count * 3; i++)
        {
            RunThreads(1, counter.Increment);
        }

        Assert.Equal(CounterStripe.Count * 3, counter.Value);
    }

    [Fact]
    public void EndedThreads_GiveTheirStripesBack()
    {
        var stripe = CounterStripe.Count;

        // Finalizers of ended threads run when the runtime likes; other tests own stripes meanwhile, and threads of the pool until they have been idle for some 20 seconds.
        var deadline = Environment.TickCount64 + 90_000;
        while (stripe == CounterStripe.Count && Environment.TickCount64 < deadline)
        {
            RunThreads(CounterStripe.Count, static () => CounterStripe.Acquire());
            GC.Collect();
            GC.WaitForPendingFinalizers();
            RunThreads(1, () => stripe = CounterStripe.Acquire());
        }

        Assert.InRange(stripe, 0, CounterStripe.Count - 1);
    }

    [Fact]
    public void TwoCounters_DoNotMix()
    {
        var one = new StripedCounter();
        var other = new StripedCounter();

        one.Increment();
        one.Increment();
        other.Increment();

        Assert.Equal((2, 1), (one.Value, other.Value));
    }

    private static void RunThreads(int count, Action action)
    {
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => action())).ToList();
        threads.ForEach(static t => t.Start());
        threads.ForEach(static t => t.Join());
    }
}
