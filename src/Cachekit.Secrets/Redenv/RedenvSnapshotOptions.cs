namespace Cachekit.Secrets;

/// <summary>An encrypted copy of the secrets on disk, so that a process can start while the store is away.</summary>
/// <remarks>The file is encrypted with a key that is derived from <see cref="RedenvOptions.Token"/>, so it opens for the same token, project and environment only.</remarks>
public sealed class RedenvSnapshotOptions
{
    /// <summary>The file. Its folder is made where it is missing; the file is readable by its owner only, and refused otherwise.</summary>
    /// <value><see langword="null"/> by default: <c>Redenv:Snapshot:Path</c>, the variable <c>REDENV_SNAPSHOT_PATH</c>, or else no snapshot.</value>
    public string? Path { get; set; }
}
