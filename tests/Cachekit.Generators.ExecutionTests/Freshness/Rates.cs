using Cachekit.CompilerServices;

namespace Cachekit.Generators.ExecutionTests.Freshness;

/// <summary>Bodies that know how long their results are good, and what they can do later on other instances.</summary>
public partial class Rates(CachekitRuntime runtime, string region)
{
    [CacheKey]
    public string Region { get; set; } = region;

    public CachePrevious<int>? Seen { get; private set; }

    [Cache]
    public partial Task<int> GetAsync(int id, [CacheIgnore] string log);

    [Cache]
    public partial int Next(int id);

    [Cache]
    public partial ValueTask<int> PlainAsync(int id);

    [Cache]
    public static partial int Fixed(int id);

    /// <summary>The body of <see cref="GetAsync"/> and the key that it makes of its owner and its arguments.</summary>
    public (IAsyncFreshnessBody<int> Body, Type? OwnerType, Func<object, (IAsyncFreshnessBody<int> Body, string Key)> MovedTo, Func<string> Key) BodyOf(int id)
    {
        var body = new __Cachekit.GetMethod.Body(this, id, "log");
        IOwnedBody<__Cachekit.GetMethod.Key, __Cachekit.GetMethod.Body> owned = body;
        return (
            body,
            owned.OwnerType,
            owner =>
            {
                var moved = owned.MovedTo(owner);
                return (moved, TextOf(((IOwnedBody<__Cachekit.GetMethod.Key, __Cachekit.GetMethod.Body>)moved).GetKey()));
            },
            () => TextOf(owned.GetKey()));
    }

    private string TextOf(__Cachekit.GetMethod.Key key) => __Cachekit.GetMethod.Cache.In(runtime).GetKey(key);

    private Task<Cacheable<int>> GetCoreAsync(CachePrevious<int> previous, int id, string log, CancellationToken ct)
    {
        Seen = previous;
        return Task.FromResult(id < 0 ? Cacheable.Unchanged<int>() : Cacheable.Of(Region.Length * id));
    }

    private Cacheable<int> NextCore(int id) => Cacheable.Of(id + 1);

    private ValueTask<int> PlainCoreAsync(int id, CachePrevious<int> previous) => new(previous.Found ? previous.Value : id);

    private static int FixedCore(int id, CachePrevious<int> previous) => previous.Found ? previous.Value : id;
}
