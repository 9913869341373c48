namespace Cachekit.Generators.ExecutionTests.Concurrency;

/// <summary>Concurrent callers of one key share one run of the body; gates decide who is where, never the clock.</summary>
public sealed partial class FlightTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Gated _gated;

    public FlightTests() => _gated = new Gated(_scene.Runtime);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThousandAsyncCallers_RunTheBodyOnceAndGetCopiesOfTheirOwn()
    {
        var calls = Enumerable.Range(0, 1000).Select(_ => _gated.ListAsync(1, CancellationToken.None)).ToArray();
        await _gated.Started.Task;
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        _gated.Gate.SetResult();

        var lists = await Task.WhenAll(calls);

        Assert.Equal(1, _gated.Runs);
        Assert.All(lists, list => Assert.Equal([1], list));
        Assert.Equal(1000, lists.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.Equal((1000, 0), (_gated.Cached.List.Info.Misses, _gated.Cached.List.Info.BackendHits));
    }

    [Fact]
    public async Task FiftyThreadsOfASyncMethod_RunTheBodyOnce()
    {
        const int Count = 50;
        using var barrier = new Barrier(Count);
        var results = new int[Count];
        var threads = Enumerable.Range(0, Count).Select(i => new Thread(() =>
        {
            barrier.SignalAndWait();
            results[i] = _gated.Count(1);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        await _gated.Started.Task;
        _gated.Gate.SetResult();
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(1, _gated.Runs);
        Assert.All(results, result => Assert.Equal(1, result));
    }

    [Fact]
    public async Task CallerThatCancels_LeavesAndTheOthersGoOn()
    {
        using var impatient = new CancellationTokenSource();
        using var patient = new CancellationTokenSource();
        var first = _gated.ListAsync(1, impatient.Token);
        var second = _gated.ListAsync(1, patient.Token);
        await _gated.Started.Task;

        await impatient.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(impatient.Token, exception.CancellationToken);
        Assert.False(_gated.BodyToken.IsCancellationRequested);
        _gated.Gate.SetResult();

        Assert.Equal([1], await second);
        Assert.Equal(1, _gated.Runs);
    }

    [Fact]
    public async Task LastCallerThatCancels_CancelsTheBodyAndTheNextCallRunsItAgain()
    {
        using var one = new CancellationTokenSource();
        using var two = new CancellationTokenSource();
        var first = _gated.ListAsync(1, one.Token);
        var second = _gated.ListAsync(1, two.Token);
        await _gated.Started.Task;

        await one.CancelAsync();
        await two.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.True(_gated.BodyToken.IsCancellationRequested);
        Assert.Empty(_scene.Backend.Keys);
        _gated.Gate.SetResult();
        Assert.Equal([2], await _gated.ListAsync(1, Token));
    }

    [Fact]
    public async Task TokenThatIsCancelledAlready_RunsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _gated.ListAsync(1, new CancellationToken(canceled: true)));

        Assert.Equal(0, _gated.Runs);
    }

    [Fact]
    public async Task Exception_ReachesEveryWaiterAndIsNotCached()
    {
        _gated.Failure = new InvalidOperationException("told to fail");
        var calls = Enumerable.Range(0, 20).Select(_ => _gated.ListAsync(1, CancellationToken.None)).ToArray();
        await _gated.Started.Task;
        _gated.Gate.SetResult();

        foreach (var call in calls)
        {
            Assert.Same(_gated.Failure, await Assert.ThrowsAsync<InvalidOperationException>(() => call));
        }

        Assert.Equal(1, _gated.Runs);
        _gated.Failure = null;
        Assert.Equal([2], await _gated.ListAsync(1, Token));
    }

    [Fact]
    public async Task InvalidationWhileTheBodyRuns_KeepsItsResultOutOfEveryLayer()
    {
        var running = _gated.ListAsync(1, Token);
        await _gated.Started.Task;

        await _gated.Cached.List.InvalidateAsync(1, Token);
        _gated.Gate.SetResult();

        Assert.Equal([1], await running);
        Assert.Empty(_scene.Backend.Keys);
        Assert.False((await _gated.Cached.List.TryGetAsync(1, Token)).Found);
        Assert.Equal([2], await _gated.ListAsync(1, Token));
    }

    [Fact]
    public async Task CallAfterAnInvalidation_DoesNotJoinTheOlderRun()
    {
        var older = _gated.ListAsync(1, Token);
        await _gated.Started.Task;
        await _gated.Cached.List.InvalidateAllAsync(Token);

        var newer = _gated.ListAsync(1, Token);
        _gated.Gate.SetResult();

        Assert.Equal([1], await older);
        Assert.Equal([2], await newer);
        Assert.Equal([2], await _gated.ListAsync(1, Token));
    }

    [Fact]
    public async Task ValueSetWhileTheBodyRuns_Stays()
    {
        var running = _gated.ListAsync(1, Token);
        await _gated.Started.Task;

        await _gated.Cached.List.SetAsync(1, [77], Token);
        _gated.Gate.SetResult();

        Assert.Equal([1], await running);
        Assert.Equal([77], await _gated.ListAsync(1, Token));
        Assert.Equal([77], await new Gated(_scene.AnotherProcess()).ListAsync(1, Token));
    }

    [Fact]
    public async Task BodyThatCallsItselfWithItsArguments_IsToldSo()
    {
        var recursive = new Recursive(_scene.Runtime);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => recursive.ForeverAsync(1));

        Assert.Contains("Recursive.ForeverAsync", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => recursive.Forever(1));
    }

    [Fact]
    public async Task BodyThatCallsItselfWithOtherArguments_Works()
    {
        var recursive = new Recursive(_scene.Runtime);

        Assert.Equal(55, await recursive.FibonacciAsync(10));
        Assert.Equal(11, recursive.Runs);
        Assert.Equal(120, recursive.Factorial(5));
        Assert.Equal(24, recursive.Factorial(4));
        Assert.Equal(11 + 6, recursive.Runs);
    }

    public void Dispose() => _scene.Dispose();

    public sealed partial class Gated(CachekitRuntime runtime)
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public Exception? Failure { get; set; }

        public CancellationToken BodyToken { get; private set; }

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Cache]
        public partial Task<List<int>> ListAsync(int id, CancellationToken cancellationToken);

        private async Task<List<int>> ListCoreAsync(int id, CancellationToken cancellationToken)
        {
            var run = Interlocked.Increment(ref _runs);
            BodyToken = cancellationToken;
            Started.TrySetResult();
            await Gate.Task.WaitAsync(cancellationToken);
            return Failure is null ? [run] : throw Failure;
        }

        [Cache]
        public partial int Count(int id);

        private int CountCore(int id)
        {
            var run = Interlocked.Increment(ref _runs);
            Started.TrySetResult();
            Gate.Task.Wait(TestContext.Current.CancellationToken);
            return run;
        }
    }

    public sealed partial class Recursive(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

#pragma warning disable CACHEKIT013 // What the compiler warns of is what is tried here.
        [Cache]
        public partial Task<int> ForeverAsync(int id);

        private async Task<int> ForeverCoreAsync(int id)
        {
            await Task.Yield();
            return await ForeverAsync(id);
        }

        [Cache]
        public partial int Forever(int id);

        private int ForeverCore(int id) => Forever(id);
#pragma warning restore CACHEKIT013

        [Cache]
        public partial Task<int> FibonacciAsync(int n);

        private async Task<int> FibonacciCoreAsync(int n)
        {
            Runs++;
            return n < 2 ? n : await FibonacciAsync(n - 1) + await FibonacciAsync(n - 2);
        }

        [Cache]
        public partial int Factorial(int n);

        private int FactorialCore(int n)
        {
            Runs++;
            return n == 0 ? 1 : n * Factorial(n - 1);
        }
    }
}
