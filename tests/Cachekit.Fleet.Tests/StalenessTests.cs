using System.Globalization;
using Cachekit.TestSupport.Servers;

namespace Cachekit.Fleet.Tests;

/// <summary>What a process holds in memory when another one has written: for a second at most it may serve the old value.</summary>
public sealed class StalenessTests : IAsyncLifetime
{
    private const long Allowed = 1000;

    private readonly string _folder = Directory.CreateTempSubdirectory("cachekit-fleet-").FullName;
    private RedisServer _server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Url => $"redis://{_server.Address}";

    private string Truth => Path.Join(_folder, "truth");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RedisServer.IsInstalled, "redis-server is not installed.");
        _server = await RedisServer.StartAsync();
        await File.WriteAllTextAsync($"{Truth}.0", "0", Ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AfterEachOfAThousandWrites_NoOtherProcessServesTheOldValueForLong()
    {
        await using var writer = Member.Start("write", Url, Truth, "0", "1", "1000", "2");
        await using var first = Member.Start("read", Url, Truth, "0");
        await using var second = Member.Start("read", Url, Truth, "0");
        await Task.WhenAll(writer.UntilAsync("ready", Ct), first.UntilAsync("ready", Ct), second.UntilAsync("ready", Ct));

        await writer.GoAsync();
        var written = Parse(await writer.EndAsync(Ct), "wrote");
        Assert.Equal(1000, written.Count);

        await AssertFreshAsync(first, written);
        await AssertFreshAsync(second, written);
    }

    [Fact]
    public async Task RedisThatIsRestartedAmidTheWrites_ChangesNothing()
    {
        await using var writer = Member.Start("write", Url, Truth, "0", "1", "300", "10");
        await using var first = Member.Start("read", Url, Truth, "0");
        await using var second = Member.Start("read", Url, Truth, "0");
        await Task.WhenAll(writer.UntilAsync("ready", Ct), first.UntilAsync("ready", Ct), second.UntilAsync("ready", Ct));

        await writer.GoAsync();
        List<string> said = [];
        while (said.Count < 100)
        {
            said.Add((await writer.ReadLineAsync(Ct))!);
        }

        await _server.KillAsync();
        await _server.StartAgainAsync();
        said.AddRange(await writer.EndAsync(Ct));
        var written = Parse(said, "wrote");
        Assert.Equal(300, written.Count);

        await AssertFreshAsync(first, written);
        await AssertFreshAsync(second, written);
    }

    /// <summary>A value may be seen until the next one was written, and for a moment longer.</summary>
    private static async Task AssertFreshAsync(Member reader, Dictionary<long, long> written)
    {
        await reader.GoAsync();
        var lines = await reader.EndAsync(Ct);
        var seen = Parse(lines, "seen");
        foreach (var (value, lastSeen) in seen)
        {
            if (written.TryGetValue(value + 1, out var replacedAt))
            {
                Assert.True(lastSeen - replacedAt <= Allowed, $"{value} was served {lastSeen - replacedAt} ms after {value + 1} had been written.");
            }
        }

        // It would be no test of memory if every call had asked the backend.
        var counts = lines[^1].Split(' ');
        Assert.Equal("reads", counts[0]);
        Assert.True(long.Parse(counts[^1], CultureInfo.InvariantCulture) > 0, lines[^1]);
        Assert.True(seen.Count > 10, $"Only {seen.Count} values were seen.");
    }

    private static Dictionary<long, long> Parse(List<string> lines, string kind) => lines
        .Select(line => line.Split(' '))
        .Where(parts => parts[0] == kind)
        .ToDictionary(parts => long.Parse(parts[1], CultureInfo.InvariantCulture), parts => long.Parse(parts[2], CultureInfo.InvariantCulture));
}
