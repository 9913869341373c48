using Cachekit.Pipeline;
using Cachekit.Resilience;
using Cachekit.Tests.Resilience.Support;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Resilience;

public sealed class BackendStackTests : IDisposable
{
    private readonly JumpingTime _jumping = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _logs = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _logs.Dispose();

    // Timeouts are timers too, and would be over at once on a clock that jumps.
    private static ResilienceSettings WithoutTimeout => new() { TimeoutEnabled = false };

    [Theory]
    [InlineData(BackendErrorKind.Transient)]
    [InlineData(BackendErrorKind.Timeout)]
    public async Task WhatMayPass_IsTriedThreeTimesInAll(BackendErrorKind kind)
    {
        var stack = Create(WithoutTimeout, _jumping);
        var script = new Script(Script.Fails(kind));

        var exception = await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));

        Assert.Equal(kind, exception.Kind);
        Assert.Equal(3, script.Runs);
        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)], _jumping.Waits);
        Assert.Equal(1, stack.Breaker.FailuresInWindow);
    }

    [Fact]
    public void SynchronousCalls_AreTriedThreeTimesToo()
    {
        var stack = Create(WithoutTimeout, _jumping);
        var script = new Script(Script.Fails(BackendErrorKind.Transient));

        Assert.Throws<CacheBackendException>(() => Ask(stack, script));

        Assert.Equal(3, script.Runs);
        Assert.Equal([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)], _jumping.Waits);
        Assert.Equal(1, stack.Breaker.FailuresInWindow);
    }

    [Theory]
    [InlineData(BackendErrorKind.Permanent, 0)]
    [InlineData(BackendErrorKind.Authentication, 0)]
    [InlineData(BackendErrorKind.Unknown, 1)]
    public async Task WhatWillNotPass_IsNotRepeated(BackendErrorKind kind, int failures)
    {
        var stack = Create(WithoutTimeout, _jumping);
        var script = new Script(Script.Fails(kind));

        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));

        Assert.Equal(1, script.Runs);
        Assert.Equal(failures, stack.Breaker.FailuresInWindow);
    }

    [Fact]
    public async Task ASecondAttemptThatWorks_IsNoFailure()
    {
        var stack = Create(WithoutTimeout, _jumping);
        var script = new Script(Script.Fails(BackendErrorKind.Transient), Script.Answers());

        Assert.Equal("answer", await AskAsync(stack, script));
        Assert.Equal("answer", Ask(stack, new Script(Script.Fails(BackendErrorKind.Transient), Script.Answers())));

        Assert.Equal(2, script.Runs);
        Assert.Equal(0, stack.Breaker.FailuresInWindow);
    }

    [Theory]
    [InlineData(0.0, 50)]
    [InlineData(0.5, 100)]
    [InlineData(1.0, 150)]
    public async Task Pauses_AreSpread(double random, int first)
    {
        var stack = Create(WithoutTimeout with { Attempts = 2 }, _jumping, random);
        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(BackendErrorKind.Transient))));
        Assert.Equal([TimeSpan.FromMilliseconds(first)], _jumping.Waits);
    }

    [Fact]
    public async Task RetrySettings_SayHowOftenAndHowLong()
    {
        var stack = Create(WithoutTimeout with { Attempts = 5, BaseDelay = TimeSpan.FromMilliseconds(300), MaxDelay = TimeSpan.FromMilliseconds(700) }, _jumping);
        var script = new Script(Script.Fails(BackendErrorKind.Transient));

        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));

        Assert.Equal(5, script.Runs);
        Assert.Equal([300.0, 600, 700, 700], _jumping.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public async Task AttemptsAndPauses_EndWithinTheLongestTimeout()
    {
        var stack = Create(WithoutTimeout, _jumping);
        var script = new Script(_ =>
        {
            _jumping.Advance(TimeSpan.FromSeconds(3));
            throw new CacheBackendException(BackendErrorKind.Timeout, "slow");
        });

        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));
        Assert.Equal(2, script.Runs);

        // A synchronous call has only the backend's own timeout, which may have used up all the time there is.
        var slow = new Script(_ =>
        {
            _jumping.Advance(TimeSpan.FromSeconds(5));
            throw new CacheBackendException(BackendErrorKind.Timeout, "slow");
        });
        Assert.Throws<CacheBackendException>(() => Ask(stack, slow));
        Assert.Equal(1, slow.Runs);
    }

    [Fact]
    public async Task ABackendThatRepeatsCallsItself_IsAskedOnce()
    {
        var stack = new BackendStack(new RepeatingBackend(TimeSpan.FromSeconds(1)), WithoutTimeout, _jumping, _logs.CreateLogger("test"));
        var script = new Script(Script.Fails(BackendErrorKind.Transient));
        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));
        Assert.Equal(1, script.Runs);

        var off = new BackendStack(new RepeatingBackend(null), WithoutTimeout, _jumping, _logs.CreateLogger("test"));
        var again = new Script(Script.Fails(BackendErrorKind.Transient));
        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(off, again));
        Assert.Equal(3, again.Runs);
    }

    [Fact]
    public async Task ABackendThatRepeatsCallsItself_HasTimeForItsPauses()
    {
        var stack = new BackendStack(new RepeatingBackend(TimeSpan.FromSeconds(1)), new ResilienceSettings(), _time, _logs.CreateLogger("test"));
        var script = new Script(Script.Hangs);
        var call = AskAsync(stack, script);
        await script.WhenArrivedAsync();

        _time.Advance(TimeSpan.FromMilliseconds(2900));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<CacheBackendException>(() => call);
    }

    [Fact]
    public async Task AnOpenBreaker_EndsRepetitions()
    {
        var stack = Create(WithoutTimeout with { FailureThreshold = 1 }, _jumping);
        var script = new Script(_ =>
        {
            stack.Breaker.Isolate();
            throw new CacheBackendException(BackendErrorKind.Transient, "failed");
        });

        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));
        Assert.Equal(1, script.Runs);
    }

    [Fact]
    public async Task ATry_IsNotRepeated()
    {
        var stack = Create(WithoutTimeout with { FailureThreshold = 1 }, _jumping);
        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(BackendErrorKind.Unknown))));
        _jumping.Advance(TimeSpan.FromSeconds(5));
        var script = new Script(Script.Fails(BackendErrorKind.Transient));

        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, script));

        Assert.Equal(1, script.Runs);
        Assert.Equal(CacheBreakerState.Open, stack.Breaker.State);
    }

    [Fact]
    public async Task ACancelledCall_LeavesAtOnceAndFreesItsSlot()
    {
        var stack = Create(new ResilienceSettings { FailureThreshold = 1, Probes = 1 }, _time);
        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(BackendErrorKind.Unknown))));
        _time.Advance(TimeSpan.FromSeconds(5));
        using var leaving = new CancellationTokenSource();
        var script = new Script(Script.Hangs);
        var trying = AskAsync(stack, script, cancellationToken: leaving.Token);
        await script.WhenArrivedAsync();
        Assert.True(stack.Breaker.Refuses());

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);

        Assert.Equal(CacheBreakerState.HalfOpen, stack.Breaker.State);
        Assert.Equal(0, stack.Gate.Running);
        Assert.Equal("answer", await AskAsync(stack, new Script(Script.Answers())));
    }

    [Fact]
    public async Task ACancelledPause_EndsTheCall()
    {
        var stack = Create(new ResilienceSettings(), _time);
        using var leaving = new CancellationTokenSource();
        var script = new Script(Script.Fails(BackendErrorKind.Transient));
        var call = AskAsync(stack, script, cancellationToken: leaving.Token);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, script.Runs);
        Assert.Equal(0, stack.Breaker.FailuresInWindow);
    }

    [Theory]
    [InlineData(BackendErrorKind.Permanent)]
    [InlineData(BackendErrorKind.Authentication)]
    public async Task ATryThatSaysNothing_FreesItsSlot(BackendErrorKind kind)
    {
        var stack = Create(WithoutTimeout with { FailureThreshold = 1, Probes = 1, SuccessesToClose = 1 }, _jumping);
        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(BackendErrorKind.Unknown))));
        _jumping.Advance(TimeSpan.FromSeconds(5));

        await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(kind))));
        Assert.Equal(CacheBreakerState.HalfOpen, stack.Breaker.State);

        Assert.Equal("answer", await AskAsync(stack, new Script(Script.Answers())));
        Assert.Equal(CacheBreakerState.Closed, stack.Breaker.State);
    }

    [Fact]
    public async Task ACallThatTakesTooLong_TimesOutAndCountsInFull()
    {
        var stack = Create(new ResilienceSettings { Attempts = 1 }, _time);
        var script = new Script(Script.Hangs);
        var call = AskAsync(stack, script);
        await script.WhenArrivedAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var exception = await Assert.ThrowsAsync<CacheBackendException>(() => call);
        Assert.Equal(BackendErrorKind.Timeout, exception.Kind);
        Assert.Equal(1, stack.Breaker.FailuresInWindow);

        // Nine fast ones make ten: the slowest is the percentile.
        for (var i = 0; i < 9; i++)
        {
            await AskAsync(stack, new Script(Script.Answers()));
        }

        Assert.Equal(TimeSpan.FromSeconds(3), stack.CurrentTimeout);
    }

    [Fact]
    public async Task OnlyAnswersAndTimeouts_TeachTheTimeout()
    {
        var stack = Create(new ResilienceSettings { Attempts = 1, FailureThreshold = 1000 }, _time);
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(BackendErrorKind.Transient))));
            await AskAsync(stack, new Script(Script.Answers()), BackendCallKind.Bulk);
            await AskAsync(stack, new Script(Script.Answers()), BackendCallKind.Sweep);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), stack.CurrentTimeout);

        for (var i = 0; i < 10; i++)
        {
            Ask(stack, new Script(Script.Answers()));
        }

        Assert.Equal(TimeSpan.FromMilliseconds(100), stack.CurrentTimeout);
    }

    [Fact]
    public async Task BulkyCalls_HaveTheLongestTimeoutAndSweepsHaveNone()
    {
        var stack = Create(new ResilienceSettings { Attempts = 1 }, _time);
        var bulk = new Script(Script.Hangs);
        var sweep = new Script(Script.Hangs);
        using var end = new CancellationTokenSource();
        var bulky = AskAsync(stack, bulk, BackendCallKind.Bulk);
        var sweeping = AskAsync(stack, sweep, BackendCallKind.Sweep, end.Token);
        await bulk.WhenArrivedAsync();
        await sweep.WhenArrivedAsync();

        _time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(bulky.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<CacheBackendException>(() => bulky);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(sweeping.IsCompleted);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweeping);
    }

    [Fact]
    public async Task WithoutTimeout_ACallTakesItsTime()
    {
        var stack = Create(WithoutTimeout with { Attempts = 1 }, _time);
        var script = new Script(Script.Hangs);
        using var end = new CancellationTokenSource();
        var call = AskAsync(stack, script, cancellationToken: end.Token);
        await script.WhenArrivedAsync();

        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(call.IsCompleted);
        Assert.Null(stack.CurrentTimeout);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task TooManyCalls_AreRefusedWithoutCountingAsFailures()
    {
        var stack = Create(WithoutTimeout with { ConcurrencyLimit = 1, QueueLimit = 0, FailureThreshold = 1 }, _time);
        var script = new Script(Script.Hangs);
        using var end = new CancellationTokenSource();
        var running = AskAsync(stack, script, cancellationToken: end.Token);
        await script.WhenArrivedAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(BackendErrorKind.Backpressure, (await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Answers())))).Kind);
            Assert.Equal(BackendErrorKind.Backpressure, Assert.Throws<CacheBackendException>(() => Ask(stack, new Script(Script.Answers()))).Kind);
        }

        Assert.Equal(CacheBreakerState.Closed, stack.Breaker.State);
        Assert.Equal(6, stack.Gate.Refusals);
        Assert.Equal(1, _logs.Count(1127, LogLevel.Warning));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("answer", await AskAsync(stack, new Script(Script.Answers())));
    }

    [Fact]
    public async Task ChangesOfState_AreLoggedOnceAndTold()
    {
        var stack = Create(WithoutTimeout with { Attempts = 1 }, _jumping);
        var told = new List<CacheBreakerState>();
        stack.BreakerChanged += change => told.Add(change.State);
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Fails(BackendErrorKind.Transient))));
        }

        Assert.Equal(BackendErrorKind.CircuitOpen, (await Assert.ThrowsAsync<CacheBackendException>(() => AskAsync(stack, new Script(Script.Answers())))).Kind);
        Assert.Equal(BackendErrorKind.CircuitOpen, Assert.Throws<CacheBackendException>(() => Ask(stack, new Script(Script.Answers()))).Kind);
        _jumping.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 3; i++)
        {
            await AskAsync(stack, new Script(Script.Answers()));
        }

        stack.Breaker.Isolate();
        stack.Breaker.Reset();

        Assert.Equal([CacheBreakerState.Open, CacheBreakerState.HalfOpen, CacheBreakerState.Closed, CacheBreakerState.Open, CacheBreakerState.Closed], told);
        Assert.Equal(
            [1122, 1123, 1124, 1126, 1125],
            _logs.Lines.Select(line => line.Id));
    }

    private BackendStack Create(ResilienceSettings settings, TimeProvider time, double random = 0.5) =>
        new(new MemoryBackend(), settings, time, _logs.CreateLogger("test"), () => random);

    private static Task<string> AskAsync(
        BackendStack stack, Script script, BackendCallKind kind = BackendCallKind.Entry, CancellationToken? cancellationToken = null) =>
        stack.ExecuteAsync(static (script, token) => script.RunAsync(token), script, kind, cancellationToken ?? Ct).AsTask();

    private static string Ask(BackendStack stack, Script script) => stack.Execute(static script => script.Run(), script, BackendCallKind.Entry, Ct);

    private sealed class RepeatingBackend(TimeSpan? pauses) : IRetryingBackend
    {
        private readonly MemoryBackend _inner = new();

        public TimeSpan? OwnRetryPauses => pauses;

        public string Name => "repeating";

        public BackendValue Get(string key) => _inner.Get(key);

        public ValueTask<BackendValue> GetAsync(string key, CancellationToken cancellationToken = default) => _inner.GetAsync(key, cancellationToken);

        public void Set(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl) => _inner.Set(key, value, ttl);

        public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, TimeSpan? ttl, CancellationToken cancellationToken = default) => _inner.SetAsync(key, value, ttl, cancellationToken);

        public bool Delete(string key) => _inner.Delete(key);

        public ValueTask<bool> DeleteAsync(string key, CancellationToken cancellationToken = default) => _inner.DeleteAsync(key, cancellationToken);

        public bool Exists(string key) => _inner.Exists(key);

        public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken = default) => _inner.ExistsAsync(key, cancellationToken);
    }
}
