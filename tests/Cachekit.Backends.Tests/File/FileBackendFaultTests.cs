using System.Diagnostics;

namespace Cachekit.Backends.Tests;

/// <summary>What the disk and other programs can do to the directory.</summary>
public sealed class FileBackendFaultTests : IDisposable
{
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DirectoryThatVanishes_IsMadeAgainByAWrite()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), null);
        Directory.Delete(_folder.Path, recursive: true);

        Assert.False(backend.Get("k").Found);
        Assert.False(backend.Exists("k"));
        Assert.False(backend.Delete("k"));
        Assert.False(backend.RefreshTtl("k", TimeSpan.FromMinutes(1)));
        Assert.False(Directory.Exists(_folder.Path));

        await backend.SetAsync("k", "w"u8.ToArray(), null, Token);
        using var value = backend.Get("k");
        Assert.Equal("w"u8.ToArray(), value.Bytes.ToArray());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(FileBackendDefaults.DirectoryMode, File.GetUnixFileMode(_folder.Path));
        }
    }

    [Fact]
    public async Task FileInPlaceOfTheDirectory_IsAClassifiedFailure()
    {
        var backend = _folder.Open();
        Directory.Delete(_folder.Path);
        await File.WriteAllTextAsync(_folder.Path, "in the way", Token);

        Assert.False(backend.Get("k").Found);
        var failure = Assert.Throws<CacheBackendException>(() => backend.Set("k", "v"u8.ToArray(), null));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("it is a file", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SetAsync("k", "v"u8.ToArray(), null, Token));
        Assert.Contains("it is a file", Assert.Throws<CacheConfigurationException>(() => _folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DirectoryInPlaceOfAnEntry_IsMissing_AndRefusesWrites()
    {
        var backend = _folder.Open();
        Directory.CreateDirectory(_folder.PathOf("k"));
        Assert.False(backend.Get("k").Found);
        Assert.False(backend.Exists("k"));
        Assert.False(backend.Delete("k"));
        Assert.False(backend.RefreshTtl("k", TimeSpan.FromMinutes(1)));
        var failure = await Assert.ThrowsAsync<CacheBackendException>(async () => await backend.SetAsync("k", "v"u8.ToArray(), null, Token));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Empty(_folder.Temporaries());
    }

    [Fact]
    public void ParentThatCannotBeMade_IsAConfigurationProblem()
    {
        File.WriteAllText(_folder.Path, "a file");
        Assert.Throws<CacheConfigurationException>(() => new FileBackend(new FileBackendOptions { Directory = Path.Join(_folder.Path, "below") }));
    }

    [Fact]
    public async Task HeldEntry_IsReadWhenItIsLetGo()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), null);
        var holder = Hold("k");
        var pending = backend.GetAsync("k", Token).AsTask();
        _folder.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(pending.IsCompleted);

        await holder.DisposeAsync();
        using var value = await AdvanceUntilDone(pending);
        Assert.Equal("v"u8.ToArray(), value.Bytes.ToArray());
    }

    [Fact]
    public async Task EntryHeldTooLong_IsATimeout()
    {
        var backend = _folder.Open(o => o.LockTimeout = TimeSpan.FromSeconds(2));
        backend.Set("k", "v"u8.ToArray(), TimeSpan.FromDays(1));
        using var holder = Hold("k");
        var started = _folder.Time.GetUtcNow();

        Task[] calls =
        [
            backend.GetAsync("k", Token).AsTask(), backend.ExistsAsync("k", Token).AsTask(), backend.RefreshTtlAsync("k", TimeSpan.FromMinutes(1), Token).AsTask(),
            Task.Run(() => backend.Get("k"), Token),
        ];
        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<CacheBackendException>(() => AdvanceUntilDone(call));
            Assert.Equal(BackendErrorKind.Timeout, failure.Kind);
            Assert.Contains("CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS", failure.Message, StringComparison.Ordinal);
        }

        Assert.True(_folder.Time.GetUtcNow() - started >= TimeSpan.FromSeconds(2));

        // A write replaces the entry, whoever holds it.
        if (!OperatingSystem.IsWindows())
        {
            backend.Set("k", "w"u8.ToArray(), null);
            Assert.True(backend.Exists("k"));
        }
    }

    [Fact]
    public async Task WaitForAHeldEntry_EndsWithItsCancellation()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), null);
        using var holder = Hold("k");
        using var cancel = new CancellationTokenSource();
        var pending = backend.GetAsync("k", cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task HeldInProcessLock_TimesOut_AndLeavesWithItsCancellation()
    {
        var locks = new EntryLocks(TimeSpan.FromSeconds(1), _folder.Time);
        var name = EntryNames.ForKey("k");
        using (locks.Acquire(name, "write"))
        {
            Assert.False(locks.TryAcquire(name, out _));
            var late = locks.AcquireAsync(name, "write", Token).AsTask();
            var sync = Task.Run(() => locks.Acquire(name, "write"), Token);
            using var cancel = new CancellationTokenSource();
            var cancelled = locks.AcquireAsync(name, "write", cancel.Token).AsTask();
            await cancel.CancelAsync();
            var end = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
            Assert.Equal(cancel.Token, end.CancellationToken);
            Assert.Equal(BackendErrorKind.Timeout, (await Assert.ThrowsAsync<CacheBackendException>(() => AdvanceUntilDone(late))).Kind);
            Assert.Equal(BackendErrorKind.Timeout, (await Assert.ThrowsAsync<CacheBackendException>(() => AdvanceUntilDone(sync))).Kind);
        }

        locks.Acquire(name, "write").Dispose();
    }

    [Fact]
    public async Task FullDisk_IsTransient_AndTheOldEntryStays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs a file system of its own.");
        _folder.Make();
        if (!await TryRun("mount", "-t", "tmpfs", "-o", "size=256k,mode=0700", "cachekit-test", _folder.Path))
        {
            Assert.Skip("Mounting is not allowed here.");
        }

        try
        {
            var backend = _folder.Open();
            backend.Set("k", new byte[100_000], null);
            var failure = Assert.Throws<CacheBackendException>(() => backend.Set("k", new byte[300_000], null));
            Assert.Equal(BackendErrorKind.Transient, failure.Kind);
            Assert.Contains("full", failure.Message, StringComparison.Ordinal);
            Assert.Empty(_folder.Temporaries());
            using (var value = backend.Get("k"))
            {
                Assert.Equal(100_000, value.Bytes.Length);
            }

            Assert.True(await TryRun("mount", "-o", "remount,ro", _folder.Path));
            Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.Set("k", "v"u8.ToArray(), null)).Kind);
            Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.Delete("k")).Kind);
            Assert.True(backend.Exists("k"));
        }
        finally
        {
            Assert.True(await TryRun("umount", _folder.Path));
        }
    }

    [Theory]
    [InlineData(typeof(UnauthorizedAccessException), 0, true, BackendErrorKind.Transient)]
    [InlineData(typeof(UnauthorizedAccessException), 0, false, BackendErrorKind.Permanent)]
    [InlineData(typeof(IOException), 28, false, BackendErrorKind.Transient)]
    [InlineData(typeof(IOException), 30, false, BackendErrorKind.Permanent)]
    [InlineData(typeof(IOException), 40, false, BackendErrorKind.Permanent)]
    [InlineData(typeof(IOException), 24, true, BackendErrorKind.Transient)]
    [InlineData(typeof(IOException), 11, true, BackendErrorKind.Timeout)]
    [InlineData(typeof(IOException), 5, true, BackendErrorKind.Unknown)]
    public void Causes_AreClassifiedAsTheProtocolSays(Type type, int errno, bool onEntry, BackendErrorKind kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The numbers are those of Linux.");
        Exception exception = type == typeof(IOException) ? new IOException("cause", errno) : new UnauthorizedAccessException("cause");
        var failure = FileErrors.Translate(exception, "read", "/cache/0e2a", onEntry);
        Assert.Equal(kind, failure.Kind);
        Assert.Same(exception, failure.InnerException);
        Assert.StartsWith("The file backend could not read '/cache/0e2a': ", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Token);
        return process.ExitCode == 0;
    }

    // No sharing at all is an exclusive lock on Unix, as other SDKs take it while they renew an entry.
    private FileStream Hold(string key) => new(_folder.PathOf(key), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    private async Task<T> AdvanceUntilDone<T>(Task<T> call)
    {
        await AdvanceUntilDone((Task)call);
        return await call;
    }

    private async Task AdvanceUntilDone(Task call)
    {
        while (!call.IsCompleted)
        {
            Token.ThrowIfCancellationRequested();
            _folder.Time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        await call;
    }
}
