namespace Cachekit.Generators.ExecutionTests.Keys;

/// <summary>What the keys in a backend look like, and what of the attributes is in them.</summary>
public sealed partial class KeyTextTests : IDisposable
{
    private const string Here = "Cachekit.Generators.ExecutionTests.Keys.KeyTextTests.";

    private readonly Scene _scene = new();

    [Fact]
    public void Key_HasTheLayoutOfTheProtocol()
    {
        var shop = new Shop(_scene.Runtime);

        var key = shop.Cached.Get.Key(1);

        Assert.Matches(@"^ns:shop-1:func:Cachekit\.Generators\.ExecutionTests\.Keys\.KeyTextTests\.Shop\.Get\.[0-9a-f]{16}:args:[0-9a-f]{64}:1s$", key);
        shop.Get(1);
        Assert.Equal([key], _scene.Backend.Keys);
    }

    [Fact]
    public void KeyWithoutANamespace_BeginsWithTheFunction() =>
        Assert.StartsWith("func:" + Here + "Plain.Get.", new Plain(_scene.Runtime).Cached.Get.Key(1), StringComparison.Ordinal);

    [Fact]
    public void NamespaceOfTheMethod_WinsOverTheOneOfItsType()
    {
        Assert.StartsWith("ns:own:func:", new Shop(_scene.Runtime).Cached.Own.Key(1), StringComparison.Ordinal);
        Assert.Equal("own", new Shop(_scene.Runtime).Cached.Own.Info.Namespace);
    }

    [Fact]
    public async Task KeyThatIsTooLong_IsShortenedAndStillTellsArgumentsApart()
    {
        var here = new LongNames(_scene.Runtime);
        var there = new LongNames(_scene.AnotherProcess());

        var one = await here.ThisMethodHasANameThatIsMuchLongerThanAnybodyWouldWantToTypeASecondTimeAsync(1);
        var two = await here.ThisMethodHasANameThatIsMuchLongerThanAnybodyWouldWantToTypeASecondTimeAsync(2);

        Assert.NotEqual(one, two);
        Assert.Equal(2, _scene.Backend.Keys.Count);
        Assert.All(_scene.Backend.Keys, key => Assert.Matches("^ns:a-namespace-of-exactly-forty-six-characters46x::[0-9a-f]{32}$", key));
        Assert.Contains(here.Cached.ThisMethodHasANameThatIsMuchLongerThanAnybodyWouldWantToTypeASecondTime.Key(2), _scene.Backend.Keys);
        Assert.Equal(two, await there.ThisMethodHasANameThatIsMuchLongerThanAnybodyWouldWantToTypeASecondTimeAsync(2));
    }

    public void Dispose() => _scene.Dispose();

    [CacheNamespace("shop-1")]
    public sealed partial class Shop(CachekitRuntime runtime)
    {
        [Cache]
        public partial int Get(int id);

        private static int GetCore(int id) => id;

        [Cache(Namespace = "own")]
        public partial int Own(int id);

        private static int OwnCore(int id) => id;
    }

    public sealed partial class Plain(CachekitRuntime runtime)
    {
        [Cache]
        public partial int Get(int id);

        private static int GetCore(int id) => id;
    }

    [CacheNamespace("a-namespace-of-exactly-forty-six-characters46x")]
    public sealed partial class LongNames(CachekitRuntime runtime)
    {
        private static int _runs;

        [Cache]
        public partial Task<int> ThisMethodHasANameThatIsMuchLongerThanAnybodyWouldWantToTypeASecondTimeAsync(int id);

        private static Task<int> ThisMethodHasANameThatIsMuchLongerThanAnybodyWouldWantToTypeASecondTimeCoreAsync(int id) => Task.FromResult(++_runs);
    }
}
