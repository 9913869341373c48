using System.Diagnostics;
using Cachekit.TestSupport.Servers;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends.Tests.Redis;

public sealed class RedisFaultTests : IAsyncLifetime
{
    // Long enough for a busy machine to answer what is answered at all.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    // What the machine may add on top: it runs other tests too.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task FrozenServer_TimesOutEveryCall_AndGoesOnByItself()
    {
        await using var backend = Backend(_server.Address);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        _server.Freeze();
        Func<Task>[] calls =
        [
            async () => await backend.GetAsync("k", _token),
            async () => await backend.SetAsync("k", new byte[] { 2 }, null, _token),
            async () => await backend.DeleteAsync("other", _token),
            async () => await backend.ExistsAsync("k", _token),
            async () => await backend.GetTtlAsync("k", _token),
            async () => await backend.GetManyAsync(["k", "l"], _token),
            () => Task.Run(() => backend.Get("k"), _token),
            () => Task.Run(() => backend.Set("k", new byte[] { 2 }, null), _token),
        ];
        await Task.WhenAll(calls.Concat(Enumerable.Repeat(calls[0], 200)).Select(async call =>
        {
            var started = Stopwatch.GetTimestamp();
            var failure = await Assert.ThrowsAsync<CacheBackendException>(call);
            Assert.Equal(BackendErrorKind.Timeout, failure.Kind);
            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Timeout + Slack);
        }));
        _server.Resume();
        await ComesBackAsync(backend);
    }

    [Fact]
    public async Task KilledServer_FailsAtOnce_AndIsUsedAgainWhenItIsBack()
    {
        using var log = new LogRecorder();
        await using var backend = new RedisBackend(Options(_server.Address), null, new Logger<RedisBackend>(log));
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        await _server.KillAsync();
        await UntilAsync(async () => await FailureOfAsync(backend) is { Kind: BackendErrorKind.Transient });
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(await FailureOfAsync(backend));
        }

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Slack);
        Assert.Equal(BackendErrorKind.Transient, Assert.Throws<CacheBackendException>(() => backend.Get("k")).Kind);
        await _server.StartAgainAsync();
        await ComesBackAsync(backend);
        Assert.Equal(1, log.Count(1301, LogLevel.Warning));
        await UntilAsync(() => Task.FromResult(log.Count(1302, LogLevel.Information) == 1));
    }

    [Fact]
    public async Task ServerThatComesLater_IsFound()
    {
        await _server.KillAsync();
        var started = Stopwatch.GetTimestamp();
        await using var backend = Backend(_server.Address);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, Slack);
        Assert.NotNull(await FailureOfAsync(backend));
        await _server.StartAgainAsync();
        await ComesBackAsync(backend);
    }

    [Fact]
    public async Task ResetAmidAnAnswer_FailsTheCall_AndTheNextOneWorks()
    {
        await using var proxy = new FaultyProxy(_server.Port);
        await using var backend = Backend(proxy.Address);
        await backend.SetAsync("k", new byte[5000], null, _token);
        proxy.CutNextAnswer(100);
        Assert.NotNull(await FailureOfAsync(backend));
        proxy.Pass();
        await ComesBackAsync(backend);
    }

    [Fact]
    public async Task GarbageInPlaceOfAnAnswer_FailsTheCall_AndTheNextOneWorks()
    {
        await using var proxy = new FaultyProxy(_server.Port);
        await using var backend = Backend(proxy.Address);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        proxy.Garble("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        Assert.NotNull(await FailureOfAsync(backend));
        proxy.Pass();
        proxy.ResetAll();
        await ComesBackAsync(backend);
    }

    [Fact]
    public async Task SlowAnswers_TimeOut_AndNoneReachesAnother()
    {
        await using var proxy = new FaultyProxy(_server.Port);
        await using var backend = Backend(proxy.Address);
        for (byte i = 0; i < 50; i++)
        {
            await backend.SetAsync($"slow:{i}", new[] { i }, null, _token);
        }

        var gate = proxy.HoldAnswers();
        var late = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => FailureOfAsync(backend, $"slow:{i}")));
        Assert.All(late, failure => Assert.Equal(BackendErrorKind.Timeout, failure?.Kind));
        gate.Open();
        proxy.Pass();
        await ComesBackAsync(backend);
        for (byte i = 0; i < 50; i++)
        {
            using var found = await backend.GetAsync($"slow:{i}", _token);
            Assert.Equal(i, found.Bytes.Span[0]);
        }
    }

    [Fact]
    public async Task CallerWhoGivesUp_IsLetGoAtOnce()
    {
        await using var backend = new RedisBackend(new RedisBackendOptions { Url = $"redis://{_server.Address}", SocketTimeout = TimeSpan.FromMinutes(5), SocketConnectTimeout = Patience });
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        _server.Freeze();
        using var cancellation = new CancellationTokenSource();
        Task[] calls =
        [
            .. Enumerable.Range(0, 20).Select(_ => backend.GetAsync("k", cancellation.Token).AsTask()),
            backend.SetAsync("k", new byte[] { 1 }, null, cancellation.Token).AsTask(),
            backend.TryAcquireLockAsync("k", TimeSpan.FromSeconds(5), cancellation.Token).AsTask(),
        ];
        await cancellation.CancelAsync();
        foreach (var call in calls)
        {
            var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience, _token));
            Assert.Equal(cancellation.Token, exception.CancellationToken);
        }

        _server.Resume();
        await ComesBackAsync(backend);
    }

    [Fact]
    public async Task FullMemory_IsTransient_AndReadsGoOn()
    {
        await using var backend = Backend(_server.Address);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        await _server.AskAsync("CONFIG", "SET", "maxmemory", "1");
        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SetAsync("k", new byte[] { 2 }, null, _token));
        Assert.Equal(BackendErrorKind.Transient, failure.Kind);
        Assert.Contains("OOM", failure.Message, StringComparison.Ordinal);
        Assert.True((await backend.GetAsync("k", _token)).Found);
    }

    [Theory]
    [InlineData("min-replicas-to-write", "1", "NOREPLICAS")]
    [InlineData("maxmemory", "1", "OOM")]
    public async Task ServerThatTakesNoWritesJustNow_IsTransient(string setting, string value, string code)
    {
        await using var backend = Backend(_server.Address);
        await _server.AskAsync("CONFIG", "SET", setting, value);
        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SetAsync("k", new byte[] { 2 }, null, _token));
        Assert.Equal(BackendErrorKind.Transient, failure.Kind);
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
        await _server.AskAsync("CONFIG", "SET", setting, "0");
        await backend.SetAsync("k", new byte[] { 2 }, null, _token);
    }

    [Fact]
    public async Task FailedSave_IsTransient()
    {
        await using var server = await RedisServer.StartAsync(new RedisServerOptions { Arguments = ["--save", "3600", "1", "--dbfilename", "folder"] });
        await using var backend = Backend(server.Address);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        var place = System.Text.Encoding.UTF8.GetString((byte[])((object?[])(await server.AskAsync("CONFIG", "GET", "dir"))!)[1]!);

        // A snapshot cannot take the place of a folder that is not empty.
        Directory.CreateDirectory(Path.Join(place, "folder", "inside"));
        await server.AskAsync("BGSAVE");
        CacheBackendException? failure = null;
        await UntilAsync(async () =>
        {
            try
            {
                await backend.SetAsync("k", new byte[] { 2 }, null, _token);
                return false;
            }
            catch (CacheBackendException exception)
            {
                failure = exception;
                return true;
            }
        });
        Assert.Equal(BackendErrorKind.Transient, failure!.Kind);
        Assert.Contains("MISCONF", failure.Message, StringComparison.Ordinal);
        Assert.True((await backend.GetAsync("k", _token)).Found);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LockWhoseTakingTimedOut_IsGivenBack(bool sync)
    {
        await using var proxy = new FaultyProxy(_server.Port);
        await using var backend = Backend(proxy.Address);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        var gate = proxy.HoldAnswers();
        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () =>
            _ = sync ? await Task.Run(() => backend.TryAcquireLock("late", TimeSpan.FromHours(1)), _token) : await backend.TryAcquireLockAsync("late", TimeSpan.FromHours(1), _token));
        Assert.Equal(BackendErrorKind.Timeout, failure.Kind);
        gate.Open();
        await UntilAsync(async () => (long)(await _server.AskAsync("EXISTS", "late:lock"))! == 0);
    }

    [Fact]
    public async Task ManyWritesThatWait_OpenMoreConnections_ButNoMoreThanAllowed()
    {
        await using var backend = new RedisBackend(new RedisBackendOptions
        {
            Url = $"redis://{_server.Address}", ConnectionPoolSize = 3, SocketTimeout = TimeSpan.FromMinutes(2), SocketConnectTimeout = TimeSpan.FromSeconds(10),
        });
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        await _server.AskAsync("CLIENT", "PAUSE", "600000", "WRITE");

        // Two lines of the first connection, of which that for messages may come later, and the one that asks.
        await UntilAsync(async () => await ConnectionsAsync() == 3);
        const int before = 3;
        var writes = new List<Task>();
        while (await ConnectionsAsync() < before + 4)
        {
            Assert.True(writes.Count < 100_000, "No connection was added.");
            writes.AddRange(Enumerable.Range(0, 700).Select(i => backend.SetAsync($"pool:{i}", new byte[] { 1 }, null, _token).AsTask()));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _token);
        }

        writes.AddRange(Enumerable.Range(0, 3000).Select(i => backend.SetAsync($"pool:{i}", new byte[] { 1 }, null, _token).AsTask()));
        await _server.AskAsync("CLIENT", "UNPAUSE");
        await Task.WhenAll(writes).WaitAsync(TimeSpan.FromMinutes(1), _token);

        // Each has two: one for calls, one for messages.
        Assert.Equal(before + 4, await ConnectionsAsync());

        async Task<int> ConnectionsAsync() =>
            System.Text.Encoding.UTF8.GetString((byte[])(await _server.AskAsync("CLIENT", "LIST"))!).Split('\n').Count(line => line.Contains("name=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replica_TakesNoWrites_AndThatIsTransient()
    {
        await using var replica = await RedisServer.StartAsync(new RedisServerOptions { ReplicaOf = _server.Port });
        await using var backend = Backend(replica.Address);
        CacheBackendException? failure = null;
        await UntilAsync(async () =>
        {
            try
            {
                await backend.SetAsync("k", new byte[] { 1 }, null, _token);
                return false;
            }
            catch (CacheBackendException exception)
            {
                failure = exception;
                return true;
            }
        });
        Assert.Equal(BackendErrorKind.Transient, failure!.Kind);
    }

    [Fact]
    public async Task RestartedServer_IsToldToListeners()
    {
        await using var backend = Backend(_server.Address);
        var gaps = 0;
        var heard = 0;
        await using var subscription = await backend.SubscribeAsync(_ => Interlocked.Increment(ref heard), () => Interlocked.Increment(ref gaps), _token);
        await backend.PublishAsync(new byte[] { 1 }, _token);
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref heard) == 1));
        Assert.Equal(0, Volatile.Read(ref gaps));
        await _server.KillAsync();
        await _server.StartAgainAsync();
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref gaps) >= 1));
        await ComesBackAsync(backend);
        await backend.PublishAsync(new byte[] { 2 }, _token);
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref heard) == 2));
    }

    [Fact]
    public async Task ListenerThatCouldNotMoveAtOnce_TriesAgain()
    {
        await _server.AskAsync("ACL", "SETUSER", "admin", "on", ">admin", "~*", "&*", "+@all");
        await using var proxy = new FaultyProxy(_server.Port);
        using var log = new LogRecorder();
        await using var backend = new RedisBackend(Options(proxy.Address), null, new Logger<RedisBackend>(log));
        var heard = 0;
        var gaps = 0;
        await using var subscription = await backend.SubscribeAsync(_ => Interlocked.Increment(ref heard), () => Interlocked.Increment(ref gaps), _token);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        proxy.HalfOpen();
        await _server.AskAsync("ACL", "SETUSER", "default", "-subscribe");
        await UntilAsync(async () => await FailureOfAsync(backend) is null && log.Count(1308, LogLevel.Debug) > 0);
        await _server.AskAsync("ACL", "SETUSER", "default", "+subscribe");
        await UntilAsync(async () =>
        {
            try
            {
                await backend.PublishAsync(new byte[] { 1 }, _token);
            }
            catch (CacheBackendException exception) when (exception.Kind == BackendErrorKind.Transient)
            {
                // The client makes the connection anew when its line for messages is refused.
            }

            return Volatile.Read(ref heard) > 0;
        });
        Assert.True(Volatile.Read(ref gaps) > 0);
    }

    [Fact]
    public async Task ConnectionThatOnlyLooksOpen_IsReplaced()
    {
        await using var proxy = new FaultyProxy(_server.Port);
        await using var backend = Backend(proxy.Address);
        await backend.SetAsync("k", new byte[] { 1 }, null, _token);
        proxy.HalfOpen();
        await ComesBackAsync(backend);
    }

    [Fact]
    public async Task ListenerThatWasRefused_IsNotTakenForOneThatListens()
    {
        await _server.AskAsync("ACL", "SETUSER", "admin", "on", ">admin", "~*", "&*", "+@all");
        await _server.AskAsync("ACL", "SETUSER", "default", "resetchannels");
        await using var backend = Backend(_server.Address);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SubscribeAsync(_ => { }, () => { }, _token));
        await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SubscribeAsync(_ => { }, () => { }, _token));
    }

    private static RedisBackendOptions Options(string address) => new() { Url = $"redis://{address}", SocketTimeout = Timeout, SocketConnectTimeout = Patience };

    private static RedisBackend Backend(string address) => new(Options(address));

    private async Task<CacheBackendException?> FailureOfAsync(RedisBackend backend, string key = "k")
    {
        try
        {
            using var found = await backend.GetAsync(key, _token);
            return null;
        }
        catch (CacheBackendException exception)
        {
            return exception;
        }
    }

    private Task ComesBackAsync(RedisBackend backend) => UntilAsync(async () => await FailureOfAsync(backend) is null);

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "It has not come to pass.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _token);
        }
    }
}
