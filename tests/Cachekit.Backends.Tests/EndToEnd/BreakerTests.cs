using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>The circuit breaker in front of a real server that hangs.</summary>
public sealed class BreakerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FrozenRedis_OpensTheBreaker_AndClosesItByItselfOnceItIsBack()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        using var runtime = new CachekitRuntime(Options(server, TimeSpan.FromSeconds(0.5)));
        using var witness = new CachekitRuntime(Options(server, Patience));
        var (numbers, others) = (new Numbers(runtime), new Numbers(witness));
        var backend = runtime.Backends[0];
        var next = 0;
        var started = TimeProvider.System.GetTimestamp();
        await UntilTheyShareAsync();

        server.Freeze();
        while (backend.BreakerState is CacheBreakerState.Closed)
        {
            Assert.Equal(Numbers.Expected(next), await numbers.SpellLaterAsync(next++, Ct));
        }

        // Whatever waits for the frozen server takes half a second, so a thousand calls would take minutes. A pause in which the breaker tries
        // again can fall among them: those calls are not refused.
        var asked = numbers.Asked;
        var refusals = backend.BreakerRefusals;
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(Numbers.Expected(next), await numbers.SpellLaterAsync(next++, Ct));
            Assert.Equal(Numbers.Expected(next), numbers.Spell(next++));
        }

        Assert.Equal(1000, numbers.Asked - asked);
        Assert.InRange(backend.BreakerRefusals - refusals, 900, long.MaxValue);

        server.Resume();
        started = TimeProvider.System.GetTimestamp();
        while (backend.BreakerState is not CacheBreakerState.Closed)
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Patience);
            await numbers.SpellLaterAsync(next++, Ct);
            await Task.Delay(20, Ct);
        }

        await UntilTheyShareAsync();

        async Task UntilTheyShareAsync()
        {
            do
            {
                Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Patience);
                Assert.Equal(Numbers.Expected(++next), await numbers.SpellLaterAsync(next, Ct));
            }
            while ((await others.Cached.SpellLater.TryGetAsync(next, Ct)).Layer is not CacheLayer.Backend);

            next++;
        }
    }

    private static CachekitOptions Options(RedisServer server, TimeSpan timeout)
    {
        var options = new CachekitOptions().UseRedis(redis =>
        {
            redis.Url = $"redis://{server.Address}";
            redis.SocketTimeout = timeout;
            redis.SocketConnectTimeout = Patience;
        });
        options.Resilience.Breaker.OpenFor = TimeSpan.FromSeconds(2);
        options.Resilience.Retry.Attempts = 1;
        return options;
    }
}
