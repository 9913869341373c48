using Cachekit.TestSupport.Backends;

namespace Cachekit.Generators.ExecutionTests.Handles;

/// <summary>What every handle can do, whatever its method is.</summary>
internal static class HandleStory
{
    /// <summary>One story that touches every member of a handle. Every run of the body gives another number.</summary>
    public static async Task CheckAsync(
        MemoryBackend backend,
        Func<ValueTask<int>> call,
        Func<ValueTask> invalidate,
        Func<ValueTask> invalidateAll,
        Func<ValueTask<int>> refresh,
        Func<ValueTask<CacheLookup<int>>> tryGet,
        Func<int, ValueTask> set,
        Func<string> key,
        Func<CachedMethodInfo> info)
    {
        Assert.False((await tryGet()).Found);
        var first = await call();
        Assert.Equal(first, await call());
        Assert.Equal(new CacheLookup<int>(CacheLayer.Local, first), await tryGet());
        Assert.NotNull(backend.Peek(key()));

        await invalidate();
        Assert.Null(backend.Peek(key()));
        Assert.False((await tryGet()).Found);
        var second = await call();
        Assert.NotEqual(first, second);

        var third = await refresh();
        Assert.NotEqual(second, third);
        Assert.Equal(third, await call());

        await set(-1);
        Assert.Equal(-1, await call());

        await invalidateAll();
        Assert.False((await tryGet()).Found);
        Assert.NotEqual(-1, await call());

        var after = info();
        Assert.Equal((1, 0), (after.LocalEntries, after.BackendHits));
        Assert.Equal(4, after.LocalHits);
        Assert.Equal(3 + 4, after.Misses);
        Assert.Equal("memory", after.Backend);
    }
}
