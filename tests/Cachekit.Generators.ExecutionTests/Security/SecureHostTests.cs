using System.Diagnostics;
using System.Reflection;
using Cachekit.TestSupport;

namespace Cachekit.Generators.ExecutionTests.Security;

/// <summary>A program of its own whose secure methods hold no runtime: with a key its host runs, and without one it does not even start.</summary>
public sealed class SecureHostTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cachekit-host-");

    private string Folder => Path.Join(_directory.FullName, "cache");

    [Fact]
    public async Task WithoutAKey_TheStartFailsAndTellsWhichMethodsNeedIt()
    {
        var (exitCode, output, error) = await RunAsync(new() { ["CACHEKIT_FILE_CACHE_DIR"] = Folder });

        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.Contains("CacheConfigurationException", error, StringComparison.Ordinal);
        Assert.Contains("'Cachekit.SecureHost.Patients.Count', 'Cachekit.SecureHost.Patients.FindAsync' are secure", error, StringComparison.Ordinal);
        Assert.Contains("CACHEKIT_MASTER_KEY", error, StringComparison.Ordinal);
        Assert.Contains("openssl rand -hex 32", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder) && Directory.GetFiles(Folder).Length > 0);
    }

    [Fact]
    public async Task WithABadKey_TheStartFailsWithoutShowingIt()
    {
        var bad = MasterKeys.First[1..];
        var (exitCode, output, error) = await RunAsync(new() { ["CACHEKIT_FILE_CACHE_DIR"] = Folder, ["CACHEKIT_MASTER_KEY"] = bad });

        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.Contains("CACHEKIT_MASTER_KEY", error, StringComparison.Ordinal);
        Assert.DoesNotContain(bad, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithAKey_ItRuns_AndTheNextRunReadsItsFiles()
    {
        var first = await RunAsync(WithKey());
        var second = await RunAsync(WithKey());

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(["patient 1 of ward 7", "42", "secure: True, backend: file, bodies: 1, backend hits: 0, failures: 0"], Lines(first.Output));
        Assert.Equal(["patient 1 of ward 7", "42", "secure: True, backend: file, bodies: 0, backend hits: 1, failures: 0"], Lines(second.Output));
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
        Assert.DoesNotContain(Directory.GetFiles(Folder), file => File.ReadAllBytes(file).AsSpan().IndexOf("patient"u8) >= 0);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    public async Task DamagedFile_FollowsTheVariable(string? failClosed, bool isRefused)
    {
        await RunAsync(WithKey());
        foreach (var file in Directory.GetFiles(Folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[^1] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        var variables = WithKey();
        if (failClosed is not null)
        {
            variables["CACHEKIT_ENCRYPTION_FAIL_CLOSED"] = failClosed;
        }

        var run = await RunAsync(variables);

        Assert.Equal(0, run.ExitCode);
        string[] refusedFirst = ["refused: Tampered"];

        // The second method is one of Preset.Secure, which fails closed where nothing is said.
        string[] refusedSecond = ["patient 1 of ward 7", "refused: Tampered"];
        string[] served = ["patient 1 of ward 7", "42", "secure: True, backend: file, bodies: 1, backend hits: 0, failures: 1"];
        Assert.Equal(isRefused ? refusedFirst : failClosed is null ? refusedSecond : served, Lines(run.Output));
    }

    [Fact]
    public async Task RotatedKeysOfTheEnvironment_ReadOldFiles()
    {
        await RunAsync(WithKey());
        var variables = WithKey();
        variables["CACHEKIT_MASTER_KEY"] = MasterKeys.Second;
        variables["CACHEKIT_PREVIOUS_MASTER_KEYS"] = $" {MasterKeys.Third} ,, {MasterKeys.First.ToUpperInvariant()}";

        var run = await RunAsync(variables);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["patient 1 of ward 7", "42", "secure: True, backend: file, bodies: 0, backend hits: 1, failures: 0"], Lines(run.Output));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string[] Lines(string output) => output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(Dictionary<string, string> variables)
    {
        var program = typeof(SecureHostTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "SecureHost").Value!;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { program },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CACHEKIT_", StringComparison.Ordinal) || name == "REDIS_URL").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private Dictionary<string, string> WithKey() => new() { ["CACHEKIT_FILE_CACHE_DIR"] = Folder, ["CACHEKIT_MASTER_KEY"] = MasterKeys.First };
}
