using Cachekit.Backends.Tests.Servers;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedLockTests(MemcachedFixture fixture) : MemcachedTestBase
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private MemcachedBackend Own() => Backend(fixture.Server.Address);

    [Fact]
    public async Task Lock_HasOneHolder_UntilItIsGivenBack()
    {
        var (one, two) = (Own(), Own());
        var held = await one.TryAcquireLockAsync(Prefix, Minute, Token);
        Assert.Equal(Prefix, held!.Key);
        Assert.Null(two.TryAcquireLock(Prefix, Minute));
        Assert.Null(await one.TryAcquireLockAsync(Prefix, Minute, Token));
        Assert.True(held.TryRenew(Minute));
        Assert.True(await held.TryRenewAsync(Minute, Token));
        Assert.True(await held.ReleaseAsync(Token));
        Assert.False(held.Release());

        var next = two.TryAcquireLock(Prefix, Minute);
        Assert.NotNull(next);
        Assert.True(next.Release());
    }

    [Fact]
    public async Task Races_HaveOneWinner()
    {
        var backends = new[] { Own(), Own(), Own() };
        var locks = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => backends[i % 3].TryAcquireLockAsync(Prefix, Minute, Token).AsTask()));
        Assert.Single(locks, static held => held is not null);
    }

    [Fact]
    public async Task LockOfSomebodyElse_IsNeverTouched()
    {
        var backend = Own();
        var late = backend.TryAcquireLock(Prefix, Minute)!;
        await fixture.Server.AskAsync($"delete {Prefix}:lock", Token);
        var current = backend.TryAcquireLock(Prefix, Minute)!;
        Assert.False(late.Release());
        Assert.False(await late.ReleaseAsync(Token));
        Assert.False(late.TryRenew(Minute));
        Assert.False(await late.TryRenewAsync(Minute, Token));
        Assert.True(current.Release());
    }

    [Fact]
    public async Task Lock_EndsByItself()
    {
        var backend = Own();
        var held = backend.TryAcquireLock(Prefix, TimeSpan.FromMilliseconds(100))!;
        await Until(async () => await backend.TryAcquireLockAsync(Prefix, Minute, Token) is not null);
        Assert.False(held.TryRenew(Minute));
    }

    [Fact]
    public async Task LockOfACallerThatGaveUp_IsGivenBack()
    {
        await using var proxy = new Cachekit.TestSupport.Servers.FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.Timeout = TimeSpan.FromSeconds(20));
        Assert.False(backend.Exists(Prefix));
        var gate = proxy.HoldAnswers();
        using var source = new CancellationTokenSource();
        var acquiring = backend.TryAcquireLockAsync(Prefix, Minute, source.Token).AsTask();
        await gate.WhenArrivedAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acquiring);
        gate.Open();
        await Until(async () => await Own().TryAcquireLockAsync(Prefix, Minute, Token) is not null);
    }
}
