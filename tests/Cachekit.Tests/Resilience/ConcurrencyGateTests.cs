using Cachekit.Resilience;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Resilience;

public class ConcurrencyGateTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallsAboveTheLimit_WaitTheirTurnInOrder()
    {
        var gate = Create(limit: 2);
        Assert.True(await gate.EnterAsync(Ct));
        Assert.True(gate.Enter(Ct));
        var first = gate.EnterAsync(Ct).AsTask();
        var second = gate.EnterAsync(Ct).AsTask();
        Assert.Equal((2, 2), (gate.Running, gate.Queued));
        Assert.False(first.IsCompleted);

        gate.Leave();
        Assert.True(await first);
        Assert.False(second.IsCompleted);
        Assert.Equal((2, 1), (gate.Running, gate.Queued));

        gate.Leave();
        Assert.True(await second);
        gate.Leave();
        gate.Leave();
        Assert.Equal((0, 0, 0), (gate.Running, gate.Queued, gate.Refusals));
    }

    [Fact]
    public async Task AFullQueue_RefusesAtOnce()
    {
        var gate = Create(limit: 1, queue: 1);
        Assert.True(gate.Enter(Ct));
        var waiting = gate.EnterAsync(Ct).AsTask();

        Assert.False(await gate.EnterAsync(Ct));
        Assert.False(gate.Enter(Ct));
        Assert.Equal(2, gate.Refusals);

        gate.Leave();
        Assert.True(await waiting);
    }

    [Fact]
    public async Task WhoHasWaitedLongEnough_IsRefused()
    {
        var gate = Create(limit: 1);
        Assert.True(gate.Enter(Ct));
        var waiting = gate.EnterAsync(Ct).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(waiting.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(await waiting);
        Assert.Equal((1, 0, 1), (gate.Running, gate.Queued, gate.Refusals));
    }

    [Fact]
    public async Task SynchronousCallers_WaitToo()
    {
        var gate = Create(limit: 1);
        Assert.True(gate.Enter(Ct));
        var let = Task.Factory.StartNew(() => gate.Enter(Ct), Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        SpinWait.SpinUntil(() => gate.Queued == 1);
        gate.Leave();
        Assert.True(await let);

        var refused = Task.Factory.StartNew(() => gate.Enter(Ct), Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        SpinWait.SpinUntil(() => gate.Queued == 1);
        while (!refused.IsCompleted)
        {
            // The waiter's timer may not be there yet.
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.False(await refused);
    }

    [Fact]
    public async Task WhoIsCancelled_LeavesTheQueue()
    {
        var gate = Create(limit: 1);
        Assert.True(gate.Enter(Ct));
        using var leaving = new CancellationTokenSource();
        var waiting = gate.EnterAsync(leaving.Token).AsTask();

        await leaving.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(leaving.Token, exception.CancellationToken);
        Assert.Equal((1, 0, 0), (gate.Running, gate.Queued, gate.Refusals));
    }

    [Fact]
    public async Task InACrowd_TheLimitHoldsAndNobodyIsForgotten()
    {
        var gate = Create(limit: 4, queue: 10_000);
        var running = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.True(await gate.EnterAsync(CancellationToken.None));
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                gate.Leave();
            }
        })));

        Assert.InRange(most, 1, 4);
        Assert.Equal((0, 0, 0), (gate.Running, gate.Queued, gate.Refusals));
    }

    private static void InterlockedMax(ref int place, int value)
    {
        var seen = Volatile.Read(ref place);
        while (seen < value && Interlocked.CompareExchange(ref place, value, seen) is var now && now != seen)
        {
            seen = now;
        }
    }

    private ConcurrencyGate Create(int limit, int queue = 1000) => new(new ResilienceSettings { ConcurrencyLimit = limit, QueueLimit = queue }, _time);
}
