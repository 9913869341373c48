using Cachekit.Configuration;
using Microsoft.Extensions.Logging;

namespace Cachekit.Backends;

/// <summary>The directory of the entries: made when it is missing, and checked before anything in it is believed.</summary>
/// <remarks>
/// Its well-known default lies below a directory that every user can write, where clean-up jobs remove what is old. So it can vanish
/// while the backend runs, and somebody else can then make it: the check is repeated every few seconds, and whenever it was missing.
/// </remarks>
internal sealed class CacheDirectory(string path, UnixFileMode mode, bool allowUntrusted, TimeProvider time, ILogger logger)
{
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private long _checkedAt;
    private int _checked;
    private int _warned;

    /// <summary>The full path, without a separator at its end.</summary>
    public string FullPath { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    public string PathOf(string name) => Path.Join(FullPath, name);

    /// <summary>Makes the directory when it is missing, and checks it.</summary>
    /// <returns>Why it must not be used, or <see langword="null"/>.</returns>
    /// <exception cref="IOException">It could not be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It could not be made.</exception>
    public string? Prepare()
    {
        if (File.Exists(FullPath))
        {
            return Describe("it is a file");
        }

        if (!Directory.Exists(FullPath))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(FullPath);
            }
            else
            {
                Directory.CreateDirectory(FullPath, mode);
            }
        }

        return Check();
    }

    /// <summary>Checks the directory before an operation, unless that was done a moment ago. A missing one passes: there is nothing to believe.</summary>
    /// <exception cref="CacheBackendException">It is not safe to use.</exception>
    public void Verify(string operation)
    {
        var now = time.GetTimestamp();
        if (Volatile.Read(ref _checked) == 1 && time.GetElapsedTime(Volatile.Read(ref _checkedAt), now) < CheckEvery)
        {
            return;
        }

        if (Directory.Exists(FullPath))
        {
            ThrowIf(Check(), operation);
        }
    }

    /// <summary>Makes the directory again after it proved to be missing.</summary>
    /// <exception cref="CacheBackendException">It is not safe to use.</exception>
    public void Recreate(string operation) => ThrowIf(Prepare(), operation);

    private void ThrowIf(string? problem, string operation)
    {
        if (problem is not null)
        {
            throw FileErrors.Refused(operation, FullPath, problem);
        }
    }

    private string? Check()
    {
        var problem = OperatingSystem.IsWindows() ? null : FindProblem();
        if (problem is not null)
        {
            problem = Describe(problem);
            if (!allowUntrusted)
            {
                Volatile.Write(ref _checked, 0);
                return problem;
            }

            if (Interlocked.Exchange(ref _warned, 1) == 0)
            {
                FileBackendLog.UntrustedDirectory(logger, problem);
            }
        }

        Volatile.Write(ref _checkedAt, time.GetTimestamp());
        Volatile.Write(ref _checked, 1);
        return null;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private string? FindProblem()
    {
        if (DirectoryOwner.FindProblem(FullPath) is { } problem)
        {
            return problem;
        }

        var actual = File.GetUnixFileMode(FullPath);
        return (actual & WritableByOthers) != 0
            ? $"its mode {FileBackendSettings.Octal(actual)} lets other users write (chmod go-w would end that)"
            : null;
    }

    private string Describe(string problem) =>
        $"The cache directory '{FullPath}' is refused: {problem}. Whoever can write it can replace cached values. "
        + $"Choose a directory of your own ({SettingNames.FileDirectory.Variable} or {nameof(FileBackendOptions)}.{nameof(FileBackendOptions.Directory)}), "
        + $"or set {nameof(FileBackendOptions)}.{nameof(FileBackendOptions.AllowUntrustedDirectory)} when everybody who can write it is trusted.";
}
