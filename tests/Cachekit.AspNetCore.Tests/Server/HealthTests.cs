using Cachekit.Backends;
using Cachekit.TestSupport.Backends;

namespace Cachekit.AspNetCore.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task BackendThatDoesNotCount_LeavesTheCountOut()
    {
        await using var host = await CacheServerHost.StartAsync();
        await host.AcquireAsync("a", """{"timeout_ms": 1000}""");
        await host.AcquireAsync("b", """{"timeout_ms": 2000}""");

        var answer = await host.SendAsync("GET", "/v1/cache/health", TestKeys.Sdk);
        Assert.Equal((200, "application/json", """{"status":"ok","active_locks":2}"""), (answer.Status, answer["Content-Type"], answer.Text));

        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"status":"ok","active_locks":1}""", (await host.SendAsync("GET", "/v1/cache/health")).Text);
    }

    [Fact]
    public async Task FileBackend_CountsItsEntries()
    {
        var directory = Directory.CreateTempSubdirectory("cachekit-server-");
        try
        {
            await using var host = await CacheServerHost.StartAsync(o => o.UseBackend(new FileBackend(new FileBackendOptions { Directory = directory.FullName, FlushToDisk = false })));
            await host.PutAsync("a", "1");
            await host.PutAsync("b", "2");

            Assert.Equal("""{"status":"ok","cache_entries":2,"active_locks":0}""", (await host.SendAsync("GET", "/v1/cache/health")).Text);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task UnhealthyBackend_IsToldAsAFault()
    {
        await using var host = await CacheServerHost.StartAsync();
        host.Backend.Fail(BackendOperation.CheckHealth);

        var answer = await host.SendAsync("GET", "/v1/cache/health");

        Assert.Equal((503, "1"), (answer.Status, answer["Retry-After"]));
    }
}
