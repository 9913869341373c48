using Cachekit.TestSupport.Backends;

namespace Cachekit.AspNetCore.Tests;

public sealed class LockTests
{
    [Fact]
    public async Task Lock_IsHeldByOneUntilItIsReleased()
    {
        await using var host = await CacheServerHost.StartAsync();

        var held = await host.AcquireAsync("k", """{"timeout_ms": 5000}""");
        var contested = await host.AcquireAsync("k", """{"timeout_ms": 5000}""");

        Assert.Equal((200, 200), (held.Status, contested.Status));
        Assert.Equal("""{"lock_id":null}""", contested.Text);
        var id = held.Json.GetProperty("lock_id").GetGuid();
        Assert.Equal((id.Version, id.ToString("D")), (4, held.Json.GetProperty("lock_id").GetString()));

        Assert.Equal(200, (await host.SendAsync("DELETE", "/v1/cache/k/lock", TestKeys.Live, null, $"X-CacheKit-Lock-Id: {id}")).Status);
        Assert.NotEqual("""{"lock_id":null}""", (await host.AcquireAsync("k", """{"timeout_ms": 5000}""")).Text);
    }

    [Fact]
    public async Task Lock_EndsByItself()
    {
        await using var host = await CacheServerHost.StartAsync();
        var first = await host.AcquireAsync("k", """{"timeout_ms": 1500}""");

        host.Time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.Equal("""{"lock_id":null}""", (await host.AcquireAsync("k", """{"timeout_ms": 1}""")).Text);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var second = await host.AcquireAsync("k", """{"timeout_ms": 1000}""");
        Assert.NotEqual(first.Text, second.Text);

        // The first holder is late, and must not release what is not its own any more.
        Assert.Equal(200, (await ReleaseAsync(host, first.Json.GetProperty("lock_id").GetString())).Status);
        Assert.Equal("""{"lock_id":null}""", (await host.AcquireAsync("k", """{"timeout_ms": 1}""")).Text);
    }

    [Theory]
    [InlineData("foreign")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("2f1c7b1e-5d0b-4c57-8d0f-0a7c3a7e9f11")]
    public async Task ForeignId_IsAnsweredWithoutReleasing(string id)
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.AcquireAsync("k", """{"timeout_ms": 5000}""");

        Assert.Equal(200, (await ReleaseAsync(host, id)).Status);
        Assert.Equal(200, (await ReleaseAsync(host, id, "other")).Status);
        Assert.Equal("""{"lock_id":null}""", (await host.AcquireAsync("k", """{"timeout_ms": 1}""")).Text);
    }

    [Theory]
    [InlineData("", "X-CacheKit-Lock-Id: {id}", 200, true)]
    [InlineData("?lock_id={id}", null, 200, true)]
    [InlineData("?lock_id=foreign", "X-CacheKit-Lock-Id: {id}", 200, true)]
    [InlineData("?lock_id={id}", "X-CacheKit-Lock-Id: foreign", 200, false)]
    [InlineData("?lock_id={id}", "X-CacheKit-Lock-Id:", 200, true)]
    [InlineData("", "X-CacheKit-Lock-Id:", 400, false)]
    [InlineData("?lock_id=%20", "X-CacheKit-Lock-Id:  ", 400, false)]
    [InlineData("?other={id}", null, 400, false)]
    [InlineData("", null, 400, false)]
    public async Task Id_ComesFromTheHeaderOrElseTheQuery(string query, string? header, int status, bool released)
    {
        await using var host = await CacheServerHost.StartAsync();
        var id = (await host.AcquireAsync("k", """{"timeout_ms": 5000}""")).Json.GetProperty("lock_id").GetString();
        string[] headers = header is null ? [] : [header.Replace("{id}", id, StringComparison.Ordinal)];

        var answer = await host.SendAsync("DELETE", "/v1/cache/k/lock" + query.Replace("{id}", id, StringComparison.Ordinal), TestKeys.Live, null, headers);

        Assert.Equal(status, answer.Status);
        Assert.Equal(released, (await host.AcquireAsync("k", """{"timeout_ms": 1}""")).Text != """{"lock_id":null}""");
    }

    [Theory]
    [InlineData("""{"timeout_ms":1}""", 200)]
    [InlineData("""{"timeout_ms":300000}""", 200)]
    [InlineData("""{"timeout_ms":300001}""", 400)]
    [InlineData("""{"timeout_ms":0}""", 400)]
    [InlineData("""{"timeout_ms":-1}""", 400)]
    [InlineData("""{"timeout_ms":9223372036854775808}""", 400)]
    [InlineData("""{"timeout_ms":1.5}""", 400)]
    [InlineData("""{"timeout_ms":"5"}""", 400)]
    [InlineData("{}", 400)]
    [InlineData("", 400)]
    [InlineData("{", 400)]
    public async Task Timeout_IsReadExactly(string body, int status)
    {
        await using var host = await CacheServerHost.StartAsync();

        Assert.Equal(status, (await host.AcquireAsync("k", body)).Status);
    }

    [Fact]
    public async Task LockAndEntry_AreIndependent()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.AcquireAsync("k", """{"timeout_ms": 5000}""");

        Assert.Equal(404, (await host.GetAsync("k")).Status);
        Assert.Equal(200, (await host.PutAsync("k", "v")).Status);
        Assert.Equal(200, (await host.SendAsync("DELETE", "/v1/cache/k")).Status);
        Assert.Equal("""{"lock_id":null}""", (await host.AcquireAsync("k", """{"timeout_ms": 1}""")).Text);
    }

    [Fact]
    public async Task ForgottenLocks_DoNotStayInMemory()
    {
        var time = new FakeTimeProvider();
        var locks = Table(new MemoryBackend(time), time);
        for (var i = 0; i < 100; i++)
        {
            await AcquireAsync(locks, $"k{i}", TimeSpan.FromSeconds(1));
        }

        Assert.Equal((100, 100), (locks.ActiveCount, locks.TotalCount));
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((0, 100), (locks.ActiveCount, locks.TotalCount));
        await AcquireAsync(locks, "another", TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), (locks.ActiveCount, locks.TotalCount));
    }

    [Fact]
    public async Task ManyAtOnce_OneGetsTheLock()
    {
        var locks = Table(new MemoryBackend(), TimeProvider.System);
        for (var round = 0; round < 200; round++)
        {
            var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AcquireAsync(locks, "k", TimeSpan.FromMinutes(1)), Cancellation)));

            Assert.True(await locks.ReleaseAsync("k", Assert.Single(ids, id => id is not null)!, Cancellation));
        }
    }

    [Fact]
    public async Task ServersOverOneBackendWithLocks_ShareThem()
    {
        var time = new FakeTimeProvider();
        var backend = new LockingBackend(time);
        var (one, other) = (Table(backend, time), Table(backend, time));
        var hold = TimeSpan.FromSeconds(10);

        var id = await AcquireAsync(one, "k", hold);
        Assert.NotNull(id);
        Assert.Null(await AcquireAsync(other, "k", hold));
        Assert.Equal(0, other.ActiveCount);

        // Only the server that gave the lock knows its id.
        Assert.False(await other.ReleaseAsync("k", id, Cancellation));
        Assert.Null(await AcquireAsync(other, "k", hold));
        Assert.True(await one.ReleaseAsync("k", id, Cancellation));
        Assert.NotNull(await AcquireAsync(other, "k", hold));
        Assert.Null(await AcquireAsync(one, "k", hold));
        time.Advance(hold);
        Assert.NotNull(await AcquireAsync(one, "k", hold));
    }

    [Fact]
    public async Task FaultOfSharedLocks_LeavesNoLockBehind()
    {
        var time = new FakeTimeProvider();
        var backend = new LockingBackend(time) { Fails = true };
        await using var host = await CacheServerHost.StartAsync(o => o.UseBackend(backend));

        Assert.Equal(503, (await host.AcquireAsync("k", """{"timeout_ms": 5000}""")).Status);
        backend.Fails = false;
        var held = await host.AcquireAsync("k", """{"timeout_ms": 5000}""");
        Assert.NotNull(held.Json.GetProperty("lock_id").GetString());
        backend.Fails = true;
        Assert.Equal(503, (await ReleaseAsync(host, held.Json.GetProperty("lock_id").GetString())).Status);
    }

    [Fact]
    public async Task TooManyLocks_AreRefusedForOneTenantUntilOneEnds()
    {
        await using var host = await CacheServerHost.StartAsync(o => o.MaxLocksPerTenant = 2);
        var first = await host.AcquireAsync("k1", """{"timeout_ms": 5000}""");
        await host.AcquireAsync("k2", """{"timeout_ms": 3000}""");

        var refused = await host.AcquireAsync("k3", """{"timeout_ms": 5000}""");
        Assert.Equal((429, "1", "no-store", "Authorization"), (refused.Status, refused["Retry-After"], refused["Cache-Control"], refused["Vary"]));
        Assert.Equal((200, """{"lock_id":null}"""), await OutcomeAsync(host.AcquireAsync("k1", """{"timeout_ms": 5000}""")));
        Assert.Equal(200, (await host.AcquireAsync("k3", """{"timeout_ms": 5000}""", TestKeys.Other)).Status);

        // A lock that has ended makes room, and so does one that is released.
        host.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(200, (await host.AcquireAsync("k3", """{"timeout_ms": 5000}""")).Status);
        Assert.Equal(429, (await host.AcquireAsync("k4", """{"timeout_ms": 5000}""")).Status);
        await ReleaseAsync(host, first.Json.GetProperty("lock_id").GetString(), "k1");
        Assert.Equal(200, (await host.AcquireAsync("k4", """{"timeout_ms": 5000}""")).Status);

        static async Task<(int, string)> OutcomeAsync(Task<RawAnswer> answer) => ((await answer).Status, (await answer).Text);
    }

    [Fact]
    public async Task LocksOfAllTenants_AreLimitedToo()
    {
        var time = new FakeTimeProvider();
        var locks = new LockTable(new MemoryBackend(time), time, maxPerTenant: 2, maxInAll: 3);
        var hold = TimeSpan.FromSeconds(5);

        Assert.All(await TakeAsync(("a", "k1"), ("a", "k2"), ("b", "k3")), answer => Assert.NotNull(answer.Id));
        Assert.All(await TakeAsync(("b", "k4"), ("c", "k5")), answer => Assert.Equal(new LockAnswer(null, TooMany: true), answer));
        Assert.Equal(3, locks.TotalCount);

        // One that has ended is taken over by whoever asks for the same, also in a full table.
        time.Advance(hold);
        Assert.All(await TakeAsync(("a", "k1"), ("b", "k4"), ("c", "k5")), answer => Assert.NotNull(answer.Id));
        Assert.Equal(3, locks.TotalCount);

        async Task<List<LockAnswer>> TakeAsync(params (string Tenant, string Key)[] wishes)
        {
            var answers = new List<LockAnswer>();
            foreach (var (tenant, key) in wishes)
            {
                answers.Add(await locks.TryAcquireAsync(tenant, key, hold, Cancellation));
            }

            return answers;
        }
    }

    private static LockTable Table(ICacheBackend backend, TimeProvider time) => new(backend, time, maxPerTenant: 1000);

    private static async Task<string?> AcquireAsync(LockTable locks, string key, TimeSpan hold) => (await locks.TryAcquireAsync("tenant", key, hold, Cancellation)).Id;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<RawAnswer> ReleaseAsync(CacheServerHost host, string? id, string key = "k") =>
        host.SendAsync("DELETE", $"/v1/cache/{key}/lock", TestKeys.Live, null, $"X-CacheKit-Lock-Id: {id}");
}
