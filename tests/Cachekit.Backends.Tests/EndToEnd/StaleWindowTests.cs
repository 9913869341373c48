using Cachekit.Backends.Tests.Servers;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Backends.Tests.EndToEnd;

/// <summary>What each backend says of an entry's freshness, and what a method without memory makes of it.</summary>
public sealed class StaleWindowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redis()
    {
        RedisFixture.Require();
        await using var server = await RedisServer.StartAsync();
        await ServeStaleAsync(new CachekitOptions().UseRedis(options =>
        {
            options.Url = $"redis://{server.Address}";
            (options.SocketTimeout, options.SocketConnectTimeout) = (Patience, Patience);
        }));
    }

    [Fact]
    public async Task Memcached()
    {
        MemcachedFixture.Require();
        await using var server = await MemcachedServer.StartAsync();
        await ServeStaleAsync(new CachekitOptions().UseMemcached(options =>
        {
            options.Servers = [server.Address];
            (options.Timeout, options.ConnectTimeout) = (Patience / 3, Patience / 3);
        }));
    }

    [Fact]
    public async Task Http()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The home directory of the server's process is set as on Linux.");
        await using var server = await CacheServerProgram.StartAsync();
        await ServeStaleAsync(new CachekitOptions().UseHttp(options =>
        {
            options.ApiKey = CacheServerProgram.ApiKey;
            options.ApiUrl = $"https://127.0.0.1:{server.Port}";
            options.AllowCustomHost = true;
            options.AllowPrivateNetwork = true;
            options.TrustedCertificateFile = server.CertificateFile;
        }));
    }

    [Fact]
    public async Task File()
    {
        using var folder = new CacheFolder();
        await ServeStaleAsync(new CachekitOptions().UseFile(options => options.Directory = folder.Path));
    }

    /// <summary>The life of the entry is that of a real server, so it is waited for.</summary>
    private static async Task ServeStaleAsync(CachekitOptions options)
    {
        // A read that a busy machine is late with would look like an entry that has ended.
        options.Resilience.Timeout.Enabled = false;
        await using var runtime = new CachekitRuntime(options);
        var weather = new Weather(runtime);
        Assert.Equal(1, await weather.ReadAsync("Oslo"));
        await UntilAsync(async () => !(await weather.Cached.Read.TryGetAsync("Oslo", Ct)).Found);
        Assert.Equal(1, weather.Runs);

        // Past its life: served at once, and made anew.
        Assert.Equal(1, await weather.ReadAsync("Oslo"));
        Assert.True(weather.Cached.Read.Info.StaleHits > 0);
        await UntilAsync(async () => await weather.ReadAsync("Oslo") > 1);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Patience);
            await Task.Delay(50, Ct);
        }
    }
}
