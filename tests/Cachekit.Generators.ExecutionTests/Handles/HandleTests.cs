namespace Cachekit.Generators.ExecutionTests.Handles;

/// <summary>What the typed handles do, for every form of a method.</summary>
public sealed partial class HandleTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryMember_WorksForAnAsyncMethod()
    {
        var forms = new Forms(_scene.Runtime);
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => forms.FindAsync(1, "a"),
            () => forms.Cached.Find.InvalidateAsync(1, "a", Token),
            () => forms.Cached.Find.InvalidateAllAsync(Token),
            () => forms.Cached.Find.RefreshAsync(1, "a", Token),
            () => forms.Cached.Find.TryGetAsync(1, "a", Token),
            value => forms.Cached.Find.SetAsync(1, "a", value, Token),
            () => forms.Cached.Find.Key(1, "a"),
            () => forms.Cached.Find.Info);
    }

    [Fact]
    public async Task EveryMember_WorksForASyncMethod()
    {
        var forms = new Forms(_scene.Runtime);
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => new(forms.Count(1)),
            () => forms.Cached.Count.InvalidateAsync(1, Token),
            () => forms.Cached.Count.InvalidateAllAsync(Token),
            () => forms.Cached.Count.RefreshAsync(1, Token),
            () => forms.Cached.Count.TryGetAsync(1, Token),
            value => forms.Cached.Count.SetAsync(1, value, Token),
            () => forms.Cached.Count.Key(1),
            () => forms.Cached.Count.Info);
    }

    [Fact]
    public async Task EveryMember_WorksForAGenericMethodOfAGenericType()
    {
        var forms = new GenericForms<string>(_scene.Runtime);
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => new(forms.FindAsync(DayOfWeek.Friday, 1)),
            () => forms.Cached.Find<DayOfWeek>().InvalidateAsync(DayOfWeek.Friday, Token),
            () => forms.Cached.Find<DayOfWeek>().InvalidateAllAsync(Token),
            () => forms.Cached.Find<DayOfWeek>().RefreshAsync(DayOfWeek.Friday, 1, Token),
            () => forms.Cached.Find<DayOfWeek>().TryGetAsync(DayOfWeek.Friday, Token),
            value => forms.Cached.Find<DayOfWeek>().SetAsync(DayOfWeek.Friday, value, Token),
            () => forms.Cached.Find<DayOfWeek>().Key(DayOfWeek.Friday),
            () => forms.Cached.Find<DayOfWeek>().Info);
    }

    [Fact]
    public async Task EveryMember_WorksForAMethodOfAStruct()
    {
        var forms = new StructForms(_scene.Runtime, "north");
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => new(forms.FindAsync(1)),
            () => forms.Cached.Find.InvalidateAsync(1, Token),
            () => forms.Cached.Find.InvalidateAllAsync(Token),
            () => forms.Cached.Find.RefreshAsync(1, Token),
            () => forms.Cached.Find.TryGetAsync(1, Token),
            value => forms.Cached.Find.SetAsync(1, value, Token),
            () => forms.Cached.Find.Key(1),
            () => forms.Cached.Find.Info);
    }

    [Fact]
    public async Task EveryMember_WorksForAStaticMethod()
    {
        StaticForms.Runtime = _scene.Runtime;
        await HandleStory.CheckAsync(
            _scene.Backend,
            () => new(StaticForms.FindAsync(1)),
            () => StaticForms.Cached.Find.InvalidateAsync(1, Token),
            () => StaticForms.Cached.Find.InvalidateAllAsync(Token),
            () => StaticForms.Cached.Find.RefreshAsync(1, Token),
            () => StaticForms.Cached.Find.TryGetAsync(1, Token),
            value => StaticForms.Cached.Find.SetAsync(1, value, Token),
            () => StaticForms.Cached.Find.Key(1),
            () => StaticForms.Cached.Find.Info);
    }

    [Fact]
    public async Task Overloads_HaveHandlesOfTheirOwn()
    {
        var overloads = new Overloads(_scene.Runtime);
        overloads.Get(1);
        overloads.Get("1");
        await overloads.GetAsync(1, "1");

        await overloads.Cached.GetByNumber.InvalidateAsync(1, Token);

        Assert.False((await overloads.Cached.GetByNumber.TryGetAsync(1, Token)).Found);
        Assert.True((await overloads.Cached.GetByText.TryGetAsync("1", Token)).Found);
        Assert.True((await overloads.Cached.GetAsync.TryGetAsync(1, "1", Token)).Found);
    }

    [Fact]
    public async Task TryGet_TellsACachedNullFromNothing()
    {
        var forms = new Forms(_scene.Runtime);
        Assert.Equal(new CacheLookup<string?>(CacheLayer.None, null), await forms.Cached.Nothing.TryGetAsync(1, Token));

        await forms.NothingAsync(1);

        Assert.Equal(new CacheLookup<string?>(CacheLayer.Local, null), await forms.Cached.Nothing.TryGetAsync(1, Token));
        var there = new Forms(_scene.AnotherProcess());
        Assert.Equal(new CacheLookup<string?>(CacheLayer.Backend, null), await there.Cached.Nothing.TryGetAsync(1, Token));
        Assert.Equal(new CacheLookup<string?>(CacheLayer.Local, null), await there.Cached.Nothing.TryGetAsync(1, Token));
    }

    [Fact]
    public async Task RefreshThatFails_LeavesTheEntryAsItWas()
    {
        var forms = new Forms(_scene.Runtime);
        var before = await forms.FindAsync(1, "a");
        var count = forms.Count(1);
        forms.Fails = true;

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await forms.Cached.Find.RefreshAsync(1, "a", Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await forms.Cached.Count.RefreshAsync(1, Token));

        Assert.Equal(before, await forms.FindAsync(1, "a"));
        Assert.Equal(count, forms.Count(1));
        Assert.Equal(before, await new Forms(_scene.AnotherProcess()).FindAsync(1, "a"));
    }

    [Fact]
    public async Task Set_IsSeenByTheNextCallHereAndThere()
    {
        var forms = new Forms(_scene.Runtime);
        var there = new Forms(_scene.AnotherProcess());

        await forms.Cached.Find.SetAsync(1, "a", 77, Token);

        Assert.Equal(77, await forms.FindAsync(1, "a"));
        Assert.Equal(77, await there.FindAsync(1, "a"));
        Assert.Equal(0, forms.Runs + there.Runs);
    }

    [Fact]
    public async Task CancelledToken_StopsEveryMember()
    {
        var forms = new Forms(_scene.Runtime);
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await forms.Cached.Find.RefreshAsync(1, "a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await forms.Cached.Find.TryGetAsync(1, "a", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await forms.Cached.Find.SetAsync(1, "a", 1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await forms.Cached.Count.RefreshAsync(1, cancelled));

        Assert.Equal(0, forms.Runs);
        Assert.Empty(_scene.Backend.Keys);
    }

    public void Dispose() => _scene.Dispose();
}
