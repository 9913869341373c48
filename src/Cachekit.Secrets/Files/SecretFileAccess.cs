using Microsoft.Win32.SafeHandles;

namespace Cachekit.Secrets;

/// <summary>Refuses files with secrets that everybody on the machine can read or change.</summary>
/// <remarks>
/// The group is not refused: Kubernetes gives secrets of a pod with an <c>fsGroup</c> to that group (0440). Windows has access lists, which say nothing that
/// compares to these bits, so nothing is checked there.
/// </remarks>
internal static class SecretFileAccess
{
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Makes sure that a file is private. Symbolic links are followed: what counts is the file that is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowWorldReadable">Whether everybody may read it. Nobody else may change it even so.</param>
    /// <param name="optionName">The option that sets <paramref name="allowWorldReadable"/>, as the message names it: <c>SecretFilesOptions.AllowWorldReadable</c>.</param>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: it is not private.</exception>
    /// <exception cref="IOException">It cannot be opened, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened, or is a folder.</exception>
    public static void RequirePrivate(string path, bool allowWorldReadable, string optionName)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = OpenPrivate(path, allowWorldReadable, optionName);
        }
    }

    /// <summary>Opens a private file for reading. The mode is that of the opened file, so that nobody can exchange it between the look and the read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowWorldReadable">Whether everybody may read it. Nobody else may change it even so.</param>
    /// <param name="optionName">The option that sets <paramref name="allowWorldReadable"/>.</param>
    /// <exception cref="SecretsException"><see cref="SecretsErrorCode.InvalidInput"/>: it is not private.</exception>
    /// <exception cref="IOException">It cannot be opened, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened, or is a folder.</exception>
    public static SafeFileHandle OpenPrivate(string path, bool allowWorldReadable, string optionName)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (OperatingSystem.IsWindows())
        {
            return handle;
        }

        try
        {
            RequirePrivate(handle, path, allowWorldReadable, optionName);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void RequirePrivate(SafeFileHandle handle, string path, bool allowWorldReadable, string optionName)
    {
        var mode = File.GetUnixFileMode(handle);
        var octal = "0" + Convert.ToString((int)mode, 8);
        if (mode.HasFlag(UnixFileMode.OtherWrite))
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"'{path}' holds secrets, and everybody on this machine can change it (mode {octal}). Run: chmod 600 '{path}'. No option allows this.");
        }

        if ((mode & Others) != 0 && !allowWorldReadable)
        {
            throw new SecretsException(
                SecretsErrorCode.InvalidInput,
                $"'{path}' holds secrets, and everybody on this machine can read it (mode {octal}). Run: chmod 600 '{path}'. For a volume of Kubernetes write 'defaultMode: 0400' "
                + $"(with an fsGroup, which can read it then, if the process is not root), for a secret of Docker Swarm 'mode: 0400' and its 'uid'. Where nobody else can enter the container, set {optionName} to true instead.");
        }
    }
}
