using Cachekit.CompilerServices;
using Cachekit.Keys;
using Cachekit.Protocol;

namespace Cachekit.Tests.Keys;

public class InteropKeyFormatTests
{
    [Fact]
    public void WorkedExample_HasItsKey() => Assert.Equal(
        "catalog:get_product:57f26e4b37e3738f6af9b6f623e1753715e63a7f016c728f70451875ac8884fc",
        new InteropKeyFormat("catalog", "get_product", "Shop.Catalog.Get").Create(new ProductKey(7, false)));

    [Fact]
    public void Key_IsTheOneOfTheUntypedArguments()
    {
        var format = new InteropKeyFormat("t", "op", "F");
        Assert.Equal(InteropKey.Create("t", "op", 2.0), format.Create(TestKey.Of(2.0)));
        Assert.Equal(InteropKey.Create("t", "op", 2), format.Create(TestKey.Of(2.0f)));
        Assert.Equal(InteropKey.Create("t", "op", (object?)null), format.Create(TestKey.Of<string>(null)));
        Assert.Equal(InteropKey.Create("t", "op", DateTimeOffset.UnixEpoch), format.Create(TestKey.Of(DateTime.UnixEpoch)));
    }

    [Fact]
    public void EncodedArgument_IsTheArgument()
    {
        var format = new InteropKeyFormat("t", "op", "F");
        var instant = new DateTimeOffset(2024, 1, 1, 14, 30, 45, 123, 456, TimeSpan.FromHours(2));
        var encoded = new EncodedKey(KeyParts.EncodeInterop(KeyParts.Of<DateTimeOffset>(), "at", instant));
        Assert.Equal(format.Create(TestKey.Of(instant)), format.Create(encoded));
    }

    [Fact]
    public void Refusal_NamesArgumentAndMethod()
    {
        KeyFormat format = new InteropKeyFormat("t", "op", "Shop.Catalog.Get");
        var created = Assert.Throws<CacheKeyException>(() => format.Create(TestKey.Of(double.NaN)));
        var verified = Assert.Throws<CacheKeyException>(() => format.Verify(TestKey.Of(double.NaN)));
        Assert.StartsWith("Argument 'value' of 'Shop.Catalog.Get' is NaN or infinite", created.Message, StringComparison.Ordinal);
        Assert.Equal(created.Message, verified.Message);
        format.Verify(TestKey.Of(1.0));
    }

    [Theory]
    [InlineData(null, "op")]
    [InlineData("ns", "op")]
    [InlineData("t", "Op")]
    public void BadSegments_AreRefusedWhenTheMethodIsRegistered(string? ns, string operation) => Assert.StartsWith(
        "'Shop.Catalog.Get' cannot share its entries: The ",
        Assert.Throws<CacheConfigurationException>(() => new InteropKeyFormat(ns, operation, "Shop.Catalog.Get")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Key_AllocatesOnlyTheString()
    {
        KeyFormat format = new InteropKeyFormat("catalog", "get_product", "Shop.Catalog.Get");
        var key = new ProductKey(7, true);
        var length = format.Create(key).Length;
        var least = long.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            // The least of many: the runtime allocates for itself now and then.
            var before = GC.GetAllocatedBytesForCurrentThread();
            format.Create(key);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, length * 2, (length * 2) + 40);
    }

    private readonly record struct ProductKey(int Id, bool Full) : ICacheKey<ProductKey>
    {
        public static int Count => 2;

        public ProductKey Snapshot() => this;

        public void WriteTo(ref KeyWriter writer)
        {
            writer.Argument("id");
            writer.Write(Id);
            writer.Argument("full");
            writer.Write(Full);
        }
    }

    private readonly record struct EncodedKey(byte[] At) : ICacheKey<EncodedKey>
    {
        public static int Count => 1;

        public EncodedKey Snapshot() => this;

        public void WriteTo(ref KeyWriter writer) => writer.WriteEncoded(At);
    }
}
