namespace Cachekit.Backends;

/// <summary>The settings of the file backend that can be wrong.</summary>
internal enum FileBackendSetting
{
    Directory,
    MaxSizeMb,
    MaxValueMb,
    MaxEntryCount,
    LockTimeout,
    FileMode,
    DirectoryMode,
}
