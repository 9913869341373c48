namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>A key is what the arguments were at the call, whatever the caller does to them later.</summary>
public sealed partial class SnapshotTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly CompositeKeys _keys;

    public SnapshotTests() => _keys = new CompositeKeys(_scene.Runtime);

    [Fact]
    public void ArgumentThatChangesAfterTheCall_DoesNotChangeTheKey()
    {
        Check<int[]>(_keys.Array, () => [1, 2], array => array[0] = 99);
        Check<int[]?[]>(_keys.Jagged, () => [[1], [2]], array => array[1]![0] = 99);
        Check<int[,]>(_keys.Grid, () => new[,] { { 1, 2 } }, grid => grid[0, 1] = 99);
        Check<byte[]>(_keys.Bytes, () => [1, 2], bytes => bytes[0] = 99);
        Check<Memory<byte>>(_keys.Memory, () => new byte[] { 1, 2 }, memory => memory.Span[0] = 99);
        Check<IReadOnlyList<int>>(_keys.ReadOnlyList, () => new List<int> { 1 }, list => ((List<int>)list).Add(2));
        Check<List<int>>(_keys.List, () => [1, 2], list => list.Clear());
        Check<HashSet<int>>(_keys.HashSet, () => [1, 2], set => set.Add(3));
        Check<HashSet<HashSet<int>>>(_keys.Sets, () => [[1], [2]], sets => sets.First().Add(99));
        Check<Dictionary<string, int[]?>?>(_keys.Dictionary, () => new() { ["a"] = [1] }, map => map!["a"]![0] = 99);
        Check<Tuple<int, int[]>>(_keys.Classic, () => Tuple.Create(1, new[] { 2 }), tuple => tuple.Item2[0] = 99);
        Check<Query>(_keys.Query, () => new Query("a", [1]), query => query.Ids![0] = 99);
        Check<List<Query?>>(_keys.Queries, () => [new Query("a", [1])], list => list[0]!.Ids![0] = 99);
    }

    [Fact]
    public async Task ArgumentThatChangesWhileTheBodyRuns_DoesNotChangeTheKey()
    {
        var sums = new Sums(_scene.Runtime);
        var there = new Sums(_scene.AnotherProcess());
        var numbers = new List<int> { 1, 2 };
        var running = sums.SumAsync(numbers);
        await sums.Started.Task;

        numbers.Add(97);
        sums.Gate.SetResult();

        // The body saw the caller's own list; the entry belongs to what was asked.
        Assert.Equal(100, await running);
        Assert.Equal(100, await sums.SumAsync([1, 2]));
        there.Gate.SetResult();
        Assert.Equal(100, await there.SumAsync([1, 2]));
        Assert.Equal((1, 0), (sums.Runs, there.Runs));
    }

    public void Dispose() => _scene.Dispose();

    private static void Check<T>(Func<T, int> call, Func<T> make, Action<T> change)
    {
        var argument = make();
        var run = call(argument);

        change(argument);

        Assert.Equal(run, call(make()));
    }

    public sealed partial class Sums(CachekitRuntime runtime)
    {
        private int _runs;

        public int Runs => _runs;

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [Cache]
        public partial Task<int> SumAsync(List<int> numbers);

        private async Task<int> SumCoreAsync(List<int> numbers)
        {
            _runs++;
            Started.SetResult();
            await Gate.Task;
            return numbers.Sum();
        }
    }
}
