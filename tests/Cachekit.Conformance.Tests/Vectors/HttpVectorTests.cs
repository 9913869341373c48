using Cachekit.Backends;
using Cachekit.Conformance.Tests.Json;
using Cachekit.TestSupport;

namespace Cachekit.Conformance.Tests.Vectors;

/// <summary>path-encoding.json and freshness-headers.json: what the HTTP backend puts on the wire, and how it reads what comes from there.</summary>
public sealed class HttpVectorTests(HttpVectorTests.Wire wire) : IClassFixture<HttpVectorTests.Wire>
{
    private const string PathFile = "path-encoding.json";
    private const string FreshnessFile = "freshness-headers.json";
    private const string Root = "/v1/cache/";

    public static IEnumerable<TheoryDataRow<string, string>> Paths => VectorSets.Cases(PathFile, "vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Labels => VectorSets.Cases(FreshnessFile, "freshness_vectors");

    public static IEnumerable<TheoryDataRow<string, string>> Bounds => VectorSets.Cases(FreshnessFile, "fresh_for_vectors");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Key_IsOneSegmentOfThePath(string set, string name)
    {
        var row = VectorSets.Row(set, PathFile, "vectors", name);
        var key = row.Text("key");
        await using var server = new WireServer();
        using var backend = Create(server);
        var operations = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
        {
            ["GET {0}"] = async () => (await backend.GetAsync(key, Token)).Dispose(),
            ["HEAD {0}"] = () => backend.ExistsAsync(key, Token).AsTask(),
            ["PUT {0}"] = () => backend.SetAsync(key, default, null, Token).AsTask(),
            ["DELETE {0}"] = () => backend.DeleteAsync(key, Token).AsTask(),
            ["PATCH {0}/ttl"] = () => backend.RefreshTtlAsync(key, TimeSpan.FromHours(1), Token).AsTask(),
            ["POST {0}/lock"] = () => backend.TryAcquireLockAsync(key, TimeSpan.FromSeconds(1), Token).AsTask(),
        };

        if (row.Has("reject") && row.Flag("reject"))
        {
            Assert.Null(row.OptionalText("encoded"));
            Assert.Null(row.OptionalText("decoded"));
            foreach (var run in operations.Values)
            {
                var refusal = await Assert.ThrowsAnyAsync<Exception>(run);
                Assert.True(refusal is ArgumentException or CacheBackendException { Kind: BackendErrorKind.Permanent }, refusal.ToString());
            }

            Assert.Empty(server.Requests);
            return;
        }

        foreach (var run in operations.Values)
        {
            await run();
        }

        string[] spellings = [row.Text("encoded"), .. row.Has("encoded_alternates") ? row.List("encoded_alternates").Cast<string>() : []];
        var segment = server.Requests[0].Target[Root.Length..];
        Assert.Contains(segment, spellings);
        Assert.Equal(row.Text("decoded"), Uri.UnescapeDataString(segment));
        Assert.Equal(operations.Keys.Select(form => form.Replace("{0}", Root + segment, StringComparison.Ordinal)), server.Requests.Select(static request => request.ToString()));
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Label_SaysWhetherTheValueIsStale(string set, string name)
    {
        var row = VectorSets.Row(set, FreshnessFile, "freshness_vectors", name);
        foreach (var value in await wire.ReadAsync("X-CacheKit-Freshness", row.OptionalText("value")))
        {
            Assert.True(value.Found);
            Assert.Equal(row.Flag("stale"), value.IsStale);
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public async Task Bound_SaysHowLongTheValueIsFresh(string set, string name)
    {
        var row = VectorSets.Row(set, FreshnessFile, "fresh_for_vectors", name);
        var expected = row.Members["fresh_for"] is JsonNumber seconds ? TimeSpan.FromSeconds(seconds.ToInt64()) : (TimeSpan?)null;
        foreach (var value in await wire.ReadAsync("X-CacheKit-Fresh-For", row.OptionalText("value")))
        {
            Assert.True(value.Found);
            Assert.False(value.IsStale);
            Assert.Equal(expected, value.Remaining);
        }
    }

    private static HttpBackend Create(WireServer server) => new(new HttpBackendOptions
    {
        ApiKey = "ck_test_vectors",
        ApiUrl = server.Url,
        AllowCustomHost = true,
        AllowPrivateNetwork = true,
        TrustedCertificates = server.Roots,
        MaxRetries = 0,
        Timeout = TimeSpan.FromSeconds(30),
    });

    /// <summary>One server and one backend for all rows that only differ in a header.</summary>
    public sealed class Wire : IAsyncLifetime
    {
        private readonly WireServer _server = new();
        private readonly HttpBackend _backend;

        public Wire() => _backend = Create(_server);

        public ValueTask InitializeAsync() => default;

        public ValueTask DisposeAsync()
        {
            _backend.Dispose();
            return _server.DisposeAsync();
        }

        /// <summary>What both kinds of members make of a header; <see langword="null"/>: it is not there.</summary>
        internal async Task<BackendValue[]> ReadAsync(string header, string? value)
        {
            _server.AnswerWith(WireAnswer.Status(200, [1], value is null ? [] : [$"{header}: {value}"]));
            return [await _backend.GetAsync("k", Token), await Task.Run(() => _backend.Get("k"), Token)];
        }
    }
}
