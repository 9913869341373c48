using Cachekit;
using Cachekit.Generators.ExecutionTests;
using Cachekit.Generators.ExecutionTests.Docs;

namespace Guides.Methods;

public sealed record User(int Id, string Name);

public interface IUserStore
{
    User? Find(int id);

    Task<User?> FindAsync(int id, CancellationToken cancellationToken);
}

// <methods-forms>
public sealed partial class Users(IUserStore store)
{
    [Cache]                                                          // T
    public partial User? GetUser(int id);

    private User? GetUserCore(int id) => store.Find(id);

    [Cache]                                                          // Task<T>
    public partial Task<User?> GetUserAsync(int id, CancellationToken ct = default);

    private Task<User?> GetUserCoreAsync(int id, CancellationToken ct) => store.FindAsync(id, ct);

    [Cache]                                                          // ValueTask<T>, a default value
    public partial ValueTask<string> GreetAsync(string name, string language = "en");

    private static ValueTask<string> GreetCoreAsync(string name, string language) => new($"{language}: {name}");

    [Cache(Source = nameof(LoadTotal))]                              // another name for the body, params
    public partial long Total(params int[] ids);

    private static long LoadTotal(int[] ids) => ids.Sum(id => (long)id);

    [Cache]                                                          // static, generic
    public static partial string NameOf<T>(T value)
        where T : struct, Enum;

    private static string NameOfCore<T>(T value)
        where T : struct, Enum => value.ToString();
}
// </methods-forms>

// <methods-settings>
[CacheDefaults(Preset.Production, Ttl = "10m", StaleFor = "1h", Namespace = "shop")]
public sealed partial class Shop(CachekitRuntime runtime)
{
    [Cache]                                                          // 10 minutes, and an hour more where the body fails
    public partial Task<string> DescribeAsync(int id);

    private static Task<string> DescribeCoreAsync(int id) => Task.FromResult($"product {id}");

    [Cache(Ttl = "30s", StaleFor = "0s", Priority = CachePriority.Low)]
    public partial Task<int> CountStockAsync(int id);

    private static Task<int> CountStockCoreAsync(int id) => Task.FromResult(id);
}
// </methods-settings>

public interface IRateSource
{
    Task<(decimal? Rate, string? ETag, TimeSpan Life)> ReadAsync(string currency, string? ifNoneMatch, CancellationToken cancellationToken);
}

// <methods-freshness>
public sealed partial class Exchange(CachekitRuntime runtime, IRateSource source)
{
    [Cache]
    public partial Task<decimal> GetRateAsync(string currency, CancellationToken ct = default);

    private async Task<Cacheable<decimal>> GetRateCoreAsync(string currency, CachePrevious<decimal> previous, CancellationToken ct)
    {
        var (rate, etag, life) = await source.ReadAsync(currency, previous.Validator, ct);
        return rate is { } changed
            ? new Cacheable<decimal>(changed) { Ttl = life, Validator = etag }
            : Cacheable.Unchanged<decimal>(life);
    }
}
// </methods-freshness>

public interface IOrderStore
{
    Task<int> CountAsync(int userId, Status status);

    Task AddAsync(int userId, string text);
}

// <methods-tags>
public enum Status { Open, Paid }

public sealed partial class Orders(CachekitRuntime runtime, IOrderStore store)
{
    [Cache, CacheTag("orders"), CacheTag("user:{userId}")]
    public partial Task<int> CountAsync(int userId, Status status);

    private Task<int> CountCoreAsync(int userId, Status status) => store.CountAsync(userId, status);

    [InvalidatesTag("user:{userId}")]
    public partial Task AddAsync(int userId, string text);

    private Task AddCoreAsync(int userId, string text) => store.AddAsync(userId, text);
}
// </methods-tags>

// <methods-runtime>
public sealed partial class Reports(CachekitRuntime runtime)
{
    [Cache(Ttl = "1h")]
    public partial string Render(int id);

    private static string RenderCore(int id) => $"report {id}";
}
// </methods-runtime>

// <methods-key-members>
public sealed partial class TenantCatalog(CachekitRuntime runtime, string tenant)
{
    [CacheKey]
    private string Tenant => tenant;

    [Cache]
    public partial string Describe(int id, [CacheIgnore] string traceId);

    private string DescribeCore(int id, string traceId) => $"{tenant} {id} for {traceId}";

    [Cache]
    public partial string Render([CacheKey] int id, object template, Action<string> log);

    private string RenderCore(int id, object template, Action<string> log) => $"{tenant} {id} {template}";
}
// </methods-key-members>

public sealed partial class Names(CachekitRuntime runtime)
{
    private sealed record Row(int Id);

    [Cache]
    public partial string Get();

    private static string GetCore() => "none";

    [Cache]
    public partial string Get(int id);

    private static string GetCore(int id) => $"int {id}";

    [Cache]
    public partial string Get(string id);

    private static string GetCore(string id) => $"text {id}";

    [Cache]
    public partial Task<string> FindAsync(int id);

    private static Task<string> FindCoreAsync(int id) => Task.FromResult($"id {id}");

    [Cache]
    public partial Task<string> FindAsync(string name, int page);

    private static Task<string> FindCoreAsync(string name, int page) => Task.FromResult($"name {name} {page}");

    [Cache]
    public partial Task<string> ReadAsync(int id);

    private static Task<string> ReadCoreAsync(int id) => Task.FromResult($"id {id}");

    [Cache]
    public partial Task<string> ReadAsync(string id);

    private static Task<string> ReadCoreAsync(string id) => Task.FromResult($"text {id}");

    [Cache]
    private partial Task<Row> LoadAsync(int id);

    private static Task<Row> LoadCoreAsync(int id) => Task.FromResult(new Row(id));

    public string LoadKey() => CachedLoad.Key(1);

    [Cache]
    internal partial int Count(int id);

    private static int CountCore(int id) => id;
}

public partial class Base(CachekitRuntime runtime)
{
    protected CachekitRuntime Runtime => runtime;

    [Cache]
    public partial int Twice(int id);

    private static int TwiceCore(int id) => id * 2;
}

public partial class Derived : Base
{
    public Derived(CachekitRuntime runtime)
        : base(runtime)
    {
    }

    [Cache]
    public partial int Thrice(int id);

    private static int ThriceCore(int id) => id * 3;
}

/// <summary>What the guide on methods says about names, bodies and arguments.</summary>
public sealed partial class MethodsTests : IDisposable
{
    private readonly Scene _scene = new();

    static MethodsTests() => Ambient.Prepare();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Handles_ReachEveryForm()
    {
        var store = new Store();
        var users = new Users(store);

        // <methods-handles>
        await users.Cached.GetUser.InvalidateAsync(1);               // GetUser
        await users.Cached.GetUserAsync.RefreshAsync(1);             // GetUserAsync: both forms exist, so it keeps its Async
        await users.Cached.Greet.TryGetAsync("Ann");                 // GreetAsync; the default language is the same entry
        await users.Cached.Total.InvalidateAsync(1, 2, 3);           // params
        await Users.StaticCached.NameOf<DayOfWeek>().InvalidateAllAsync();
        // </methods-handles>

        Assert.Equal(1, store.Reads);
        await users.GetUserAsync(1, TestContext.Current.CancellationToken);
        Assert.Equal(1, store.Reads);
        Assert.Equal(6, users.Total(1, 2, 3));
        Assert.Equal(nameof(DayOfWeek.Friday), Users.NameOf(DayOfWeek.Friday));
        Assert.Equal(users.Cached.Greet.Key("Ann"), users.Cached.Greet.Key("Ann", "en"));
    }

    [Fact]
    public void Settings_AreTheNearestOnes()
    {
        var cached = new Shop(_scene.Runtime).Cached;

        Assert.Equal(("shop", TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)), (cached.Describe.Info.Namespace, cached.Describe.Info.Ttl, cached.Describe.Info.StaleFor));
        Assert.Equal(
            (TimeSpan.FromSeconds(30), TimeSpan.Zero, CachePriority.Low), (cached.CountStock.Info.Ttl, cached.CountStock.Info.StaleFor, cached.CountStock.Info.Priority));
    }

    [Fact]
    public async Task Body_SaysItsOwnFreshness() =>
        Assert.Equal(1.5m, await new Exchange(_scene.Runtime, new Rates()).GetRateAsync("eur", TestContext.Current.CancellationToken));

    [Fact]
    public async Task Tag_InvalidatesItsEntries()
    {
        var store = new OrderStore();
        var orders = new Orders(_scene.Runtime, store);
        Assert.Equal((0, 0), (await orders.CountAsync(1, Status.Open), await orders.CountAsync(2, Status.Open)));

        await orders.AddAsync(1, "a book");

        Assert.Equal(1, await orders.CountAsync(1, Status.Open));
        Assert.Equal(0, await orders.CountAsync(2, Status.Open));
    }

    [Fact]
    public void Overloads_HaveTheNamesOfTheGuide()
    {
        var cached = new Names(_scene.Runtime).Cached;
        string[] keys =
        [
            cached.Get.Key(), cached.GetByInt32Id.Key(1), cached.GetByStringId.Key("1"),
            cached.FindById.Key(1), cached.FindByNameAndPage.Key("a", 1),
            cached.ReadByInt32Id.Key(1), cached.ReadByStringId.Key("1"),
            new Names(_scene.Runtime).LoadKey(), cached.Count.Key(1),
        ];

        Assert.Distinct(keys);
    }

    [Fact]
    public async Task DerivedType_HidesTheHandlesOfItsBase()
    {
        var derived = new Derived(_scene.Runtime);
        Assert.Equal((4, 6), (derived.Twice(2), derived.Thrice(2)));

        await derived.Cached.Thrice.InvalidateAsync(2, TestContext.Current.CancellationToken);
        // <methods-derived>
        await ((Base)derived).Cached.Twice.InvalidateAsync(2);
        // </methods-derived>

        Assert.False((await ((Base)derived).Cached.Twice.TryGetAsync(2, TestContext.Current.CancellationToken)).Found);
    }

    [Fact]
    public void KeyMembers_DecideWhatIsShared()
    {
        var north = new TenantCatalog(_scene.Runtime, "north");
        var south = new TenantCatalog(_scene.Runtime, "south");

        Assert.Equal("north 1 for a", north.Describe(1, "a"));
        Assert.Equal("north 1 for a", north.Describe(1, "b"));
        Assert.Equal("south 1 for c", south.Describe(1, "c"));
        Assert.Equal("north 1 x", north.Render(1, "x", _ => { }));
        Assert.Equal("north 1 x", north.Render(1, "y", _ => { }));
    }

    [Fact]
    public void Runtime_IsTheOneOfTheType()
    {
        var reports = new Reports(_scene.Runtime);

        Assert.Equal("report 1", reports.Render(1));
        Assert.Single(_scene.Backend.Keys);
    }

    [Fact]
    public async Task BodyThatCallsItself_IsAnException()
    {
        var circle = new Circle(_scene.Runtime);

        await Assert.ThrowsAsync<InvalidOperationException>(() => circle.GetAsync(1));
    }

    private sealed class Store : IUserStore
    {
        public int Reads { get; private set; }

        public User? Find(int id) => new(id, "user");

        public Task<User?> FindAsync(int id, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult<User?>(new(id, "user"));
        }
    }

    private sealed partial class Circle(CachekitRuntime runtime)
    {
        [Cache]
        public partial Task<int> GetAsync(int id);

#pragma warning disable CACHEKIT013 // What the compiler warns of is what is tried here.
        private Task<int> GetCoreAsync(int id) => GetAsync(id);
#pragma warning restore CACHEKIT013
    }

    private sealed class Rates : IRateSource
    {
        public Task<(decimal? Rate, string? ETag, TimeSpan Life)> ReadAsync(string currency, string? ifNoneMatch, CancellationToken cancellationToken) =>
            Task.FromResult<(decimal?, string?, TimeSpan)>((1.5m, "1", TimeSpan.FromMinutes(1)));
    }

    private sealed class OrderStore : IOrderStore
    {
        private int _orders;

        public Task<int> CountAsync(int userId, Status status) => Task.FromResult(_orders);

        public Task AddAsync(int userId, string text)
        {
            _orders++;
            return Task.CompletedTask;
        }
    }
}
