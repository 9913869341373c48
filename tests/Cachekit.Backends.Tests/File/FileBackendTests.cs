namespace Cachekit.Backends.Tests;

public sealed class FileBackendTests : IDisposable
{
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(131_059)]
    [InlineData(3_000_000)]
    public async Task Values_OfAllSizes_ComeBackBothWays(int length)
    {
        var backend = _folder.Open();
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        backend.Set("sync", bytes, null);
        await backend.SetAsync("async", bytes, TimeSpan.FromMinutes(1), Token);

        foreach (var key in new[] { "sync", "async" })
        {
            using var value = backend.Get(key);
            using var again = await backend.GetAsync(key, Token);
            Assert.True(bytes.AsSpan().SequenceEqual(value.Bytes.Span));
            Assert.True(bytes.AsSpan().SequenceEqual(again.Bytes.Span));
        }

        Assert.Empty(_folder.Temporaries());
    }

    [Fact]
    public async Task MissingKey_IsMissingEverywhere()
    {
        var backend = _folder.Open();
        Assert.False(backend.Get("k").Found);
        Assert.False((await backend.GetAsync("k", Token)).Found);
        Assert.False(backend.Exists("k"));
        Assert.Null(await backend.GetTtlAsync("k", Token));
        Assert.False(await backend.RefreshTtlAsync("k", TimeSpan.FromSeconds(1), Token));
        Assert.False(backend.Delete("k"));
        Assert.False(await backend.DeleteAsync("k", Token));
        Assert.Throws<ArgumentException>(() => backend.Get(""));
        Assert.Throws<ArgumentNullException>(() => backend.Get(null!));
    }

    [Fact]
    public void Remaining_RunsDownByTheClock_AndTheEntryEndsAtItsSecond()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), TimeSpan.FromSeconds(10));
        backend.Set("forever", "v"u8.ToArray(), null);

        _folder.Time.Advance(TimeSpan.FromMilliseconds(9_250));
        using (var value = backend.Get("k"))
        {
            Assert.Equal(TimeSpan.FromMilliseconds(750), value.Remaining);
        }

        Assert.Equal(TimeSpan.FromSeconds(1), backend.GetTtl("k"));
        Assert.Null(backend.GetTtl("forever"));
        Assert.Null(backend.Get("forever").Remaining);

        _folder.Time.Advance(TimeSpan.FromMilliseconds(750));
        Assert.False(backend.Exists("k"));
        Assert.False(backend.Get("k").Found);
        Assert.False(File.Exists(_folder.PathOf("k")));
    }

    [Fact]
    public void ExpiryBeyondTheCalendar_LeavesARemainingLifeThatCanBeAdded()
    {
        _folder.Plant("k", CacheFolder.Content(ulong.MaxValue, "v"u8));
        var backend = _folder.Open();
        using var value = backend.Get("k");
        Assert.True(_folder.Time.GetUtcNow() + value.Remaining > _folder.Time.GetUtcNow().AddYears(1000));
        Assert.True(_folder.Time.GetUtcNow() + backend.GetTtl("k") > _folder.Time.GetUtcNow().AddYears(1000));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Renewal_ChangesTheExpiryOnly(bool inPlace)
    {
        var backend = _folder.Open();
        backend.RenewInPlace = inPlace;
        backend.Set("k", "value"u8.ToArray(), TimeSpan.FromSeconds(10));
        _folder.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(backend.RefreshTtl("k", TimeSpan.FromSeconds(60)));
        Assert.Equal(CacheFolder.Content(_folder.NowSeconds + 60, "value"u8), await File.ReadAllBytesAsync(_folder.PathOf("k"), Token));
        Assert.True(await backend.RefreshTtlAsync("k", TimeSpan.FromSeconds(90), Token));
        Assert.Equal(TimeSpan.FromSeconds(90), await backend.GetTtlAsync("k", Token));

        backend.Set("forever", "v"u8.ToArray(), null);
        Assert.True(backend.RefreshTtl("forever", TimeSpan.FromSeconds(5)));
        Assert.Equal(TimeSpan.FromSeconds(5), backend.GetTtl("forever"));

        _folder.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(backend.RefreshTtl("forever", TimeSpan.FromSeconds(5)));
        Assert.Empty(_folder.Temporaries());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Renewal_NeverBringsBackWhatASetReplaced(bool inPlace)
    {
        var backend = _folder.Open();
        backend.RenewInPlace = inPlace;
        for (var round = 0; round < 200; round++)
        {
            backend.Set("k", "old"u8.ToArray(), TimeSpan.FromMinutes(1));
            using var start = new Barrier(2);
            var renewal = Task.Run(
                () =>
                {
                    start.SignalAndWait(Token);
                    return backend.RefreshTtl("k", TimeSpan.FromHours(1));
                },
                Token);
            start.SignalAndWait(Token);
            backend.Set("k", "new value"u8.ToArray(), TimeSpan.FromMinutes(2));
            Assert.True(await renewal);
            using var value = backend.Get("k");
            Assert.Equal("new value"u8.ToArray(), value.Bytes.ToArray());
        }
    }

    [Fact]
    public async Task Delete_SaysWhetherAFileWasRemoved()
    {
        var backend = _folder.Open();
        backend.Set("a", "v"u8.ToArray(), null);
        backend.Set("b", "v"u8.ToArray(), null);
        Assert.True(backend.Delete("a"));
        Assert.False(backend.Delete("a"));
        Assert.True(await backend.DeleteAsync("b", Token));
        Assert.False(await backend.DeleteAsync("b", Token));
    }

    [Fact]
    public void PreservedFile_IsReplacedByASet_AndRemovedByADelete()
    {
        var path = _folder.Plant("k", CacheFolder.Content(0, "future"u8, flags: 4));
        var backend = _folder.Open();
        backend.Set("k", "now"u8.ToArray(), null);
        Assert.Equal(CacheFolder.Content(0, "now"u8), File.ReadAllBytes(path));

        _folder.Plant("k", CacheFolder.Content(0, "future"u8, flags: 4));
        Assert.True(backend.Delete("k"));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void StaleFileThatProvesFresh_IsPutBack_ButNeverOverANewerOne()
    {
        var backend = _folder.Open();
        var path = _folder.Plant("k", CacheFolder.Content(0, "fresh"u8));
        var aside = EntryNames.Temporary(path);
        File.Move(path, aside);
        backend.SettleSetAside(path, aside);
        Assert.Equal(CacheFolder.Content(0, "fresh"u8), File.ReadAllBytes(path));
        Assert.Empty(_folder.Temporaries());

        File.Move(path, aside);
        _folder.Plant("k", CacheFolder.Content(0, "newer"u8));
        backend.SettleSetAside(path, aside);
        Assert.Equal(CacheFolder.Content(0, "newer"u8), File.ReadAllBytes(path));
        Assert.Empty(_folder.Temporaries());
    }

    [Fact]
    public async Task CancelledCalls_DoNothing()
    {
        var backend = _folder.Open();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await backend.SetAsync("k", "v"u8.ToArray(), null, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await backend.GetAsync("k", cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await backend.DeleteAsync("k", cancelled.Token));
        Assert.Equal(0, _folder.EntryCount());
        Assert.Empty(_folder.Temporaries());
    }

    [Fact]
    public void ValueDisposedTwice_GivesItsBufferBackOnce()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), null);
        var value = backend.Get("k");
        value.Dispose();
        value.Dispose();
        using var first = backend.Get("k");
        using var second = backend.Get("k");
        Assert.False(first.Bytes.Span.Overlaps(second.Bytes.Span));
    }

    [Fact]
    public void StartUp_SweepsOldTemporaryFilesOnly()
    {
        _folder.Make();
        var hash = EntryNames.ForKey("k");
        var old = Make($"{hash}.tmp.1.2", 61);
        var oldRust = Make($"{hash}.tmp.17.1700000000.3", 3600);
        var young = Make($"{hash}.tmp.1.3", 59);
        var foreign = Make("report.tmp.1", 3600);
        var entry = Make(hash, 3600);
        var target = Make("target", 3600);
        var link = Path.Join(_folder.Path, $"{hash}.tmp.9.9");
        File.CreateSymbolicLink(link, target);

        _folder.Open();

        Assert.False(File.Exists(old));
        Assert.False(File.Exists(oldRust));
        Assert.All(new[] { young, foreign, entry, target, link }, path => Assert.True(File.Exists(path), path));

        string Make(string name, int ageSeconds)
        {
            var path = Path.Join(_folder.Path, name);
            File.WriteAllText(path, "x");
            File.SetLastWriteTimeUtc(path, _folder.Time.GetUtcNow().UtcDateTime.AddSeconds(-ageSeconds));
            return path;
        }
    }

    [Fact]
    public async Task HealthCheck_TellsTheDetails_AndLeavesNothingBehind()
    {
        var backend = _folder.Open(o => o.MaxSizeMb = 7);
        backend.Set("k", new byte[100], null);
        var health = await backend.CheckHealthAsync(Token);
        Assert.True(health.IsHealthy);
        Assert.NotNull(health.Latency);
        Assert.Equal("file", health.Details["backend_type"]);
        Assert.Equal(1L, health.Details["file_count"]);
        Assert.Equal(114 / 1048576d, health.Details["cache_size_mb"]);
        Assert.Equal(7, health.Details["max_size_mb"]);
        Assert.Equal(10_000, health.Details["max_entry_count"]);
        Assert.Equal(1, _folder.EntryCount());
    }

    [Fact]
    public async Task HealthCheck_OfABrokenDirectory_IsAnOutcome()
    {
        var backend = _folder.Open();
        Directory.Delete(_folder.Path);
        await File.WriteAllTextAsync(_folder.Path, "in the way", Token);
        var health = await backend.CheckHealthAsync(Token);
        Assert.False(health.IsHealthy);
        Assert.IsType<CacheBackendException>(health.Error);
        Assert.Equal(-1d, health.Details["latency_ms"]);
    }
}
