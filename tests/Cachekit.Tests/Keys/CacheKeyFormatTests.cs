using System.Text.Json;
using Cachekit.CompilerServices;
using Cachekit.Hashing;
using Cachekit.Keys;

namespace Cachekit.Tests.Keys;

public class CacheKeyFormatTests
{
    private const string HashOf42 = "3870b2ea5735ae639ded9450ef117768db676f037bec636503796c5b81095153";

    private delegate void Writing(ref KeyWriter writer);

    [Fact]
    public void Key_HasNamespaceFunctionHashAndCode() => Assert.Equal(
        $"ns:shop:func:Shop.Catalog.Get.0123456789abcdef:args:{HashOf42}:0s",
        CacheKeyFormat.ForKeyName("shop", "Shop.Catalog.Get.0123456789abcdef").Create(TestKey.Of(42)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void KeyWithoutNamespace_StartsWithTheFunction(string? ns) =>
        Assert.Equal($"func:F.d:args:{HashOf42}:1s", new CacheKeyFormat(ns, "F", "d", envelope: true).Create(TestKey.Of(42)));

    [Theory]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("a:b")]
    [InlineData("a\n")]
    [InlineData("\u00E4")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Namespace_OfOtherCharactersOrTooLong_IsRefused(string ns)
    {
        Assert.Throws<CacheConfigurationException>(() => new CacheKeyFormat(ns, "F"));
        Assert.Throws<CacheConfigurationException>(() => CacheKeyText.CreateMarker(ns));
    }

    [Theory]
    [InlineData("A.B+C<D>.M", "A.B_C_D_.M")]
    [InlineData("A..B...C", "A.B.C")]
    [InlineData("\u00C4.x y\n", "_.x_y_")]
    public void FunctionName_IsSanitised(string name, string expected) => Assert.Equal("func:" + expected, new CacheKeyFormat(null, name).Function);

    [Fact]
    public void LongFunctionName_IsCutBeforeTheDiscriminator()
    {
        var name = string.Concat(Enumerable.Repeat("abcdefghi.", 30));
        var function = new CacheKeyFormat(null, name, "0123456789abcdef").Function;
        Assert.Equal("func:".Length + 200, function.Length);
        Assert.EndsWith(".0123456789abcdef", function, StringComparison.Ordinal);
        Assert.Equal("func:" + name[..200], new CacheKeyFormat(null, name).Function);
        Assert.DoesNotContain("..", new CacheKeyFormat(null, new string('a', 182) + ".bcd", "0123456789abcdef").Function, StringComparison.Ordinal);
    }

    [Fact]
    public void LongKey_IsShortened()
    {
        var format = new CacheKeyFormat(new string('n', 60), $"Contoso.Catalog.{new string('Q', 90)}.GetProductAsync", discriminator: null, envelope: true);
        Assert.Equal($"ns:{new string('n', 47)}:b0e9ece469f0fa248ef3265e1023f95e", format.Create(TestKey.Of(42)));
    }

    [Theory]
    [InlineData(250)]
    [InlineData(251)]
    public void KeysOfMoreThan250Characters_AreShortened(int length)
    {
        var name = new string('f', length - "func::args::0s".Length - 64);
        Assert.Equal(length <= 250 ? length : 83, new CacheKeyFormat(null, name).Create(TestKey.Of(42)).Length);
    }

    [Fact]
    public void SpacesAndLineEnds_AreReplaced() => Assert.Equal("a_b__c", CacheKeyText.Finish("a b\r\nc"));

    [Fact]
    public void Markers_AreNoEntries()
    {
        Assert.Equal("ns:shop:func:F.d:invalidated", new CacheKeyFormat("shop", "F", "d").CreateMarker());
        Assert.Equal("func:F.d:invalidated", new CacheKeyFormat(null, "F", "d").CreateMarker());
        Assert.Equal("ns:shop:invalidated", CacheKeyText.CreateMarker("shop"));
        Assert.Equal("invalidated", CacheKeyText.CreateMarker(null));
    }

    [Fact]
    public void ArgumentWithoutForm_NamesTheMethod()
    {
        var format = new CacheKeyFormat(null, "Shop.Get");
        var message = Assert.Throws<CacheKeyException>(() => format.Create(TestKey.Of(default(DateTime)))).Message;
        Assert.Contains("Argument 'value' of 'Shop.Get'", message, StringComparison.Ordinal);
        Assert.Equal(message, Assert.Throws<CacheKeyException>(() => format.Verify(TestKey.Of(default(DateTime)))).Message);
        format.Verify(TestKey.Of(42));
    }

    [Fact]
    public void LargeArguments_LeaveTheStack()
    {
        var format = new CacheKeyFormat(null, "F");
        var text = new string('x', 100_000);
        Span<byte> digest = stackalloc byte[32];
        Blake2b.Hash([0x92, 0x91, 0xDB, 0x00, 0x01, 0x86, 0xA0, .. Enumerable.Repeat((byte)'x', 100_000), 0x80], digest);
        Assert.Equal($"func:F:args:{Convert.ToHexStringLower(digest)}:0s", format.Create(TestKey.Of(text)));
    }

    [Fact]
    public void Key_AllocatesOnlyTheString()
    {
        var format = CacheKeyFormat.ForKeyName("shop", "Shop.Catalog.Get.0123456789abcdef");
        var key = TestKey.Of(42);
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

    [Fact]
    public void WorkedExample_OfManyTypes_HasItsBytesAndHash()
    {
        var bytes = Written(static (ref KeyWriter writer) =>
        {
            writer.WriteArrayHeader(2);
            writer.WriteArrayHeader(7);
            writer.Write("alice");
            writer.Write(-0.0);
            writer.Write(new Guid("550e8400-e29b-41d4-a716-446655440000"));
            writer.Write(new DateTimeOffset(2024, 1, 1, 12, 30, 45, 123, 456, TimeSpan.FromHours(2)));
            writer.Write(1.50m);
            writer.WriteBinary([0x00, 0xFF]);
            writer.Write(2.0);
            writer.WriteMapHeader(2);
            writer.WriteName("a"u8);
            writer.WriteArrayHeader(2);
            writer.Write(true);
            writer.WriteNil();
            writer.WriteName("b"u8);
            writer.Write(-33);
        });
        Assert.Equal(
            "9297a5616c696365cb0000000000000000d92435353065383430302d653239622d343164342d613731362d343436363535343430303030d920323032342d30312d30315431323a33303a34352e3132333435362b30323a3030a4312e3530c40200ffcb400000000000000082a16192c3c0a162d0df",
            Convert.ToHexStringLower(bytes));
        Assert.Equal("8a73edac300add0f869954aa008d1fd4da795aad9cf39fcd28623619c9e30354", Hash(bytes));
    }

    // The rows of the shared vectors, so that they are checked where that directory is not.
    [Theory]
    [InlineData("[42]", "{}", HashOf42)]
    [InlineData("[1,\"two\",3.0]", "{}", "465e6bc8edd493c64748a0c405106db14d2bb481989bf1849481f1343982e179")]
    [InlineData("[\"alice\"]", "{\"age\":30}", "573b0961d0bf4e7207c6628a3f9e42c97a0cd01e276d8904ec5af6c877cd599e")]
    [InlineData("[1]", "{}", "386979f533ce537f0c42d385c8174948ebd58566ad81b32bebb830a187cb4387")]
    [InlineData("[null]", "{}", "073b96f1817ee2b2a26b6cee56401999e4dc2d8836d596927d0aad3e338c2f0b")]
    [InlineData("[{\"user\":{\"name\":\"alice\",\"ids\":[1,2,3]}}]", "{}", "14a3433f54d70b4cc452c3a140f8c3a0979acb3dc2baf7238dc4e6675265f3a8")]
    public void Vector_HasItsHash(string arguments, string named, string expected)
    {
        using var positional = JsonDocument.Parse(arguments);
        using var map = JsonDocument.Parse(named);
        Assert.Equal(expected, Hash(positional.RootElement, map.RootElement));
    }

    [Fact]
    public void SharedVectors_HaveTheirHashes()
    {
        var path = FindVectors();
        Assert.SkipWhen(path is null, "The shared vectors are not beside the repository; their rows are in the other test.");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var vectors = document.RootElement.GetProperty("vectors").EnumerateArray().ToList();
        Assert.NotEmpty(vectors);
        Assert.All(vectors, static vector => Assert.Contains(
            $":args:{Hash(vector.GetProperty("args"), vector.GetProperty("kwargs"))}:", vector.GetProperty("expected_key").GetString()!, StringComparison.Ordinal));
    }

    private static string? FindVectors()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", "vectors", "cache-keys.json");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static string Hash(JsonElement positional, JsonElement named) => Hash(Written((ref KeyWriter writer) =>
    {
        writer.WriteArrayHeader(2);
        Write(ref writer, positional);
        Write(ref writer, named);
    }));

    private static void Write(ref KeyWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                writer.WriteNil();
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Write(element.GetBoolean());
                break;
            case JsonValueKind.String:
                writer.Write(element.GetString());
                break;
            case JsonValueKind.Number when element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E'):
                writer.Write(element.GetDouble());
                break;
            case JsonValueKind.Number:
                writer.Write(System.Numerics.BigInteger.Parse(element.GetRawText(), System.Globalization.CultureInfo.InvariantCulture));
                break;
            case JsonValueKind.Array:
                writer.WriteArrayHeader(element.GetArrayLength());
                foreach (var item in element.EnumerateArray())
                {
                    Write(ref writer, item);
                }

                break;
            default:
                var members = element.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal).ToList();
                writer.WriteMapHeader(members.Count);
                foreach (var member in members)
                {
                    writer.Write(member.Name);
                    Write(ref writer, member.Value);
                }

                break;
        }
    }

    private static byte[] Written(Writing writing)
    {
        var writer = new KeyWriter(stackalloc byte[16], "F");
        writing(ref writer);
        var bytes = writer.Written.ToArray();
        writer.Dispose();
        return bytes;
    }

    private static string Hash(byte[] bytes)
    {
        Span<byte> digest = stackalloc byte[32];
        Blake2b.Hash(bytes, digest);
        return Convert.ToHexStringLower(digest);
    }
}
