namespace Cachekit.Generators.ExecutionTests.Freshness;

/// <summary>Bodies that return a <see cref="Cacheable{T}"/> or take a <see cref="CachePrevious{T}"/>, and bodies that move.</summary>
public sealed class BodyTests : IDisposable
{
    private readonly Scene _scene = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Methods_ReturnTheValueInside()
    {
        var rates = new Rates(_scene.Runtime, "eu");

        Assert.Equal(6, await rates.GetAsync(3, "x"));
        Assert.Equal(4, rates.Next(3));
        Assert.Equal(5, await rates.PlainAsync(5));
        Assert.Equal(5, Rates.Fixed(5));
        Assert.Equal(6, (await rates.Cached.Get.TryGetAsync(3, Token)).Value);
    }

    [Fact]
    public async Task Body_GetsWhatTheCacheHolds_AndMayAnswerThatItIsStillRight()
    {
        var rates = new Rates(_scene.Runtime, "eu");
        var (body, _, _, _) = rates.BodyOf(-1);
        var previous = new CachePrevious<int>(Found: true, 7, "v1");

        var result = await body.InvokeAsync(previous, Token);

        Assert.True(result.IsUnchanged);
        Assert.Equal(previous, rates.Seen);
    }

    [Fact]
    public async Task UnchangedWithoutAPreviousValue_IsAMistakeOfTheBody()
    {
        var (body, _, _, _) = new Rates(_scene.Runtime, "eu").BodyOf(-1);

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await body.InvokeAsync(Token));

        Assert.Contains("Cacheable.Unchanged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MovedBody_RunsOnTheOtherInstanceWithTheSameArguments()
    {
        var rates = new Rates(_scene.Runtime, "eu");
        var other = new Rates(_scene.Runtime, "world");

        var (moved, key) = rates.BodyOf(3).MovedTo(other);

        Assert.Equal(15, (await moved.InvokeAsync(default, Token)).Value);
        Assert.Equal(other.Cached.Get.Key(3), key);
        Assert.NotNull(other.Seen);
        Assert.Null(rates.Seen);
    }

    [Fact]
    public void OwnerType_IsTheClassOfTheInstance()
    {
        Assert.Equal(typeof(Rates), new Rates(_scene.Runtime, "eu").BodyOf(1).OwnerType);
        Assert.Equal(typeof(EuropeanRates), new EuropeanRates(_scene.Runtime).BodyOf(1).OwnerType);
    }

    [Fact]
    public void Key_IsThatOfTheInstanceAsItIsNow()
    {
        var rates = new Rates(_scene.Runtime, "eu");
        var key = rates.BodyOf(3).Key;
        Assert.Equal(rates.Cached.Get.Key(3), key());

        var before = key();
        rates.Region = "world";

        Assert.NotEqual(before, key());
        Assert.Equal(rates.Cached.Get.Key(3), key());
    }

    public void Dispose() => _scene.Dispose();
}
