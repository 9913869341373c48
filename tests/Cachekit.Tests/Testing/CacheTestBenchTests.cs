using Cachekit.Testing;
using Cachekit.TestSupport;
using Cachekit.Tests.Pipeline.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Cachekit.Tests.Testing;

public sealed class CacheTestBenchTests
{
    private const int BackendFailed = 1100;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runtimes_ShareClockBackendAndLogs()
    {
        await using var bench = new CacheTestBench();
        var first = World.Texts<IntKey>().In(bench.Runtime);
        var second = World.Texts<IntKey>().In(bench.AddRuntime());

        await first.CallAsync(1, "a");
        Assert.Equal("a", await second.CallAsync(1, "b"));
        Assert.Equal("recording", first.Info.Backend);

        bench.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("b", await second.CallAsync(1, "b"));

        using (bench.Backend.Fail())
        {
            Assert.Equal("c", await first.CallAsync(2, "c"));
        }

        Assert.NotEmpty(bench.Logs.Of(BackendFailed));
        Assert.Equal(bench.Logs.Lines.Count(line => line.EventId == BackendFailed), bench.Logs.Of(BackendFailed).Count);
    }

    [Fact]
    public async Task Options_AreThoseOfTheBench_AndThenOfTheRuntime()
    {
        await using var bench = new CacheTestBench(options =>
        {
            options.DefaultTtl = TimeSpan.FromSeconds(7);
            MasterKeys.UseFirst(options);
        });
        var other = bench.AddRuntime(static options => options.DefaultTtl = TimeSpan.FromSeconds(8));

        Assert.Equal(TimeSpan.FromSeconds(7), World.Texts<IntKey>().In(bench.Runtime).Info.Ttl);
        Assert.Equal(TimeSpan.FromSeconds(8), World.Texts<IntKey>().In(other).Info.Ttl);
        Assert.True(World.Texts<IntKey>(static definition => definition with { Preset = Preset.Secure }).In(other).Info.IsSecure);
    }

    [Fact]
    public async Task MethodsWithPresetIo_UseTheBackendOfTheBench()
    {
        await using var bench = new CacheTestBench();
        var method = World.Texts<IntKey>(static definition => definition with { Preset = Preset.Io }).In(bench.Runtime);

        await method.CallAsync(1, "a");

        Assert.NotEmpty(bench.Backend.Keys);
    }

    [Fact]
    public async Task Settle_WaitsForBackgroundWork_AlsoOfRuntimesThatAreWatched()
    {
        await using var bench = new CacheTestBench();
        var services = new ServiceCollection();
        services.AddCachekit(bench.Configure);
        await using var provider = services.BuildServiceProvider();
        var watched = provider.GetRequiredService<CachekitRuntime>();
        bench.Watch(watched);
        await bench.SettleAsync(cancellationToken: Token);

        var work = watched.Background.TryBegin();
        var settled = bench.SettleAsync(cancellationToken: Token);
        Assert.False(settled.IsCompleted);

        work!.Dispose();
        await settled;
    }

    [Fact]
    public async Task Settle_SaysThatSomethingHangs()
    {
        await using var bench = new CacheTestBench();
        using var work = bench.Runtime.Background.TryBegin();

        var exception = await Assert.ThrowsAsync<CacheAssertException>(() => bench.SettleAsync(TimeSpan.FromMilliseconds(1), Token));

        Assert.Contains("Advance", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PresetTest_LeavesNothingToTheClock()
    {
        await using var bench = new CacheTestBench(static options =>
        {
            options.Defaults.SwrEnabled = true;
            options.Defaults.Jitter = 0.5;
            options.Defaults.StaleFor = TimeSpan.FromHours(1);
            options.Defaults.FailSafe = true;
        });
        var method = World.Texts<IntKey>(static definition => definition with { Preset = Preset.Test }).In(bench.Runtime);
        for (var round = 0; round < 20; round++)
        {
            // Fresh to the last moment of five minutes, and gone then: never earlier, never stale, and nobody makes it anew before.
            Assert.Equal($"{round}", await method.CallAsync(1, $"{round}"));
            bench.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
            Assert.Equal($"{round}", await method.CallAsync(1, "another"));
            await bench.SettleAsync(cancellationToken: Token);
            bench.Advance(TimeSpan.FromMilliseconds(1));
        }

        // Memory of dead entries comes back with writes alone: there is no timer that would change the numbers in between.
        Assert.Equal(1, method.Info.LocalEntries);
        bench.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, method.Info.LocalEntries);
        Assert.DoesNotContain(bench.Backend.Calls, call =>
            (call.Operation & (RecordedOperations.AcquireLock | RecordedOperations.Publish | RecordedOperations.Subscribe)) != 0);
    }

    [Fact]
    public async Task OtherPresets_HaveTheirMemorySwept()
    {
        await using var bench = new CacheTestBench();
        var method = World.Texts<IntKey>().In(bench.Runtime);
        await method.CallAsync(1, "a");

        bench.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, method.Info.LocalEntries);
    }
}
