using Cachekit.Testing;
using Cachekit.TestSupport;

namespace Cachekit.Tests.Testing;

/// <summary>What the recording backend adds to the contract of backends, which it keeps like all others.</summary>
public sealed class RecordingBackendTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingBackend _backend;

    public RecordingBackendTests() => _backend = new RecordingBackend(_time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_AreNotedInTheirOrder_WithWhatTheyWereAbout()
    {
        _backend.Set("a", new byte[3], Minute);
        await _backend.SetAsync("b", new byte[4], Minute, TimeSpan.FromMinutes(2), Token);
        _backend.Get("a").Dispose();
        (await _backend.GetManyAsync(["a", "b", "c"], Token))[0].Dispose();
        Assert.NotNull(_backend.TryAcquireLock("a", Minute));
        Assert.Null(await _backend.TryAcquireLockAsync("a", Minute, Token));
        await _backend.DeleteAsync("c", Token);
        _backend.Publish(new byte[5]);

        Assert.Equal(
            [
                "Set a (3 bytes, 00:01:00)", "Set b (4 bytes, 00:01:00)", "Get a (3 bytes, found 1)", "Get a, b, c (7 bytes, found 2)",
                "AcquireLock a (0 bytes, 00:01:00, found 1)", "AcquireLock a (0 bytes, 00:01:00)", "Delete c (0 bytes)", "Publish (5 bytes)",
            ],
            _backend.Calls.Select(call => call.ToString()));
        Assert.Equal([false, true, false, true, false, true, true, false], _backend.Calls.Select(call => call.IsAsync));
        Assert.Equal(TimeSpan.FromMinutes(2), _backend.Calls[1].StaleFor);
        Assert.Equal(["a"], _backend.LockedKeys);

        _backend.ForgetCalls();
        Assert.Empty(_backend.Calls);
        Assert.Equal(["a", "b"], _backend.Keys);
    }

    [Fact]
    public async Task Fault_IsAboutItsOperations_UntilItEnds()
    {
        var fault = _backend.Fail(RecordedOperations.Get | RecordedOperations.Delete, BackendErrorKind.Timeout);

        _backend.Set("a", new byte[1], null);
        Assert.Equal(BackendErrorKind.Timeout, Assert.Throws<CacheBackendException>(() => _backend.Get("a")).Kind);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await _backend.DeleteAsync("a", Token));
        Assert.Equal(2, fault.Calls);
        Assert.Equal([false, true, true], _backend.Calls.Select(call => call.Failed));

        fault.Dispose();
        fault.Dispose();
        Assert.True(_backend.Get("a").Found);
    }

    [Fact]
    public async Task OfSeveralFaults_TheLatestDecides()
    {
        using var outage = _backend.Fail();
        using (_backend.Fail(RecordedOperations.Get, BackendErrorKind.Authentication))
        {
            Assert.Equal(BackendErrorKind.Authentication, Assert.Throws<CacheBackendException>(() => _backend.Get("a")).Kind);
            Assert.Equal(BackendErrorKind.Transient, Assert.Throws<CacheBackendException>(() => _backend.Exists("a")).Kind);
        }

        Assert.Equal(BackendErrorKind.Transient, Assert.Throws<CacheBackendException>(() => _backend.Get("a")).Kind);
        Assert.False((await _backend.CheckHealthAsync(Token)).IsHealthy);
        outage.Dispose();
        Assert.True((await _backend.CheckHealthAsync(Token)).IsHealthy);
    }

    [Fact]
    public async Task HeldCall_WaitsForTheEnd_OrForItsCancellation()
    {
        using var hold = _backend.Hold(RecordedOperations.Get);
        using var cancelling = new CancellationTokenSource();
        var patient = _backend.GetAsync("a", Token).AsTask();
        var impatient = _backend.GetAsync("a", cancelling.Token).AsTask();
        await hold.ReachedAsync(Token);

        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.False(patient.IsCompleted);

        hold.Dispose();
        Assert.False((await patient).Found);
        Assert.Equal(2, hold.Calls);
    }

    [Fact]
    public async Task HeldSynchronousCall_BlocksItsThread()
    {
        using var hold = _backend.Hold();
        var call = Task.Run(() => _backend.Exists("a"), Token);
        await hold.ReachedAsync(Token);
        Assert.False(call.IsCompleted);

        hold.Dispose();
        Assert.False(await call);
    }

    [Fact]
    public async Task Messages_HaveArrivedWhenTheCallReturns_AndGapsAreReported()
    {
        var received = new List<byte[]>();
        var gaps = 0;
        await using (await _backend.SubscribeAsync(message => received.Add(message.ToArray()), () => gaps++, Token))
        {
            _backend.Publish(new byte[] { 1 });
            Assert.Equal([1], Assert.Single(received));
            _backend.ReportGap();
            Assert.Equal((1, 1), (gaps, _backend.Listeners));
        }

        _backend.Publish(new byte[] { 2 });
        _backend.ReportGap();
        Assert.Equal((1, 1, 0), (received.Count, gaps, _backend.Listeners));
    }

    [Fact]
    public void StaleEntry_IsMarked_AndChoosesOneReaderUntilTheNextWrite()
    {
        _backend.Set("a", new byte[1], Minute, Minute);
        _time.Advance(Minute);

        var first = _backend.Get("a");
        Assert.Equal((true, true, TimeSpan.Zero), (first.IsStale, first.WinsRefresh, first.Remaining!.Value));
        Assert.False(_backend.Get("a").WinsRefresh);
        Assert.False(_backend.Exists("a"));
        Assert.Null(_backend.GetTtl("a"));

        _backend.Set("a", new byte[1], Minute, Minute);
        _time.Advance(Minute);
        Assert.True(_backend.Get("a").WinsRefresh);
        _time.Advance(Minute);
        Assert.False(_backend.Get("a").Found);
    }

    [Fact]
    public void Clear_IsARestart()
    {
        _backend.Set("a", new byte[] { 7 }, null);
        Assert.Equal([7], _backend.Peek("a"));

        _backend.Clear();

        Assert.Null(_backend.Peek("a"));
        Assert.Single(_backend.Calls);
    }
}
