using Cachekit.TestSupport;


namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>Values of secure methods: they come back whole, nulls included, and no caller shares an object with another.</summary>
public sealed partial class SecureValuesTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_ComesBackWholeFromEveryLayer()
    {
        var expected = Patient.Create(1, "x");
        var here = new Records(Process());

        expected.AssertSame(await here.FindAsync(1));
        expected.AssertSame(await here.FindAsync(1));
        expected.AssertSame(await new Records(Process()).FindAsync(1));
        Assert.Equal(1, here.Cached.Find.Info.LocalHits);
    }

    [Fact]
    public async Task Results_BelongToTheirCallers()
    {
        var here = new Records(Process());
        var first = (await here.FindAsync(1))!;
        var second = (await here.FindAsync(1))!;
        Assert.NotSame(first, second);
        first.Notes.Clear();
        first.Picture[0] = 9;
        second.Contacts.Clear();

        Patient.Create(1, "x").AssertSame(await here.FindAsync(1));
    }

    [Fact]
    public async Task Null_IsCachedAndTellsNothing()
    {
        var here = new Records(Process());

        Assert.Null(await here.FindAsync(-1));
        Assert.Equal(new CacheLookup<Patient?>(CacheLayer.Local, null), await here.Cached.Find.TryGetAsync(-1, Token));
        var there = new Records(Process());
        Assert.Equal(new CacheLookup<Patient?>(CacheLayer.Backend, null), await there.Cached.Find.TryGetAsync(-1, Token));
        Assert.Equal(0x02, _scene.Backend.Peek(here.Cached.Find.Key(-1))![0]);
    }

    [Fact]
    public void ListsAndDictionaries_ComeBackWhole()
    {
        var here = new Records(Process());
        var there = new Records(Process());

        Assert.Equal([new Address("a", "b"), null], here.List(2));
        Assert.Equal([new Address("a", "b"), null], there.List(2));
        Assert.Equal(here.Map(2), there.Map(2));
        Assert.Equal((0, 1), (there.Runs, there.Cached.List.Info.BackendHits));
    }

    [Fact]
    public async Task Set_StoresCiphertextAndReadsItBack()
    {
        var here = new Records(Process());
        var patient = Patient.Create(7, "put in");

        await here.Cached.Find.SetAsync(7, patient, Token);

        patient.AssertSame(await new Records(Process()).FindAsync(7));
        Assert.Equal(0x02, _scene.Backend.Peek(here.Cached.Find.Key(7))![0]);
        Assert.Equal(0, here.Runs);
    }

    [Fact]
    public async Task Refresh_ReplacesTheCiphertext()
    {
        var here = new Records(Process());
        await here.FindAsync(1);
        var before = _scene.Backend.Peek(here.Cached.Find.Key(1))!;

        Patient.Create(1, "x").AssertSame(await here.Cached.Find.RefreshAsync(1, Token));

        Assert.NotEqual(before, _scene.Backend.Peek(here.Cached.Find.Key(1)));
        Assert.Equal(2, here.Runs);
    }

    [Fact]
    public async Task ManyConcurrentCallers_RunTheBodyOnceAndGetCopies()
    {
        var here = new Records(Process());
        var calls = Enumerable.Range(0, 20).Select(_ => here.SlowAsync(1)).ToArray();
        here.Go.SetResult();

        var results = await Task.WhenAll(calls);

        Assert.Equal(1, here.Runs);
        Assert.All(results, Patient.Create(1, "slow").AssertSame);
        Assert.Equal(20, results.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    [Fact]
    public async Task Invalidation_ReachesOtherProcesses()
    {
        var here = new Records(Process());
        await here.FindAsync(1);
        await here.FindAsync(2);

        await here.Cached.Find.InvalidateAllAsync(Token);

        var there = new Records(Process());
        Assert.False((await there.Cached.Find.TryGetAsync(1, Token)).Found);
        await there.FindAsync(2);
        Assert.Equal(1, there.Runs);
    }

    public void Dispose() => _scene.Dispose();

    private CachekitRuntime Process() => _scene.AnotherProcess(MasterKeys.UseFirst);

    [Secure]
    public sealed partial class Records(CachekitRuntime runtime)
    {
        private int _runs;

        public int Runs => Volatile.Read(ref _runs);

        public TaskCompletionSource Go { get; } = new();

        [Cache]
        public partial ValueTask<Patient?> FindAsync(int id);

        private ValueTask<Patient?> FindCoreAsync(int id)
        {
            _runs++;
            return new(id < 0 ? null : Patient.Create(id, "x"));
        }

        [Cache]
        public partial List<Address?> List(int id);

        private List<Address?> ListCore(int id)
        {
            _runs++;
            return [new Address("a", "b"), null];
        }

        [Cache]
        public partial IReadOnlyDictionary<string, (int, DateOnly?)> Map(int id);

        private IReadOnlyDictionary<string, (int, DateOnly?)> MapCore(int id)
        {
            _runs++;
            return new Dictionary<string, (int, DateOnly?)> { ["a"] = (id, new DateOnly(2026, 1, 2)), ["b"] = (0, null) };
        }

        [Cache]
        public partial Task<Patient> SlowAsync(int id);

        private async Task<Patient> SlowCoreAsync(int id)
        {
            Interlocked.Increment(ref _runs);
            await Go.Task;
            return Patient.Create(id, "slow");
        }
    }
}
