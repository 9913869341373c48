using System.Net;

namespace Cachekit.Samples.Tests;

public sealed class CacheServerTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("cachekit-home-");

    [Fact]
    public async Task FirstStart_MakesWhatIsMissingAndTheNextStartFindsIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The home directory of the process is set as on Linux.");
        var cancellation = TestContext.Current.CancellationToken;
        string key;
        byte[] certificate;
        await using (var first = await CacheServerProcess.StartAsync(_home.FullName))
        {
            key = (await File.ReadAllTextAsync(Path.Combine(first.State, "development.key"), cancellation)).Trim();
            certificate = await File.ReadAllBytesAsync(Path.Combine(first.State, "localhost.pem"), cancellation);
            Assert.StartsWith("ck_sdk_", key, StringComparison.Ordinal);
            Assert.DoesNotContain(key, first.Output, StringComparison.Ordinal);
            Assert.Contains($"CACHEKIT_TRUSTED_CERTIFICATE_FILE={Path.Combine(first.State, "localhost.pem")}", first.Output, StringComparison.Ordinal);
            foreach (var file in Directory.EnumerateFiles(first.State, "*", SearchOption.AllDirectories))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file));
            }

            using var client = first.Connect(key);
            using var content = new StringContent("hello");
            using var put = await client.PutAsync("/v1/cache/greeting", content, cancellation);
            using var options = await client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/anything"), cancellation);
            using var elsewhere = await client.GetAsync("/anything", cancellation);

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (put.StatusCode, options.StatusCode, elsewhere.StatusCode));
            Assert.Equal(0, await first.TerminateAsync());
        }

        await using var second = await CacheServerProcess.StartAsync(_home.FullName);
        using var again = second.Connect(key);

        Assert.Equal(certificate, await File.ReadAllBytesAsync(Path.Combine(second.State, "localhost.pem"), cancellation));
        Assert.Equal("hello", await again.GetStringAsync("/v1/cache/greeting", cancellation));
        Assert.Contains("\"cache_entries\":1", await again.GetStringAsync("/v1/cache/health", cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfiguredKey_ReplacesTheDevelopmentKey()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The home directory of the process is set as on Linux.");
        await using var server = await CacheServerProcess.StartAsync(
            _home.FullName, ("Cachekit__Server__Keys__0__Key", "ck_api_from-a-variable"), ("Cachekit__Server__Keys__0__Tenant", "shop"));
        using var client = server.Connect("ck_api_from-a-variable");

        using var answer = await client.GetAsync("/v1/cache/missing", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(File.Exists(Path.Combine(server.State, "development.key")));
    }

    [Fact]
    public async Task WrongSetting_StopsTheStartWithItsFix()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The home directory of the process is set as on Linux.");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => CacheServerProcess.StartAsync(_home.FullName, ("Cachekit__Server__MaxValueBytes", "0"), ("Cachekit__Server__Backend", "floppy")));

        Assert.StartsWith("The sample ended with 2:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("- Cachekit:Server:MaxValueBytes must be between 1 and 26214400", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Cachekit:Server:Backend is 'floppy'", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Delete(recursive: true);
}
