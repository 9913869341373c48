namespace Cachekit.Backends;

/// <summary>The causes that the operating systems number differently.</summary>
internal enum FileErrorCode
{
    Other,
    DiskFull,
    ReadOnly,
    TooManyOpenFiles,
    TooLarge,
    Link,
    IsDirectory,
}
