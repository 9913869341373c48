namespace Cachekit.Backends;

/// <summary>How a <see cref="FileBackend"/> stores its entries, and how much of the disk it may use.</summary>
/// <remarks>One MB is 1,048,576 bytes. The backend copies the options when it is made; later changes have no effect on it.</remarks>
public sealed class FileBackendOptions
{
    /// <summary>The directory that holds the entries; other CacheKit SDKs may share it.</summary>
    /// <value>A path, or <see langword="null"/> (default) for <c>cachekit</c> in the system's directory for temporary files.</value>
    /// <remarks>A missing directory is made with <see cref="DirectoryMode"/>. A relative path counts from the current directory at construction.</remarks>
    public string? Directory { get; set; }

    /// <summary>How much the entries may occupy together; above 90 % of it the oldest entries are removed until 70 % are left.</summary>
    /// <value>MB, from 1 to 1,000,000; 1024 by default.</value>
    public int MaxSizeMb { get; set; } = 1024;

    /// <summary>How large a single value may be; a larger one is refused.</summary>
    /// <value>
    /// MB, from 1 to half of <see cref="MaxSizeMb"/>, or <see langword="null"/> (default) for 100 MB, or half of <see cref="MaxSizeMb"/>
    /// where that is less.
    /// </value>
    public int? MaxValueMb { get; set; }

    /// <summary>How many entries there may be; above 90 % of it the oldest entries are removed until 70 % are left.</summary>
    /// <value>From 100 to 1,000,000; 10,000 by default.</value>
    public int MaxEntryCount { get; set; } = 10_000;

    /// <summary>How long an operation waits for a file or an entry that somebody else holds, before it fails with <see cref="BackendErrorKind.Timeout"/>.</summary>
    /// <value>From 0.5 to 30 seconds; 5 seconds by default.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The permissions of entries on Unix; no meaning on Windows.</summary>
    /// <value>Read and write for the owner (<c>0600</c>) by default. The owner must keep both; anything looser is logged as a warning.</value>
    public UnixFileMode FileMode { get; set; } = FileBackendDefaults.FileMode;

    /// <summary>The permissions of a directory that the backend makes on Unix; no meaning on Windows.</summary>
    /// <value>All rights for the owner (<c>0700</c>) by default. The owner must keep them; anything looser is logged as a warning.</value>
    public UnixFileMode DirectoryMode { get; set; } = FileBackendDefaults.DirectoryMode;

    /// <summary>Whether to use a directory that belongs to another user or that group or others can write (Unix).</summary>
    /// <value><see langword="false"/> by default: such a directory is refused.</value>
    /// <remarks>
    /// Whoever can write the directory can replace cached values and plant links. The default directory has a well-known name below a
    /// directory that every user can write, so another user may have made it first. Allow it only where all its writers are trusted.
    /// </remarks>
    public bool AllowUntrustedDirectory { get; set; }

    /// <summary>Whether a write reaches the disk before it counts as done.</summary>
    /// <value><see langword="true"/> by default, as the shared file format asks.</value>
    /// <remarks>
    /// Without it a write is many times faster, and the end of a process never damages an entry either way. But after a power loss
    /// an entry may be there with an intact header and missing bytes, which the format cannot detect. Switch it off for a directory that does
    /// not outlive the machine's run, such as one in memory.
    /// </remarks>
    public bool FlushToDisk { get; set; } = true;

    /// <summary>Whether a read counts as a use when the oldest entries are removed.</summary>
    /// <value><see langword="false"/> by default: the oldest is the one written or renewed longest ago, as in the other SDKs.</value>
    /// <remarks>Costs one more system call, at most once a minute per entry.</remarks>
    public bool TouchOnRead { get; set; }

    internal FileBackendOptions Copy() => (FileBackendOptions)MemberwiseClone();
}
