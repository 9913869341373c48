using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends.Tests;

/// <summary>Links, owners and permissions.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileBackendSecurityTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DirectoryAndEntries_AreForTheOwnerOnly()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), TimeSpan.FromMinutes(1));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.PathOf("k")));
        backend.RenewInPlace = false;
        Assert.True(backend.RefreshTtl("k", TimeSpan.FromHours(1)));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(_folder.PathOf("k")));
    }

    [Fact]
    public void LooserModes_AreUsedAndWarnedAbout()
    {
        var log = new RecordingLogger<FileBackend>();
        var options = new FileBackendOptions { Directory = _folder.Path, FileMode = OwnerOnly | UnixFileMode.GroupRead, FlushToDisk = false };
        new FileBackend(options, _folder.Time, log).Set("k", "v"u8.ToArray(), null);
        Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(_folder.PathOf("k")));
        var (level, message) = Assert.Single(log.Messages);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("FileMode 0640", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void DirectoryThatOthersCanWrite_IsRefused_UnlessAllowed(UnixFileMode write)
    {
        _folder.Make();
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | write);
        var problem = Assert.Single(Assert.Throws<CacheConfigurationException>(() => _folder.Open()).Problems);
        Assert.Contains("lets other users write", problem, StringComparison.Ordinal);
        Assert.Contains("CACHEKIT_FILE_CACHE_DIR", problem, StringComparison.Ordinal);

        var log = new RecordingLogger<FileBackend>();
        var options = new FileBackendOptions { Directory = _folder.Path, AllowUntrustedDirectory = true, FlushToDisk = false };
        var backend = new FileBackend(options, _folder.Time, log);
        backend.Set("k", "v"u8.ToArray(), null);
        _folder.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(backend.Exists("k"));
        Assert.Single(log.Messages, m => m.Level == LogLevel.Warning);
    }

    [Fact]
    public void DirectoryThatBecomesWritableForOthers_IsRefusedFromThenOn()
    {
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), null);
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherWrite);
        _folder.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.Get("k")).Kind);
        Assert.Equal(BackendErrorKind.Permanent, Assert.Throws<CacheBackendException>(() => backend.Set("k", "v"u8.ToArray(), null)).Kind);

        File.SetUnixFileMode(_folder.Path, FileBackendDefaults.DirectoryMode);
        Assert.True(backend.Exists("k"));
    }

    [Fact]
    public void DirectoryOfAnotherUser_IsRefused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only the superuser can give a directory away.");
        _folder.Make();
        GiveAway(_folder.Path);
        var problem = Assert.Single(Assert.Throws<CacheConfigurationException>(() => _folder.Open()).Problems);
        Assert.Contains("belongs to user 12345", problem, StringComparison.Ordinal);
        Assert.NotNull(_folder.Open(o => o.AllowUntrustedDirectory = true));
    }

    [Fact]
    public void LinkToADirectory_IsFollowedOnlyWhenItIsOurs()
    {
        var real = _folder.Path + "-real";
        Directory.CreateDirectory(real, FileBackendDefaults.DirectoryMode);
        Directory.CreateSymbolicLink(_folder.Path, real);
        var backend = _folder.Open();
        backend.Set("k", "v"u8.ToArray(), null);
        Assert.True(File.Exists(Path.Join(real, EntryNames.ForKey("k"))));

        if (Environment.IsPrivilegedProcess)
        {
            GiveAway(_folder.Path);
            Assert.Contains("symbolic link of user 12345", Assert.Throws<CacheConfigurationException>(() => _folder.Open()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task LinkInPlaceOfAnEntry_IsNeverFollowed()
    {
        var backend = _folder.Open();
        var target = Path.Join(_folder.Path, "secret");
        var content = CacheFolder.Content(0, "secret"u8);
        await File.WriteAllBytesAsync(target, content, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_folder.PathOf("k"), target);

        Assert.False(backend.Get("k").Found);
        Assert.False((await backend.GetAsync("k", TestContext.Current.CancellationToken)).Found);
        Assert.False(backend.Exists("k"));
        Assert.Null(backend.GetTtl("k"));
        Assert.False(backend.RefreshTtl("k", TimeSpan.FromMinutes(1)));
        var failure = Assert.Throws<CacheBackendException>(() => backend.Set("k", "v"u8.ToArray(), null));
        Assert.Equal(BackendErrorKind.Permanent, failure.Kind);
        Assert.Contains("symbolic link", failure.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken));

        Assert.True(backend.Delete("k"));
        Assert.Equal(content, await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken));
        backend.Set("k", "v"u8.ToArray(), null);
        Assert.True(backend.Exists("k"));
    }

    [Fact]
    public void DanglingLink_IsMissing()
    {
        var backend = _folder.Open();
        File.CreateSymbolicLink(_folder.PathOf("k"), "/nowhere/at/all");
        Assert.False(backend.Get("k").Found);
        Assert.Throws<CacheBackendException>(() => backend.Set("k", "v"u8.ToArray(), null));
    }

    private static void GiveAway(string path)
    {
        using var process = System.Diagnostics.Process.Start("chown", ["-h", "12345", path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
