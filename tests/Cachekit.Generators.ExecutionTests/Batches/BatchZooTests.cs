namespace Cachekit.Generators.ExecutionTests.Batches;

/// <summary>Every form of ids and results means the same.</summary>
public sealed class BatchZooTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly BatchZoo _zoo;

    public BatchZooTests() => _zoo = new BatchZoo(_scene.Runtime);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void AlignedList_HasAValueForEachPlace()
    {
        Assert.Equal(["main 3", "main 1", "main 3"], _zoo.Array([3, 1, 3]));
        Assert.Equal(["main 1", "main 2"], _zoo.Array([1, 2]));

        Assert.Equal(["3,1", "2"], _zoo.Asked);
    }

    [Fact]
    public void MembersInTheKey_TellEntriesApart()
    {
        _zoo.Array([1]);
        var other = new BatchZoo(_scene.Runtime) { Store = "other" };

        Assert.Equal(["other 1"], other.Array([1]));
    }

    [Fact]
    public async Task OtherArguments_TellEntriesApart()
    {
        Assert.Equal([2, 4], await _zoo.ListAsync(["a", "bb"], 2));
        Assert.Equal([3, 6], await _zoo.ListAsync(["a", "bb"], 3));
        Assert.Equal([6, 2], await _zoo.ListAsync(["ccc", "a"], 2));

        Assert.Equal(["a,bb", "a,bb", "ccc"], _zoo.Asked);
    }

    [Fact]
    public async Task ImmutableForms_Work()
    {
        var id = Guid.NewGuid();

        Assert.Equal([id.ToString("N")], await _zoo.ImmutableAsync([id]));
        Assert.Equal([id.ToString("N")], await _zoo.ImmutableAsync([id]));
        Assert.Equal(["v1", "v2"], _zoo.Frozen(new[] { 1, 2 }).Values.Order());
        Assert.Equal(["v2"], _zoo.Frozen(new[] { 2 }).Values);
        Assert.Equal("7", (await _zoo.ImmutableDictionaryAsync(7, 8))[7][0]);
        Assert.Equal("8", (await _zoo.ImmutableDictionaryAsync(8))[8][0]);

        Assert.Equal([$"{id}", "1,2", "7,8"], _zoo.Asked);
    }

    [Fact]
    public void NullableDictionary_HasEveryId_FromTheBodyAndFromTheCache()
    {
        var expected = new Dictionary<int, decimal?> { [-1] = null, [1] = null, [2] = 2 };

        Assert.Equal(expected, _zoo.Nullable([-1, 1, 2]));
        Assert.Equal(expected, _zoo.Nullable([2, 1, -1]));
        Assert.Equal(expected, new BatchZoo(_scene.AnotherProcess()).Nullable([2, 1, -1]));

        Assert.Single(_zoo.Asked);
    }

    [Fact]
    public void DictionaryOfTheBody_IsReadWithItsOwnComparer_AndMoreThanWasAskedForIsLeftOut()
    {
        var values = _zoo.Changeable(new HashSet<string> { "a", "b" });

        Assert.Equal(["a", "b"], values.Keys.Order());
        Assert.Equal("a", _zoo.Changeable(new HashSet<string> { "a" })["a"]);
        Assert.Single(_zoo.Asked);
    }

    [Fact]
    public void ListWithNulls_KeepsThem()
    {
        Assert.Equal(["s1", null], BatchZoo.Static([1, -1]));
        Assert.Equal([null, "s1"], BatchZoo.Static([-1, 1]));
    }

    [Fact]
    public void ListOfAnotherLength_IsAnError_AndNothingIsStored()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => _zoo.WrongLength([1, 2]));

        Assert.Contains("BatchZoo.WrongLength' was asked for 2 ids and returned 1 values", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_scene.Backend.Keys);
    }

    [Fact]
    public void NoList_IsAnArgumentException() =>
        Assert.Equal("ids", Assert.Throws<ArgumentNullException>(() => _zoo.Array(null!)).ParamName);

    [Fact]
    public async Task Handle_HasTheListAndTheKeyOfOne()
    {
        await _zoo.ListAsync(["a", "bb"], 2);

        await _zoo.Cached.List.InvalidateAsync(["a"], 2, TestContext.Current.CancellationToken);
        var lookups = await _zoo.Cached.List.TryGetAsync(["a", "bb"], 2, TestContext.Current.CancellationToken);

        Assert.Equal([false, true], lookups.Select(lookup => lookup.Found));
        Assert.Contains(_zoo.Cached.List.Key("bb", 2), _scene.Backend.Keys);
        Assert.Equal([2], await _zoo.Cached.List.RefreshAsync(["a"], 2, TestContext.Current.CancellationToken));

        // Two ids of the call, one of the look, one of the refresh.
        Assert.Equal(4, _zoo.Cached.List.Info.Misses);
    }
}
