using Cachekit.Local;

namespace Cachekit.Tests.Local;

public sealed class GhostQueueTests
{
    [Fact]
    public void UnknownKey_IsNotFound()
    {
        var ghosts = new GhostQueue();

        Assert.Equal(-1, ghosts.Take(0, 100));
        ghosts.Add(7, 100);
        Assert.Equal(-1, ghosts.Take(8, 100));
    }

    [Fact]
    public void KnownKey_TellsHowManyCameAfterIt_Once()
    {
        var ghosts = new GhostQueue();
        ghosts.Add(7, 100);
        ghosts.Add(1, 100);
        ghosts.Add(2, 100);

        Assert.Equal(2, ghosts.Take(7, 100));
        Assert.Equal(-1, ghosts.Take(7, 100));
    }

    [Fact]
    public void KeyEvictedTooLongAgo_IsForgotten()
    {
        var ghosts = new GhostQueue();
        ghosts.Add(7, 10);
        for (var i = 0u; i < 9; i++)
        {
            ghosts.Add(100 + (i * 4), 10);
        }

        Assert.Equal(9, ghosts.Take(7, 10));

        ghosts.Add(7, 10);
        for (var i = 0u; i < 10; i++)
        {
            ghosts.Add(100 + (i * 4), 10);
        }

        Assert.Equal(-1, ghosts.Take(7, 10));
    }

    [Fact]
    public void GrowingCapacity_KeepsNearlyAllKeys()
    {
        var ghosts = new GhostQueue();
        var random = new Random(1);
        var keys = Enumerable.Range(0, 10_000).Select(_ => (uint)random.NextInt64(uint.MaxValue)).Distinct().ToList();
        for (var i = 0; i < keys.Count; i++)
        {
            ghosts.Add(keys[i], i + 1);
        }

        var known = keys.Count(k => ghosts.Take(k, keys.Count) >= 0);

        Assert.InRange(known, keys.Count * 0.9, keys.Count);
    }
}
