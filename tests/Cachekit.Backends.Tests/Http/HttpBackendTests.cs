using Cachekit.Pipeline;
using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>Every endpoint and its statuses, as they stand in the contract of the API.</summary>
public class HttpBackendTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Get_SendsWhatTheContractAsks_AndReturnsTheBytes(bool sync)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, [0, 1, 0xFF], "Content-Type: application/octet-stream", "X-CacheKit-Freshness: fresh", "X-CacheKit-Fresh-For: 90"));

        var found = await world.GetAsync("ns:a b", sync);

        Assert.True(found.Is);
        Assert.Equal([0, 1, 0xFF], found.Bytes);
        Assert.Equal(TimeSpan.FromSeconds(90), found.Remaining);
        Assert.False(found.IsStale);
        var request = Assert.Single(world.Server.Requests);
        Assert.Equal("GET /v1/cache/ns%3Aa%20b", request.ToString());
        Assert.Equal($"Bearer {ApiKey}", request["Authorization"]);
        Assert.Equal("disabled", request["X-CacheKit-L1-Status"]);
        Assert.True(Guid.TryParseExact(request["X-CacheKit-Session-ID"], "D", out _));
        Assert.Equal("0", request["X-CacheKit-L1-Hits"]);
        Assert.Equal("0.000", request["X-CacheKit-L1-Hit-Rate"]);
        Assert.Equal("cachekit-dotnet", request["User-Agent"]);
        Assert.Null(request["X-TTL"]);
        Assert.Null(request["Content-Length"]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Get_OfAMissingEntry_IsAMiss_AndTheConnectionServesOn(bool sync)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(404, """{"error":"not found"}"""));
        for (var i = 0; i < 6; i++)
        {
            Assert.False((await world.GetAsync("k", sync)).Is);
        }

        AssertReused(world);
        Assert.Equal("1", world.Server.Requests[1]["X-CacheKit-Misses"]);
    }

    [Theory]
    [InlineData(null, null, false, -1)]
    [InlineData("fresh", "0", false, 0)]
    [InlineData("fresh", "17", false, 17)]
    [InlineData("stale", "17", true, 0)]
    [InlineData("stale", null, true, 0)]
    [InlineData("", null, true, 0)]
    [InlineData("fresh", "", false, 0)]
    [InlineData("fresh", "1 7", false, 0)]
    [InlineData("fresh", " 17 ", false, 17)]
    [InlineData("Fresh", null, true, 0)]
    [InlineData("fresh", "\u00B2", false, 0)]
    public async Task Freshness_IsReadAsTheContractSays(string? label, string? bound, bool isStale, int remaining)
    {
        await using var world = new HttpWorld();
        List<string> headers = [];
        headers.AddRange(label is null ? [] : [$"X-CacheKit-Freshness: {label}"]);
        headers.AddRange(bound is null ? [] : [$"X-CacheKit-Fresh-For: {bound}"]);
        world.Server.AnswerWith(WireAnswer.Status(200, [1], [.. headers]));

        var found = await world.GetAsync("k");

        Assert.True(found.Is);
        Assert.Equal(isStale, found.IsStale);
        Assert.Equal(remaining < 0 ? null : TimeSpan.FromSeconds(remaining), found.Remaining);
    }

    [Fact]
    public async Task Freshness_InSeveralHeaders_IsOneList()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(
            WireAnswer.Status(200, [1], "X-CacheKit-Freshness: fresh", "X-CacheKit-Freshness: fresh"),
            WireAnswer.Status(200, [1], "X-CacheKit-Fresh-For: 10", "X-CacheKit-Fresh-For: 10"));
        Assert.True((await world.GetAsync("k")).IsStale);
        Assert.Equal(TimeSpan.Zero, (await world.GetAsync("k")).Remaining);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 10 * 1024 * 1024)]
    [InlineData(true, 10 * 1024 * 1024)]
    public async Task Values_OfAnySize_AreReadWhole_WithAndWithoutALength(bool sync, int size)
    {
        var value = new byte[size];
        new Random(7).NextBytes(value);
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, value), WireAnswer.Chunked(value, 77_777));
        for (var i = 0; i < 2; i++)
        {
            var found = await world.GetAsync("k", sync);
            Assert.True(found.Is);
            Assert.True(value.AsSpan().SequenceEqual(found.Bytes));
            Assert.Null(found.Remaining);
        }
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 10 * 1024 * 1024)]
    [InlineData(true, 10 * 1024 * 1024)]
    public async Task Set_SendsTheBytesAndTheLife(bool sync, int size)
    {
        var value = new byte[size];
        new Random(7).NextBytes(value);
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, """{"success":true}"""), WireAnswer.Status(201), WireAnswer.Status(204));

        await world.SetAsync("k", value, TimeSpan.FromSeconds(0.3), sync);
        await world.SetAsync("k", value, null, sync);
        await world.SetAsync("k", value, TimeSpan.FromDays(30), sync);

        Assert.Equal(["1", null, "2592000"], world.Server.Requests.Select(static request => request["X-CacheKit-TTL"]));
        Assert.All(world.Server.Requests, request =>
        {
            Assert.Equal("PUT /v1/cache/k", request.ToString());
            Assert.Equal("application/octet-stream", request["Content-Type"]);
            Assert.Null(request["X-TTL"]);
            Assert.Null(request["X-CacheKit-Stale-TTL"]);
            Assert.True(value.AsSpan().SequenceEqual(request.Body));
        });
        AssertReused(world);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2_592_000.1)]
    [InlineData(1e9)]
    public async Task Life_OutOfRange_IsRefusedBeforeARequest(double seconds)
    {
        await using var world = new HttpWorld();
        var ttl = TimeSpan.FromSeconds(seconds);
        var failures = new[]
        {
            await FailureAsync(() => world.SetAsync("k", default, ttl)),
            await FailureAsync(() => world.SetAsync("k", default, ttl, sync: true)),
            await FailureAsync(() => world.Backend.SetAsync("k", default, ttl, Minute, Token).AsTask()),
            await FailureAsync(() => world.Backend.RefreshTtlAsync("k", ttl, Token).AsTask()),
        };
        Assert.All(failures, static failure =>
        {
            Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
            Assert.Contains("Use more than zero and at most 30 days", failure.Message, StringComparison.Ordinal);
        });
        Assert.Empty(world.Server.Requests);
    }

    [Theory]
    [InlineData(60, 0, null)]
    [InlineData(60, 0.2, "1")]
    [InlineData(60, 30, "30")]
    [InlineData(1, 2_591_999, "2591999")]
    public async Task StaleWindow_IsSentInWholeSeconds(double ttl, double stale, string? sent)
    {
        await using var world = new HttpWorld();
        await world.Backend.SetAsync("k", new byte[] { 1 }, TimeSpan.FromSeconds(ttl), TimeSpan.FromSeconds(stale), Token);
        await Task.Run(() => world.Backend.Set("k", new byte[] { 1 }, TimeSpan.FromSeconds(ttl), TimeSpan.FromSeconds(stale)), Token);
        Assert.Equal([sent, sent], world.Server.Requests.Select(static request => request["X-CacheKit-Stale-TTL"]));
        Assert.Equal(["PUT", "PUT"], world.Server.Requests.Select(static request => request.Method));
    }

    [Theory]
    [InlineData(60, -1)]
    [InlineData(2, 2_591_999)]
    [InlineData(2_592_000, 0.1)]
    [InlineData(60, 2_592_000)]
    public async Task StaleWindow_OutOfRange_IsRefusedBeforeARequest(double ttl, double stale)
    {
        await using var world = new HttpWorld();
        var failure = await FailureAsync(() => world.Backend.SetAsync("k", default, TimeSpan.FromSeconds(ttl), TimeSpan.FromSeconds(stale), Token).AsTask());
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("at most 30 days for both together", failure.Message, StringComparison.Ordinal);
        Assert.Empty(world.Server.Requests);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(404, false)]
    public async Task Delete_TellsWhatCanBeKnown(int status, bool expected)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(status));
        Assert.Equal(expected, await world.Backend.DeleteAsync("k", Token));
        Assert.Equal(expected, await Task.Run(() => world.Backend.Delete("k"), Token));
        Assert.All(world.Server.Requests, static request => Assert.Equal("DELETE /v1/cache/k", request.ToString()));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 70000\r\nX-CacheKit-Freshness: nonsense\r\n\r\n", true)]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\nX-CacheKit-Freshness: fresh\r\n\r\n", false)]
    public async Task Exists_AsksForTheHeadOnly(string answer, bool expected)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Raw(answer, close: false));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(expected, await world.Backend.ExistsAsync("k", Token));
            Assert.Equal(expected, await Task.Run(() => world.Backend.Exists("k"), Token));
        }

        Assert.All(world.Server.Requests, static request => Assert.Equal("HEAD /v1/cache/k", request.ToString()));
        AssertReused(world);
    }

    [Theory]
    [InlineData(200, """{"ttl": 3542}""", 3542)]
    [InlineData(200, """{"other": {"ttl": 1}, "ttl": 3542.0}""", 3542)]
    [InlineData(200, """{"ttl": null}""", -1)]
    [InlineData(404, "", -1)]
    public async Task GetTtl_IsTheServersNumber(int status, string body, int expected)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(status, body));
        var ttl = expected < 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(expected);
        Assert.Equal(ttl, await world.Backend.GetTtlAsync("k", Token));
        Assert.Equal(ttl, await Task.Run(() => world.Backend.GetTtl("k"), Token));
        Assert.All(world.Server.Requests, static request => Assert.Equal("GET /v1/cache/k/ttl", request.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ttl": "7"}""")]
    [InlineData("""{"ttl": -7}""")]
    [InlineData("""{"ttl": 1e300}""")]
    [InlineData("""{"ttl": 7""")]
    [InlineData("""{"ttl": 7} trailing""")]
    public async Task GetTtl_OfGarbage_IsAFailure(string body)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, body));
        var failure = await FailureAsync(() => world.Backend.GetTtlAsync("k", Token).AsTask());
        Assert.Equal(BackendErrorKind.Unknown, failure.Kind);
    }

    [Fact]
    public async Task RefreshTtl_SendsTheLife()
    {
        await using var world = new HttpWorld();
        Assert.True(await world.Backend.RefreshTtlAsync("k", TimeSpan.FromSeconds(7199.5), Token));
        Assert.True(await Task.Run(() => world.Backend.RefreshTtl("k", TimeSpan.FromSeconds(7200)), Token));
        Assert.All(world.Server.Requests, static request =>
        {
            Assert.Equal("PATCH /v1/cache/k/ttl", request.ToString());
            Assert.Equal("""{"ttl":7200}""", request.Text);
            Assert.Equal("application/json", request["Content-Type"]);
        });
        world.Server.AnswerWith(WireAnswer.Status(404));
        Assert.False(await world.Backend.RefreshTtlAsync("k", Minute, Token));
    }

    [Theory]
    [InlineData(409, "only writing it anew")]
    [InlineData(400, "use a shorter life")]
    public async Task RefreshTtl_ThatTheServerRefuses_SaysWhy(int status, string expected)
    {
        await using var world = new HttpWorld(static options => options.MaxRetries = 3);
        world.Server.AnswerWith(WireAnswer.Status(status, "no way"));
        var failure = await FailureAsync(() => world.Backend.RefreshTtlAsync("k", Minute, Token).AsTask());
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("no way", failure.Message, StringComparison.Ordinal);
        Assert.Single(world.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Lock_IsTakenByTheIdInTheBody_AndGivenBackWithItsHeader(bool sync)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, """{"lock_id":"6f0c5f4e-id"}"""));

        var held = await world.RunAsync(sync, static b => b.TryAcquireLock("a:b", TimeSpan.FromMilliseconds(4999.5)), static b => b.TryAcquireLockAsync("a:b", TimeSpan.FromSeconds(5), Token).AsTask());

        Assert.NotNull(held);
        Assert.Equal("a:b", held.Key);
        Assert.False(held.TryRenew(Minute));
        Assert.False(await held.TryRenewAsync(Minute, Token));
        Assert.True(await world.RunAsync(sync, _ => held.Release(), _ => held.ReleaseAsync(Token).AsTask()));
        var (taking, giving) = (world.Server.Requests[0], world.Server.Requests[1]);
        Assert.Equal("POST /v1/cache/a%3Ab/lock", taking.ToString());
        Assert.Equal("""{"timeout_ms":5000}""", taking.Text);
        Assert.Equal("application/json", taking["Content-Type"]);
        Assert.Equal("DELETE /v1/cache/a%3Ab/lock", giving.ToString());
        Assert.Equal("6f0c5f4e-id", giving["X-CacheKit-Lock-Id"]);

        world.Server.AnswerWith(WireAnswer.Status(404));
        Assert.False(await held.ReleaseAsync(Token));
    }

    [Fact]
    public async Task LockId_ThatTheServerRepeats_IsNotShown()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, """{"lock_id":"6f0c5f4e-id"}"""), WireAnswer.Status(400, "no lock 6f0c5f4e-id here"));
        var held = await world.Backend.TryAcquireLockAsync("k", Minute, Token);
        var failure = await FailureAsync(() => held!.ReleaseAsync(Token).AsTask());
        Assert.Contains("no lock *** here", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("6f0c5f4e", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongestHold_IsSent()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, """{"lock_id":"x"}"""));
        Assert.NotNull(await world.Backend.TryAcquireLockAsync("k", TimeSpan.MaxValue, Token));
        Assert.Equal("""{"timeout_ms":922337203685478}""", Assert.Single(world.Server.Requests).Text);
    }

    [Theory]
    [InlineData(200, """{"lock_id":null}""")]
    [InlineData(201, """{"lock_id":""}""")]
    [InlineData(200, """{"lock_id":"  "}""")]
    [InlineData(200, """{"lock_id":5}""")]
    [InlineData(200, """{"lock_id":{"lock_id":"x"}}""")]
    [InlineData(200, """{"nested":{"lock_id":"x"}}""")]
    [InlineData(200, """{"lock_id":"a\r\nX-Evil: 1"}""")]
    [InlineData(200, """{"lock_id":"x" """)]
    [InlineData(200, "{}")]
    [InlineData(200, "locked")]
    [InlineData(204, "")]
    [InlineData(409, """{"error":"locked"}""")]
    public async Task Lock_WithoutAnId_IsContested(int status, string body)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(status == 204 ? WireAnswer.Raw("HTTP/1.1 204 No\r\n\r\n", close: false) : WireAnswer.Status(status, body));
        Assert.Null(await world.Backend.TryAcquireLockAsync("k", Minute, Token));
    }

    [Fact]
    public async Task Lock_IsHeldByItsId_WhateverTheGoodStatus()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(202, """{"lock_id":"x"}"""));
        Assert.NotNull(await world.Backend.TryAcquireLockAsync("k", Minute, Token));
    }

    [Theory]
    [InlineData("""{"status":"ok","cache_entries":12,"active_locks":1}""", 12L)]
    [InlineData("""{"version":"1.4.0"}""", null)]
    [InlineData("{}", null)]
    public async Task Health_ReadsWhatIsThere(string body, long? entries)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, body));
        var health = await world.Backend.CheckHealthAsync(Token);
        Assert.True(health.IsHealthy);
        Assert.NotNull(health.Latency);
        Assert.Equal("http", health.Details["backend_type"]);
        Assert.Equal(entries, health.Details.GetValueOrDefault("cache_entries"));
        var request = Assert.Single(world.Server.Requests);
        Assert.Equal("GET /v1/cache/health", request.ToString());
        Assert.NotNull(request["X-CacheKit-L1-Status"]);
    }

    [Theory]
    [InlineData(200, "<html>log in</html>", BackendErrorKind.Unknown)]
    [InlineData(200, """{"status":"down"}""", BackendErrorKind.Unknown)]
    [InlineData(503, "", BackendErrorKind.Transient)]
    [InlineData(401, "", BackendErrorKind.Authentication)]
    public async Task Health_OfAServerThatIsNotWell_IsAnOutcome(int status, string body, BackendErrorKind kind)
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(status, body));
        var health = await world.Backend.CheckHealthAsync(Token);
        Assert.False(health.IsHealthy);
        Assert.Null(health.Latency);
        Assert.Equal(-1d, health.Details["latency_ms"]);
        Assert.Equal(kind, Assert.IsAssignableFrom<CacheBackendException>(health.Error).Kind);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("health")]
    [InlineData("ttl")]
    [InlineData("lock")]
    public Task Key_WithAnotherMeaning_IsRefusedBeforeARequest(string key) => AssertRefusedAsync(key);

    // Attributes cannot hold such text.
    [Fact]
    public async Task Key_ThatIsNotWellFormed_IsRefusedBeforeARequest()
    {
        await AssertRefusedAsync("a\uD800b");
        await AssertRefusedAsync("\uDC00");
        await AssertRefusedAsync("\uDC00\uD800");
        await AssertRefusedAsync("\U0001F600\uD83D");
    }

    private static async Task AssertRefusedAsync(string key)
    {
        await using var world = new HttpWorld();
        foreach (var run in new Func<Task>[]
        {
            () => world.GetAsync(key),
            () => world.GetAsync(key, sync: true),
            () => world.SetAsync(key, default, null),
            () => world.Backend.DeleteAsync(key, Token).AsTask(),
            () => world.Backend.ExistsAsync(key, Token).AsTask(),
            () => world.Backend.GetTtlAsync(key, Token).AsTask(),
            () => world.Backend.RefreshTtlAsync(key, Minute, Token).AsTask(),
            () => world.Backend.TryAcquireLockAsync(key, Minute, Token).AsTask(),
        })
        {
            Assert.Equal(BackendErrorKind.Permanent, (await FailureAsync(run)).Kind);
        }

        Assert.Empty(world.Server.Requests);
    }

    [Fact]
    public async Task Key_ThatIsTooLong_IsRefused_AndAnEmptyOneIsAnArgument()
    {
        await using var world = new HttpWorld();
        Assert.Contains("too long", (await FailureAsync(() => world.GetAsync(new string(':', 30_000)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => world.GetAsync(""));
        await Assert.ThrowsAsync<ArgumentNullException>(() => world.GetAsync(null!));
        Assert.Throws<ArgumentException>(() => world.Backend.Set("", default, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Backend.TryAcquireLock("k", TimeSpan.Zero));
        Assert.Empty(world.Server.Requests);
    }

    [Fact]
    public async Task ApiUrl_WithAPath_ComesBeforeThatOfTheApi()
    {
        await using var world = new HttpWorld(static options => options.ApiUrl += "/team/cache/");
        await world.GetAsync("x/../y%2F");
        Assert.Equal("/team/cache/v1/cache/x%2F..%2Fy%252F", Assert.Single(world.Server.Requests).Target);
    }

    [Fact]
    public async Task Metrics_OfTheCacheInFront_AreSent()
    {
        var usage = new CacheUsage(LocalEnabled: true, LocalHits: 1, BackendHits: 1, Misses: 1);
        await using var world = new HttpWorld(seams: new HttpBackendSeams { Usage = () => usage });
        await world.GetAsync("k");
        var request = Assert.Single(world.Server.Requests);
        Assert.Equal("miss", request["X-CacheKit-L1-Status"]);
        Assert.Equal("1", request["X-CacheKit-L1-Hits"]);
        Assert.Equal("1", request["X-CacheKit-L2-Hits"]);
        Assert.Equal("1", request["X-CacheKit-Misses"]);
        Assert.Equal("0.333", request["X-CacheKit-L1-Hit-Rate"]);
        Assert.True(long.Parse(request["X-CacheKit-Session-Start"]!, System.Globalization.CultureInfo.InvariantCulture) > 1_700_000_000_000);
    }

    [Fact]
    public async Task Metrics_NeverGoDown_AndStayInOneSession()
    {
        await using var world = new HttpWorld();
        world.Server.AnswerWith(WireAnswer.Status(200, "v"), WireAnswer.Status(404), WireAnswer.Status(200, "v"));
        for (var i = 0; i < 4; i++)
        {
            await world.GetAsync("k", sync: i % 2 == 0);
        }

        Assert.Equal(["0", "1", "1", "2"], world.Server.Requests.Select(static request => request["X-CacheKit-L2-Hits"]));
        Assert.Equal(["0", "0", "1", "1"], world.Server.Requests.Select(static request => request["X-CacheKit-Misses"]));
        Assert.Single(world.Server.Requests.Select(static request => request["X-CacheKit-Session-ID"]).Distinct());
    }

    [Fact]
    public async Task Operations_AfterDispose_SaySo()
    {
        await using var world = new HttpWorld();
        world.Backend.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => world.GetAsync("k"));
        Assert.Throws<ObjectDisposedException>(() => world.Backend.Get("k"));
    }

    /// <summary>Connections serve on. The client may open another one where a request begins in the moment in which the one before gives its own back.</summary>
    private static void AssertReused(HttpWorld world) => Assert.InRange(world.Server.Connections, 1, world.Server.Requests.Count - 1);
}
