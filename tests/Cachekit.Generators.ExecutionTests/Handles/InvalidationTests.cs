namespace Cachekit.Generators.ExecutionTests.Handles;

/// <summary>Invalidations of more than one entry, here and in other processes.</summary>
public sealed partial class InvalidationTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InvalidateAll_CountsInAnotherProcessAfterASecond()
    {
        var here = new Red(_scene.Runtime);
        var there = new Red(_scene.AnotherProcess());
        var (first, second, third) = (await here.FindAsync(1), await here.FindAsync(2), await here.FindAsync(3));
        Assert.Equal(first, await there.FindAsync(1));

        await here.Cached.Find.InvalidateAllAsync(Token);

        // What the other process read of the invalidations is believed for a second, and no longer.
        Assert.Equal(second, await there.FindAsync(2));
        Assert.Equal(0, there.Runs);
        _scene.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(third, await there.FindAsync(3));
        Assert.Equal(1, there.Runs);
        Assert.NotEqual(first, await here.FindAsync(1));
    }

    [Fact]
    public async Task InvalidateAll_HidesOldEntriesFromAProcessThatReadsThemLater()
    {
        var here = new Red(_scene.Runtime);
        await here.FindAsync(1);
        await here.Cached.Find.InvalidateAllAsync(Token);

        var there = new Red(_scene.AnotherProcess());
        Assert.False((await there.Cached.Find.TryGetAsync(1, Token)).Found);
        var renewed = await there.FindAsync(1);

        Assert.Equal(1, there.Runs);
        Assert.Equal(renewed, await here.FindAsync(1));
        Assert.Equal(1, here.Cached.Find.Info.BackendHits);
    }

    [Fact]
    public async Task InvalidateAll_LeavesOtherMethodsAlone()
    {
        var red = new Red(_scene.Runtime);
        await red.FindAsync(1);
        red.Count(1);

        await red.Cached.Find.InvalidateAllAsync(Token);

        Assert.True((await red.Cached.Count.TryGetAsync(1, Token)).Found);
        Assert.False((await red.Cached.Find.TryGetAsync(1, Token)).Found);
    }

    [Fact]
    public async Task InvalidateNamespace_CountsForAllItsMethodsHereAndThere()
    {
        var (red, blue) = (new Red(_scene.Runtime), new Blue(_scene.Runtime));
        await red.FindAsync(1);
        red.Count(1);
        blue.Count(1);

        await _scene.Runtime.InvalidateNamespaceAsync("red", Token);

        Assert.False((await red.Cached.Find.TryGetAsync(1, Token)).Found);
        Assert.False((await red.Cached.Count.TryGetAsync(1, Token)).Found);
        Assert.True((await blue.Cached.Count.TryGetAsync(1, Token)).Found);
        var another = _scene.AnotherProcess();
        Assert.False((await new Red(another).Cached.Count.TryGetAsync(1, Token)).Found);
        Assert.True((await new Blue(another).Cached.Count.TryGetAsync(1, Token)).Found);
    }

    [Fact]
    public async Task InvalidateOfTheNamespaceWithoutAName_CountsForMethodsThatHaveNone()
    {
        var (red, blue) = (new Red(_scene.Runtime), new Blue(_scene.Runtime));
        red.Count(1);
        blue.Count(1);

        await _scene.Runtime.InvalidateNamespaceAsync(null, Token);

        Assert.True((await red.Cached.Count.TryGetAsync(1, Token)).Found);
        Assert.False((await blue.Cached.Count.TryGetAsync(1, Token)).Found);
    }

    public void Dispose() => _scene.Dispose();

    [CacheNamespace("red")]
    public sealed partial class Red(CachekitRuntime runtime)
    {
        private static int _numbers;

        public int Runs { get; private set; }

        [Cache]
        public partial Task<int> FindAsync(int id);

        private Task<int> FindCoreAsync(int id)
        {
            Runs++;
            return Task.FromResult(Interlocked.Increment(ref _numbers));
        }

        [Cache]
        public partial int Count(int id);

        private static int CountCore(int id) => id;
    }

    public sealed partial class Blue(CachekitRuntime runtime)
    {
        [Cache]
        public partial int Count(int id);

        private static int CountCore(int id) => id;
    }
}
