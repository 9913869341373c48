using System.Numerics;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>An argument that no other SDK could have is the caller's error: nothing runs, and nothing is asked for or stored.</summary>
public sealed class InvalidArgumentTests : IDisposable
{
    private static readonly DateTime Unspecified = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly Scene _scene = new();

    public static TheoryData<string> Names => [.. Calls.Keys];

    private static Dictionary<string, Action<SharedArguments>> Calls => new()
    {
        ["NaN"] = a => a.Double(double.NaN),
        ["infinity"] = a => a.Double(double.PositiveInfinity),
        ["negative infinity"] = a => a.Float(float.NegativeInfinity),
        ["NaN of 16 bits"] = a => a.Half(Half.NaN),
        ["NaN in lists"] = a => a.Jagged([[1], [double.NaN]]),
        ["NaN in a map"] = a => a.Map(new() { ["a"] = double.NaN }),
        ["unspecified time"] = a => a.Utc(Unspecified),
        ["local time"] = a => a.Utc(DateTime.SpecifyKind(Unspecified, DateTimeKind.Local)),
        ["unspecified time in a tuple"] = a => a.OldPair(Tuple.Create(1, Unspecified)),
        ["lone surrogate"] = a => a.Text("\uD800"),
        ["lone surrogate as a character"] = a => a.Char('\uDC00'),
        ["lone surrogate in a list"] = a => a.List(["a", "\uDC00x"]),
        ["lone surrogate in a set"] = a => a.Texts(new HashSet<string> { "a", "\uD800" }),
        ["lone surrogate as the key of a map"] = a => a.Map(new() { ["\uD800"] = 1 }),
        ["lone surrogate in a tuple"] = a => a.Pair((1, "\uD800")),
        ["too large"] = a => a.Big(BigInteger.Pow(2, 64)),
        ["too small"] = a => a.Int128((Int128)long.MinValue - 1),
        ["too large without a sign"] = a => a.UInt128((UInt128)ulong.MaxValue + 1),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Call_RaisesToTheCaller(string name)
    {
        var arguments = new SharedArguments(_scene.Runtime);

        // Twice: the first call must leave nothing behind that would serve the second.
        for (var i = 0; i < 2; i++)
        {
            var exception = Assert.Throws<CacheKeyException>(() => Calls[name](arguments));
            Assert.Contains("'value' of 'Cachekit.Generators.ExecutionTests.Interop.SharedArguments.", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, arguments.Runs);
        Assert.Empty(_scene.Backend.Calls.All);
    }

    [Fact]
    public async Task EveryMemberOfTheHandle_RaisesToo()
    {
        var token = TestContext.Current.CancellationToken;
        var arguments = new SharedArguments(_scene.Runtime);

        Assert.Throws<CacheKeyException>(() => arguments.Cached.Double.Key(double.NaN));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await arguments.Cached.Double.TryGetAsync(double.NaN, token));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await arguments.Cached.Double.SetAsync(double.NaN, 1, token));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await arguments.Cached.Double.RefreshAsync(double.NaN, token));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await arguments.Cached.Double.InvalidateAsync(double.NaN, token));
        await Assert.ThrowsAsync<CacheKeyException>(async () => await arguments.Cached.Utc.TryGetAsync(Unspecified, token));

        Assert.Equal(0, arguments.Runs);
        Assert.Empty(_scene.Backend.Calls.All);
    }

    public void Dispose() => _scene.Dispose();
}
