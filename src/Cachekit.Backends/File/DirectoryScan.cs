using System.IO.Enumeration;

namespace Cachekit.Backends;

/// <summary>One pass over the directory: what is an entry, and which temporary files nobody will ever finish.</summary>
internal sealed class DirectoryScan(List<ScannedEntry> entries, long bytes)
{
    // Nothing is skipped by attribute: that would cost a system call per file, before its name is looked at.
    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
        RecurseSubdirectories = false,
    };

    public List<ScannedEntry> Entries { get; } = entries;

    public long Bytes { get; } = bytes;

    /// <summary>Lists the entries.</summary>
    /// <remarks>A missing directory has none.</remarks>
    public static DirectoryScan Run(string directory)
    {
        var entries = Enumerate(
            directory,
            static (ref FileSystemEntry file) => EntryNames.IsEntry(file.FileName) && IsRegular(ref file),
            static (ref FileSystemEntry file) => new ScannedEntry(file.FileName.ToString(), file.LastWriteTimeUtc, file.Length));
        var bytes = 0L;
        foreach (var entry in entries)
        {
            bytes += entry.Size;
        }

        return new DirectoryScan(entries, bytes);
    }

    /// <summary>Removes temporary files that are older than any running write.</summary>
    /// <returns>How many were removed.</returns>
    public static int SweepOrphans(string directory, DateTimeOffset now)
    {
        var removed = 0;
        var files = Enumerate(
            directory,
            static (ref FileSystemEntry file) => EntryNames.IsTemporary(file.FileName) && IsRegular(ref file),
            static (ref FileSystemEntry file) => (Path: file.ToFullPath(), WrittenAt: file.LastWriteTimeUtc));
        foreach (var (path, writtenAt) in files)
        {
            if (now - writtenAt <= FileBackendDefaults.OrphanAge)
            {
                continue;
            }

            try
            {
                File.Delete(path);
                removed++;
            }
            catch (Exception exception) when (FileErrors.IsFault(exception))
            {
                // Another process sweeps too, or owns the file: it is not ours to report.
            }
        }

        return removed;
    }

    // Links and directories are nobody's entries.
    private static bool IsRegular(ref FileSystemEntry file) => (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Directory)) == 0;

    private static List<T> Enumerate<T>(
        string directory,
        FileSystemEnumerable<T>.FindPredicate include,
        FileSystemEnumerable<T>.FindTransform transform)
    {
        try
        {
            return [.. new FileSystemEnumerable<T>(directory, transform, Options) { ShouldIncludePredicate = include }];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }
}
