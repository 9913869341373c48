using Cachekit.Local;

namespace Cachekit.Tests.Local;

public sealed class EpochTests
{
    [Fact]
    public void ReadThatStartsBeforeAnEvent_IsOlderThanIt()
    {
        var read = Epoch.Current;
        var happening = Epoch.Next();

        Assert.True(read < happening);
    }

    [Fact]
    public void ReadThatStartsAfterAnEvent_IsNewerThanIt()
    {
        var happening = Epoch.Next();
        var read = Epoch.Current;

        Assert.True(read > happening);
    }

    [Fact]
    public void EventsOfManyThreads_AreAllDifferent()
    {
        var epochs = new long[4][];

        Parallel.For(0, epochs.Length, i => epochs[i] = [.. Enumerable.Range(0, 1000).Select(static _ => Epoch.Next())]);

        var all = epochs.SelectMany(static e => e).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(epochs, static e => Assert.Equal(e.Order(), e));
    }
}
