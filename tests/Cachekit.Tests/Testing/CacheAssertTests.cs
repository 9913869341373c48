using Cachekit.CompilerServices;
using Cachekit.Testing;
using Cachekit.Tests.Pipeline.Support;

namespace Cachekit.Tests.Testing;

public sealed class CacheAssertTests : IDisposable
{
    private readonly CacheTestBench _bench = new();
    private readonly MethodCache<IntKey, string?> _cache;

    public CacheAssertTests() => _cache = World.Texts<IntKey>().In(_bench.Runtime);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Calls_AreWhatTheyAre()
    {
        Assert.Equal("a", await CacheAssert.MissesAsync(Info, () => _cache.CallAsync(1, "a")));
        Assert.Equal("a", await CacheAssert.HitsMemoryAsync(Info, () => _cache.CallAsync(1, "b")));
        Assert.Equal("a", CacheAssert.HitsMemory(Info, () => _cache.Ask(1, _ => "b")));
        Assert.Equal("a", await CacheAssert.HitsMemoryAsync(Info, () => _cache.CallAsync(1, "b").AsTask()));
        Assert.Equal("c", CacheAssert.Misses(Info, () => _cache.Ask(2, _ => "c")));

        var other = World.Texts<IntKey>().In(_bench.AddRuntime());
        Assert.Equal("a", await CacheAssert.HitsBackendAsync(() => other.Info, () => other.CallAsync(1, "b")));
        Assert.Equal("c", CacheAssert.HitsBackend(() => other.Info, () => other.Ask(2, _ => "b")));
        CacheAssert.Hits(Info(), 3);
        CacheAssert.Misses(Info(), 2);
        CacheAssert.Hits(other.Info, 2);
    }

    [Fact]
    public async Task WhatIsNotSo_SaysWhatWas()
    {
        var miss = await Assert.ThrowsAsync<CacheAssertException>(() => CacheAssert.HitsMemoryAsync(Info, () => _cache.CallAsync(1, "a")));
        Assert.Equal(
            "Expected the call of 'Shop.Catalog.FindAsync' to be a hit in memory, but there were 0 hits in memory, 0 hits in the backend and 1 misses. "
            + "The entry was not there: were the arguments equal, has its life ended, was it invalidated?",
            miss.Message);

        var hit = await Assert.ThrowsAsync<CacheAssertException>(() => CacheAssert.MissesAsync(Info, () => _cache.CallAsync(1, "a")));
        Assert.Contains("an earlier call with equal arguments made it", hit.Message, StringComparison.Ordinal);

        var backend = Assert.Throws<CacheAssertException>(() => CacheAssert.HitsBackend(Info, () => _cache.Ask(1, _ => "a")));
        Assert.Contains("another runtime has written", backend.Message, StringComparison.Ordinal);

        var none = Assert.Throws<CacheAssertException>(() => CacheAssert.HitsMemory(Info, () => 5));
        Assert.Contains("Is it the method, and the runtime, of the numbers?", none.Message, StringComparison.Ordinal);

        var twice = Assert.Throws<CacheAssertException>(() => CacheAssert.HitsMemory(Info, () => _cache.Ask(1, _ => "a") + _cache.Ask(1, _ => "a")));
        Assert.Contains("more than one call", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongCounts_SayWhatThereWas()
    {
        await _cache.CallAsync(1, "a");

        Assert.Contains("Expected 1 hits of 'Shop.Catalog.FindAsync', but there were 0", Assert.Throws<CacheAssertException>(() => CacheAssert.Hits(Info(), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("1 misses", Assert.Throws<CacheAssertException>(() => CacheAssert.Misses(Info(), 0)).Message, StringComparison.Ordinal);
        CacheAssert.Traffic(_bench.Backend, RecordedOperations.Set, 1);
        var traffic = Assert.Throws<CacheAssertException>(() => CacheAssert.NoTraffic(_bench.Backend));
        Assert.Contains($"Set {_cache.GetKey(1)} (", traffic.Message, StringComparison.Ordinal);

        _bench.Backend.ForgetCalls();
        CacheAssert.NoTraffic(_bench.Backend);
    }

    private CachedMethodInfo Info() => _cache.Info;
}
