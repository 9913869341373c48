using System.Collections.Immutable;

namespace Cachekit.Generators.ExecutionTests.Values;

/// <summary>No caller sees what another one did to a value that came out of the cache, and nobody pays for a copy that is not needed.</summary>
public sealed partial class IsolationTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Shelf _shelf = new();
    private readonly Cage _cage;

    public IsolationTests() => _cage = new Cage(_scene.Runtime, _shelf);

    [Fact]
    public void ChangedValue_IsSeenByNobodyElse()
    {
        Check(_cage.Array, [1, 2], array => array[0] = 99);
        Check(_cage.Jagged, [[1], [2]], array => array[1][0] = 99);
        Check(_cage.List, [1, 2], list => list.Add(99));
        Check(_cage.Lists, new() { ["a"] = [1] }, map => map["a"].Add(99));
        Check(_cage.Basket, new Basket(1, ["a"]), basket => basket.Items.Add("changed"));
        Check(_cage.Settings, new Shapes.Settings { Children = { new() } }, settings => settings.Children[0].Name = "changed");
        Check(_cage.Point, new Shapes.Box<Shapes.Link>(new Shapes.Link { Value = 1 }), box => box.Value.Value = 99);
        Check(_cage.Set, [1, 2], set => set.Clear());
        Check(_cage.Memory, new byte[] { 1, 2 }, memory => memory.Span[0] = 99);
        Check(_cage.Pair, (1, [1]), pair => pair.Items[0] = 99);
        Check(_cage.Wrapped, ImmutableArray.Create<List<int>>([1]), lists => lists[0].Add(99));
        Check(_cage.ReadOnlyLists, [[1], [2]], lists => lists[0].Add(99));
    }

    [Fact]
    public void BodysOwnCollection_CanChangeAfterwards()
    {
        CheckBody(_cage.ReadOnly, new List<int> { 1, 2 }, list => list.Add(99));
        CheckBody(_cage.ReadOnlyCollection, new List<int> { 1, 2 }, list => list.Clear());
        CheckBody(_cage.Enumerable, new List<int> { 1, 2 }, list => list[0] = 99);
        CheckBody(_cage.ReadOnlySet, new HashSet<int> { 1, 2 }, set => set.Add(99));
        CheckBody(_cage.ReadOnlyMap, new Dictionary<string, int> { ["a"] = 1 }, map => map["a"] = 99);
        var inner = new List<int> { 1, 2 };
        CheckBody(_cage.Wrapper, inner.AsReadOnly(), _ => inner.Add(99));
    }

    [Fact]
    public void ReadOnlyResult_CannotBeChangedThroughACast()
    {
        AssertFixed(_cage.ReadOnly(_shelf.Put(new List<int> { 1 })), () => _cage.ReadOnly(1));
        AssertFixed(_cage.ReadOnlyCollection(_shelf.Put(new List<int> { 1 })), () => _cage.ReadOnlyCollection(2));
        AssertFixed(_cage.Enumerable(_shelf.Put(new List<int> { 1 })), () => _cage.Enumerable(3));
        AssertFixed(_cage.ReadOnlySet(_shelf.Put(new HashSet<int> { 1 })), () => _cage.ReadOnlySet(4));

        _cage.ReadOnlyMap(_shelf.Put(new Dictionary<string, int> { ["a"] = 1 }));
        var map = _cage.ReadOnlyMap(5);
        Assert.False(map is IDictionary<string, int> { IsReadOnly: false });
        Assert.Equal(1, map["a"]);
    }

    [Fact]
    public void ImmutableValue_ComesBackAsTheBodysOwnObject()
    {
        AssertOwn(_cage.Text, new string('a', 3));
        AssertOwn(_cage.Uri, new Uri("urn:a"));
        AssertOwn(_cage.Money, new Shapes.Box<Shapes.Money>(new(1, "EUR")));
        AssertOwn(_cage.Immutable, new Fixed(1, "a", [1, 2], ImmutableList.Create<string?>("a", null), new(2, "b", [], [], null)));
        AssertOwn(_cage.ImmutableList, ImmutableList.Create(1, 2));
        AssertOwn(_cage.Tuple, Tuple.Create(1, "a"));
    }

    [Fact]
    public void ReadOnlyResult_IsCopiedOnceAndThenTheSameObject()
    {
        var made = new List<int> { 1, 2 };
        var id = _shelf.Put(made);

        var first = _cage.ReadOnly(id);
        var second = _cage.ReadOnly(id);

        Assert.NotSame(made, first);
        Assert.Same(first, second);
    }

    [Fact]
    public void Info_SaysWhatIsHeld()
    {
        Assert.True(_cage.Cached.Immutable.Info.HoldsObjects);
        Assert.True(_cage.Cached.ReadOnly.Info.HoldsObjects);
        Assert.False(_cage.Cached.List.Info.HoldsObjects);
        Assert.False(_cage.Cached.ReadOnlyLists.Info.HoldsObjects);
    }

    public void Dispose() => _scene.Dispose();

    private void Check<T>(Func<int, T> call, T value, Action<T> change)
    {
        var expected = Structure.Of(value);
        var id = _shelf.Put(value);
        var taken = _shelf.Taken;
        for (var i = 0; i < 3; i++)
        {
            // The first round changes the body's own object, the others change copies.
            var result = call(id);
            Assert.Equal(expected, Structure.Of(result));
            change(result);
            Assert.NotEqual(expected, Structure.Of(result));
        }

        Assert.Equal(taken + 1, _shelf.Taken);
    }

    private void CheckBody<T, TOwn>(Func<int, T> call, TOwn value, Action<TOwn> change)
        where TOwn : T
    {
        var expected = Structure.Of(value);
        var id = _shelf.Put(value);
        call(id);

        change(value);

        Assert.NotEqual(expected, Structure.Of(value));
        Assert.Equal(expected, Structure.Of(call(id)));
    }

    private void AssertOwn<T>(Func<int, T> call, T value)
        where T : class
    {
        var id = _shelf.Put(value);
        Assert.Same(value, call(id));
        Assert.Same(value, call(id));
    }

    private static void AssertFixed(IEnumerable<int> made, Func<IEnumerable<int>> call)
    {
        var read = call();
        Assert.Same(made, read);
        Assert.False(read is List<int> or HashSet<int> or int[]);
        if (read is ICollection<int> collection)
        {
            Assert.ThrowsAny<NotSupportedException>(() => collection.Add(99));
            Assert.ThrowsAny<NotSupportedException>(collection.Clear);
        }

        if (read is IList<int> list)
        {
            Assert.ThrowsAny<NotSupportedException>(() => list[0] = 99);
        }

        Assert.Equal([1], call());
    }
}
