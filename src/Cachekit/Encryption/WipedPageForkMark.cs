using System.Runtime.InteropServices;

namespace Cachekit.Encryption;

/// <summary>A page of memory that Linux (4.14 and later) hands to a copied process filled with zeros. It lives as long as the process.</summary>
internal sealed class WipedPageForkMark : ForkMark
{
    private readonly nint _page;

    private WipedPageForkMark(nint page) => _page = page;

    /// <returns>The mark; <see langword="null"/> where the system has no such pages.</returns>
    internal static WipedPageForkMark? TryCreate()
    {
        // On 32 bits the C libraries do not agree on the size of a file offset, so the call could be read askew.
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
        {
            return null;
        }

        var size = (nuint)Environment.SystemPageSize;
        var page = UnixProcess.Map(0, size, UnixProcess.ReadAndWrite, UnixProcess.PrivateAnonymous, -1, 0);
        if (page is 0 or -1)
        {
            return null;
        }

        if (UnixProcess.Advise(page, size, UnixProcess.WipeOnFork) != 0)
        {
            _ = UnixProcess.Unmap(page, size);
            return null;
        }

        return new WipedPageForkMark(page);
    }

    internal override long Read() => Marshal.ReadInt64(_page);

    internal override void Write(long value) => Marshal.WriteInt64(_page, value);
}
