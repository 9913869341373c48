using Cachekit.Resilience;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Resilience;

public class CircuitBreakerTests
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _time = new();
    private readonly List<BreakerChange> _changes = [];

    [Fact]
    public void FiveFailures_OpenIt_AndFourDoNot()
    {
        var breaker = Create();
        Fail(breaker, 4);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);
        Assert.Equal(4, breaker.FailuresInWindow);
        Assert.False(breaker.Refuses());

        Fail(breaker, 1);

        Assert.Equal(CacheBreakerState.Open, breaker.State);
        Assert.True(breaker.Refuses());
        Assert.False(breaker.TryEnter(out _));
        Assert.Equal(2, breaker.Refusals);
        Assert.Equal(new BreakerChange(CacheBreakerState.Open, 5, ByHand: false), Assert.Single(_changes));
    }

    [Fact]
    public void ASuccess_ForgetsTheFailuresBeforeIt()
    {
        var breaker = Create();
        Fail(breaker, 4);
        Call(breaker, CallVerdict.Success);
        Assert.Equal(0, breaker.FailuresInWindow);

        Fail(breaker, 4);

        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void FailuresOlderThanTheWindow_DoNotCount()
    {
        var breaker = Create();
        Fail(breaker, 1);
        _time.Advance(TimeSpan.FromSeconds(30));
        Fail(breaker, 3);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(3, breaker.FailuresInWindow);

        Fail(breaker, 1);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);

        Fail(breaker, 1);
        Assert.Equal(CacheBreakerState.Open, breaker.State);
    }

    [Fact]
    public void NeutralEnds_CountForNothing()
    {
        var breaker = Create();
        Fail(breaker, 4);
        for (var i = 0; i < 10; i++)
        {
            Call(breaker, CallVerdict.Neutral);
        }

        Assert.Equal(4, breaker.FailuresInWindow);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void AfterTheCoolDown_ThreeSuccessesCloseIt()
    {
        var breaker = Opened();
        _time.Advance(CoolDown - TimeSpan.FromMilliseconds(1));
        Assert.True(breaker.Refuses());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(breaker.Refuses());

        Call(breaker, CallVerdict.Success);
        Assert.Equal(CacheBreakerState.HalfOpen, breaker.State);
        Call(breaker, CallVerdict.Success);
        Assert.Equal(CacheBreakerState.HalfOpen, breaker.State);
        Call(breaker, CallVerdict.Success);

        Assert.Equal(CacheBreakerState.Closed, breaker.State);
        Assert.Equal(0, breaker.FailuresInWindow);
        Assert.Equal([CacheBreakerState.Open, CacheBreakerState.HalfOpen, CacheBreakerState.Closed], _changes.Select(change => change.State));
    }

    [Fact]
    public void AFailureWhileHalfOpen_OpensItForAnotherCoolDown()
    {
        var breaker = Opened();
        _time.Advance(CoolDown);
        Call(breaker, CallVerdict.Success);
        Call(breaker, CallVerdict.Success);
        Call(breaker, CallVerdict.Failure);

        Assert.Equal(CacheBreakerState.Open, breaker.State);
        Assert.True(breaker.Refuses());
        _time.Advance(CoolDown);
        Call(breaker, CallVerdict.Success);
        Assert.Equal(CacheBreakerState.HalfOpen, breaker.State);
    }

    [Fact]
    public void HalfOpen_LetsThreeCallsTryAtOnce()
    {
        var breaker = Opened();
        _time.Advance(CoolDown);
        var first = Enter(breaker);
        Enter(breaker);
        Enter(breaker);

        Assert.True(breaker.Refuses());
        Assert.False(breaker.TryEnter(out _));

        breaker.Leave(first, CallVerdict.Neutral);
        Assert.False(breaker.Refuses());
        Assert.True(breaker.TryEnter(out _));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 5)]
    public void FewerSlotsThanSuccesses_CloseItAllTheSame(int probes, int successes)
    {
        var breaker = Opened(new ResilienceSettings { Probes = probes, SuccessesToClose = successes });
        _time.Advance(CoolDown);
        for (var i = 0; i < successes; i++)
        {
            Assert.NotEqual(CacheBreakerState.Closed, breaker.State);
            Call(breaker, CallVerdict.Success);
        }

        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void TriesThatHang_LoseTheirSlotsAfterACoolDown()
    {
        var breaker = Opened();
        _time.Advance(CoolDown);
        var hanging = Enumerable.Range(0, 3).Select(_ => Enter(breaker)).ToArray();
        Assert.True(breaker.Refuses());

        _time.Advance(CoolDown);
        Assert.False(breaker.Refuses());
        Call(breaker, CallVerdict.Success);
        var other = Enter(breaker);

        // What hung gives back slots that it does not hold any more: two calls can enter beside the other one, and no third.
        breaker.Leave(hanging[0], CallVerdict.Neutral);
        Enter(breaker);
        Enter(breaker);
        Assert.False(breaker.TryEnter(out _));

        // It has succeeded in the end, in the same state: that counts.
        breaker.Leave(hanging[1], CallVerdict.Success);
        breaker.Leave(other, CallVerdict.Success);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void RareCalls_CloseItToo()
    {
        var breaker = Opened();
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(CoolDown * 10);
            Call(breaker, CallVerdict.Success);
        }

        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void WhatBeganBeforeAChange_CountsForNothing()
    {
        var breaker = Create();
        var early = Enter(breaker);
        Fail(breaker, 5);
        _time.Advance(CoolDown);
        Call(breaker, CallVerdict.Success);

        breaker.Leave(early, CallVerdict.Failure);
        Assert.Equal(CacheBreakerState.HalfOpen, breaker.State);

        Call(breaker, CallVerdict.Success);
        Call(breaker, CallVerdict.Success);
        breaker.Leave(early, CallVerdict.Failure);
        Assert.Equal(0, breaker.FailuresInWindow);
    }

    [Fact]
    public void Isolated_ItStaysOpenUntilItIsReset()
    {
        var breaker = Create();
        breaker.Isolate();
        breaker.Isolate();
        _time.Advance(CoolDown * 100);

        Assert.True(breaker.IsIsolated);
        Assert.True(breaker.Refuses());
        Assert.False(breaker.TryEnter(out _));

        breaker.Reset();
        Assert.False(breaker.IsIsolated);
        Call(breaker, CallVerdict.Success);
        Assert.Equal(
            [new BreakerChange(CacheBreakerState.Open, 0, ByHand: true), new BreakerChange(CacheBreakerState.Closed, 0, ByHand: true)], _changes);
    }

    [Fact]
    public void Reset_ClosesItAndForgetsFailures()
    {
        var breaker = Opened();
        breaker.Reset();
        Assert.Equal(CacheBreakerState.Closed, breaker.State);

        Fail(breaker, 4);
        breaker.Reset();
        Fail(breaker, 4);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void TheLimitsAreThoseOfTheSettings()
    {
        var breaker = Create(new ResilienceSettings { FailureThreshold = 2, FailureWindow = TimeSpan.FromSeconds(1), OpenFor = TimeSpan.FromSeconds(9), SuccessesToClose = 1 });
        Fail(breaker, 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        Fail(breaker, 1);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);
        Fail(breaker, 1);
        Assert.Equal(CacheBreakerState.Open, breaker.State);
        Assert.Equal(_time.GetUtcNow(), breaker.Since);

        _time.Advance(CoolDown);
        Assert.True(breaker.Refuses());
        _time.Advance(TimeSpan.FromSeconds(4));
        Call(breaker, CallVerdict.Success);
        Assert.Equal(CacheBreakerState.Closed, breaker.State);
    }

    [Fact]
    public void Asking_AllocatesNothing()
    {
        var breaker = Opened();
        breaker.Refuses();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            breaker.Refuses();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private CircuitBreaker Create(ResilienceSettings? settings = null) => new(settings ?? new ResilienceSettings(), _time) { Changed = _changes.Add };

    private CircuitBreaker Opened(ResilienceSettings? settings = null)
    {
        var breaker = Create(settings);
        Fail(breaker, 5);
        return breaker;
    }

    private static BreakerTicket Enter(CircuitBreaker breaker)
    {
        Assert.True(breaker.TryEnter(out var ticket));
        return ticket;
    }

    private static void Call(CircuitBreaker breaker, CallVerdict verdict) => breaker.Leave(Enter(breaker), verdict);

    private static void Fail(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Call(breaker, CallVerdict.Failure);
        }
    }
}
