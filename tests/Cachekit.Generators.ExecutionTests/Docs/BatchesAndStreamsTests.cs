using System.Runtime.CompilerServices;
using Cachekit;
using Cachekit.Backends;
using Cachekit.Generators.ExecutionTests;
using Cachekit.TestSupport.Backends;
using Cachekit.TestSupport.Servers;

namespace Guides.Batches;

public sealed record Article(int Id, string Name);

public interface IArticleStore
{
    Task<Article?> FindAsync(int id, string shop, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<int, Article>> FindManyAsync(IReadOnlyList<int> ids, string shop, CancellationToken cancellationToken);

    IAsyncEnumerable<Article> ReadAllAsync(string shop, CancellationToken cancellationToken);
}

// <batches-method>
public sealed partial class Articles(IArticleStore store, CachekitRuntime runtime)
{
    [Cache(Ttl = "5m")]
    public partial Task<Article?> GetArticleAsync(int id, string shop, CancellationToken ct = default);

    private Task<Article?> GetArticleCoreAsync(int id, string shop, CancellationToken ct) => store.FindAsync(id, shop, ct);

    [Cache, CacheBatch(SharesWith = nameof(GetArticleAsync))]
    public partial Task<IReadOnlyDictionary<int, Article>> GetArticlesAsync(IReadOnlyList<int> ids, string shop, CancellationToken ct = default);

    // gets only the ids that neither layer has, each once
    private Task<IReadOnlyDictionary<int, Article>> GetArticlesCoreAsync(IReadOnlyList<int> ids, string shop, CancellationToken ct) =>
        store.FindManyAsync(ids, shop, ct);
}
// </batches-method>

// <streams-method>
public sealed partial class Exports(IArticleStore store, CachekitRuntime runtime)
{
    [Cache(Ttl = "10m")]
    public partial IAsyncEnumerable<Article> AllAsync(string shop, CancellationToken ct = default);

    private async IAsyncEnumerable<Article> AllCoreAsync(string shop, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var article in store.ReadAllAsync(shop, ct))
        {
            yield return article;
        }
    }
}
// </streams-method>

/// <summary>What the guide on batches and streams shows.</summary>
public sealed class BatchesAndStreamsTests : IDisposable
{
    private readonly Scene _scene = new();
    private readonly Store _store = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Handle_DoesWhatTheGuideSays()
    {
        var articles = new Articles(_store, _scene.Runtime);

        // <batches-handle>
        var found = await articles.GetArticlesAsync([1, 2, 3, 2], "eu");       // a dictionary by id
        var one = await articles.GetArticleAsync(2, "eu");                     // the same entry: no body runs

        await articles.Cached.GetArticles.InvalidateAsync([1, 2], "eu");       // the entries of these ids
        var fresh = await articles.Cached.GetArticles.RefreshAsync([1], "eu"); // runs the body for all of them
        var lookups = await articles.Cached.GetArticles.TryGetAsync([1, 2], "eu");
        var key = articles.Cached.GetArticles.Key(1, "eu");
        // </batches-handle>

        Assert.Equal([1, 2, 3], found.Keys.Order());
        Assert.Equal("eu 2", one!.Name);
        Assert.Equal([[1, 2, 3], [1]], _store.Asked);
        Assert.Equal(1, Assert.Single(fresh).Key);
        Assert.Equal([CacheLayer.Local, CacheLayer.None], lookups.Select(lookup => lookup.Layer));
        Assert.Equal(articles.Cached.GetArticle.Key(1, "eu"), key);
    }

    [Fact]
    public async Task MissingIds_AreMissing_AndTheMethodOfOneIdKnowsThem()
    {
        var articles = new Articles(_store, _scene.Runtime);

        Assert.Equal([1], (await articles.GetArticlesAsync([1, -1], "eu", Ct)).Keys);
        Assert.Equal([1], (await articles.GetArticlesAsync([1, -1], "eu", Ct)).Keys);
        Assert.Null(await articles.GetArticleAsync(-1, "eu", Ct));

        Assert.Single(_store.Asked);
        Assert.Equal(0, _store.Found);
    }

    [Fact]
    public async Task AnotherProcess_ReadsTheBatchWithOneRequest()
    {
        await new Articles(_store, _scene.Runtime).GetArticlesAsync([1, 2, 3], "eu", Ct);
        var backend = new BatchingBackend(_scene.Backend);
        var other = new Articles(_store, _scene.AnotherProcess(options => options.UseBackend(backend)));

        Assert.Equal(4, (await other.GetArticlesAsync([1, 2, 3, 4], "eu", Ct)).Count);

        Assert.Equal([4], _store.Asked[^1]);
        Assert.Equal([4, 2], backend.Reads);
        Assert.Equal([1], backend.Writes);
    }

    [Fact]
    public async Task Redis_SharesBatchesAndSingleEntriesBetweenProcesses()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
        await using var server = await RedisServer.StartAsync();
        using var first = new CachekitRuntime(Redis(server));
        using var second = new CachekitRuntime(Redis(server));
        var ids = Enumerable.Range(1, 300).ToArray();
        await new Articles(_store, first).GetArticleAsync(7, "eu", Ct);

        var made = await new Articles(_store, first).GetArticlesAsync(ids, "eu", Ct);
        var found = await new Articles(_store, second).GetArticlesAsync(ids, "eu", Ct);

        Assert.Equal(made.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
        Assert.Equal(ids.Where(id => id != 7), Assert.Single(_store.Asked));
        Assert.Equal(1, _store.Found);
        await new Articles(_store, second).Cached.GetArticles.InvalidateAsync([1, 2], "eu", Ct);
        using var third = new CachekitRuntime(Redis(server));
        await new Articles(_store, third).GetArticlesAsync([1, 2, 3], "eu", Ct);
        Assert.Equal([1, 2], _store.Asked[^1]);
    }

    [Fact]
    public async Task Redis_ReplaysAStream()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
        await using var server = await RedisServer.StartAsync();
        using var first = new CachekitRuntime(Redis(server));
        using var second = new CachekitRuntime(Redis(server));

        var made = await ToListAsync(new Exports(_store, first).AllAsync("eu", Ct));
        var found = await ToListAsync(new Exports(_store, second).AllAsync("eu").WithCancellation(Ct));

        Assert.Equal(made, found);
        Assert.Equal(100, found.Count);
        Assert.Equal(1, _store.Streams);
        Assert.Equal(100, (await new Exports(_store, second).Cached.All.TryGetAsync("eu", Ct)).Value!.Count);
        Assert.Equal(100, (await new Exports(_store, second).Cached.All.RefreshAsync("eu", Ct)).Count);
        Assert.Equal(2, _store.Streams);
    }

    [Fact]
    public async Task StoppedStream_IsReadAnew()
    {
        var exports = new Exports(_store, _scene.Runtime);
        await foreach (var article in exports.AllAsync("eu", Ct))
        {
            Assert.Equal(0, article.Id);
            break;
        }

        Assert.Equal(100, (await ToListAsync(exports.AllAsync("eu", Ct))).Count);
        Assert.Equal(100, (await ToListAsync(exports.AllAsync("eu", Ct))).Count);

        Assert.Equal(2, _store.Streams);
        await exports.Cached.All.InvalidateAsync("eu", Ct);
        Assert.Equal(100, (await ToListAsync(exports.AllAsync("eu", Ct))).Count);
        Assert.Equal(3, _store.Streams);
    }

    private static CachekitOptions Redis(RedisServer server)
    {
        var options = new CachekitOptions();
        options.UseRedis(redis =>
        {
            // Limits that no busy machine reaches.
            redis.Url = $"redis://{server.Address}";
            redis.SocketTimeout = redis.SocketConnectTimeout = TimeSpan.FromMinutes(1);
        });
        options.Resilience.Timeout.Enabled = false;
        return options;
    }

    private static Task<List<Article>> ToListAsync(IAsyncEnumerable<Article> stream) => ToListAsync(stream.WithCancellation(CancellationToken.None));

    private static async Task<List<Article>> ToListAsync(ConfiguredCancelableAsyncEnumerable<Article> stream)
    {
        var articles = new List<Article>();
        await foreach (var article in stream)
        {
            articles.Add(article);
        }

        return articles;
    }

    private sealed class Store : IArticleStore
    {
        public List<int[]> Asked { get; } = [];

        public int Found { get; private set; }

        public int Streams { get; private set; }

        public Task<Article?> FindAsync(int id, string shop, CancellationToken cancellationToken)
        {
            Found++;
            return Task.FromResult<Article?>(new Article(id, $"{shop} {id}"));
        }

        public Task<IReadOnlyDictionary<int, Article>> FindManyAsync(IReadOnlyList<int> ids, string shop, CancellationToken cancellationToken)
        {
            Asked.Add([.. ids]);
            return Task.FromResult<IReadOnlyDictionary<int, Article>>(ids.Where(id => id > 0).ToDictionary(id => id, id => new Article(id, $"{shop} {id}")));
        }

        public async IAsyncEnumerable<Article> ReadAllAsync(string shop, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Streams++;
            for (var id = 0; id < 100; id++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new Article(id, $"{shop} {id}");
            }
        }
    }
}
