using Cachekit.CompilerServices;
using Cachekit.TestSupport.Backends;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Locks;

public class BodyLockTests
{
    // However far the clock runs ahead of a thread that waits, no entry grows old by it.
    private static readonly TimeSpan Ttl = TimeSpan.FromDays(10);

    private readonly World _world = new();
    private readonly LockingBackend _backend;

    public BodyLockTests() => _backend = new LockingBackend(_world.Store, _world.Time);

    private MethodCache<IntKey, string?> Process(CachePolicyOptions? policy = null, Preset preset = Preset.Production) =>
        World.Texts<IntKey>(definition => definition with { Preset = preset, Policy = policy ?? new(), Ttl = Ttl })
            .In(_world.Runtime(options => options.UseBackend(_backend)));

    [Fact]
    public async Task OneProcessRunsTheBody_TheOthersWaitForItsResult()
    {
        var body = new GatedBody<string?>("v1");
        var first = Process().AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;
        var others = Enumerable.Range(0, 5).Select(_ => Process().AskAsync(1, body.RunAsync).AsTask()).ToArray();
        await UntilAsync(() => _backend.Attempts >= 6);

        body.Open();
        Assert.Equal("v1", await first);
        await AdvanceUntilAsync(Task.WhenAll(others));

        Assert.All(await Task.WhenAll(others), value => Assert.Equal("v1", value));
        Assert.Equal(1, body.Runs);
        await UntilAsync(() => _backend.HeldNow == 0);
    }

    [Fact]
    public async Task SynchronousMethods_WaitToo()
    {
        // However far the clock runs ahead of a thread that is held up before it waits, nobody has waited too long.
        var patient = new CachePolicyOptions { LockWait = Ttl / 2 };
        var body = new GatedBody<string?>("v1");
        var first = Task.Run(() => Process(patient).Ask(1, body.Run));
        await body.Begun;
        var second = Task.Run(() => Process(patient).Ask(1, body.Run));
        await UntilAsync(() => _backend.Attempts >= 2);

        body.Open();
        Assert.Equal("v1", await first);
        await AdvanceUntilAsync(second);

        Assert.Equal("v1", await second);
        Assert.Equal(1, body.Runs);
    }

    [Theory]
    [InlineData(Preset.Production, false)]
    [InlineData(Preset.Dev, null)]
    [InlineData(Preset.Minimal, null)]
    [InlineData(Preset.Test, null)]
    public async Task SwitchedOff_NobodyAsksForALock(Preset preset, bool? enabled)
    {
        await Process(new CachePolicyOptions { LockEnabled = enabled }, preset).CallAsync(1, "v1");

        Assert.Equal(0, _backend.Attempts);
    }

    [Fact]
    public async Task Production_AsksForALock()
    {
        await Process().CallAsync(1, "v1");

        Assert.Equal(1, _backend.Attempts);
        await UntilAsync(() => _backend.HeldNow == 0);
    }

    [Fact]
    public async Task LongBody_ItsLockIsRenewed()
    {
        var body = new GatedBody<string?>("v1");
        var call = Process().AskAsync(1, body.RunAsync).AsTask();
        await body.Begun;

        for (var second = 0; second < 60; second++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(1, _backend.HeldNow);
        }

        Assert.True(_backend.Renewals > 20);
        body.Open();
        await call;
        await UntilAsync(() => _backend.HeldNow == 0);
    }

    [Fact]
    public async Task HolderThatDies_IsSucceededWhenItsLockEnds()
    {
        // A holder that never renews.
        var cache = Process();
        Assert.NotNull(_backend.TryAcquireLock(cache.GetKey(1), TimeSpan.FromSeconds(3)));
        var runs = 0;
        var calls = Enumerable.Range(0, 3).Select(_ => Process().AskAsync(1, _ => new ValueTask<string?>($"v{Interlocked.Increment(ref runs)}")).AsTask()).ToArray();
        await UntilAsync(() => _backend.Attempts >= 4);
        Assert.All(calls, call => Assert.False(call.IsCompleted));

        await AdvanceUntilAsync(Task.WhenAll(calls));

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task WaitThatIsOver_TheBodyRunsWithoutTheLock()
    {
        var cache = Process(new CachePolicyOptions { LockWait = TimeSpan.FromSeconds(2) });
        Assert.NotNull(_backend.TryAcquireLock(cache.GetKey(1), TimeSpan.FromHours(1)));

        var began = _world.Time.GetUtcNow();
        var call = cache.CallAsync(1, "v1").AsTask();
        await AdvanceUntilAsync(call);

        Assert.Equal("v1", await call);
        Assert.True(_world.Time.GetUtcNow() - began >= TimeSpan.FromSeconds(2));
        Assert.Contains(_world.Logs.Ids, id => id == 1211);
    }

    [Fact]
    public async Task NoWait_TheBodyRunsAtOnce()
    {
        var cache = Process(new CachePolicyOptions { LockWait = TimeSpan.Zero });
        Assert.NotNull(_backend.TryAcquireLock(cache.GetKey(1), TimeSpan.FromHours(1)));

        Assert.Equal("v1", await cache.CallAsync(1, "v1"));
    }

    [Fact]
    public async Task LockThatCannotBeAskedFor_DoesNotFailTheCall()
    {
        _backend.Failure = new CacheBackendException(BackendErrorKind.Transient, "away");

        Assert.Equal("v1", await Process().CallAsync(1, "v1"));
        Assert.Contains(_world.Logs.Ids, id => id == 1210);
    }

    [Fact]
    public async Task BodyThatThrows_GivesTheLockBack()
    {
        await Assert.ThrowsAsync<FormatException>(async () => await Process().AskAsync(1, _ => throw new FormatException()));

        await UntilAsync(() => _backend.HeldNow == 0);
    }

    [Fact]
    public async Task CallersThatLeave_GiveTheLockBack()
    {
        using var cancellation = new CancellationTokenSource();
        var body = new GatedBody<string?>("v1");
        var call = Process().CallAsync(1, body.RunAsync, cancellation.Token).AsTask();
        await body.Begun;
        Assert.Equal(1, _backend.HeldNow);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilAsync(() => _backend.HeldNow == 0);
    }

    [Fact]
    public async Task Waiter_CanLeave()
    {
        var cache = Process();
        Assert.NotNull(_backend.TryAcquireLock(cache.GetKey(1), TimeSpan.FromHours(1)));
        using var cancellation = new CancellationTokenSource();
        var call = cache.CallAsync(1, _ => throw new InvalidOperationException("must not run"), cancellation.Token).AsTask();
        await UntilAsync(() => _backend.Attempts >= 2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task RefreshOfOneProcess_KeepsTheOthersFromRefreshing()
    {
        var runs = 0;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async ValueTask<string?> Body(CancellationToken cancellationToken)
        {
            var run = Interlocked.Increment(ref runs);
            if (run > 1)
            {
                await gate.Task;
            }

            return $"v{run}";
        }

        MethodCache<IntKey, string?>[] processes = [Process(), Process(), Process()];
        foreach (var process in processes)
        {
            await process.AskAsync(1, Body);
        }

        _world.Time.Advance(Ttl * 0.6);
        foreach (var process in processes)
        {
            Assert.Equal("v1", await process.AskAsync(1, Body));
        }

        await UntilAsync(() => runs == 2 && _backend.Attempts >= 4);
        gate.SetResult();

        // All have said when they may try again: what is said after the clock has moved would be later than the next call.
        await UntilAsync(() => _backend.HeldNow == 0 && processes.Sum(process => process.Info.RefreshesSkipped) == 2 && processes.Sum(process => process.Info.Refreshes) == 1);

        // Those who left it to the first one find its value at their next attempt.
        _world.Time.Advance(TimeSpan.FromSeconds(3));
        foreach (var process in processes)
        {
            // One after the other: an attempt that finds the lock taken leaves it at that.
            await process.AskAsync(1, Body);
            await UntilAsync(() => process.TryGetLocal(1, out var value) && value == "v2" && _backend.HeldNow == 0);
        }

        Assert.Equal(2, runs);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < deadline, "What was waited for did not happen.");
            await Task.Yield();
        }
    }

    private async Task AdvanceUntilAsync(Task call)
    {
        var deadline = Environment.TickCount64 + 60_000;
        while (!call.IsCompleted)
        {
            Assert.True(Environment.TickCount64 < deadline, "The call did not end.");
            _world.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}
