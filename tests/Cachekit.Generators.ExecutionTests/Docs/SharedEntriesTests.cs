// Each guide is a program of its own, and all of them are in one assembly here.
#pragma warning disable CACHEKIT319

using System.Globalization;
using Cachekit;
using Cachekit.Encryption;
using Cachekit.Generators.ExecutionTests;
using Cachekit.Protocol;
using Cachekit.TestSupport;

namespace Guides.SharedEntries;

// <shared-class>
public sealed record Product(int Id, string Name, double UnitPrice, IReadOnlyList<string> Tags);

[CacheNamespace("catalog")]
public sealed partial class Catalog(CachekitRuntime runtime)
{
    [Cache(Interop = "get_product", InteropNaming = InteropNaming.SnakeCase, Ttl = "10m")]
    public partial Task<Product?> GetProductAsync(int id, bool archived = false, CancellationToken ct = default);
// </shared-class>

    public int Runs { get; private set; }

    [Invalidates(nameof(GetProductAsync))]
    public partial Task RenameAsync(int id, bool archived, string name);

    private static Task RenameCoreAsync(int id, bool archived, string name) => Task.CompletedTask;

    private Task<Product?> GetProductCoreAsync(int id, bool archived)
    {
        Runs++;
        return Task.FromResult(id == 0 ? null : new Product(id, "Widget", id < 0 ? double.NaN : 2, ["new"]));
    }
}

// <shared-secure>
[CacheNamespace("patients")]
public sealed partial class Clinic(CachekitRuntime runtime)
{
    [Cache(Preset.Secure, Interop = "get_name"), Secure(Tenant = "north")]
    public partial Task<string> GetNameAsync(int id);
// </shared-secure>

    private static Task<string> GetNameCoreAsync(int id) => Task.FromResult($"patient number {id}, whose name is long");
}

// <shared-v2>
[CacheNamespace("texts")]
public sealed partial class Texts(CachekitRuntime runtime)
{
    [Cache(Interop = "get_text", InteropVersion = InteropVersion.V2)]
    public partial Task<string> GetTextAsync(int id);
// </shared-v2>

    private static Task<string> GetTextCoreAsync(int id) => Task.FromResult(string.Concat(Enumerable.Repeat($"{id} ", 100)));
}

/// <summary>The names of members, as they are declared and in both other forms.</summary>
[CacheNamespace("names")]
public sealed partial class Names(CachekitRuntime runtime)
{
    public sealed record Named(string UserName, string HTTPServer, string Item2);

    [Cache(Interop = "declared")]
    public partial Named Declared(int id);

    [Cache(Interop = "snake", InteropNaming = InteropNaming.SnakeCase)]
    public partial Named Snake(int id);

    [Cache(Interop = "camel", InteropNaming = InteropNaming.CamelCase)]
    public partial Named Camel(int id);

    private static Named DeclaredCore(int id) => new("a", "b", "c");

    private static Named SnakeCore(int id) => DeclaredCore(id);

    private static Named CamelCore(int id) => DeclaredCore(id);
}

public enum Size
{
    Small = 1,
    Large = 300,
}

/// <summary>Every kind of argument that the guide has a row for.</summary>
[CacheNamespace("arguments")]
public sealed partial class Arguments(CachekitRuntime runtime)
{
    [Cache(Interop = "all")]
    public partial int All(
        long whole, double fraction, decimal price, string text, char letter, Size size, Guid id, byte[] bytes, DateTimeOffset at, DateTime utc, int? none,
        string[] list, HashSet<int> set, Dictionary<string, int> map, (int, string) pair, FileInfo file);

    private static int AllCore(
        long whole, double fraction, decimal price, string text, char letter, Size size, Guid id, byte[] bytes, DateTimeOffset at, DateTime utc, int? none,
        string[] list, HashSet<int> set, Dictionary<string, int> map, (int, string) pair, FileInfo file) => 1;
}

/// <summary>What the guide on shared entries promises.</summary>
public sealed class SharedEntriesTests : IDisposable
{
    private const string Key = "catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc";
    private const string Document = "84a2696407a46e616d65a6576964676574a47461677391a36e6577aa756e69745f7072696365cb4000000000000000";

    private readonly Scene _scene = new();
    private readonly LogRecorder _logs = new();

    public void Dispose()
    {
        _scene.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Entry_IsWhatTheGuideShows()
    {
        var catalog = new Catalog(_scene.Runtime);

        // <shared-calls>
        var product = await catalog.GetProductAsync(7);
        Console.WriteLine(catalog.Cached.GetProduct.Key(7));
        // catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc
        // </shared-calls>

        Assert.Equal("Widget", product!.Name);
        Assert.Equal([Key], _scene.Backend.Keys);
        Assert.Equal(Document, Hex(_scene.Backend.Peek(Key)!));
        Assert.Equal("9207c2", Hex(InteropKey.EncodeArguments(7, false)));
    }

    [Fact]
    public async Task EntryOfAnotherProgram_IsRead_InAnyOrderAndWithMoreMembers()
    {
        // unit_price as an integer, a member that we do not have, and another order.
        _scene.Backend.Plant(Key, Convert.FromHexString("85aa756e69745f707269636502a46e616d65a6576964676574a56f74686572c3a2696407a47461677390"));
        var catalog = new Catalog(_scene.Runtime);

        var product = await catalog.GetProductAsync(7);

        Assert.Equal((7, "Widget", 2.0, 0), (product!.Id, product.Name, product.UnitPrice, product.Tags.Count));
        Assert.Equal(0, catalog.Runs);
    }

    [Fact]
    public async Task Null_IsNil_AndCachedAsAnyValue()
    {
        var catalog = new Catalog(_scene.Runtime);
        Assert.Null(await catalog.GetProductAsync(0));
        Assert.Equal("c0", Hex(_scene.Backend.Peek(catalog.Cached.GetProduct.Key(0))!));
    }

    [Fact]
    public async Task ValueThatOthersCannotRead_IsTheCallersError()
    {
        var catalog = new Catalog(_scene.Runtime);
        await Assert.ThrowsAsync<CacheSerializationException>(() => catalog.GetProductAsync(-1));
        Assert.Empty(_scene.Backend.Keys);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("84a26964", false)]
    [InlineData(Document + "c0", false)]
    [InlineData(Document, true)]
    public async Task BytesThatAreNoValue_AreAMissAndReplaced(string stored, bool found)
    {
        _scene.Backend.Plant(Key, Convert.FromHexString(stored));
        var catalog = new Catalog(Process());

        await catalog.GetProductAsync(7);

        Assert.Equal(found ? 0 : 1, catalog.Runs);
        Assert.Equal(found ? [] : [1110], _logs.Ids);
        Assert.Equal(Document, Hex(_scene.Backend.Peek(Key)!));
    }

    [Fact]
    public void Names_AreWrittenAsTheMethodSays()
    {
        var names = new Names(_scene.Runtime);
        names.Declared(1);
        names.Snake(1);
        names.Camel(1);

        Assert.Equal(["HTTPServer", "Item2", "UserName"], MembersUnder(names.Cached.Declared.Key(1)));
        Assert.Equal(["http_server", "item2", "user_name"], MembersUnder(names.Cached.Snake.Key(1)));
        Assert.Equal(["httpServer", "item2", "userName"], MembersUnder(names.Cached.Camel.Key(1)));

        IEnumerable<string> MembersUnder(string key) => ((Dictionary<string, object?>)InteropValue.Decode(_scene.Backend.Peek(key)!)!).Keys.Order(StringComparer.Ordinal);
    }

    /// <summary>The rows of the table of arguments: what a method writes, and the bytes that the guide shows.</summary>
    [Fact]
    public void Arguments_HaveTheBytesOfTheTable()
    {
        var at = DateTimeOffset.Parse("2024-01-01T12:30:45.123456Z", CultureInfo.InvariantCulture);
        var utc = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var id = Guid.Parse("550e8400-e29b-41d4-a716-446655440000");
        object?[] arguments =
        [
            -33L, 2.5, 1.50m, "é", 'x', Size.Large, id, new byte[] { 0, 255 }, at, utc, null,
            new[] { "b", "a" }, new HashSet<int> { 10, 2 }, new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 }, (1, "a"), new FileInfo("/var/a"),
        ];
        string[] bytes =
        [
            "d0df", "cb4004000000000000", "a4312e3530", "a2c3a9", "a178", "cd012c", "d92435353065383430302d653239622d343164342d613731362d343436363535343430303030",
            "c40200ff", "cb41d964ac1d47e6b4", "ce65920080", "c0", "92a162a161", "92020a", "82a16101a16202", "9201a161", "a62f7661722f61",
        ];

        Assert.Equal("dc0010" + string.Concat(bytes), Hex(InteropKey.EncodeArguments(arguments)));
        Assert.All(arguments.Zip(bytes), row => Assert.Equal("91" + row.Second, Hex(InteropKey.EncodeArguments([row.First]))));

        var method = new Arguments(_scene.Runtime);
        Assert.Equal(
            InteropKey.Create("arguments", "all", arguments),
            method.Cached.All.Key(
                -33, 2.5, 1.50m, "é", 'x', Size.Large, id, [0, 255], at, utc, null, ["b", "a"], [10, 2], new() { ["b"] = 2, ["a"] = 1 }, (1, "a"), new FileInfo("/var/a")));
    }

    [Fact]
    public void WholeNumbers_AreIntegersInKeys_AndOffsetsDoNotCount()
    {
        Assert.Equal("9102", Hex(InteropKey.EncodeArguments(2.0)));
        Assert.Equal("9100", Hex(InteropKey.EncodeArguments(-0.0)));
        Assert.Equal(InteropKey.Create("a", "b", 2), InteropKey.Create("a", "b", 2.0f));
        Assert.NotEqual(InteropKey.Create("a", "b", 0.1), InteropKey.Create("a", "b", 0.1f));
        Assert.NotEqual(InteropKey.Create("a", "b", "2"), InteropKey.Create("a", "b", 2));
        var noon = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(InteropKey.Create("a", "b", noon), InteropKey.Create("a", "b", noon.ToOffset(TimeSpan.FromHours(2))));
        Assert.Equal(InteropKey.Create("a", "b", noon), InteropKey.Create("a", "b", noon.AddTicks(9)));
        Assert.Equal("90", Hex(InteropKey.EncodeArguments()));
        object?[] refused = [double.NaN, double.PositiveInfinity, new DateTime(2024, 1, 1), new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local), "\ud800", UInt128.MaxValue, new Product(1, "", 1, []), TimeSpan.Zero, new Dictionary<int, int> { [1] = 1 }];
        Assert.All(refused, argument => Assert.Throws<CacheKeyException>(() => InteropKey.Create("a", "b", [argument])));
    }

    /// <summary>The rows of the table of values.</summary>
    [Fact]
    public void Values_HaveTheBytesOfTheTable()
    {
        Assert.Equal("cb4000000000000000", Hex(InteropValue.Encode(2.0)));
        Assert.Equal("02", Hex(InteropValue.Encode(2)));
        Assert.Equal("a4312e3530", Hex(InteropValue.Encode(1.50m)));
        Assert.Equal("cd012c", Hex(InteropValue.Encode(Size.Large)));
        Assert.Equal("a178", Hex(InteropValue.Encode('x')));
        Assert.Equal("c0", Hex(InteropValue.Encode(null)));
        Assert.Equal("9201a161", Hex(InteropValue.Encode((1, "a"))));
        Assert.Equal("82a16101a16202", Hex(InteropValue.Encode(new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 })));
        AssertTime("__datetime__", "2024-01-01T12:30:45.123456+02:00", new DateTimeOffset(2024, 1, 1, 12, 30, 45, TimeSpan.FromHours(2)).AddTicks(1234569));
        AssertTime("__datetime__", "2024-01-01T12:30:45+00:00", new DateTime(2024, 1, 1, 12, 30, 45, DateTimeKind.Utc));
        AssertTime("__datetime__", "2024-01-01T12:30:45", new DateTime(2024, 1, 1, 12, 30, 45));
        AssertTime("__date__", "2024-01-01", new DateOnly(2024, 1, 1));
        AssertTime("__time__", "12:30:45.500000", new TimeOnly(12, 30, 45, 500));
        object[] refused = [new HashSet<int> { 1 }, TimeSpan.Zero, new Uri("https://a.example"), double.NaN, new Dictionary<int, int> { [1] = 1 }, new Version(1, 0)];
        Assert.All(refused, value => Assert.Throws<CacheSerializationException>(() => InteropValue.Encode(value)));

        static void AssertTime(string mark, string text, object value) => Assert.Equal(
            Hex(InteropValue.Encode(new Dictionary<string, object?> { [mark] = true, ["value"] = text })), Hex(InteropValue.Encode(value)));
    }

    [Fact]
    public async Task Version2_IsSmallerAndInAContainer()
    {
        var texts = new Texts(_scene.Runtime);
        var text = await texts.GetTextAsync(1_000_000);

        var stored = _scene.Backend.Peek(texts.Cached.GetText.Key(1_000_000))!;
        Assert.Equal("c10293", Hex(stored)[..6]);
        Assert.True(stored.Length < text.Length / 2);
        Assert.Equal(text, InteropValue.Decode(InteropContainer.Open(stored)));
    }

    [Fact]
    public async Task Secure_IsTheCiphertextAlone()
    {
        const string MasterKey = "6161616161616161616161616161616161616161616161616161616161616161";
        var clinic = new Clinic(_scene.AnotherProcess(options => options.Encryption.MasterKey = MasterKey));
        var name = await clinic.GetNameAsync(7);
        var key = clinic.Cached.GetName.Key(7);
        Assert.Equal(TimeSpan.FromMinutes(10), clinic.Cached.GetName.Info.Ttl);

        using var keyring = Keyring.FromHex(MasterKey);
        using var cipher = new EntryCipher(keyring, "north");
        var stored = _scene.Backend.Peek(key)!;
        var document = cipher.Decrypt(stored, new EntryBinding(key, Compressed: false));
        Assert.Equal(name, InteropValue.Decode(document));
        Assert.Equal(document.Length + 28, stored.Length);

        // A plain value under a secure operation looks like a forged one.
        _scene.Backend.Plant(key, document);
        var other = new Clinic(_scene.AnotherProcess(options => options.Encryption.MasterKey = MasterKey));
        var exception = await Assert.ThrowsAsync<CacheEncryptionException>(() => other.GetNameAsync(7));
        Assert.Equal(EncryptionErrorKind.Tampered, exception.Kind);
    }

    [Fact]
    public async Task Invalidation_ReachesOneEntryOnly()
    {
        var catalog = new Catalog(_scene.Runtime);
        await catalog.GetProductAsync(7);
        await catalog.RenameAsync(7, false, "Lamp");
        Assert.Empty(_scene.Backend.Keys);

        await catalog.GetProductAsync(7);
        await catalog.Cached.GetProduct.InvalidateAsync(7);
        Assert.Empty(_scene.Backend.Keys);

        await catalog.GetProductAsync(7);
        var exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await catalog.Cached.GetProduct.InvalidateAllAsync());
        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.Equal([Key], _scene.Backend.Keys);
        Assert.Equal(CacheLayer.Backend, (await catalog.Cached.GetProduct.TryGetAsync(7)).Layer);
        Assert.Equal(CacheLayer.Local, (await catalog.Cached.GetProduct.TryGetAsync(7)).Layer);

        exception = await Assert.ThrowsAsync<CacheBackendException>(async () => await _scene.Runtime.InvalidateNamespaceAsync("catalog"));
        Assert.Equal(BackendErrorKind.Permanent, exception.Kind);
        Assert.Contains(Key, _scene.Backend.Keys);
        Assert.Equal(CacheLayer.Backend, (await catalog.Cached.GetProduct.TryGetAsync(7)).Layer);
    }

    [Fact]
    public async Task Entry_CanBeReplaced()
    {
        var catalog = new Catalog(_scene.Runtime);
        await catalog.Cached.GetProduct.SetAsync(7, false, new Product(7, "Lamp", 2.5, []));
        Assert.Equal("Lamp", (await new Catalog(_scene.AnotherProcess()).GetProductAsync(7))!.Name);

        await catalog.Cached.GetProduct.RefreshAsync(7);
        Assert.Equal(Document, Hex(_scene.Backend.Peek(Key)!));
    }

    [Theory]
    [InlineData("81a2696407", 7, 0)]
    [InlineData("84a2696401a2696407aa756e69745f707269636501aa756e69745f7072696365ca40200000", 7, 2.5)]
    public async Task MissingMembersAreDefaults_AndTheLastOfTwoCounts(string stored, int id, double price)
    {
        _scene.Backend.Plant(Key, Convert.FromHexString(stored));
        var product = await new Catalog(_scene.Runtime).GetProductAsync(7);

        Assert.Equal((id, price), (product!.Id, product.UnitPrice));
    }

    [Fact]
    public async Task WithoutABackend_TheFirstUseFails()
    {
        using var runtime = new CachekitRuntime(new CachekitOptions().UseNoBackend());

        await Assert.ThrowsAsync<CacheConfigurationException>(() => new Catalog(runtime).GetProductAsync(7));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();

    private CachekitRuntime Process() => _scene.AnotherProcess(options => options.LoggerFactory = _logs);
}
