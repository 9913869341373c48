using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Backends.Tests;

public sealed class FileBackendLimitTests : IDisposable
{
    private const int Mb = 1024 * 1024;

    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ValueAboveTheLimit_IsRefused_AndTheOldEntryStays()
    {
        var backend = _folder.Open(o => (o.MaxSizeMb, o.MaxValueMb) = (2, 1));
        backend.Set("k", "old"u8.ToArray(), null);

        var failure = Assert.Throws<CacheBackendException>(() => backend.Set("k", new byte[Mb + 1], null));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.True(failure.IsValueTooLarge);
        Assert.Contains("1048576", failure.Message, StringComparison.Ordinal);
        Assert.Contains("CACHEKIT_FILE_MAX_VALUE_MB", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SetAsync("k", new byte[Mb + 1], null, TestContext.Current.CancellationToken));

        using var value = backend.Get("k");
        Assert.Equal("old"u8.ToArray(), value.Bytes.ToArray());
        backend.Set("largest", new byte[Mb], null);
        using var largest = backend.Get("largest");
        Assert.Equal(Mb, largest.Bytes.Length);
    }

    [Fact]
    public async Task FileAboveTheLimit_IsMissing_AndStays()
    {
        var backend = _folder.Open(o => (o.MaxSizeMb, o.MaxValueMb) = (2, 1));
        var path = _folder.Plant("k", CacheFolder.Content(0, new byte[Mb + 1]));
        Assert.False(backend.Get("k").Found);
        Assert.False((await backend.GetAsync("k", TestContext.Current.CancellationToken)).Found);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task LifeOutOfRange_IsRefused()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), TimeSpan.FromSeconds(315_360_000));
        foreach (var ttl in new[] { TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromSeconds(315_360_001), TimeSpan.MaxValue })
        {
            Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.Set("k", "w"u8.ToArray(), ttl)).Kind);
            Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.RefreshTtl("k", ttl)).Kind);
            await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.RefreshTtlAsync("k", ttl, TestContext.Current.CancellationToken));
        }

        Assert.Equal(TimeSpan.FromSeconds(315_360_000), backend.GetTtl("k"));
    }

    [Fact]
    public void NewEntryAtTheLimit_IsRefused_WhenNothingCanBeRemoved()
    {
        var backend = _folder.Open(o => o.MaxEntryCount = 100);
        for (var i = 0; i < 100; i++)
        {
            _folder.Plant($"k{i}", CacheFolder.Content(0, "v"u8));
        }

        backend.Eviction.Remove = _ => throw new IOException("in use");
        var failure = Assert.Throws<CacheBackendException>(() => backend.Set("new", "v"u8.ToArray(), null));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("CACHEKIT_FILE_MAX_ENTRY_COUNT", failure.Message, StringComparison.Ordinal);
        Assert.False(backend.Exists("new"));
        Assert.Empty(_folder.Temporaries());

        backend.Set("k5", "other"u8.ToArray(), null);
        using (var value = backend.Get("k5"))
        {
            Assert.Equal("other"u8.ToArray(), value.Bytes.ToArray());
        }

        backend.Eviction.Remove = File.Delete;
        backend.Set("new", "v"u8.ToArray(), null);
        Assert.True(backend.Exists("new"));
        Assert.Equal(71, _folder.EntryCount());
    }

    [Fact]
    public void Count_AboveNinetyPercent_GoesDownToSeventy_OldestFirst()
    {
        var backend = _folder.Open(o => o.MaxEntryCount = 100);
        for (var i = 0; i < 90; i++)
        {
            _folder.Plant($"k{i}", CacheFolder.Content(0, "v"u8), TimeSpan.FromSeconds(1000 - i));
        }

        backend.Set("k0", "rewritten"u8.ToArray(), null);
        Assert.Equal(90, _folder.EntryCount());
        backend.Set("one more", "v"u8.ToArray(), null);

        Assert.Equal(70, _folder.EntryCount());
        Assert.True(backend.Exists("one more"));
        Assert.True(backend.Exists("k0"));
        Assert.All(Enumerable.Range(1, 21), i => Assert.False(backend.Exists($"k{i}")));
        Assert.All(Enumerable.Range(22, 68), i => Assert.True(backend.Exists($"k{i}")));
    }

    [Fact]
    public void Size_AboveNinetyPercent_GoesDownToSeventy()
    {
        var backend = _folder.Open(o => o.MaxSizeMb = 1);
        for (var i = 0; i < 9; i++)
        {
            _folder.Plant($"k{i}", CacheFolder.Content(0, new byte[100_000]), TimeSpan.FromSeconds(1000 - i));
        }

        backend.Set("last", new byte[50_000], null);
        Assert.True(_folder.EntryBytes() <= Mb * 0.7, $"{_folder.EntryBytes()} bytes");
        Assert.True(backend.Exists("last"));
        Assert.True(backend.Exists("k8"));
        Assert.False(backend.Exists("k0"));
    }

    [Fact]
    public void RunningTotals_KeepTheLimitsOverManyWrites()
    {
        var backend = _folder.Open(o => (o.MaxSizeMb, o.MaxEntryCount) = (1, 100));
        var random = new Random(7);
        for (var i = 0; i < 2000; i++)
        {
            backend.Set($"k{random.Next(400)}", new byte[random.Next(40_000)], null);
            if (i % 3 == 0)
            {
                backend.Delete($"k{random.Next(400)}");
            }

            if (i % 50 == 0)
            {
                Assert.InRange(_folder.EntryCount(), 0, 100);
                Assert.InRange(_folder.EntryBytes(), 0, Mb);
            }
        }
    }

    [Fact]
    public void EntriesOfOthers_AreNoticedWithoutAScanPerWrite()
    {
        var backend = _folder.Open(o => o.MaxEntryCount = 100);
        backend.Set("first", "v"u8.ToArray(), null);
        for (var i = 0; i < 95; i++)
        {
            _folder.Plant($"other{i}", CacheFolder.Content(0, "v"u8), TimeSpan.FromSeconds(1000 - i));
        }

        // A quarter of the room that was left, then the directory is counted again.
        for (var i = 0; i < 26; i++)
        {
            backend.Set($"own{i}", "v"u8.ToArray(), null);
        }

        Assert.InRange(_folder.EntryCount(), 60, 90);
    }

    [Fact]
    public void EntriesOfOthers_AreNoticedAfterAMinute()
    {
        var backend = _folder.Open(o => o.MaxEntryCount = 100);
        backend.Set("first", "v"u8.ToArray(), null);
        for (var i = 0; i < 95; i++)
        {
            _folder.Plant($"other{i}", CacheFolder.Content(0, "v"u8), TimeSpan.FromSeconds(1000 - i));
        }

        _folder.Time.Advance(TimeSpan.FromSeconds(61));
        backend.Set("first", "v"u8.ToArray(), null);
        Assert.Equal(70, _folder.EntryCount());
    }

    [Fact]
    public void ForeignFiles_AreNeitherCountedNorRemoved_ButPreservedEntriesAre()
    {
        _folder.Make();
        string[] foreign = ["README", ".hidden", new string('A', 32), new string('a', 33), new string('a', 32) + ".tmp.1.1"];
        foreach (var name in foreign)
        {
            File.WriteAllBytes(Path.Join(_folder.Path, name), new byte[900_000]);
            File.SetLastWriteTimeUtc(Path.Join(_folder.Path, name), _folder.Time.GetUtcNow().UtcDateTime);
        }

        var target = Path.Join(_folder.Path, "README");
        var link = Path.Join(_folder.Path, new string('b', 32));
        File.CreateSymbolicLink(link, target);
        Directory.CreateDirectory(Path.Join(_folder.Path, new string('c', 32)));
        _folder.Plant("future", CacheFolder.Content(0, new byte[300_000], flags: 1), TimeSpan.FromDays(1));

        var backend = _folder.Open(o => o.MaxSizeMb = 1);
        backend.Set("a", new byte[300_000], null);
        Assert.Equal(2, backend.Eviction.Recount().Count);
        backend.Set("b", new byte[400_000], null);

        Assert.All(foreign, name => Assert.True(File.Exists(Path.Join(_folder.Path, name)), name));
        Assert.True(File.Exists(link));
        Assert.True(Directory.Exists(Path.Join(_folder.Path, new string('c', 32))));
        Assert.False(File.Exists(_folder.PathOf("future")));
        Assert.True(backend.Exists("a"));
        Assert.True(backend.Exists("b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TouchOnRead_KeepsWhatIsRead(bool touch)
    {
        var backend = _folder.Open(o => (o.MaxEntryCount, o.TouchOnRead) = (100, touch));
        for (var i = 0; i < 90; i++)
        {
            _folder.Plant($"k{i}", CacheFolder.Content(0, "v"u8), TimeSpan.FromSeconds(1000 - i));
        }

        backend.Get("k0").Dispose();
        backend.Set("one more", "v"u8.ToArray(), null);
        Assert.Equal(touch, backend.Exists("k0"));
    }

    [Fact]
    public async Task TouchOnRead_CountsAsynchronousReadsOfLargeEntriesToo()
    {
        var backend = _folder.Open(o => o.TouchOnRead = true);
        var path = _folder.Plant("large", CacheFolder.Content(0, new byte[512 * 1024]), TimeSpan.FromSeconds(1000));

        using var value = await backend.GetAsync("large", TestContext.Current.CancellationToken);

        Assert.Equal(512 * 1024, value.Bytes.Length);
        Assert.Equal(_folder.Time.GetUtcNow().UtcDateTime, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void TouchOnRead_ThatIsRefused_DoesNotFailTheRead()
    {
        var backend = _folder.Open(o => o.TouchOnRead = true);
        backend.Touch = static (_, _) => throw new UnauthorizedAccessException("The entry belongs to somebody else.");
        _folder.Plant("foreign", CacheFolder.Content(0, "v"u8), TimeSpan.FromSeconds(1000));

        using var value = backend.Get("foreign");

        Assert.Equal("v"u8.ToArray(), value.Bytes.ToArray());
    }

    [Fact]
    public void Eviction_SparesWhatWasReplacedSinceTheListing()
    {
        var directory = new CacheDirectory(_folder.Path, FileBackendDefaults.DirectoryMode, false, _folder.Time, NullLogger.Instance);
        for (var i = 0; i < 95; i++)
        {
            _folder.Plant($"k{i}", CacheFolder.Content(0, "v"u8), TimeSpan.FromSeconds(1000 - i));
        }

        var eviction = new EntryEviction(directory, Mb, 100, _folder.Time, NullLogger.Instance)
        {
            // The first removal is the moment in which another process replaces the second oldest.
            Remove = path =>
            {
                if (path == _folder.PathOf("k0"))
                {
                    _folder.Plant("k1", CacheFolder.Content(0, "fresh"u8));
                }

                File.Delete(path);
            },
        };
        eviction.Written(null, 15);

        Assert.Equal(70, _folder.EntryCount());
        Assert.False(File.Exists(_folder.PathOf("k0")));
        Assert.True(File.Exists(_folder.PathOf("k1")));
    }
}
