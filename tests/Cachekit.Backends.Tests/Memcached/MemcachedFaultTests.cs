using System.Diagnostics;
using System.Globalization;
using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.Memcached;

public sealed class MemcachedFaultTests(MemcachedFixture fixture) : MemcachedTestBase
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task NoServer_FailsAtOnce_AsTransient()
    {
        var log = new LogRecorder();
        var backend = Backend("127.0.0.1:1", BePatient, log: log);
        var watch = Stopwatch.StartNew();
        var exception = Assert.Throws<CacheBackendException>(() => backend.Get(Prefix));
        Assert.Equal(BackendErrorKind.Transient, exception.Kind);
        Assert.Contains("127.0.0.1:1", exception.Message, StringComparison.Ordinal);
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.SetAsync(Prefix, default, null, Token).AsTask()));
        }

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(1, log.Count(1350, Microsoft.Extensions.Logging.LogLevel.Warning));
    }

    [Fact]
    public async Task HostWithoutAddress_IsTransient() =>
        Assert.Contains(
            await KindOf(() => Backend("no-such-host.invalid:11211").GetAsync(Prefix, Token).AsTask()),
            new BackendErrorKind?[] { BackendErrorKind.Transient, BackendErrorKind.Timeout });

    [Fact]
    public async Task HostName_IsLookedUp()
    {
        var backend = Backend($"localhost:{fixture.Server.Port}");
        await backend.SetAsync(Prefix, Bytes("v"), Minute, Token);
        Assert.Equal("v", TextOf(backend.Get(Prefix)));
    }

    [Fact]
    public async Task SwallowedRequests_TimeOut_SyncAndAsync_ThenFailAtOnce_ThenResume()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var log = new LogRecorder();
        var backend = Backend(proxy.Address, options => options.Timeout = Short, log: log);
        Backend(fixture.Server.Address, BePatient).Set(Prefix, Bytes("v"), Minute);
        proxy.Swallow();
        var watch = Stopwatch.StartNew();
        var first = backend.GetAsync(Prefix, Token).AsTask();
        Assert.Equal(BackendErrorKind.Timeout, Assert.Throws<CacheBackendException>(() => backend.Get(Prefix)).Kind);
        Assert.Equal(BackendErrorKind.Timeout, await KindOf(() => first));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.15, 5);
        await Until(async () => await KindOf(() => backend.GetAsync(Prefix, Token).AsTask()) is BackendErrorKind.Timeout && backend.Servers[0].State == MemcachedNodeState.Failing);

        proxy.Pass();
        var found = "";
        await Until(async () => await KindOf(async () => found = TextOf(await backend.GetAsync(Prefix, Token))) is null);
        Assert.Equal("v", found);
        Assert.Contains(1352, log.Ids);
    }

    [Fact]
    public async Task OneLateAnswer_IsDropped_AndTheConnectionStaysInStep()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.Timeout = TimeSpan.FromSeconds(20));
        backend.Set(Prefix + "a", Bytes("a"), Minute);
        backend.Set(Prefix + "b", Bytes("b"), Minute);
        var gate = proxy.HoldAnswers();
        using var source = new CancellationTokenSource();
        var abandoned = backend.GetAsync(Prefix + "a", source.Token).AsTask();
        await gate.WhenArrivedAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        var next = backend.GetAsync(Prefix + "b", Token).AsTask();
        gate.Open();
        Assert.Equal("b", TextOf(await next));
        Assert.Equal("b", TextOf(backend.Get(Prefix + "b")));
        Assert.Equal(1, proxy.Accepted);
    }

    [Fact]
    public async Task CancelledWrite_LeavesTheCallersBytesAlone()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.Timeout = TimeSpan.FromSeconds(20));
        Assert.False(backend.Exists(Prefix));
        var gate = proxy.HoldRequests();
        var bytes = new byte[100_000];
        Array.Fill(bytes, (byte)1);
        using var source = new CancellationTokenSource();
        var write = backend.SetAsync(Prefix, bytes, Minute, source.Token).AsTask();
        await gate.WhenArrivedAsync();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Array.Fill(bytes, (byte)2);
        gate.Open();
        using var value = await backend.GetAsync(Prefix, Token);
        Assert.True(!value.Found || value.Bytes.Span.IndexOfAnyExcept((byte)1) < 0);
    }

    [Fact]
    public async Task CancelledBefore_DoesNothing()
    {
        var backend = Backend(fixture.Server.Address);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.SetAsync(Prefix, Bytes("v"), null, source.Token).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.GetAsync(Prefix, source.Token).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backend.GetManyAsync([Prefix], source.Token).AsTask());
        Assert.Equal(0, backend.Servers[0].ConnectionCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(90_000)]
    public async Task ResetAmidAnAnswer_IsReadOnceMore(int afterBytes)
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address);
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        backend.Set(Prefix, bytes, Minute);
        proxy.CutNextAnswer(afterBytes);
        using var value = await backend.GetAsync(Prefix, Token);
        Assert.True(value.Bytes.Span.SequenceEqual(bytes));
        Assert.Equal(2, proxy.Accepted);
    }

    [Fact]
    public async Task LostAnswer_WithoutRetries_IsTransient()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.RetryAttempts = 0);
        backend.Set(Prefix, Bytes("v"), Minute);
        proxy.CutNextAnswer(3);
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(Prefix, Token).AsTask()));
        Assert.Equal("v", TextOf(backend.Get(Prefix)));
    }

    [Fact]
    public async Task LostAnswers_FailEachCallerWithAnExceptionOfItsOwn()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options =>
        {
            options.Timeout = TimeSpan.FromSeconds(20);
            options.RetryAttempts = 0;
        });
        backend.Set(Prefix, Bytes("v"), Minute);
        proxy.Swallow();
        var reads = Enumerable.Range(0, 100).Select(_ => backend.GetAsync(Prefix, Token).AsTask()).ToArray();
        proxy.ResetAll();
        var failures = await Task.WhenAll(reads.Select(static read => Assert.ThrowsAsync<CacheBackendException>(() => read)));

        // Each throw of the same exception would make its stack trace longer.
        Assert.Equal(failures.Length, failures.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task LostAnswerToALock_IsNotAskedForAgain()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address);
        Assert.False(backend.Exists(Prefix));
        proxy.CutNextAnswer(0);

        // Asking again would find the lock that was taken the first time, and say that somebody else holds it.
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.TryAcquireLockAsync(Prefix, Minute, Token).AsTask()));
    }

    [Fact]
    public async Task IdleConnectionsThatTheServerClosed_AreReplacedUnseen()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address);
        backend.Set(Prefix, Bytes("v"), Minute);
        for (var i = 0; i < 5; i++)
        {
            if (i % 2 == 0)
            {
                proxy.ResetAll();
            }
            else
            {
                proxy.CloseAll();
            }

            Assert.Equal("v", TextOf(await backend.GetAsync(Prefix, Token)));
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("-ERR unknown command 'mg'\r\n")]
    [InlineData("VA 999999999999 t1\r\n")]
    [InlineData("VA 2 t1\r\nabcdef\r\n")]
    [InlineData("\r\n")]
    public async Task Garbage_IsTransient_AndClosesTheConnection(string garbage)
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address);
        backend.Set(Prefix, Bytes("v"), Minute);
        proxy.Garble(Bytes(garbage));
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(Prefix, Token).AsTask()));
        proxy.Pass();
        await Until(async () => await KindOf(async () => (await backend.GetAsync(Prefix, Token)).Dispose()) is null);
        Assert.Equal("v", TextOf(backend.Get(Prefix)));
    }

    [Fact]
    public async Task AnnouncedValueThatNeverComes_TakesNoMemory()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.Timeout = Short);
        Backend(fixture.Server.Address, BePatient).Set(Prefix, Bytes("v"), Minute);
        proxy.Garble(Bytes("VA 1000000000 t1\r\nnever more"));
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(BackendErrorKind.Timeout, await KindOf(() => backend.GetAsync(Prefix, Token).AsTask()));

        // Other tests run meanwhile; in the short time that this takes they cannot need nearly as much.
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 900_000_000);
    }

    [Fact]
    public async Task ResultThatIsNotThereYet_IsAnError_AndTheWaitGoesOn()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.Timeout = TimeSpan.FromSeconds(20));
        backend.Set(Prefix, Bytes("v"), Minute);
        var gate = proxy.HoldAnswers();
        var read = backend.GetAsync(Prefix, Token);
        Assert.Throws<InvalidOperationException>(() => read.GetAwaiter().GetResult());
        gate.Open();
        Assert.Equal("v", TextOf(await read));
    }

    [Fact]
    public async Task DecidedOperation_StaysItsCallers_UntilItIsCompleted()
    {
        var operation = new MemcachedOperation();
        operation.Begin("read", deadline: 0);
        Assert.True(operation.TryDecide());
        Assert.False(operation.TryAnswer(default));

        // The connection has let go of it; its caller has not, so nobody else can have it yet.
        operation.Release();
        Assert.False(operation.ReplyAsync.IsCompleted);
        var failure = new CacheBackendException(BackendErrorKind.Timeout, "late");
        operation.Fail(failure);
        Assert.Same(failure, await Assert.ThrowsAsync<CacheBackendException>(() => operation.ReplyAsync.AsTask()));
    }

    [Fact]
    public async Task EndlessGarbageWithoutLines_IsTransient()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address);
        backend.Set(Prefix, Bytes("v"), Minute);
        proxy.Garble(new byte[10_000]);
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => backend.GetAsync(Prefix, Token).AsTask()));
    }

    [Fact]
    public async Task LargeWriteToAServerThatReadsNothing_TimesOut_AndBlocksNobody()
    {
        await using var server = await StartAsync();
        var backend = Backend(server.Address, options =>
        {
            options.Timeout = TimeSpan.FromSeconds(3);
            options.MaxItemSizeBytes = 0;
        });
        backend.Set(Prefix, Bytes("v"), Minute);
        server.Freeze();
        var write = backend.SetAsync(Prefix, new byte[30_000_000], Minute, Token);
        Assert.False(write.IsCompleted, "The asynchronous call must not wait for the socket, which takes nothing before the write has timed out.");
        Assert.Equal(BackendErrorKind.Timeout, await KindOf(() => write.AsTask()));
        server.Resume();
        await Until(async () => await KindOf(async () => (await backend.GetAsync(Prefix, Token)).Dispose()) is null);
    }

    [Fact]
    public async Task LargeWrites_GoThroughAsTheSocketTakesThem()
    {
        await using var server = await StartAsync(new MemcachedServerOptions { MemoryMb = 256, ItemSize = "32m" });
        var backend = Backend(server.Address, options =>
        {
            options.Timeout = TimeSpan.FromSeconds(20);
            options.MaxItemSizeBytes = 0;
        });
        var bytes = new byte[20_000_000];
        new Random(1).NextBytes(bytes);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => backend.SetAsync(Prefix + i.ToString(CultureInfo.InvariantCulture), bytes, Minute, Token).AsTask()));
        using var value = await backend.GetAsync(Prefix + "3", Token);
        Assert.True(value.Bytes.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task ManyCalls_WhileTheServerIsFrozenKilledAndRestarted_KeepTheirTimes()
    {
        await using var server = await StartAsync();
        var timeout = TimeSpan.FromMilliseconds(300);
        var backend = Backend(server.Address, options => options.Timeout = timeout);
        using var stop = new CancellationTokenSource();
        var longest = 0L;
        var calls = 0L;
        var callers = Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var started = Environment.TickCount64;
                try
                {
                    if (caller % 4 == 0)
                    {
                        await backend.SetAsync(Prefix, Bytes("v"), Minute, CancellationToken.None);
                    }
                    else
                    {
                        (await backend.GetAsync(Prefix, CancellationToken.None)).Dispose();
                    }
                }
                catch (CacheBackendException exception) when (exception.Kind is BackendErrorKind.Transient or BackendErrorKind.Timeout)
                {
                    await Task.Yield();
                }

                InterlockedMax(ref longest, Environment.TickCount64 - started);
                Interlocked.Increment(ref calls);
            }
        })).ToArray();

        await WorksAgain();
        server.Freeze();
        await Until(() => Task.FromResult(backend.Servers[0].State == MemcachedNodeState.Failing));
        server.Resume();
        await WorksAgain();
        await server.KillAsync();
        await Until(() => Task.FromResult(backend.Servers[0].State == MemcachedNodeState.Failing));
        await server.StartAgainAsync();
        await WorksAgain();
        await stop.CancelAsync();
        await Task.WhenAll(callers);

        // The machine that runs the tests may be busy; a call that waits without an end is far above.
        Assert.InRange(longest, 0, 15_000);
        Assert.True(Interlocked.Read(ref calls) > 100);

        Task WorksAgain() => Until(async () => await KindOf(async () => (await backend.GetAsync(Prefix, Token)).Dispose()) is null);
    }

    [Fact]
    public async Task SyncCalls_NeedNoThreadOfThePool()
    {
        var backend = Backend(fixture.Server.Address, options => options.Timeout = TimeSpan.FromSeconds(10));
        ThreadPool.GetMinThreads(out var least, out _);
        var callers = (least * 4) + 16;
        using var ready = new CountdownEvent(1);

        // More of them than the pool has threads, so that those that run hold all of it.
        var failures = 0;
        var tasks = Enumerable.Range(0, callers).Select(i => Task.Run(() =>
        {
            var key = Prefix + i.ToString(CultureInfo.InvariantCulture);
            for (var round = 0; round < 20; round++)
            {
                backend.Set(key, Bytes(key), Minute);
                if (TextOf(backend.Get(key)) != key)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })).ToArray();
        await Task.WhenAll(tasks);
        Assert.Equal(0, failures);
    }

    [Fact]
    public async Task Dispose_EndsTheWaits()
    {
        await using var proxy = new FaultyProxy(fixture.Server.Port);
        var backend = Backend(proxy.Address, options => options.Timeout = TimeSpan.FromSeconds(30));
        Assert.False(backend.Exists(Prefix));
        proxy.Swallow();
        var waiting = backend.GetAsync(Prefix, Token).AsTask();
        backend.Dispose();
        Assert.Equal(BackendErrorKind.Transient, await KindOf(() => waiting));
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
