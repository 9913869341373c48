namespace Cachekit.Backends;

/// <summary>What is at an entry's path, without following a link and without an exception when there is nothing.</summary>
internal readonly struct EntryPlace
{
    private const FileAttributes Absent = (FileAttributes)(-1);

    private EntryPlace(EntryPlaceKind kind, long size, DateTime writtenAt)
    {
        Kind = kind;
        Size = size;
        WrittenAt = writtenAt;
    }

    public EntryPlaceKind Kind { get; }

    public bool IsFile => Kind == EntryPlaceKind.File;

    /// <summary>The size of a file; 0 for anything else.</summary>
    public long Size { get; }

    /// <summary>When a file was written, in UTC.</summary>
    public DateTime WrittenAt { get; }

    /// <summary>Looks with a single system call.</summary>
    public static EntryPlace Look(string path)
    {
        var file = new FileInfo(path);
        var attributes = file.Attributes;
        if (attributes == Absent)
        {
            return default;
        }

        if ((attributes & FileAttributes.ReparsePoint) != 0)
        {
            return new EntryPlace(EntryPlaceKind.Link, 0, default);
        }

        return (attributes & FileAttributes.Directory) != 0
            ? new EntryPlace(EntryPlaceKind.Directory, 0, default)
            : new EntryPlace(EntryPlaceKind.File, file.Length, file.LastWriteTimeUtc);
    }
}
