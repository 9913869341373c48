using System.Runtime.InteropServices;

namespace Cachekit.Encryption;

/// <summary>The calls of the C library that notice a copied process. Every argument is a plain number, so that nothing has to be converted.</summary>
internal static class UnixProcess
{
    internal const int ReadAndWrite = 0x1 | 0x2;

    /// <summary>As Linux numbers it.</summary>
    internal const int PrivateAnonymous = 0x2 | 0x20;

    /// <summary>As Linux numbers it.</summary>
    internal const int WipeOnFork = 18;

    [DllImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern nint Map(nint address, nuint size, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Unmap(nint address, nuint size);

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int Advise(nint address, nuint size, int advice);

    [DllImport("libc", EntryPoint = "getpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static extern int GetId();
}
