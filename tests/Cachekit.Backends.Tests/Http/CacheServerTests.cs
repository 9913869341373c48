using static Cachekit.Backends.Tests.Http.HttpWorld;

namespace Cachekit.Backends.Tests.Http;

/// <summary>The backend on the server of this repository, where the contract of all backends does not look.</summary>
public class CacheServerTests(CacheServerFixture server) : IClassFixture<CacheServerFixture>
{
    [Fact]
    public async Task RefreshTtl_OfAStaleEntry_IsRefused()
    {
        using var backend = server.CreateBackend();
        await backend.SetAsync("renewed", new byte[] { 1 }, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), Token);
        Assert.Equal(TimeSpan.FromSeconds(70), await backend.GetTtlAsync("renewed", Token));
        server.Clock.Advance(TimeSpan.FromSeconds(11));
        using var stale = await backend.GetAsync("renewed", Token);
        Assert.True(stale.IsStale);
        Assert.Equal(TimeSpan.Zero, stale.Remaining);
        var failure = await FailureAsync(() => backend.RefreshTtlAsync("renewed", TimeSpan.FromMinutes(1), Token).AsTask());
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("only writing it anew", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownApiKey_IsRefused_AndNamedNowhere()
    {
        const string Stranger = "ck_live_of-somebody-else";
        using var backend = server.CreateBackend(Stranger);
        var failure = await FailureAsync(() => backend.GetAsync("k", Token).AsTask());
        Assert.Equal(BackendErrorKind.Authentication, failure.Kind);
        Assert.DoesNotContain(Stranger, failure.ToString(), StringComparison.Ordinal);
        var health = await backend.CheckHealthAsync(Token);
        Assert.False(health.IsHealthy);
    }

    [Fact]
    public async Task Lock_ExcludesOthers_UntilItIsGivenBack()
    {
        using var first = server.CreateBackend();
        using var second = server.CreateBackend();
        var held = await first.TryAcquireLockAsync("locked", TimeSpan.FromSeconds(5), Token);
        Assert.NotNull(held);
        Assert.Null(await second.TryAcquireLockAsync("locked", TimeSpan.FromSeconds(5), Token));
        await held.ReleaseAsync(Token);
        Assert.NotNull(await second.TryAcquireLockAsync("locked", TimeSpan.FromSeconds(5), Token));
    }

    [Fact]
    public async Task Health_TellsOfTheServer()
    {
        using var backend = server.CreateBackend();
        var health = await backend.CheckHealthAsync(Token);
        Assert.True(health.IsHealthy, health.Error?.Message);
        Assert.Equal("ok", health.Details["status"]);
    }
}
