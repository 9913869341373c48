namespace Cachekit.Backends;

/// <summary>Values and ranges that all CacheKit SDKs share.</summary>
internal static class FileBackendDefaults
{
    public const long BytesPerMb = 1024 * 1024;
    public const int MinSizeMb = 1;
    public const int MaxSizeMb = 1_000_000;
    public const int ValueMb = 100;
    public const int MinEntryCount = 100;
    public const int MaxEntryCount = 1_000_000;
    public const double MinLockTimeoutSeconds = 0.5;
    public const double MaxLockTimeoutSeconds = 30;

    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode DirectoryMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Above this part of a limit entries are evicted, down to the other part.</summary>
    public const double EvictAbove = 0.9;
    public const double EvictDownTo = 0.7;

    public static readonly TimeSpan MaxTtl = TimeSpan.FromSeconds(315_360_000);

    /// <summary>Where entries go when no directory is named.</summary>
    public static string Directory => Path.Join(Path.GetTempPath(), "cachekit");

    /// <summary>A temporary file of this age belongs to no running write.</summary>
    public static readonly TimeSpan OrphanAge = TimeSpan.FromSeconds(60);
}
