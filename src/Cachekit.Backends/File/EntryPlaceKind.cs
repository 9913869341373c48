namespace Cachekit.Backends;

/// <summary>What can be at an entry's path.</summary>
internal enum EntryPlaceKind
{
    Nothing,
    File,
    Link,
    Directory,
}
