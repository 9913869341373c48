using System.Globalization;

namespace Cachekit.Generators.ExecutionTests;

/// <summary>A cached method does what its attribute says.</summary>
public sealed partial class CallTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondCall_IsAnsweredFromMemory()
    {
        var catalog = new Catalog(_scene.Runtime);

        var first = await catalog.FindAsync(1, "eu", Token);
        var second = await catalog.FindAsync(1, "eu", Token);

        Assert.Equal(new Product(1, "eu", 1), first);
        Assert.Same(first, second);
        Assert.Equal(1, catalog.Runs);
        Assert.Equal(1, catalog.Cached.Find.Info.LocalHits);
    }

    [Fact]
    public async Task AnotherProcess_IsAnsweredFromTheBackend()
    {
        var here = new Catalog(_scene.Runtime);
        var there = new Catalog(_scene.AnotherProcess());

        var first = await here.FindAsync(1, "eu", Token);
        var second = await there.FindAsync(1, "eu", Token);

        Assert.Equal(first, second);
        Assert.NotSame(first, second);
        Assert.Equal(0, there.Runs);
        Assert.Equal(1, there.Cached.Find.Info.BackendHits);
    }

    [Fact]
    public async Task AfterItsLife_AnEntryIsGone()
    {
        var catalog = new Catalog(_scene.Runtime);
        await catalog.FindAsync(1, "eu", Token);

        _scene.Time.Advance(TimeSpan.FromSeconds(299));
        await catalog.FindAsync(1, "eu", Token);
        Assert.Equal(1, catalog.Runs);

        _scene.Time.Advance(TimeSpan.FromSeconds(1));
        await catalog.FindAsync(1, "eu", Token);
        Assert.Equal(2, catalog.Runs);
    }

    [Fact]
    public void SyncMethod_IsCached()
    {
        var catalog = new Catalog(_scene.Runtime);

        Assert.Equal("7", catalog.Format(7));
        Assert.Equal("7", catalog.Format(7));
        Assert.Equal("8", catalog.Format(8));
        Assert.Equal(2, catalog.Runs);
    }

    [Fact]
    public async Task TaskMethod_GivesTheSameCompletedTask()
    {
        var catalog = new Catalog(_scene.Runtime);
        await catalog.CountAsync("x");

        var second = catalog.CountAsync("x");
        var third = catalog.CountAsync("x");

        Assert.True(second.IsCompletedSuccessfully);
        Assert.Same(second, third);
        Assert.Equal(1, await second);
    }

    [Fact]
    public async Task OmittedDefault_IsTheSameEntryAsItsValue()
    {
        var catalog = new Catalog(_scene.Runtime);

        await catalog.PageAsync(3);
        await catalog.PageAsync(3, 5);
        await catalog.PageAsync(limit: 5, run: 3);
        Assert.Equal(1, catalog.Runs);

        await catalog.PageAsync(3, 6);
        Assert.Equal(2, catalog.Runs);
        Assert.Equal(catalog.Cached.Page.Key(3), catalog.Cached.Page.Key(3, 5));
    }

    [Fact]
    public async Task Null_IsCachedUnlessTheAttributeSaysNo()
    {
        var catalog = new Catalog(_scene.Runtime);

        Assert.Null(await catalog.NothingAsync(1));
        Assert.Null(await catalog.NothingAsync(1));
        Assert.Equal(1, catalog.Runs);
        var lookup = await catalog.Cached.Nothing.TryGetAsync(1, Token);
        Assert.True(lookup.Found);
        Assert.Null(lookup.Value);

        Assert.Null(await catalog.NeverNothingAsync(1));
        Assert.Null(await catalog.NeverNothingAsync(1));
        Assert.Equal(3, catalog.Runs);
        Assert.False((await catalog.Cached.NeverNothing.TryGetAsync(1, Token)).Found);
    }

    [Fact]
    public async Task Null_HasItsOwnLife()
    {
        var catalog = new Catalog(_scene.Runtime);
        await catalog.ShortNothingAsync(1);

        _scene.Time.Advance(TimeSpan.FromSeconds(10));
        await catalog.ShortNothingAsync(1);

        Assert.Equal(2, catalog.Runs);
    }

    [Fact]
    public async Task ArrayChangedByTheCallerAfterwards_DoesNotChangeTheKey()
    {
        var catalog = new Catalog(_scene.Runtime);
        var ids = new[] { 1, 2, 3 };
        Assert.Equal(6, await catalog.SumAsync(ids));

        ids[0] = 100;
        Assert.Equal(105, await catalog.SumAsync(ids));
        Assert.Equal(6, await catalog.SumAsync([1, 2, 3]));
        Assert.Equal(2, catalog.Runs);
    }

    [Fact]
    public async Task ResultChangedByACaller_DoesNotChangeTheCache()
    {
        var catalog = new Catalog(_scene.Runtime);
        var first = await catalog.ListAsync(3);
        first.Add(99);

        var second = await catalog.ListAsync(3);
        second.Clear();
        var third = await catalog.ListAsync(3);

        Assert.Equal([0, 1, 2], third);
        Assert.Equal(1, catalog.Runs);
    }

    [Fact]
    public async Task CollectionOfRecords_ComesBackWhole()
    {
        var catalog = new Catalog(_scene.Runtime);
        var first = await catalog.SearchAsync("a", 3);
        var there = new Catalog(_scene.AnotherProcess());

        Assert.Equal(first, await catalog.SearchAsync("a", 3));
        Assert.Equal(first, await there.SearchAsync("a", 3));
        Assert.Equal(0, there.Runs);
    }

    [Fact]
    public async Task CancellationToken_IsNotInTheKeyAndReachesTheBody()
    {
        var catalog = new Catalog(_scene.Runtime);
        using var source = new CancellationTokenSource();
        var waiting = catalog.WaitAsync(1, source.Token);
        await catalog.Started.Task;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.True(catalog.BodyToken.IsCancellationRequested);
        await catalog.FindAsync(1, "eu", CancellationToken.None);
        await catalog.FindAsync(1, "eu", Token);
        Assert.Equal(1, catalog.Cached.Find.Info.LocalHits);
    }

    [Fact]
    public async Task ThousandCallersOfAColdKey_RunTheBodyOnce()
    {
        var catalog = new Catalog(_scene.Runtime);

        var calls = Enumerable.Range(0, 1000).Select(_ => Task.Run(() => catalog.GatedAsync(1))).ToArray();
        await catalog.Started.Task;
        catalog.Gate.SetResult();

        Assert.All(await Task.WhenAll(calls), value => Assert.Equal("1", value));
        Assert.Equal(1, catalog.Runs);
    }

    [Fact]
    public async Task Exception_ReachesTheCallerAndIsNotCached()
    {
        var catalog = new Catalog(_scene.Runtime);

        var first = await Assert.ThrowsAsync<InvalidOperationException>(() => catalog.FailAsync(1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => catalog.FailAsync(1));

        Assert.Equal("no 1", first.Message);
        Assert.Equal(2, catalog.Runs);
    }

    [Fact]
    public void IgnoredParameter_ReachesTheBodyAndNotTheKey()
    {
        var catalog = new Catalog(_scene.Runtime);

        Assert.Equal("1 a", catalog.Describe(1, "a"));
        Assert.Equal("1 a", catalog.Describe(1, "b"));
        Assert.Equal(1, catalog.Runs);
    }

    [Fact]
    public void MarkedInstanceMember_IsInTheKey()
    {
        var north = new Tenant(_scene.Runtime, "north");
        var south = new Tenant(_scene.Runtime, "south");

        Assert.Equal("north 1", north.Get(1));
        Assert.Equal("south 1", south.Get(1));
        Assert.Equal("north 1", north.Get(1));
        Assert.NotEqual(north.Cached.Get.Key(1), south.Cached.Get.Key(1));
        Assert.Equal((1, 1), (north.Runs, south.Runs));
    }

    [Fact]
    public async Task Overloads_NeverShareAnEntry()
    {
        var overloads = new Overloads(_scene.Runtime);

        Assert.Equal("int 42", overloads.Get(42));
        Assert.Equal("long 42", overloads.Get(42L));
        Assert.Equal("text 42", overloads.Get("42"));
        Assert.Equal("async 42", await overloads.GetAsync(42));
        Assert.Equal("int 42", overloads.Get(42));
        Assert.Equal(4, _scene.Backend.Keys.Count);
    }

    [Fact]
    public async Task GenericInstantiations_NeverShareAnEntry()
    {
        var generic = new Generic<string>(_scene.Runtime);
        var other = new Generic<Version>(_scene.Runtime);

        Assert.Equal("String Int32 1", await generic.NameAsync<int>(1));
        Assert.Equal("String Int64 1", await generic.NameAsync<long>(1));
        Assert.Equal("Version Int32 1", await other.NameAsync<int>(1));
        Assert.Equal("String Int32 1", await generic.NameAsync<int>(1));
        Assert.Equal(3, _scene.Backend.Keys.Count);
        Assert.Equal(3, new[] { generic.Cached.Name<int>().Key(1), generic.Cached.Name<long>().Key(1), other.Cached.Name<int>().Key(1) }.Distinct().Count());
    }

    [Fact]
    public void Struct_IsCachedByItsMarkedState()
    {
        Assert.Equal(3, new Adder(_scene.Runtime, 1).Add(2));
        Assert.Equal(3, new Adder(_scene.Runtime, 1).Add(2));
        Assert.Equal(4, new Adder(_scene.Runtime, 2).Add(2));
        Assert.Equal(1, new Adder(_scene.Runtime, 1).Cached.Add.Info.LocalHits);
    }

    [Fact]
    public async Task Invalidates_RemovesTheEntryAfterTheBody()
    {
        var catalog = new Catalog(_scene.Runtime);
        var before = await catalog.FindAsync(1, "eu", Token);
        await catalog.FindAsync(2, "eu", Token);

        await catalog.RenameAsync("eu", 1, "new");

        Assert.NotSame(before, await catalog.FindAsync(1, "eu", Token));
        Assert.Equal(3, catalog.Runs);
        await catalog.FindAsync(2, "eu", Token);
        Assert.Equal(3, catalog.Runs);
    }

    [Fact]
    public async Task InvalidatingMethodThatThrows_RemovesNothing()
    {
        var catalog = new Catalog(_scene.Runtime);
        await catalog.FindAsync(1, "eu", Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => catalog.RenameAsync("eu", 1, ""));

        await catalog.FindAsync(1, "eu", Token);
        Assert.Equal(1, catalog.Runs);
    }

    [Fact]
    public async Task RecordsSetsAndDictionaries_AreKeysByTheirContent()
    {
        var keys = new Keys(_scene.Runtime);

        await keys.GetAsync(new Range(1, [1, 2]), [3, 4], new() { ["a"] = [1], ["b"] = null });
        await keys.GetAsync(new Range(1, [1, 2]), [4, 3], new() { ["b"] = null, ["a"] = [1] });
        Assert.Equal(1, keys.Runs);

        await keys.GetAsync(new Range(1, [1, 3]), [3, 4], new() { ["a"] = [1], ["b"] = null });
        await keys.GetAsync(new Range(1, [1, 2]), [3, 5], new() { ["a"] = [1], ["b"] = null });
        await keys.GetAsync(new Range(1, [1, 2]), [3, 4], new() { ["a"] = [1], ["b"] = [] });
        await keys.GetAsync(null, [3, 4], null);
        Assert.Equal(5, keys.Runs);
        Assert.Equal(5, _scene.Backend.Keys.Count);
    }

    public void Dispose() => _scene.Dispose();

    public sealed record Product(int Id, string Region, int Run);

    public sealed partial class Catalog(CachekitRuntime runtime)
    {
        private int _runs;

        public int Runs => _runs;

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken BodyToken { get; private set; }

        [Cache(Ttl = "5m")]
        public partial ValueTask<Product?> FindAsync(int id, string region, CancellationToken cancellationToken = default);

        private async ValueTask<Product?> FindCoreAsync(int id, string region, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new Product(id, region, Interlocked.Increment(ref _runs));
        }

        [Cache]
        public partial string Format(int id);

        private string FormatCore(int id)
        {
            _runs++;
            return id.ToString(CultureInfo.InvariantCulture);
        }

        [Cache]
        public partial Task<int> CountAsync(string text);

        private Task<int> CountCoreAsync(string text) => Task.FromResult(text.Length);

        [Cache]
        public partial Task<int> PageAsync(int run, int limit = 5);

        private Task<int> PageCoreAsync(int run, int limit) => Task.FromResult(++_runs);

        [Cache]
        public partial Task<string?> NothingAsync(int id);

        private Task<string?> NothingCoreAsync(int id) => Nothing();

        [Cache(CacheNulls = false)]
        public partial Task<string?> NeverNothingAsync(int id);

        private Task<string?> NeverNothingCoreAsync(int id) => Nothing();

        [Cache(NullTtl = "10s")]
        public partial Task<string?> ShortNothingAsync(int id);

        private Task<string?> ShortNothingCoreAsync(int id) => Nothing();

        [Cache]
        public partial ValueTask<int> SumAsync(params int[] ids);

        private ValueTask<int> SumCoreAsync(int[] ids)
        {
            _runs++;
            return new(ids.Sum());
        }

        [Cache]
        public partial Task<List<int>> ListAsync(int count);

        private Task<List<int>> ListCoreAsync(int count)
        {
            _runs++;
            return Task.FromResult(Enumerable.Range(0, count).ToList());
        }

        [Cache]
        public partial Task<IReadOnlyList<Product>> SearchAsync(string text, int limit);

        private Task<IReadOnlyList<Product>> SearchCoreAsync(string text, int limit)
        {
            _runs++;
            return Task.FromResult<IReadOnlyList<Product>>([.. Enumerable.Range(0, limit).Select(i => new Product(i, text, _runs))]);
        }

        [Cache]
        public partial Task<int> WaitAsync(int id, CancellationToken cancellationToken);

        private async Task<int> WaitCoreAsync(int id, CancellationToken cancellationToken)
        {
            BodyToken = cancellationToken;
            Started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return id;
        }

        [Cache]
        public partial Task<string> GatedAsync(int id);

        private async Task<string> GatedCoreAsync(int id)
        {
            Interlocked.Increment(ref _runs);
            Started.SetResult();
            await Gate.Task;
            return id.ToString(CultureInfo.InvariantCulture);
        }

        [Cache]
        public partial Task<int> FailAsync(int id);

        private Task<int> FailCoreAsync(int id)
        {
            _runs++;
            throw new InvalidOperationException($"no {id}");
        }

        [Cache]
        public partial string Describe(int id, [CacheIgnore] string note);

        private string DescribeCore(int id, string note)
        {
            _runs++;
            return $"{id} {note}";
        }

        [Invalidates(nameof(FindAsync))]
        public partial Task RenameAsync(string region, int id, string name);

        private Task RenameCoreAsync(string region, int id, string name) =>
            name.Length == 0 ? throw new InvalidOperationException("a name is needed") : Task.CompletedTask;

        private Task<string?> Nothing()
        {
            _runs++;
            return Task.FromResult<string?>(null);
        }
    }

    public sealed partial class Tenant(CachekitRuntime runtime, string name)
    {
        public int Runs { get; private set; }

        [CacheKey]
        private string Name => name;

        [Cache]
        public partial string Get(int id);

        private string GetCore(int id)
        {
            Runs++;
            return $"{name} {id}";
        }
    }

    public sealed partial class Overloads(CachekitRuntime runtime)
    {
        [Cache]
        public partial string Get(int id);

        private static string GetCore(int id) => $"int {id}";

        [Cache]
        public partial string Get(long id);

        private static string GetCore(long id) => $"long {id}";

        [Cache]
        public partial string Get(string id);

        private static string GetCore(string id) => $"text {id}";

        [Cache]
        public partial Task<string> GetAsync(int id);

        private static Task<string> GetCoreAsync(int id) => Task.FromResult($"async {id}");
    }

    public sealed partial class Generic<TOuter>(CachekitRuntime runtime)
        where TOuter : class
    {
        [Cache]
        public partial Task<string> NameAsync<T>(T value)
            where T : struct;

        private static Task<string> NameCoreAsync<T>(T value)
            where T : struct => Task.FromResult($"{typeof(TOuter).Name} {typeof(T).Name} {value}");
    }

    public readonly partial struct Adder(CachekitRuntime runtime, int left)
    {
        private readonly CachekitRuntime _runtime = runtime;

        [CacheKey]
        private readonly int _left = left;

        [Cache]
        public partial int Add(int right);

        private int AddCore(int right) => _left + right;
    }

    public sealed record Range(int From, int[] Parts);

    public sealed partial class Keys(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache]
        public partial Task<int> GetAsync(Range? range, HashSet<int> ids, Dictionary<string, int[]?>? map);

        private Task<int> GetCoreAsync(Range? range, HashSet<int> ids, Dictionary<string, int[]?>? map) => Task.FromResult(++Runs);
    }
}
