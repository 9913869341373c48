using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>Two runtimes, like two processes, on one Redis; and on files, where the one asks now and then what the other has done.</summary>
public sealed class InvalidationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OverRedis_WhatOneInvalidatesTheOtherForgets()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        await using var hereRuntime = Runtime(server);
        await using var thereRuntime = Runtime(server);
        var (here, there) = (new Numbers(hereRuntime), new Numbers(thereRuntime));
        await Task.WhenAll(ListenAsync(here, hereRuntime), ListenAsync(there, thereRuntime));

        await there.SpellLaterAsync(1, Ct);
        await there.SpellLaterAsync(2, Ct);
        there.Spell(3);
        await there.SpellForAllAsync(4);
        await here.Cached.SpellLater.InvalidateAsync(1);
        await UntilAsync(async () => !await IsInMemoryAsync(there, 1));
        Assert.True(await IsInMemoryAsync(there, 2));

        await here.Cached.SpellLater.InvalidateAllAsync();
        await UntilAsync(async () => !await IsInMemoryAsync(there, 2));

        await here.Cached.Spell.SetAsync(3, "set");
        await UntilAsync(() => new ValueTask<bool>(there.Spell(3) == "set"));

        await here.Cached.SpellForAll.SetAsync(4, "set");
        await UntilAsync(async () => await there.SpellForAllAsync(4) == "set");
        await hereRuntime.InvalidateNamespaceAsync("numbers", Ct);
        await UntilAsync(async () => await there.SpellForAllAsync(4) == Numbers.Expected(4));
    }

    [Fact]
    public async Task OverRedis_WhatReplacesAnEntryThatTheOtherHasJustWritten_IsKept()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        await using var hereRuntime = Runtime(server);
        await using var thereRuntime = Runtime(server);
        var (here, there) = (new Numbers(hereRuntime), new Numbers(thereRuntime));
        await Task.WhenAll(ListenAsync(here, hereRuntime), ListenAsync(there, thereRuntime));

        for (var number = 1; number <= 50; number++)
        {
            there.Spell(number);
            await here.Cached.Spell.SetAsync(number, "set");
            await UntilAsync(() => new ValueTask<bool>(there.Spell(number) == "set"));
            Assert.Equal("set", here.Spell(number));
        }
    }

    [Fact]
    public async Task RedisThatRestarts_IsToldWhatItMissed()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        await using var hereRuntime = Runtime(server);
        await using var thereRuntime = Runtime(server);
        var (here, there) = (new Numbers(hereRuntime), new Numbers(thereRuntime));
        await Task.WhenAll(ListenAsync(here, hereRuntime), ListenAsync(there, thereRuntime));
        await there.SpellLaterAsync(1, Ct);

        await server.KillAsync();
        await Assert.ThrowsAsync<CacheBackendException>(async () => await here.Cached.SpellLater.InvalidateAsync(1));
        Assert.True(await IsInMemoryAsync(there, 1));
        await server.StartAgainAsync();

        await UntilAsync(async () => !await IsInMemoryAsync(there, 1));

        // And messages arrive again.
        await UntilAsync(async () =>
        {
            await there.SpellLaterAsync(2, Ct);
            await here.Cached.SpellLater.InvalidateAsync(2);
            await Task.Delay(Pause, Ct);
            return !await IsInMemoryAsync(there, 2);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OverFiles_APollEmptiesTheOthersMemory(bool polls)
    {
        var folder = Directory.CreateTempSubdirectory("cachekit-poll-").FullName;
        try
        {
            CachekitRuntime Create()
            {
                var options = new CachekitOptions().UseFile(o => o.Directory = folder);
                options.Invalidation.PollInterval = polls ? TimeSpan.FromMilliseconds(100) : null;
                return new CachekitRuntime(options);
            }

            await using var hereRuntime = Create();
            await using var thereRuntime = Create();
            var (here, there) = (new Numbers(hereRuntime), new Numbers(thereRuntime));
            await here.SpellLaterAsync(0, Ct);
            await there.SpellLaterAsync(0, Ct);
            await UntilAsync(async () => await there.SpellLaterAsync(1, Ct) is not null && await IsInMemoryAsync(there, 1));
            await Task.Delay(TimeSpan.FromMilliseconds(500), Ct);
            await there.SpellLaterAsync(1, Ct);

            await here.Cached.SpellLater.InvalidateAsync(1);
            if (polls)
            {
                await UntilAsync(async () => !await IsInMemoryAsync(there, 1));
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), Ct);
                Assert.True(await IsInMemoryAsync(there, 1));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A call that a busy machine delays must not count as a failing Redis: memory would keep what the body gives then, and these tests wait for what another process has stored.</summary>
    private static CachekitRuntime Runtime(RedisServer server)
    {
        var options = new CachekitOptions().UseRedis(o => (o.Url, o.SocketTimeout) = ($"redis://{server.Address}", TimeSpan.FromSeconds(10)));
        options.Resilience.Timeout.Enabled = false;
        return new CachekitRuntime(options);
    }

    /// <summary>Listening begins with the first use of each method, and takes a moment.</summary>
    private static async Task ListenAsync(Numbers numbers, CachekitRuntime runtime)
    {
        await numbers.SpellLaterAsync(0, Ct);
        numbers.Spell(0);
        await numbers.SpellForAllAsync(0);
        await runtime.ListeningAsync().WaitAsync(Limit, Ct);
    }

    private static async ValueTask<bool> IsInMemoryAsync(Numbers numbers, int number) => (await numbers.Cached.SpellLater.TryGetAsync(number, Ct)).Layer is CacheLayer.Local;

    private static async Task UntilAsync(Func<ValueTask<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Limit);
        while (!await condition())
        {
            await Task.Delay(Pause, limit.Token);
        }
    }
}
