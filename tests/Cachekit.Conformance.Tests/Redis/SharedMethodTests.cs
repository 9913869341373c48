using Cachekit.Backends;
using System.Globalization;
using Cachekit.Conformance.Tests.Json;
using Cachekit.Conformance.Tests.Peers;

namespace Cachekit.Conformance.Tests.Redis;

/// <summary>Cached methods that share their entries with another SDK's code on a real Redis: plain and encrypted, interop/v1 and v2.</summary>
public class SharedMethodTests(PythonPeer python, RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const string Tenant = "cross-sdk-test";
    private const int Count = 30;
    private static readonly string CurrentKey = new('6', 64);
    private static readonly string RetiredKey = new('5', 64);
    private static readonly Guid Owner = new("550e8400-e29b-41d4-a716-446655440000");
    private static readonly DateTimeOffset Since = new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.FromHours(-5)).AddTicks(1_234_567);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Entries_WrittenThere_AreReturnedHere(int version, bool secret)
    {
        using var store = Open();
        using var runtime = Runtime(store);
        var catalog = new SharedCatalog(runtime);
        python.Ask([.. Ids(100).Select(id =>
        {
            var request = Request("write_entry", version, secret, id);
            request["value"] = Json(SharedCatalog.Make(id, Tags(id), Price(id)));
            request["ttl"] = 600_000;
            if (secret)
            {
                request["master"] = RetiredKey;
            }

            return request;
        })]);

        foreach (var id in Ids(100))
        {
            var product = await catalog.GetAsync(version, secret, id, Owner, Since, Tags(id), Price(id));
            Assert.Equal(JsonText.Write(Json(SharedCatalog.Make(id, Tags(id), Price(id)))), JsonText.Write(Json(product)));
        }

        Assert.Equal(0, catalog.Calls);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Entries_WrittenHere_AreReadThere(int version, bool secret)
    {
        using var store = Open();
        using var runtime = Runtime(store);
        var catalog = new SharedCatalog(runtime);
        foreach (var id in Ids(200))
        {
            await catalog.GetAsync(version, secret, id, Owner, Since, Tags(id), Price(id));
        }

        var answers = python.Ask([.. Ids(200).Select(id =>
        {
            var request = Request("read_entry", version, secret, id);
            if (secret)
            {
                request["masters"] = new List<object?> { RetiredKey, CurrentKey };
            }

            return request;
        })]);
        var expected = python.Ask([.. Ids(200).Select(static id => new JsonMap { ["op"] = "encode_value", ["value"] = Json(SharedCatalog.Make(id, Tags(id), Price(id))) })]);

        Assert.Equal(Count, catalog.Calls);
        Assert.All(answers.Zip(expected), pair =>
        {
            Assert.False(pair.First.Has("refused"), JsonText.Write(pair.First));
            Assert.Equal(pair.Second.Text("data"), pair.First.Text("data"));
            Assert.Equal(secret ? "1" : "null", JsonText.Write(pair.First["servedBy"]));
        });
    }

    private static IEnumerable<int> Ids(int first) => Enumerable.Range(first, Count);

    private static string[] Tags(int id) => [.. Enumerable.Range(0, id % 20).Select(static i => "blue-widget" + (i % 3).ToString(CultureInfo.InvariantCulture))];

    private static double? Price(int id) => (id % 4) switch { 0 => null, 1 => id, _ => id / 4.0 };

    private static JsonMap? Json(SharedProduct? product) => product is null ? null : new JsonMap
    {
        ["id"] = product.Id,
        ["display_name"] = product.DisplayName,
        ["unit_price"] = Shown.Float(product.UnitPrice),
        ["listed_at"] = Ticks(product.ListedAt),
        ["tags"] = product.Tags.ToList<object?>(),
        ["bundle"] = Json(product.Bundle),
    };

    private static JsonMap Ticks(DateTimeOffset instant) => new()
    {
        // Whole microseconds, as all SDKs keep them.
        ["$ticks"] = new List<object?> { (instant.UtcTicks / 10 * 10).ToString(CultureInfo.InvariantCulture), (int)instant.Offset.TotalMinutes },
    };

    private JsonMap Request(string name, int version, bool secret, int id) => new()
    {
        ["op"] = name,
        ["port"] = redis.Port,
        ["namespace"] = version == 1 ? "catalog" : "catalog.v2",
        ["operation"] = secret ? "get_secret" : "get_plain",
        ["version"] = version,
        ["tenant"] = Tenant,
        ["args"] = new List<object?>
        {
            id,
            new JsonMap { ["$uuid"] = Owner.ToString() },
            new JsonMap { ["$ticks"] = new List<object?> { Since.UtcTicks.ToString(CultureInfo.InvariantCulture), 0 } },
            Tags(id).ToList<object?>(),
            Price(id) is { } price ? Shown.Float(price) : null,
        },
    };

    private RedisBackend Open()
    {
        python.Require();
        redis.Require();
        return redis.Backend();
    }

    private static CachekitRuntime Runtime(RedisBackend store)
    {
        var options = new CachekitOptions { UseAsAmbientDefault = false };
        options.UseBackend(store);

        // A read that a busy machine is late with would be made up for by a run of the body.
        options.Resilience.Timeout.Enabled = false;
        options.Encryption.MasterKey = CurrentKey;
        options.Encryption.PreviousMasterKeys = [RetiredKey];
        options.Encryption.Tenant = Tenant;
        return new CachekitRuntime(options);
    }
}
