using Cachekit.Local;

namespace Cachekit.Tests.Local;

public sealed class RecencyListTests
{
    [Fact]
    public void EmptyList_HasNoOldest() => Assert.Null(new RecencyList(EvictionQueue.New).Oldest);

    [Fact]
    public void SamePeriod_KeepsTheOrderOfArrival()
    {
        var list = new RecencyList(EvictionQueue.New);
        list.Begin(1);
        var entries = Enumerable.Range(0, 3).Select(Entry).ToList();
        entries.ForEach(e => list.Add(e, 1));

        Assert.Equal(entries, Drain(list));
    }

    [Fact]
    public void EntryFiledUnderAnEarlierPeriod_StandsAtItsEnd()
    {
        var list = new RecencyList(EvictionQueue.New);
        var (first, second, third, late) = (Entry(1), Entry(2), Entry(3), Entry(4));
        list.Begin(1);
        list.Add(first, 1);
        list.Begin(2);
        list.Add(second, 2);
        list.Begin(3);
        list.Add(third, 3);

        list.Add(late, 2);

        Assert.Equal([first, second, late, third], Drain(list));
    }

    [Fact]
    public void AnySequence_IsOrderedByPeriod_AsFarAsPeriodsAreToldApart()
    {
        var random = new Random(5);
        var list = new RecencyList(EvictionQueue.Proven);
        var kept = new List<LocalEntry>();
        long period = 0;
        for (var i = 0; i < 20_000; i++)
        {
            switch (random.Next(4))
            {
                case 0:
                    list.Begin(++period);
                    break;
                case 1 when kept.Count > 0:
                    var gone = kept[random.Next(kept.Count)];
                    kept.Remove(gone);
                    list.Remove(gone);
                    break;
                case 2 when kept.Count > 0:
                    var moved = kept[random.Next(kept.Count)];
                    list.Remove(moved);
                    list.Add(moved, Math.Max(moved.FiledIn, period - random.Next(100)));
                    break;
                default:
                    var entry = Entry(i);
                    kept.Add(entry);
                    list.Add(entry, period);
                    break;
            }
        }

        Assert.Equal(kept.Count, list.Count);
        Assert.Equal(kept.Sum(static e => (long)e.Size), list.Bytes);
        var drained = Drain(list).Select(e => Math.Max(e.FiledIn, period - RecencyList.Periods)).ToList();
        Assert.Equal(kept.Count, drained.Count);
        Assert.Equal(drained.Order(), drained);
        Assert.Equal(0, list.Bytes);
    }

    private static LocalEntry<TestKey, int> Entry(int id) => LocalEntry<TestKey, int>.ForValue(new TestKey(id), id, id % 7, long.MaxValue, 1);

    private static List<LocalEntry> Drain(RecencyList list)
    {
        var drained = new List<LocalEntry>();
        while (list.Oldest is { } entry)
        {
            drained.Add(entry);
            list.Remove(entry);
        }

        return drained;
    }
}
