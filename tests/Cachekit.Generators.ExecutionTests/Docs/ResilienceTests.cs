using Cachekit;
using Cachekit.TestSupport.Backends;

namespace Guides.Resilience;

/// <summary>What the guide on resilience shows.</summary>
public sealed class ResilienceTests
{
    [Fact]
    public void Backends_CanBeSeenIsolatedAndReset()
    {
        var options = new CachekitOptions().UseBackend(new MemoryBackend())
            .AddBackend("reports", new MemoryBackend())
            .AddBackend("scratch", new MemoryBackend());

        // <resilience-options>
        options.Resilience.Breaker.OpenFor = TimeSpan.FromSeconds(30);
        options.Resilience.Retry.Attempts = 1; // nothing is repeated
        options.ResilienceFor("reports").Concurrency.Limit = 10;
        options.ResilienceFor("scratch").Enabled = false; // nothing stands in between
        // </resilience-options>

        using var runtime = new CachekitRuntime(options);

        // <resilience-backends>
        foreach (var backend in runtime.Backends)
        {
            Console.WriteLine($"{backend.Name}: {backend.BreakerState} since {backend.BreakerStateSince}, {backend.FailuresInWindow} failures, "
                + $"{backend.Running} calls run, {backend.Queued} wait, timeout {backend.CurrentTimeout}");
        }

        runtime.Backends[0].Isolate();      // before its maintenance: nothing asks it
        runtime.Backends[0].ResetBreaker(); // afterwards, or to end a cool-down early
        // </resilience-backends>

        Assert.Equal([[], ["reports"], ["scratch"]], runtime.Backends.Select(backend => backend.Names));
        Assert.Equal([CacheBreakerState.Closed, CacheBreakerState.Closed, CacheBreakerState.Closed], runtime.Backends.Select(backend => backend.BreakerState));
        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), null], runtime.Backends.Select(backend => backend.CurrentTimeout));
    }
}
