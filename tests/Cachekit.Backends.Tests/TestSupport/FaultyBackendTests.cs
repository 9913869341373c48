using Cachekit.TestSupport.Backends;

namespace Cachekit.Backends.Tests;

/// <summary>The stand-ins that other tests rely on keep, or break, their promises as told.</summary>
public sealed class FaultyBackendTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Memory_KeepsLivesByTheClock_AndCopiesBytes()
    {
        var memory = new MemoryBackend(_time);
        byte[] bytes = [1, 2, 3];
        memory.Set("k", bytes, TimeSpan.FromSeconds(10));
        bytes[0] = 9;
        _time.Advance(TimeSpan.FromSeconds(4));
        var value = memory.Get("k");
        Assert.Equal([1, 2, 3], value.Bytes.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(6), value.Remaining);
        Assert.Equal(1, memory.Lent);

        value.Dispose();
        Assert.Equal([0xDD, 0xDD, 0xDD], value.Bytes.ToArray());
        Assert.Equal(0, memory.Lent);
        value.Dispose();
        Assert.Equal(1, memory.ReturnedTwice);

        Assert.True(memory.RefreshTtl("k", TimeSpan.FromSeconds(10)));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(memory.Get("k").Found);
        Assert.False(memory.Delete("k"));
        Assert.Equal(2, memory.Calls.Count(BackendOperation.Get));
        Assert.Equal(["k", "k"], memory.Calls.Keys(BackendOperation.Set | BackendOperation.Delete));
    }

    [Fact]
    public async Task Failures_EndAfterTheirTimes_OrWhenHealed()
    {
        var faulty = new FaultyBackend(new MemoryBackend(_time));
        faulty.Fail(BackendOperation.Set, () => new CacheBackendException("once"), times: 1);
        faulty.Fail(BackendOperation.Get, BackendErrorKind.Timeout);
        Assert.Throws<CacheBackendException>(() => faulty.Set("k", new byte[1], null));
        await faulty.SetAsync("k", new byte[1], null, Token);
        Assert.Equal(BackendErrorKind.Timeout, Assert.Throws<CacheBackendException>(() => faulty.Get("k")).Kind);
        faulty.Heal();
        Assert.True(faulty.Get("k").Found);
        Assert.Equal(2, faulty.Calls.Count(BackendOperation.Set));
    }

    [Fact]
    public async Task HangingCalls_WaitForTheGate_OrTheirCancellation()
    {
        var faulty = new FaultyBackend(new MemoryBackend(_time));
        var gate = faulty.Hang(BackendOperation.Get);
        using var cancel = new CancellationTokenSource();
        var leaves = faulty.GetAsync("k", cancel.Token).AsTask();
        var stays = faulty.GetAsync("k", Token).AsTask();
        var blocks = Task.Run(() => faulty.Get("k"), Token);
        await gate.WhenArrivedAsync(3);
        Assert.False(stays.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves);
        gate.Open();
        Assert.False((await stays).Found);
        Assert.False((await blocks).Found);
    }

    [Fact]
    public void Lies_ReplaceAnswers_AndLoseWrites()
    {
        var memory = new MemoryBackend(_time);
        var faulty = new FaultyBackend(memory);
        faulty.LoseWrites();
        faulty.Set("k", new byte[1], null);
        Assert.Null(memory.Peek("k"));
        faulty.LieOnGet((_, honest) =>
        {
            honest.Dispose();
            return new BackendValue(new byte[] { 7 }, null);
        });
        Assert.Equal([7], faulty.Get("k").Bytes.ToArray());
        faulty.Heal();
        Assert.False(faulty.Get("k").Found);
    }
}
