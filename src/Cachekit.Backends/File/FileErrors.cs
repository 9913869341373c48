namespace Cachekit.Backends;

/// <summary>Turns what the file system says into a classified failure with a way out.</summary>
internal static class FileErrors
{
    // Windows wraps its error codes; elsewhere HResult is the bare number of errno.
    private const int Win32 = unchecked((int)0x80070000);

    /// <summary>Whether an exception comes from the file system, not from a mistake in here.</summary>
    public static bool IsFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    /// <summary>Whether somebody else holds the file for a moment.</summary>
    public static bool IsContention(Exception exception) =>
        exception is IOException && (OperatingSystem.IsWindows()
            ? exception.HResult is (Win32 | 32) or (Win32 | 33)
            : exception.HResult == (OperatingSystem.IsLinux() ? 11 : 35));

    /// <summary>Whether a file could not replace another for a moment: Windows refuses while somebody has it open.</summary>
    public static bool IsReplaceContention(Exception exception) =>
        IsContention(exception) || (OperatingSystem.IsWindows() && exception is UnauthorizedAccessException);

    public static bool IsMissing(Exception exception) => exception is FileNotFoundException or DirectoryNotFoundException;

    /// <param name="exception">What happened.</param>
    /// <param name="operation">What the backend was doing, as a verb.</param>
    /// <param name="path">The entry or the directory; a name is a hash of its key, so it tells nothing.</param>
    /// <param name="onEntry">Whether an existing entry was opened, not something made in or removed from the directory.</param>
    public static CacheBackendException Translate(Exception exception, string operation, string path, bool onEntry)
    {
        var (kind, cause) = Classify(exception, onEntry);
        return new CacheBackendException(kind, $"The file backend could not {operation} '{path}': {cause}", exception)
        {
            IsValueTooLarge = exception is IOException && Code(exception) == FileErrorCode.TooLarge,
        };
    }

    public static CacheBackendException Refused(string operation, string path, string cause) =>
        new(BackendErrorKind.Permanent, $"The file backend did not {operation} '{path}': {cause}");

    public static CacheBackendException TooLarge(string path, string cause) =>
        new(BackendErrorKind.Permanent, $"The file backend did not {EntryOperation.Write.Verb} '{path}': {cause}") { IsValueTooLarge = true };

    public static CacheBackendException TimedOut(string operation, string path, TimeSpan timeout, Exception? exception = null) =>
        new(
            BackendErrorKind.Timeout,
            $"The file backend could not {operation} '{path}': somebody else held it for longer than {timeout.TotalSeconds:0.###} s. "
            + $"If that is to be expected, raise {nameof(FileBackendOptions.LockTimeout)} ({FileBackendProvider.LockTimeout.Variable}).",
            exception);

    private static (BackendErrorKind Kind, string Cause) Classify(Exception exception, bool onEntry)
    {
        if (exception is UnauthorizedAccessException or System.Security.SecurityException)
        {
            return onEntry
                ? (BackendErrorKind.Transient, "access was denied. Check that the entry belongs to the user of this process.")
                : (BackendErrorKind.Permanent, "access to the directory was denied. Give the user of this process all rights on it, or choose another directory.");
        }

        if (IsContention(exception))
        {
            return (BackendErrorKind.Timeout, "somebody else holds it.");
        }

        return Code(exception) switch
        {
            FileErrorCode.DiskFull => (BackendErrorKind.Transient, "the disk or the quota is full. Free some space or lower the maximum size."),
            FileErrorCode.ReadOnly => (BackendErrorKind.Permanent, "the file system is read-only. Choose a directory that can be written."),
            FileErrorCode.TooManyOpenFiles => (BackendErrorKind.Transient, "too many files are open. Raise the limit of open files."),
            FileErrorCode.TooLarge => (BackendErrorKind.Permanent, "the file is larger than the file system or the process allows."),
            FileErrorCode.Link => (BackendErrorKind.Permanent, "it is a symbolic link, which is never followed. Remove it."),
            FileErrorCode.IsDirectory => (BackendErrorKind.Permanent, "a directory is in its place. Remove it."),
            _ => (BackendErrorKind.Unknown, exception.Message),
        };
    }

    private static FileErrorCode Code(Exception exception)
    {
        var code = exception.HResult;
        if (OperatingSystem.IsWindows())
        {
            return code switch
            {
                Win32 | 39 or Win32 | 112 => FileErrorCode.DiskFull,
                Win32 | 19 => FileErrorCode.ReadOnly,
                Win32 | 4 => FileErrorCode.TooManyOpenFiles,
                Win32 | 223 => FileErrorCode.TooLarge,
                _ => FileErrorCode.Other,
            };
        }

        var linux = OperatingSystem.IsLinux();
        return code switch
        {
            28 => FileErrorCode.DiskFull,
            122 when linux => FileErrorCode.DiskFull,
            69 when !linux => FileErrorCode.DiskFull,
            30 => FileErrorCode.ReadOnly,
            23 or 24 => FileErrorCode.TooManyOpenFiles,
            27 => FileErrorCode.TooLarge,
            21 => FileErrorCode.IsDirectory,
            40 when linux => FileErrorCode.Link,
            62 when !linux => FileErrorCode.Link,
            _ => FileErrorCode.Other,
        };
    }
}
