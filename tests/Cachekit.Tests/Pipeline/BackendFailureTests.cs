using Cachekit.Tests.Pipeline.Support;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Pipeline;

public class BackendFailureTests
{
    private readonly World _world = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BackendDown_TheBodyRunsAndMemoryStillWorks()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        _world.Faults.Fail(BackendOperation.All);

        Assert.Equal("async", await cache.CallAsync(1, "async"));
        Assert.Equal("sync", cache.Ask(2, _ => "sync"));

        Assert.Equal("async", await cache.CallAsync(1, "other"));
        Assert.Equal("sync", cache.Ask(2, _ => "other"));
        Assert.Equal(CacheLayer.None, (await cache.TryGetAsync(3, Ct)).Layer);
    }

    [Fact]
    public async Task Outage_IsLoggedByChangeOfState()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        _world.Faults.Fail(BackendOperation.All);
        for (var i = 0; i < 5; i++)
        {
            await cache.CallAsync(i, "value");
        }

        _world.Faults.Heal();
        await cache.CallAsync(6, "value");
        await cache.CallAsync(7, "value");

        Assert.Equal(1, _world.Logs.Count(1100, LogLevel.Warning));
        Assert.Equal(4, _world.Logs.Count(1101, LogLevel.Debug));
        Assert.Equal(1, _world.Logs.Count(1102, LogLevel.Information));
        Assert.DoesNotContain(_world.Logs.Lines, line => line.Text.Contains(cache.GetKey(1), StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusedEntry_IsNoOutage()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        _world.Faults.Fail(BackendOperation.Set, BackendErrorKind.Permanent);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("value", await cache.CallAsync(i, "value"));
        }

        Assert.Equal(1, _world.Logs.Count(1103, LogLevel.Warning));
        Assert.Equal(4, _world.Logs.Count(1104, LogLevel.Debug));
        Assert.Equal(0, _world.Logs.Count(1100, LogLevel.Warning));
        Assert.Equal(0, _world.Logs.Count(1102, LogLevel.Information));
    }

    [Fact]
    public async Task ExceptionOfAnotherType_IsAFailureTooAndReachesMinimalAsABackendException()
    {
        _world.Faults.Fail(BackendOperation.Get, () => new TimeoutException("inside"));
        Assert.Equal("value", await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "value"));

        var minimal = World.Texts<IntKey>(d => d with { Preset = Preset.Minimal }).In(_world.Runtime());
        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await minimal.CallAsync(1, "value"));
        Assert.IsType<TimeoutException>(exception.InnerException);
    }

    [Theory]
    [InlineData(BackendOperation.Get, 0)]
    [InlineData(BackendOperation.Set, 1)]
    public async Task Minimal_LetsTheFailureReachTheCaller(BackendOperation operation, int runs)
    {
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Minimal }).In(_world.Runtime());
        var body = new GatedBody<string?>("value");
        body.Open();
        _world.Faults.Fail(operation, BackendErrorKind.Timeout);

        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.AskAsync(1, body.RunAsync));
        Assert.Equal(BackendErrorKind.Timeout, exception.Kind);
        Assert.Equal(runs, body.Runs);
        Assert.Throws<CacheBackendException>(() => cache.Ask(2, body.Run));
    }

    [Fact]
    public async Task Minimal_LetsTryGetFail()
    {
        var cache = World.Texts<IntKey>(d => d with { Preset = Preset.Minimal }).In(_world.Runtime());
        _world.Faults.Fail(BackendOperation.Get);

        await Assert.ThrowsAsync<CacheBackendException>(async () => await cache.TryGetAsync(1, Ct));
    }

    [Fact]
    public async Task HangingRead_CanBeLeft()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        var gate = _world.Faults.Hang(BackendOperation.Get);
        using var leaving = new CancellationTokenSource();
        var call = cache.CallAsync(1, _ => new ValueTask<string?>("value"), leaving.Token).AsTask();
        await gate.WhenArrivedAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.DoesNotContain(_world.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task WriteFails_TheValueIsReturnedAndKeptInMemory()
    {
        var cache = World.Texts<IntKey>().In(_world.Runtime());
        _world.Faults.Fail(BackendOperation.Set);

        Assert.Equal("value", await cache.CallAsync(1, "value"));
        Assert.Equal("value", await cache.CallAsync(1, "other"));
        Assert.Empty(_world.Store.Keys);
    }

    [Fact]
    public async Task UnreadableMarker_MakesAHitUntrusted()
    {
        await World.Texts<IntKey>().In(_world.Runtime()).CallAsync(1, "old");
        var other = World.Texts<IntKey>().In(_world.Runtime());
        var key = other.GetKey(1);
        _world.Faults.LieOnGet((asked, honest) => asked == key ? honest : throw new CacheBackendException("no marker"));

        Assert.Equal("new", await other.CallAsync(1, "new"));
        Assert.Equal(0, _world.Store.Lent);
    }
}
