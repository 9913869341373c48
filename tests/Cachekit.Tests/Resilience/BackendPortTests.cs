using Cachekit.Pipeline;
using Cachekit.Resilience;
using Cachekit.Telemetry;
using Cachekit.Tests.Resilience.Support;
using Cachekit.TestSupport;
using Cachekit.TestSupport.Backends;
using Microsoft.Extensions.Logging;

namespace Cachekit.Tests.Resilience;

public sealed class BackendPortTests : IDisposable
{
    private static readonly byte[] Bytes = [1, 2, 3];
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _logs = new();
    private readonly MemoryBackend _store;
    private readonly AbleBackend _able;

    public void Dispose() => _logs.Dispose();

    public BackendPortTests()
    {
        _store = new MemoryBackend(_time);
        _able = new AbleBackend(_store);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Abilities_AreThoseOfTheBackend()
    {
        var able = PortsOf(_able).Resilient;
        Assert.True(able is { SupportsLocks: true, SupportsStaleWindow: true, SupportsTtlRefresh: true, SupportsBatches: true, SupportsMessages: true, CanDeleteByPrefix: true });

        var plain = PortsOf(_store).Resilient;
        Assert.True(plain is { SupportsLocks: false, SupportsStaleWindow: false, SupportsTtlRefresh: true, SupportsBatches: false, SupportsMessages: false, CanDeleteByPrefix: false });
    }

    [Fact]
    public async Task EachMember_AsksTheBackendInItsOwnWay()
    {
        var port = PortsOf(_able).Resilient;
        await port.SetAsync("a", Bytes, Minute, Minute, Ct);
        port.Set("a", Bytes, Minute, Minute);
        Assert.True(await port.RefreshTtlAsync("a", Minute, Ct));
        Assert.True(port.RefreshTtl("a", Minute));
        await port.SetManyAsync([new("b", Bytes, null)], Ct);
        port.SetMany([new("c", Bytes, null)]);
        Assert.Equal([true, true, false], (await port.GetManyAsync(["b", "c", "d"], Ct)).Select(Found));
        Assert.Equal([true, true], port.GetMany(["b", "c"]).Select(Found));
        await port.DeleteManyAsync(["b"], Ct);
        port.DeleteMany(["c"]);
        await port.PublishAsync(Bytes, Ct);
        port.Publish(Bytes);
        await using var subscription = await port.SubscribeAsync(_ => { }, () => { }, Ct);
        await port.DeleteByPrefixAsync("a", Ct);

        Assert.Equal(
            ["set stale 00:01:00 async", "set stale 00:01:00", "renew async", "renew", "set many async", "set many", "get many async", "get many",
                "delete many async", "delete many", "publish async", "publish", "subscribe", "delete prefix"],
            _able.Asked);
        Assert.Empty(_store.Keys);
    }

    [Fact]
    public async Task WithoutBatches_EachEntryIsAskedFor()
    {
        var port = PortsOf(_store).Resilient;
        await port.SetManyAsync([new("a", new byte[1], null), new("b", Bytes, null), new("a", Bytes, Minute)], Ct);
        port.SetMany([new("c", new byte[1], null), new("c", Bytes, null)]);

        Assert.Equal(Bytes, _store.Peek("a"));
        Assert.Equal(Bytes, _store.Peek("c"));
        Assert.Equal([true, false, true, true], (await port.GetManyAsync(["a", "x", "b", "a"], Ct)).Select(Found));
        Assert.Equal([true, false], port.GetMany(["c", "x"]).Select(Found));
        await port.DeleteManyAsync(["a", "b"], Ct);
        port.DeleteMany(["c", "x"]);
        Assert.Empty(_store.Keys);
        Assert.Equal(0, _store.Lent);
    }

    [Fact]
    public async Task WithoutBatches_OneFailureFailsThemAllAndLosesNoBuffer()
    {
        _store.Plant("a", Bytes);
        _store.Plant("c", Bytes);
        var faulty = new FaultyBackend(_store);
        var port = PortsOf(faulty).Direct;
        var failing = false;
        faulty.LieOnGet((key, honest) =>
        {
            if (key != "b" || !failing)
            {
                return honest;
            }

            honest.Dispose();
            throw new CacheBackendException(BackendErrorKind.Transient, "told to fail");
        });
        failing = true;

        await Assert.ThrowsAsync<CacheBackendException>(async () => await port.GetManyAsync(["a", "b", "c"], Ct));
        Assert.Throws<CacheBackendException>(() => port.GetMany(["a", "b", "c"]));
        Assert.Equal(0, _store.Lent);

        faulty.Fail(BackendOperation.Delete, static () => new CacheBackendException("first"), times: 1);
        Assert.Throws<CacheBackendException>(() => port.DeleteMany(["a", "c"]));
        Assert.Equal(["a"], _store.Keys);
    }

    [Fact]
    public async Task EmptyBatches_AskNothing()
    {
        var port = PortsOf(_able).Resilient;
        Assert.Empty(await port.GetManyAsync([], Ct));
        Assert.Empty(port.GetMany([]));
        await port.SetManyAsync([], Ct);
        port.SetMany([]);
        await port.DeleteManyAsync([], Ct);
        port.DeleteMany([]);
        Assert.Empty(_able.Asked);
    }

    [Fact]
    public async Task Locks_GoPastTheStackAndAreNotTriedWhileTheBreakerIsOpen()
    {
        var ports = PortsOf(_able, new ResilienceSettings { ConcurrencyLimit = 1, QueueLimit = 0 });
        var port = ports.Resilient;
        Assert.True(ports.Stack!.Gate.Enter(Ct));
        var taken = await port.TryAcquireLockAsync("a", Minute, Ct);
        Assert.Equal("a", taken!.Key);
        Assert.True(taken.TryRenew(Minute));
        Assert.True(await taken.TryRenewAsync(Minute, Ct));
        Assert.True(taken.Release());
        Assert.True(await taken.ReleaseAsync(Ct));
        _able.IsLocked = true;
        Assert.Null(port.TryAcquireLock("a", Minute));

        ports.Stack.Breaker.Isolate();
        var asked = _able.Asked.Count;
        Assert.Equal(BackendErrorKind.CircuitOpen, Assert.Throws<CacheBackendException>(() => port.TryAcquireLock("a", Minute)).Kind);
        Assert.Equal(
            BackendErrorKind.CircuitOpen, (await Assert.ThrowsAsync<CacheBackendException>(async () => await port.TryAcquireLockAsync("a", Minute, Ct))).Kind);
        Assert.Equal(asked, _able.Asked.Count);
        Assert.Null(ports.Direct.TryAcquireLock("a", Minute));
    }

    [Fact]
    public async Task FailuresOfLocks_ArriveLikeAllOthersAndDoNotCount()
    {
        var ports = PortsOf(_able);
        var taken = await ports.Resilient.TryAcquireLockAsync("a", Minute, Ct);
        _able.Failure = new TimeoutException("inside");

        Assert.Throws<CacheBackendException>(() => ports.Resilient.TryAcquireLock("a", Minute));
        await Assert.ThrowsAsync<CacheBackendException>(async () => await ports.Resilient.TryAcquireLockAsync("a", Minute, Ct));
        Assert.Throws<CacheBackendException>(() => taken!.TryRenew(Minute));
        await Assert.ThrowsAsync<CacheBackendException>(async () => await taken!.TryRenewAsync(Minute, Ct));
        Assert.Throws<CacheBackendException>(() => taken!.Release());
        await Assert.ThrowsAsync<CacheBackendException>(async () => await taken!.ReleaseAsync(Ct));

        Assert.Equal(0, ports.Stack!.Breaker.FailuresInWindow);
        Assert.Equal(1, _logs.Count(1100, LogLevel.Warning));
    }

    [Fact]
    public async Task AnOpenBreaker_RefusesEverythingButTheDirectWay()
    {
        var ports = PortsOf(_able);
        ports.Stack!.Breaker.Isolate();
        var port = ports.Resilient;
        Assert.True(port.Refuses());
        Assert.False(ports.Direct.Refuses());

        Assert.Equal(BackendErrorKind.CircuitOpen, Assert.Throws<CacheBackendException>(() => port.Get("a", withLife: true)).Kind);
        Assert.Throws<CacheBackendException>(() => port.SetMany([new("a", Bytes, null)]));
        Assert.Throws<CacheBackendException>(() => port.Publish(Bytes));
        await Assert.ThrowsAsync<CacheBackendException>(async () => await port.DeleteAsync("a", Ct));
        Assert.Empty(_able.Asked);
        Assert.DoesNotContain(_logs.Lines, line => line.Id is 1100 or 1101 or 1103 or 1104);

        Assert.False(ports.Direct.Get("a", withLife: true).Found);
        Assert.Same(port.Marker("m"), ports.Direct.Marker("m"));
    }

    [Fact]
    public void LargeValues_SayNothingAboutTheTimeoutOfOthers()
    {
        var ports = PortsOf(_able);
        for (var i = 0; i < 20; i++)
        {
            ports.Resilient.Set("large", new byte[1024 * 1024], ttl: null);
        }

        Assert.Equal(TimeSpan.FromSeconds(2), ports.Stack!.CurrentTimeout);

        for (var i = 0; i < 20; i++)
        {
            ports.Resilient.Set("small", new byte[1024], ttl: null);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(100), ports.Stack.CurrentTimeout);
    }

    private BackendPorts PortsOf(ICacheBackend backend, ResilienceSettings? settings = null) =>
        new(backend, settings ?? new ResilienceSettings { Attempts = 1 }, _time, _logs.CreateLogger("test"),
            new BackendTelemetry(backend.Name, configuredName: null, isMeasured: false, Instruments.For(services: null), _time));

    private static bool Found(BackendValue value)
    {
        using (value)
        {
            return value.Found;
        }
    }
}
