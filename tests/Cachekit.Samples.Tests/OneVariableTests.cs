using Cachekit.TestSupport.Servers;

namespace Cachekit.Samples.Tests;

/// <summary>The first sample on each server, chosen by one variable and nothing else.</summary>
public sealed class OneVariableTests
{
    private const string Sample = "ApiDocs";
    private const string Question = "T:System.String";

    [Theory]
    [InlineData("CACHEKIT_REDIS_URL")]
    [InlineData("REDIS_URL")]
    public async Task Redis(string variable)
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "There is no redis-server; './eng/test' installs it on Debian.");
        await using var server = await RedisServer.StartAsync();

        await AssertSharedAsync("redis", variable, $"redis://{server.Address}");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("[\"{0}\"]")]
    public async Task Memcached(string servers)
    {
        Assert.SkipUnless(MemcachedServer.IsInstalled, "There is no memcached; './eng/test' installs it on Debian.");
        await using var server = await MemcachedServer.StartAsync();

        await AssertSharedAsync("memcached", "CACHEKIT_MEMCACHED_SERVERS", servers.Replace("{0}", server.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Http()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The home directory of the server's process is set as on Linux.");
        var home = Directory.CreateTempSubdirectory("cachekit-home-");
        try
        {
            await using var server = await CacheServerProcess.StartAsync(home.FullName);

            // The key chooses; what else is there says where a server is that is not cachekit.io, as the server itself tells.
            var variables = new Dictionary<string, string>
            {
                ["CACHEKIT_API_URL"] = server.Address.ToString(),
                ["CACHEKIT_ALLOW_CUSTOM_HOST"] = "true",
                ["CACHEKIT_ALLOW_PRIVATE_NETWORK"] = "true",
                ["CACHEKIT_TRUSTED_CERTIFICATE_FILE"] = Path.Combine(server.State, "localhost.pem"),
            };
            var key = await File.ReadAllTextAsync(Path.Combine(server.State, "development.key"), TestContext.Current.CancellationToken);

            await AssertSharedAsync("http", "CACHEKIT_API_KEY", key.Trim(), variables);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("CACHEKIT_REDIS_URL", "redis://127.0.0.1:{0}")]
    [InlineData("CACHEKIT_MEMCACHED_SERVERS", "127.0.0.1:{0}")]
    public async Task ServerThatIsAway_CostsNothingButItsAnswers(string variable, string value)
    {
        using var taken = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var run = await SampleProcess.RunAsync(Sample, new Dictionary<string, string> { [variable] = value.Replace("{0}", port, StringComparison.Ordinal) }, Question);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Answered by the source in", run.Output, StringComparison.Ordinal);
    }

    private static async Task AssertSharedAsync(string backend, string variable, string value, Dictionary<string, string>? others = null)
    {
        var variables = new Dictionary<string, string>(others ?? []) { [variable] = value };

        var first = await SampleProcess.RunAsync(Sample, variables, Question);
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("Answered by the source in", first.Output, StringComparison.Ordinal);

        // A write that a busy machine delays is given up, as it should be: then it is the next process that stores the entry.
        var second = await SampleProcess.RunAsync(Sample, variables, Question);
        for (var i = 0; i < 3 && !IsShared(second.Output); i++)
        {
            second = await SampleProcess.RunAsync(Sample, variables, Question);
        }

        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.True(IsShared(second.Output), second.Output);

        bool IsShared(string output) => output.Contains($"Answered by the {backend} backend in", StringComparison.Ordinal);
    }
}
