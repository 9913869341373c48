using Cachekit.Local;

namespace Cachekit.Tests.Local;

public sealed class HitRateTests(ITestOutputHelper output)
{
    // Where the time of the last use tells everything, nothing can beat LRU, and the order of uses within one of 64 periods is not known.
    private const double ToleranceWhereLruIsIdeal = 0.005;

    [Theory]
    [InlineData(0.7, 100)]
    [InlineData(0.7, 1000)]
    [InlineData(0.7, 5000)]
    [InlineData(0.9, 100)]
    [InlineData(0.9, 1000)]
    [InlineData(0.9, 5000)]
    [InlineData(1.0, 100)]
    [InlineData(1.0, 1000)]
    [InlineData(1.0, 5000)]
    [InlineData(1.2, 100)]
    [InlineData(1.2, 1000)]
    [InlineData(1.2, 5000)]
    public void Zipf_IsAtLeastLru(double exponent, int entries) => Compare(Traces.Zipf(exponent), entries);

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void ZipfOfAllSizes_IsAtLeastLru(int entries) => Compare(Traces.Zipf(0.9), entries, sizes: true);

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void OneHitWonders_AreKeptAway(int entries) => Compare(Traces.ZipfWithOneHitWonders(0.9, share: 0.3), entries, gain: 0.07);

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void Scans_AreKeptAway(int entries) => Compare(Traces.ZipfWithScans(0.9, between: 5000, scan: 2000), entries, gain: 0.05);

    [Theory]
    [InlineData(100, 50)]
    [InlineData(100, 3)]
    [InlineData(1000, 50)]
    [InlineData(1000, 3)]
    [InlineData(3000, 50)]
    [InlineData(3000, 3)]
    public void DriftingHotSet_IsAtLeastLru(int entries, int callsPerStep) => Compare(Traces.Drift(0.9, callsPerStep), entries);

    [Theory]
    [InlineData(100, 5000)]
    [InlineData(100, 30_000)]
    [InlineData(1000, 5000)]
    [InlineData(1000, 30_000)]
    [InlineData(3000, 30_000)]
    public void SuddenShift_IsAtLeastLru(int entries, int callsPerShift) => Compare(Traces.Shift(1.0, callsPerShift), entries);

    [Theory]
    [InlineData(100, 0.95)]
    [InlineData(100, 1.05)]
    [InlineData(1000, 0.95)]
    [InlineData(1000, 1.05)]
    [InlineData(1000, 1.5)]
    public void Loop_IsAtLeastLru(int entries, double length) => Compare(Traces.Loop((int)(entries * length)), entries);

    [Theory]
    [InlineData(100, 2)]
    [InlineData(100, 20)]
    [InlineData(1000, 2)]
    [InlineData(1000, 20)]
    public void MovingWindow_IsLru(int entries, int callsPerStep) =>
        Compare(Traces.Window(entries * 9 / 10, callsPerStep), entries, gain: -ToleranceWhereLruIsIdeal);

    [Theory]
    [InlineData(100, 0.25)]
    [InlineData(100, 0.5)]
    [InlineData(100, 1)]
    [InlineData(1000, 0.25)]
    [InlineData(1000, 0.5)]
    [InlineData(1000, 1)]
    public void GeometricStackDistances_AreLru(int entries, double mean) =>
        Compare(Traces.StackDistances(r => Traces.Geometric(r, entries * mean)), entries, gain: -ToleranceWhereLruIsIdeal);

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void StackDistancesUpToTheCache_AreLru(int entries) =>
        Compare(
            Traces.StackDistances(r => r.NextDouble() < 0.3 ? int.MaxValue : r.Next(entries)),
            entries,
            gain: -ToleranceWhereLruIsIdeal);

    private void Compare(int[] trace, int entries, double gain = 0, bool sizes = false)
    {
        const int MeanSize = 1024;
        long SizeOf(int id) => sizes ? (uint)id * 2654435761u >> 21 : MeanSize;
        var overhead = LocalEntry<TestKey, object>.Overhead;
        var budget = (long)entries * (MeanSize + overhead);

        var lru = ExactLru.HitRate(trace, budget, id => SizeOf(id) + overhead);
        var ours = HitRate(trace, budget, SizeOf);

        output.WriteLine($"LRU {lru:P2}, ours {ours:P2}");
        Assert.True(ours >= lru + gain, $"LRU {lru:P2}, ours {ours:P2}");
    }

    private static double HitRate(int[] trace, long budget, Func<int, long> sizeOf)
    {
        var clock = new CoarseClock(TimeProvider.System);
        var store = new LocalStore<TestKey, object>(new LocalNamespace(null, budget, clock), clock);
        foreach (var id in trace)
        {
            if (store.Get(new TestKey(id)) is null)
            {
                store.Set(LocalEntry<TestKey, object>.ForValue(new TestKey(id), trace, sizeOf(id), long.MaxValue, Epoch.Current));
            }
        }

        return (double)store.Hits / trace.Length;
    }
}
