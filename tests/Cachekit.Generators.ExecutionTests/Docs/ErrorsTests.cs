using Cachekit;
using Cachekit.TestSupport.Backends;

namespace Guides.Errors;

public sealed partial class Rates(CachekitRuntime runtime)
{
    // <errors-minimal>
    [Cache(Preset.Minimal)]
    public partial Task<decimal> StrictAsync(string currency);

    [Cache]
    public partial Task<decimal> LenientAsync(string currency);
    // </errors-minimal>

    private static Task<decimal> StrictCoreAsync(string currency) => Task.FromResult(1m);

    private static Task<decimal> LenientCoreAsync(string currency) => Task.FromResult(1m);
}

/// <summary>What the guide on errors says about a failing backend.</summary>
public sealed class ErrorsTests
{
    [Fact]
    public async Task FailingBackend_ReachesTheCallerWithMinimalOnly()
    {
        var backend = new FaultyBackend(new MemoryBackend(TimeProvider.System));
        backend.Fail(BackendOperation.All);
        using var runtime = new CachekitRuntime(new CachekitOptions().UseBackend(backend));
        var rates = new Rates(runtime);

        await Assert.ThrowsAsync<CacheBackendException>(() => rates.StrictAsync("NOK"));
        Assert.Equal(1m, await rates.LenientAsync("NOK"));
        await Assert.ThrowsAsync<CacheBackendException>(async () => await rates.Cached.Lenient.InvalidateAsync("NOK"));
        await Assert.ThrowsAsync<CacheBackendException>(async () => await rates.Cached.Lenient.SetAsync("NOK", 2m));
        Assert.Equal(2m, await rates.LenientAsync("NOK"));
    }
}
