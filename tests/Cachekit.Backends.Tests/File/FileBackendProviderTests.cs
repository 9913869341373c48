using Cachekit.CompilerServices;
using Cachekit.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cachekit.Backends.Tests;

public sealed class FileBackendProviderTests : IDisposable
{
    private readonly CacheFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Registration_MakesTheKindKnown()
    {
        CachekitBackends.Register();
        CachekitBackends.Register();
        Assert.IsType<FileBackendProvider>(BackendProviders.Find("file"));
    }

    [Fact]
    public void Variables_ReachTheBackend()
    {
        var (backend, problems) = Create(new()
        {
            ["CACHEKIT_FILE_CACHE_DIR"] = _folder.Path,
            ["CACHEKIT_FILE_MAX_SIZE_MB"] = "4",
            ["CACHEKIT_FILE_MAX_VALUE_MB"] = "1",
            ["CACHEKIT_FILE_MAX_ENTRY_COUNT"] = "100",
            ["CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS"] = "0.5",
        });
        Assert.Empty(problems);
        Assert.Equal(_folder.Path, Assert.IsType<FileBackend>(backend).Directory);
        Assert.Throws<CacheBackendException>(() => backend!.Set("k", new byte[(1024 * 1024) + 1], null));
        backend!.Set("k", new byte[1024 * 1024], null);
    }

    // Making it would leave traces, or fail where another user has made it.
    [Fact]
    public void DefaultDirectory_IsBelowTheSystemsTemporaryOne() =>
        Assert.Equal(Path.Join(Path.GetTempPath(), "cachekit"), FileBackendDefaults.Directory);

    [Fact]
    public void WrongVariables_AreReportedTogether_WithValueAndWayOut()
    {
        var (backend, problems) = Create(new()
        {
            ["CACHEKIT_FILE_CACHE_DIR"] = _folder.Path,
            ["CACHEKIT_FILE_MAX_SIZE_MB"] = "1 GB",
            ["CACHEKIT_FILE_MAX_VALUE_MB"] = "600",
            ["CACHEKIT_FILE_MAX_ENTRY_COUNT"] = "99999999999",
            ["CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS"] = "NaN",
        });
        Assert.Null(backend);
        Assert.Equal(
            [
                "CACHEKIT_FILE_MAX_SIZE_MB is '1 GB': write a whole number, 1 to 1000000, for example 1024.",
                "CACHEKIT_FILE_MAX_ENTRY_COUNT is '99999999999': write a whole number, 100 to 1000000, for example 10000.",
                "CACHEKIT_FILE_LOCK_TIMEOUT_SECONDS is 'NaN': write a number of seconds, 0.5 to 30, for example 5.0.",
                "CACHEKIT_FILE_MAX_VALUE_MB is '600': write a whole number of megabytes from 1 to half of the maximum size, for example 100 (CACHEKIT_FILE_MAX_SIZE_MB is 1024).",
            ],
            problems);
        Assert.False(Directory.Exists(_folder.Path));
    }

    [Fact]
    public void UnusableDirectory_IsAProblem_NotAnException()
    {
        File.WriteAllText(_folder.Path, "a file");
        var (backend, problems) = Create(new() { ["CACHEKIT_FILE_CACHE_DIR"] = _folder.Path });
        Assert.Null(backend);
        Assert.Contains("it is a file", Assert.Single(problems), StringComparison.Ordinal);
    }

    private static (ICacheBackend? Backend, List<string> Problems) Create(Dictionary<string, string> variables)
    {
        var problems = new List<string>();
        var settings = new SettingsReader(null, variables.GetValueOrDefault, problems);
        var context = new BackendProviderContext(settings, TimeProvider.System, NullLoggerFactory.Instance);
        return (new FileBackendProvider().Create(context), problems);
    }
}
