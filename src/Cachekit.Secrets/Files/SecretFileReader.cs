namespace Cachekit.Secrets;

/// <summary>Reads all files of a folder, of one version.</summary>
/// <remarks>
/// Kubernetes writes each version of a volume into a new folder, <c>..2026_01_01_…</c>, lets the link <c>..data</c> point to it by a rename, and removes the old
/// folder. The visible names are links through <c>..data</c>, so that reading them one by one would mix versions. The link is resolved once, the folder behind it
/// read, and the link looked at again: where it has moved, everything is read again.
/// </remarks>
internal static class SecretFileReader
{
    private const string DataLink = "..data";

    /// <summary>A swap takes microseconds and comes once in a minute at most; so many in a row are no swaps.</summary>
    private const int MaxAttempts = 1000;

    /// <param name="folder">The folder.</param>
    /// <param name="options">How files are read.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <param name="between">Is called after each file; tests swap versions there.</param>
    /// <exception cref="SecretsException">The folder is missing, cannot be read, does not come to rest, or has a file that is refused.</exception>
    public static List<FileContent> Read(string folder, SecretFilesOptions options, CancellationToken cancellationToken, Action? between = null)
    {
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var version = Version(folder);
                try
                {
                    var files = ReadFiles(version is null ? folder : Path.Combine(folder, version), options, between);
                    if (version == Version(folder))
                    {
                        return files;
                    }
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecretsException && version != Version(folder))
                {
                    // The folder was removed while it was read: there is a new one.
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"There is no folder '{folder}' with secrets. Mount it, correct the path, or set {nameof(SecretFilesOptions)}.{nameof(SecretStoreOptions.Optional)} where the host can start without it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"The secrets in '{folder}' could not be read: {exception.Message} Check that the user of this process owns the files, or is in their group (fsGroup in Kubernetes).",
                exception);
        }

        throw new SecretsException(SecretsErrorCode.UnknownError, $"The files in '{folder}' change faster than they can be read. Check what writes them.");
    }

    private static string? Version(string folder) => new DirectoryInfo(Path.Combine(folder, DataLink)).LinkTarget;

    private static List<FileContent> ReadFiles(string folder, SecretFilesOptions options, Action? between)
    {
        var files = new List<FileContent>();
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path).StartsWith('.') || Directory.Exists(path))
            {
                continue;
            }

            using var handle = SecretFileAccess.OpenPrivate(path, options.AllowWorldReadable, $"{nameof(SecretFilesOptions)}.{nameof(SecretFilesOptions.AllowWorldReadable)}");
            files.Add(FileContent.Read(handle, path));
            between?.Invoke();
        }

        return files;
    }
}
