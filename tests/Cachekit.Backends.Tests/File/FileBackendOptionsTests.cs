namespace Cachekit.Backends.Tests;

public sealed class FileBackendOptionsTests : IDisposable
{
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AllProblems_AreReportedTogether()
    {
        var failure = Assert.Throws<CacheConfigurationException>(() => new FileBackend(new FileBackendOptions
        {
            Directory = " ",
            MaxSizeMb = 0,
            MaxValueMb = 0,
            MaxEntryCount = 99,
            LockTimeout = TimeSpan.FromSeconds(31),
            FileMode = UnixFileMode.UserRead,
            DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }));
        Assert.Equal(
            [
                "FileBackendOptions.Directory is ' ': write the path of a directory, for example /var/cache/shop.",
                "FileBackendOptions.MaxSizeMb is '0': write a whole number of megabytes from 1 to 1000000, for example 1024.",
                "FileBackendOptions.MaxValueMb is '0': write a whole number of megabytes from 1 to half of the maximum size, for example 100.",
                "FileBackendOptions.MaxEntryCount is '99': write a whole number from 100 to 1000000, for example 10000.",
                "FileBackendOptions.LockTimeout is '00:00:31': write a time from 0.5 to 30 seconds, for example 5 seconds.",
                "FileBackendOptions.FileMode is '0400': entries need read and write for their owner, and nothing beyond the nine permission bits, for example 0600.",
                "FileBackendOptions.DirectoryMode is '0600': the directory needs all rights for its owner, and nothing beyond the nine permission bits, for example 0700.",
            ],
            failure.Problems);
    }

    [Theory]
    [InlineData(1, null, 524_288)]
    [InlineData(100, null, 50 * 1024 * 1024)]
    [InlineData(1024, null, 100 * 1024 * 1024)]
    [InlineData(2, 1, 1024 * 1024)]
    public void ValueLimit_FollowsTheSize(int sizeMb, int? valueMb, long bytes) =>
        Assert.Equal(bytes, FileBackendSettings.MaxValueBytes(new FileBackendOptions { MaxSizeMb = sizeMb, MaxValueMb = valueMb }));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(1024, 513)]
    public void ValueLimit_AboveHalfOfTheSize_IsAProblemThatNamesBoth(int sizeMb, int valueMb)
    {
        var failure = Assert.Throws<CacheConfigurationException>(() => _folder.Open(o => (o.MaxSizeMb, o.MaxValueMb) = (sizeMb, valueMb)));
        Assert.Contains($"(FileBackendOptions.MaxSizeMb is {sizeMb})", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_AreCopied()
    {
        var options = new FileBackendOptions { Directory = _folder.Path, MaxSizeMb = 2, MaxValueMb = 1 };
        var backend = new FileBackend(options);
        options.MaxSizeMb = 1000;
        options.Directory = "/nowhere";
        Assert.Equal(_folder.Path, backend.Directory);
    }
}
