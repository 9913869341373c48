namespace Cachekit.Encryption;

/// <summary>
/// A number that is 0 again in a process that was copied by <c>fork</c>: the copy has the same nonces ahead of it as the original, and must not
/// use them. Asking is cheap enough for every encryption.
/// </summary>
internal abstract class ForkMark
{
    /// <summary>What was last written in this process; 0 when that was before a fork, or never.</summary>
    internal abstract long Read();

    internal abstract void Write(long value);

    /// <summary>The best that the platform has.</summary>
    internal static ForkMark Create()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi())
        {
            return new PlainForkMark();
        }

        return (ForkMark?)WipedPageForkMark.TryCreate() ?? new ProcessIdForkMark(UnixProcess.GetId);
    }
}
