using System.Diagnostics;
using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>Cached methods while their server is frozen, killed and started again: no call fails, none hangs, and caching comes back by itself.</summary>
public sealed class OutageTests
{
    private const int Callers = 300;
    private const int ManyCalls = 100_000;

    // Each of them is two requests, and a file that reaches the disk.
    private const int CallsOverHttp = 10_000;
    private const int CallsInAnOutage = 2_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(0.5);

    // A machine that is busy with other things may be late, but not by this much; a call that waits for the server forever is.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private int _calls;
    private int _done;
    private long _longest;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        await SurviveAsync(server, () => new CachekitOptions().UseRedis(o =>
        {
            o.Url = $"redis://{server.Address}";
            o.SocketTimeout = Timeout;
        }), ManyCalls);
    }

    [Fact]
    public async Task Memcached()
    {
        MemcachedFixture.Require();
        await using var server = await MemcachedServer.StartAsync();
        await SurviveAsync(server, () => new CachekitOptions().UseMemcached(o =>
        {
            o.Servers = [server.Address];
            o.Timeout = Timeout;
        }), ManyCalls);
    }

    [Fact]
    public async Task Http()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The home directory of the server's process is set as on Linux.");
        await using var server = await CacheServerProgram.StartAsync();
        await SurviveAsync(server, () => new CachekitOptions().UseHttp(o =>
        {
            o.ApiKey = CacheServerProgram.ApiKey;
            o.ApiUrl = $"https://{server.Address}";
            o.AllowCustomHost = true;
            o.AllowPrivateNetwork = true;
            o.TrustedCertificateFile = server.CertificateFile;
            o.Timeout = Timeout;
        }), CallsOverHttp);
    }

    private async Task SurviveAsync(ServerProcess server, Func<CachekitOptions> options, int calls)
    {
        _calls = calls;
        using var runtime = new CachekitRuntime(options());
        using var witness = new CachekitRuntime(options());
        var numbers = new Numbers(runtime);
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(numbers), Ct)).ToList();
        using var stop = new CancellationTokenSource();
        var syncCallers = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(() => Call(numbers, stop.Token), TaskCreationOptions.LongRunning)).ToList();

        await WhenCallsGoOnAsync(1_000);
        server.Freeze();
        await WhenCallsGoOnAsync(CallsInAnOutage);
        server.Resume();
        await WhenSharedAgainAsync(runtime, witness, 1);

        await server.KillAsync();
        await WhenCallsGoOnAsync(CallsInAnOutage);
        await server.StartAgainAsync();
        await WhenSharedAgainAsync(runtime, witness, 2);

        await Task.WhenAll(callers);
        await stop.CancelAsync();
        await Task.WhenAll(syncCallers);
        Assert.InRange(TimeSpan.FromTicks(_longest), TimeSpan.Zero, Timeout + Grace);
    }

    private async Task CallAsync(Numbers numbers)
    {
        while (Interlocked.Increment(ref _done) is var number && number <= _calls)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(Numbers.Expected(number), await numbers.SpellLaterAsync(number, Ct));
            Record(started);

            // While the circuit breaker is open nothing here waits for anything, and hundreds of such loops would leave nobody else a thread.
            await Task.Yield();
        }
    }

    private void Call(Numbers numbers, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(Numbers.Expected(number), numbers.Spell(number));
            Record(started);
        }
    }

    private void Record(long started)
    {
        var elapsed = Stopwatch.GetElapsedTime(started).Ticks;
        for (var longest = Volatile.Read(ref _longest); elapsed > longest; longest = Volatile.Read(ref _longest))
        {
            Interlocked.CompareExchange(ref _longest, elapsed, longest);
        }
    }

    private async Task WhenCallsGoOnAsync(int more)
    {
        var goal = Math.Min(Volatile.Read(ref _done) + more, _calls);
        while (Volatile.Read(ref _done) < goal)
        {
            await Task.Delay(10, Ct);
        }
    }

    /// <summary>Waits until what one process keeps is found by another.</summary>
    private static async Task WhenSharedAgainAsync(CachekitRuntime runtime, CachekitRuntime witness, int round)
    {
        var (writer, reader) = (new Numbers(runtime), new Numbers(witness));
        var started = Stopwatch.GetTimestamp();
        for (var number = -1_000_000 * round; ; number--)
        {
            await writer.SpellLaterAsync(number, Ct);
            if ((await reader.Cached.SpellLater.TryGetAsync(number, Ct)).Layer is CacheLayer.Backend)
            {
                break;
            }

            Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5) + Grace);
            await Task.Delay(20, Ct);
        }
    }
}
