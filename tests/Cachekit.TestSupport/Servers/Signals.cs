using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Cachekit.TestSupport.Servers;

/// <summary>The signals of Unix for which the class library has no call.</summary>
internal static class Signals
{
    private const int NoSuchProcess = 3;

    public static int Terminate => 15;

    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Sends a signal; a process that has just ended gets none.</summary>
    public static void Send(int process, int signal)
    {
        if (Kill(process, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
