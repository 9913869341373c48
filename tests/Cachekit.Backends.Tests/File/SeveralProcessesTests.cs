using System.Diagnostics;
using System.Globalization;
using Cachekit.Backends.Hammer;

namespace Cachekit.Backends.Tests;

/// <summary>Real processes on one directory. <c>CACHEKIT_TEST_HAMMER_SECONDS=30</c> makes them work for that long instead of 3 seconds.</summary>
public sealed class SeveralProcessesTests : IDisposable
{
    private const int MaxSizeMb = 8;
    private const int MaxEntryCount = 100;
    private const int MaxValueBytes = 500_000;

    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThreeProcesses_HammerOneDirectory_WithoutErrorsAndWithinTheLimits()
    {
        var seconds = Environment.GetEnvironmentVariable("CACHEKIT_TEST_HAMMER_SECONDS") ?? "3";
        var processes = Enumerable.Range(1, 3)
            .Select(seed => Start("hammer", _folder.Path, seconds, Text(seed), Text(MaxSizeMb), Text(MaxEntryCount), "150", Text(MaxValueBytes), "2"))
            .ToArray();
        foreach (var process in processes)
        {
            using (process)
            {
                var output = await process.StandardOutput.ReadToEndAsync(Token);
                var errors = await process.StandardError.ReadToEndAsync(Token);
                await process.WaitForExitAsync(Token);
                Assert.Equal("", errors);
                Assert.Equal(0, process.ExitCode);
                Assert.Matches("^[1-9][0-9]* operations, [1-9][0-9]* hits", output);
            }
        }

        Assert.InRange(_folder.EntryCount(), 1, MaxEntryCount);
        Assert.InRange(_folder.EntryBytes(), 1, MaxSizeMb * 1024L * 1024);
        Assert.Empty(_folder.Temporaries());
        AssertEveryEntryIsWhole(keys: 150);
    }

    [Fact]
    public async Task KilledWriters_LeaveWholeEntries_AndWhatIsSweptLater()
    {
        const int Rounds = 12;
        for (var round = 0; round < Rounds; round++)
        {
            using var process = Start("write", _folder.Path, Text(round), "20", "2000000");
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(Token));

            // Somewhere amid a later write: the listing takes a different time each round.
            for (var i = 0; i < round; i++)
            {
                AssertEveryEntryIsWhole(keys: 20);
            }

            process.Kill();
            await process.WaitForExitAsync(Token);
            Assert.NotEqual(0, process.ExitCode);
            AssertEveryEntryIsWhole(keys: 20);
        }

        Assert.NotEqual(0, _folder.EntryCount());
        foreach (var orphan in _folder.Temporaries())
        {
            File.SetLastWriteTimeUtc(orphan, _folder.Time.GetUtcNow().UtcDateTime.AddSeconds(-61));
        }

        _folder.Open();
        Assert.Empty(_folder.Temporaries());
        AssertEveryEntryIsWhole(keys: 20);
    }

    private void AssertEveryEntryIsWhole(int keys)
    {
        // A clock of long ago: nothing has expired, so that everything is looked at.
        var backend = _folder.Open(time: new FakeTimeProvider(DateTimeOffset.UnixEpoch));
        var found = 0;
        for (var i = 0; i < keys; i++)
        {
            using var value = backend.Get($"key-{i}");
            if (value.Found)
            {
                found++;
                Assert.True(HammerValue.IsWhole($"key-{i}", value.Bytes.Span), $"key-{i} is torn");
            }
        }

        Assert.True(found > 0);
        foreach (var path in Directory.GetFiles(_folder.Path).Where(f => EntryNames.IsEntry(Path.GetFileName(f))))
        {
            Assert.True(new FileInfo(path).Length >= EntryHeader.Size + HammerValue.MinLength, path);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(params string[] arguments)
    {
        var program = Path.Join(AppContext.BaseDirectory, "Cachekit.Backends.Hammer.dll");
        return Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
