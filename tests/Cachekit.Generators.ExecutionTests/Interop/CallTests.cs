using Cachekit.Protocol;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>Calls of shared methods: what one entry is, in the backend and in memory.</summary>
public sealed partial class CallTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Shop _shop;

    public CallTests() => _shop = new Shop(_scene.Runtime);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_AreAllInOrderWithTheirDefaults()
    {
        await _shop.GetProductAsync(7, cancellationToken: Token);
        _shop.Nothing();
        _shop.Many(1, 2, 3);
        _shop.Many();
        _shop.Ignoring(5, "logged");

        string[] expected =
        [
            "catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc",
            InteropKey.Create("catalog", "nothing"),
            InteropKey.Create("catalog", "many", new[] { 1, 2, 3 }),
            InteropKey.Create("catalog", "many", Array.Empty<int>()),
            InteropKey.Create("catalog", "ignoring", 5),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), _scene.Backend.Keys);
    }

    [Fact]
    public void WorkedExampleOfTheProtocol_HasItsKey()
    {
        _shop.Search(
            7,
            2.5,
            new() { ["b"] = [1], ["a"] = [2.0, -0.0] },
            ["a", "10", "-1"],
            new DateTimeOffset(1969, 12, 31, 23, 59, 58, 500, TimeSpan.Zero),
            Guid.Parse("550e8400-e29b-41d4-a716-446655440000"),
            [0, 0xFF],
            null,
            true);

        Assert.Equal(
            [InteropKey.Create("catalog", "search.v2", 7, 2.5, new Dictionary<string, object?> { ["a"] = new[] { 2.0, -0.0 }, ["b"] = new[] { 1.0 } }, new HashSet<string> { "-1", "10", "a" }, new DateTimeOffset(1970, 1, 1, 1, 59, 58, 500, TimeSpan.FromHours(2)), "550e8400-e29b-41d4-a716-446655440000", new byte[] { 0, 0xFF }, null, true)],
            _scene.Backend.Keys);
    }

    [Fact]
    public async Task SyncAndAsyncOverload_ShareTheEntry()
    {
        var value = _shop.Find(1);
        Assert.Equal(value, await _shop.FindAsync(1));
        Assert.Single(_scene.Backend.Keys);
        Assert.Equal(1, _shop.Runs);

        var there = new Shop(_scene.AnotherProcess());
        Assert.Equal(value, await there.FindAsync(1));
        Assert.Equal(value, there.Find(1));
        Assert.Equal(0, there.Runs);
    }

    [Fact]
    public async Task SameInstantWithOtherOffsets_IsOneEntryEverywhere()
    {
        var utc = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] same = [utc, utc.ToOffset(TimeSpan.FromHours(14)), utc.ToOffset(TimeSpan.FromMinutes(-90)), utc.AddTicks(9)];

        foreach (var instant in same)
        {
            Assert.Equal(1, await _shop.AtAsync(instant, [instant]));
        }

        Assert.Single(_scene.Backend.Keys);
        var info = _shop.Cached.At.Info;
        Assert.Equal((1, 3, 1), (info.LocalEntries, info.LocalHits, info.Misses));

        await _shop.Cached.At.InvalidateAsync(same[1], [same[2]], Token);
        Assert.Equal(2, await _shop.AtAsync(same[0], [same[3]]));
        Assert.Equal(3, await _shop.AtAsync(utc.AddTicks(10), [utc]));
    }

    [Fact]
    public async Task NumbersThatAreOneKey_AreOneEntryAfterAnInvalidation()
    {
        Assert.Equal(1, _shop.Number(0.0, [0.0]));
        Assert.Equal(1, _shop.Number(-0.0, [-0.0]));

        await _shop.Cached.Number.InvalidateAsync(0.0, [0.0], Token);

        Assert.Empty(_scene.Backend.Keys);
        Assert.Equal(2, _shop.Number(-0.0, [-0.0]));
        Assert.Equal(2, _shop.Number(0.0, [-0.0]));
    }

    [Fact]
    public async Task OrderOfSetsAndMaps_DoesNotCount()
    {
        Assert.Equal(1, _shop.Loose(["a", "b"], new() { ["x"] = 1, ["y"] = 2 }));
        Assert.Equal(1, _shop.Loose(["b", "a"], new() { ["y"] = 2, ["x"] = 1 }));
        Assert.Equal((1, 1), (_shop.Cached.Loose.Info.LocalEntries, _scene.Backend.Keys.Count));

        await _shop.Cached.Loose.InvalidateAsync(["b", "a"], new() { ["y"] = 2, ["x"] = 1 }, Token);
        Assert.Equal(2, _shop.Loose(["a", "b"], new() { ["x"] = 1, ["y"] = 2 }));
    }

    [Fact]
    public void ScaleOfADecimal_Counts()
    {
        Assert.Equal(1, _shop.Priced(1.0m));
        Assert.Equal(2, _shop.Priced(1.00m));

        Assert.Equal(
            new[] { InteropKey.Create("catalog", "priced", "1.0"), InteropKey.Create("catalog", "priced", "1.00") }.Order(StringComparer.Ordinal), _scene.Backend.Keys);
    }

    [Fact]
    public void ArgumentChangedAfterTheCall_DoesNotChangeTheEntry()
    {
        var instants = new List<DateTimeOffset> { DateTimeOffset.UnixEpoch };
        var numbers = new[] { 1 };
        var first = _shop.Mutable(numbers, instants);
        numbers[0] = 2;
        instants.Add(DateTimeOffset.UnixEpoch);

        Assert.NotEqual(first, _shop.Mutable(numbers, instants));
        Assert.Equal(first, _shop.Mutable([1], [DateTimeOffset.UnixEpoch]));
    }

    [Fact]
    public async Task EveryMemberOfTheHandle_WorksOnTheSharedEntry()
    {
        var key = InteropKey.Create("catalog", "find", 1);
        Assert.Equal(key, _shop.Cached.FindAsync.Key(1));
        Assert.False((await _shop.Cached.FindAsync.TryGetAsync(1, Token)).Found);
        await _shop.Cached.FindAsync.SetAsync(1, "set", Token);
        Assert.Equal(InteropValue.Encode("set"), _scene.Backend.Peek(key));
        Assert.Equal("set", await _shop.FindAsync(1));

        var refreshed = await _shop.Cached.FindAsync.RefreshAsync(1, Token);
        Assert.Equal(InteropValue.Encode(refreshed), _scene.Backend.Peek(key));
        Assert.Equal(new CacheLookup<string>(CacheLayer.Local, refreshed), await _shop.Cached.FindAsync.TryGetAsync(1, Token));

        await _shop.Cached.FindAsync.InvalidateAsync(1, Token);
        Assert.Null(_scene.Backend.Peek(key));
        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await _shop.Cached.FindAsync.InvalidateAllAsync(Token));
        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.Equal(("catalog", "memory"), (_shop.Cached.FindAsync.Info.Namespace, _shop.Cached.FindAsync.Info.Backend));
    }

    [Fact]
    public void RuntimeWithoutABackend_IsRefusedBeforeTheBody()
    {
        var shop = new Shop(_scene.AnotherProcess(options => options.UseNoBackend()));

        var exception = Assert.Throws<CacheConfigurationException>(() => shop.Find(1));

        Assert.Contains("Shop.Find", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, shop.Runs);
    }

    public void Dispose() => _scene.Dispose();

    [CacheNamespace("catalog")]
    public sealed partial class Shop(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache(Interop = "get_product")]
        public partial Task<int> GetProductAsync(int id, bool withPrices = false, CancellationToken cancellationToken = default);

        private Task<int> GetProductCoreAsync(int id, bool withPrices, CancellationToken cancellationToken) => Task.FromResult(++Runs);

        [Cache(Interop = "nothing")]
        public partial int Nothing();

        private int NothingCore() => ++Runs;

        [Cache(Interop = "many")]
        public partial int Many(params int[] numbers);

        private int ManyCore(int[] numbers) => ++Runs;

        [Cache(Interop = "ignoring")]
        public partial int Ignoring(int id, [CacheIgnore] string reason);

        private int IgnoringCore(int id, string reason) => ++Runs;

        [Cache(Interop = "search.v2")]
        public partial int Search(
            long id, double limit, Dictionary<string, List<double>> weights, HashSet<string> words, DateTimeOffset since, Guid user, byte[] cursor, int? page, bool all);

        private int SearchCore(
            long id, double limit, Dictionary<string, List<double>> weights, HashSet<string> words, DateTimeOffset since, Guid user, byte[] cursor, int? page, bool all) => ++Runs;

        [Cache(Interop = "find")]
        public partial string Find(int id);

        private string FindCore(int id) => $"{id} {++Runs}";

        [Cache(Interop = "find")]
        public partial Task<string> FindAsync(int id);

        private Task<string> FindCoreAsync(int id) => Task.FromResult($"{id} {++Runs}");

        [Cache(Interop = "at")]
        public partial ValueTask<int> AtAsync(DateTimeOffset instant, List<DateTimeOffset> more);

        private ValueTask<int> AtCoreAsync(DateTimeOffset instant, List<DateTimeOffset> more) => new(++Runs);

        [Cache(Interop = "number")]
        public partial int Number(double number, List<double> more);

        private int NumberCore(double number, List<double> more) => ++Runs;

        [Cache(Interop = "loose")]
        public partial int Loose(HashSet<string> words, Dictionary<string, int> numbers);

        private int LooseCore(HashSet<string> words, Dictionary<string, int> numbers) => ++Runs;

        [Cache(Interop = "priced")]
        public partial int Priced(decimal price);

        private int PricedCore(decimal price) => ++Runs;

        [Cache(Interop = "mutable")]
        public partial int Mutable(int[] numbers, List<DateTimeOffset> instants);

        private int MutableCore(int[] numbers, List<DateTimeOffset> instants) => ++Runs;
    }
}
