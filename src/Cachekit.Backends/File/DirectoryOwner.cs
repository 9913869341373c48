namespace Cachekit.Backends;

/// <summary>Who owns the cache directory: whoever owns it can replace what is in it, whatever its mode says.</summary>
/// <remarks>
/// On Linux the owner is asked for. Where that is not possible, the mode is set to what it is: only the owner and the superuser may do
/// that. The superuser then learns nothing about the owner, which is all that is lost.
/// </remarks>
internal static class DirectoryOwner
{
    private const uint Superuser = 0;

    /// <summary>What is wrong with the directory's owner, or <see langword="null"/>.</summary>
    public static string? FindProblem(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        if (Read(path, Libc.NoFollow) is { } link && Read(path, flags: 0) is { } target)
        {
            var user = Libc.GetEffectiveUserId();
            if (target != user)
            {
                return $"it belongs to user {target}, and this process runs as user {user}";
            }

            // A link that somebody else put there leads wherever that one wants, at any time.
            return link == user || link == Superuser ? null : $"it is a symbolic link of user {link}, and this process runs as user {user}";
        }

        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path));
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return "it belongs to another user";
        }
    }

    private static uint? Read(string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return Libc.GetStatus(Libc.CurrentDirectory, path, flags, Libc.OwnerMask, out var status) == 0 && (status.Mask & Libc.OwnerMask) != 0
                ? status.UserId
                : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // A C library of before 2018.
            return null;
        }
    }
}
