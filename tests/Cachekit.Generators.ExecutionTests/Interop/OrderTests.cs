using System.Text.Json;
using Cachekit.Protocol;

namespace Cachekit.Generators.ExecutionTests.Interop;

/// <summary>Records in shared values: named by each policy, in both versions of the format.</summary>
public sealed partial class OrderTests : IDisposable
{
    private readonly Scene _scene = new();

    public static TheoryData<string> Names => [.. Policies.Keys];

    private static Dictionary<string, (Func<string, string> Name, Func<Orders, int, ValueTask<Order>> Call)> Policies => new()
    {
        ["declared"] = (name => name, (orders, id) => orders.DeclaredAsync(id)),
        ["snake"] = (JsonNamingPolicy.SnakeCaseLower.ConvertName, (orders, id) => new(orders.Snake(id))),
        ["camel"] = (JsonNamingPolicy.CamelCase.ConvertName, (orders, id) => new(orders.CamelAsync(id))),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Record_IsAMapOfItsNamedMembers(string policy)
    {
        var (name, call) = Policies[policy];
        var order = Order.Create();

        order.AssertSame(await call(new Orders(_scene.Runtime), 1));

        Assert.Equal(InteropValue.Encode(order.AsTree(name)), _scene.Backend.Peek(InteropKey.Create("orders", policy, 1)));
        var there = new Orders(_scene.AnotherProcess());
        order.AssertSame(await call(there, 1));
        order.AssertSame(await call(there, 1));
        Assert.Equal(0, there.Runs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task RecordOfAnotherSdk_IsRead(string policy)
    {
        var (name, call) = Policies[policy];
        var order = Order.Create() with { Gift = new OrderLine("g", 1) };
        _scene.Backend.Plant(InteropKey.Create("orders", policy, 1), InteropValue.Encode(order.AsTree(name)));
        var orders = new Orders(_scene.Runtime);

        order.AssertSame(await call(orders, 1));

        Assert.Equal(0, orders.Runs);
    }

    [Fact]
    public void Version2_IsTheContainerOfTheSameDocument()
    {
        var order = Order.Create();
        var orders = new Orders(_scene.Runtime);
        order.AssertSame(orders.Contained(1));

        var key = InteropKey.Create("orders2", "contained", 1);
        var stored = _scene.Backend.Peek(key)!;
        Assert.Equal([0xC1, 0x02], stored[..2]);
        Assert.Equal(InteropValue.Encode(order.AsTree(name => name)), InteropContainer.Open(stored));

        var other = order with { OrderID = 8 };
        _scene.Backend.Plant(key, InteropContainer.Write(InteropValue.Encode(other.AsTree(name => name))));
        other.AssertSame(new Orders(_scene.AnotherProcess()).Contained(1));
    }

    [Fact]
    public void WrongVersionUnderAKey_IsAMissAndIsOverwritten()
    {
        var order = Order.Create();
        var document = InteropValue.Encode(order.AsTree(name => name));
        var (plainKey, containerKey) = (InteropKey.Create("orders", "plain", 1), InteropKey.Create("orders2", "contained", 1));
        _scene.Backend.Plant(plainKey, InteropContainer.Write(document));
        _scene.Backend.Plant(containerKey, document);
        var orders = new Orders(_scene.Runtime);

        order.AssertSame(orders.Plain(1));
        order.AssertSame(orders.Contained(1));

        Assert.Equal(2, orders.Runs);
        Assert.Equal(document, _scene.Backend.Peek(plainKey));
        Assert.Equal(document, InteropContainer.Open(_scene.Backend.Peek(containerKey)!));
    }

    [Fact]
    public void TwoVersionsInOneNamespace_AreRefusedBeforeTheBody()
    {
        Assert.Equal(1, new First(_scene.Runtime).One(1));
        var second = new Second(_scene.Runtime);

        var exception = Assert.Throws<CacheConfigurationException>(() => second.Two(1));

        Assert.Contains("First.One", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, second.Runs);
    }

    [Fact]
    public async Task ValueWithoutASharedForm_IsTheCallersError()
    {
        var orders = new Orders(_scene.Runtime);

        await Assert.ThrowsAsync<CacheSerializationException>(async () => await orders.NumberAsync(double.NaN.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await Assert.ThrowsAsync<CacheSerializationException>(async () => await orders.Cached.Number.SetAsync("1", double.PositiveInfinity, TestContext.Current.CancellationToken));
        Assert.Throws<CacheSerializationException>(() => orders.Text("\uD800x"));

        Assert.Empty(_scene.Backend.Keys);
    }

    public void Dispose() => _scene.Dispose();

    [CacheNamespace("orders")]
    public sealed partial class Orders(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache(Interop = "declared")]
        public partial ValueTask<Order> DeclaredAsync(int id);

        private ValueTask<Order> DeclaredCoreAsync(int id) => new(Run());

        [Cache(Interop = "snake", InteropNaming = InteropNaming.SnakeCase)]
        public partial Order Snake(int id);

        private Order SnakeCore(int id) => Run();

        [Cache(Interop = "camel", InteropNaming = InteropNaming.CamelCase)]
        public partial Task<Order> CamelAsync(int id);

        private Task<Order> CamelCoreAsync(int id) => Task.FromResult(Run());

        [Cache(Interop = "plain")]
        public partial Order Plain(int id);

        private Order PlainCore(int id) => Run();

        [Cache(Interop = "contained", Namespace = "orders2", InteropVersion = InteropVersion.V2)]
        public partial Order Contained(int id);

        private Order ContainedCore(int id) => Run();

        [Cache(Interop = "number")]
        public partial Task<double> NumberAsync(string text);

        private Task<double> NumberCoreAsync(string text) => Task.FromResult(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

        [Cache(Interop = "text")]
        public partial string Text([CacheIgnore] string text);

        private string TextCore(string text) => text;

        private Order Run()
        {
            Runs++;
            return Order.Create();
        }
    }

    // The compiler sees the mixture in one type, and cannot see it in several.
    public sealed partial class First(CachekitRuntime runtime)
    {
        [Cache(Interop = "one", Namespace = "mixed")]
        public partial int One(int id);

        private int OneCore(int id) => id;
    }

    public sealed partial class Second(CachekitRuntime runtime)
    {
        public int Runs { get; private set; }

        [Cache(Interop = "two", Namespace = "mixed", InteropVersion = InteropVersion.V2)]
        public partial int Two(int id);

        private int TwoCore(int id) => ++Runs;
    }
}
