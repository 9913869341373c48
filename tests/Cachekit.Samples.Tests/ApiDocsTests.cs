namespace Cachekit.Samples.Tests;

public sealed class ApiDocsTests : IDisposable
{
    private const string Sample = "ApiDocs";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cachekit-sample-");

    private Dictionary<string, string> InDirectory => new() { ["CACHEKIT_FILE_CACHE_DIR"] = Path.Combine(_directory.FullName, "cache") };

    [Fact]
    public async Task SecondRun_IsAnsweredByTheFilesOfTheFirst()
    {
        var first = await SampleProcess.RunAsync(Sample, InDirectory);
        var second = await SampleProcess.RunAsync(Sample, InDirectory);

        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(3, Lines(first.Output, " source "));
        Assert.Equal(3, Lines(second.Output, " file backend "));
        Assert.Contains("the source was not asked", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_IsAnsweredWithItsLayer()
    {
        var first = await SampleProcess.RunAsync(Sample, InDirectory, "M:System.String.Join(System.String,System.String[])");
        var second = await SampleProcess.RunAsync(Sample, InDirectory, "M:System.String.Join(System.String,System.String[])");

        Assert.Contains("Concatenates all the elements of a string array", first.Output, StringComparison.Ordinal);
        Assert.Contains("Answered by the source in", first.Output, StringComparison.Ordinal);
        Assert.Contains("Concatenates all the elements of a string array", second.Output, StringComparison.Ordinal);
        Assert.Contains("Answered by the file backend in", second.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
    }

    [Fact]
    public async Task UnknownMember_IsCachedAsNothing()
    {
        var first = await SampleProcess.RunAsync(Sample, InDirectory, "No.Such.Member");
        var second = await SampleProcess.RunAsync(Sample, InDirectory, "No.Such.Member");

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        Assert.Contains("Answered by the source in", first.Output, StringComparison.Ordinal);
        Assert.Contains("Answered by the file backend in", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSetting_IsExplained()
    {
        var run = await SampleProcess.RunAsync(Sample, new Dictionary<string, string> { ["CACHEKIT_REDIS_URL"] = "redis:localhost:6379" });

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("CACHEKIT_REDIS_URL", run.Error, StringComparison.Ordinal);
        Assert.Contains("redis://", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledAtAnyMoment_NeverLeavesAWrongAnswer()
    {
        const string question = "T:System.String";
        var expected = (await SampleProcess.RunAsync(Sample, new Dictionary<string, string> { ["CACHEKIT_BACKEND"] = "none" }, question)).Output;
        for (var round = 0; round < 6; round++)
        {
            using (var process = SampleProcess.Start(Sample, InDirectory))
            {
                // Each round gets a little further: the files that appear in the directory tell how far.
                await WaitForFilesAsync(process, round / 2);
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            var run = await SampleProcess.RunAsync(Sample, InDirectory, question);

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(WithoutTiming(expected), WithoutTiming(run.Output));
        }

        var tour = await SampleProcess.RunAsync(Sample, InDirectory);
        Assert.Equal((0, ""), (tour.ExitCode, tour.Error));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private async Task WaitForFilesAsync(System.Diagnostics.Process process, int count)
    {
        var cache = InDirectory["CACHEKIT_FILE_CACHE_DIR"];
        using var watcher = new FileSystemWatcher(_directory.FullName) { IncludeSubdirectories = true };
        using var changed = new SemaphoreSlim(0);
        watcher.Created += (_, _) => changed.Release();
        watcher.Renamed += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (!process.HasExited && (Directory.Exists(cache) ? Directory.GetFiles(cache).Length : -1) < count)
        {
            // Wakes at every file, and now and then to see whether the process has ended.
            await changed.WaitAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }
    }

    private static int Lines(string output, string text) => output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private static string WithoutTiming(string output) => output.Split("Answered by")[0];
}
