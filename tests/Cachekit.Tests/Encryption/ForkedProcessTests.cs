using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Cachekit.Encryption;

namespace Cachekit.Tests.Encryption;

/// <summary>A real <c>fork</c>, in a process of its own: a copy of a .NET process has one thread only, and may do next to nothing.</summary>
public class ForkedProcessTests
{
    private const string ResultVariable = "CACHEKIT_TEST_FORK_RESULT";
    private const int Tries = 5;
    private const int PatienceMilliseconds = 20_000;
    private const int KillSignal = 9;
    private const short Readable = 1;

    [Fact]
    public async Task CopiedProcess_TakesNoncesOfItsOwn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.Is64BitProcess, "The numbers of the C library are those of Linux.");
        var file = Path.GetTempFileName();
        try
        {
            var assembly = typeof(ForkedProcessTests).Assembly.Location;
            var host = Environment.ProcessPath is { } path && Path.GetFileName(path) == Path.GetFileNameWithoutExtension(assembly) ? path : null;
            var start = new ProcessStartInfo(host ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            string[] arguments = ["-explicit", "only", "-method", $"{typeof(ForkedProcessTests).FullName}.{nameof(InAProcessOfItsOwn)}"];
            foreach (var argument in host is null ? [assembly, .. arguments] : arguments)
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment[ResultVariable] = file;

            // No thread recompiles in the background: its locks would stay held in the copy.
            start.Environment["DOTNET_TieredCompilation"] = "0";
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await output + await errors);

            var nonces = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(3, nonces.Length);
            var (before, copy, after) = (nonces[0], nonces[1], nonces[2]);
            Assert.NotEqual("no answer", copy);
            Assert.EndsWith("00000000", before, StringComparison.Ordinal);
            Assert.Equal(before[..16] + "00000001", after);
            Assert.NotEqual(before[..16], copy[..16]);
            Assert.EndsWith("00000000", copy, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What the other test starts; by itself it is not run.</summary>
    [Fact(Explicit = true)]
    public void InAProcessOfItsOwn()
    {
        var result = Environment.GetEnvironmentVariable(ResultVariable);
        Assert.SkipWhen(result is null, "The other test starts this one.");
        using var keyring = Keyring.FromHex(new string('1', 64));
        using var cipher = new EntryCipher(keyring);
        var binding = new EntryBinding("k", Compressed: false);
        byte[] plaintext = [1, 2, 3];
        var stored = new byte[plaintext.Length + EntryCipher.Overhead];
        CompileWhatTheCopyRuns(keyring, plaintext, stored, in binding);

        cipher.Encrypt(plaintext, stored, in binding);
        var before = Convert.ToHexStringLower(stored.AsSpan(0, 12));
        string? copy = null;
        for (var i = 0; i < Tries && copy is null; i++)
        {
            copy = EncryptInACopy(cipher, plaintext, stored, in binding);
        }

        cipher.Encrypt(plaintext, stored, in binding);
        var after = Convert.ToHexStringLower(stored.AsSpan(0, 12));
        File.WriteAllLines(result, [before, copy ?? "no answer", after]);
    }

    /// <returns>The nonce; <see langword="null"/> when the copy was cut off in the middle of something of the runtime, and hangs.</returns>
    private static string? EncryptInACopy(EntryCipher cipher, byte[] plaintext, byte[] stored, in EntryBinding binding)
    {
        var pipe = new int[2];
        Assert.Equal(0, OpenPipe(pipe));

        // A collection would wait for threads that the copy does not have.
        Assert.True(GC.TryStartNoGCRegion(16 << 20));
        var child = Fork();
        if (child == 0)
        {
            try
            {
                cipher.Encrypt(plaintext, stored, in binding);
                Exit(Write(pipe[1], stored, 12) == 12 ? 0 : 1);
            }
            catch (Exception)
            {
                Exit(2);
            }
        }

        GC.EndNoGCRegion();
        Assert.True(child > 0);
        Assert.Equal(0, Close(pipe[1]));
        var wait = new PollEntry { File = pipe[0], Wanted = Readable };
        var nonce = new byte[12];
        var read = Poll(ref wait, 1, PatienceMilliseconds) == 1 ? Read(pipe[0], nonce, nonce.Length) : 0;
        Assert.Equal(0, Close(pipe[0]));
        Assert.Equal(0, Kill(child, KillSignal));
        Assert.Equal(child, WaitFor(child, 0, 0));
        return read == nonce.Length ? Convert.ToHexStringLower(nonce) : null;
    }

    private static void CompileWhatTheCopyRuns(Keyring keyring, byte[] plaintext, byte[] stored, in EntryBinding binding)
    {
        var mark = new PlainForkMark();
        using var cipher = new EntryCipher(keyring, "t", new InstanceIds(mark), firstCount: 0);
        mark.Write(0);
        cipher.Encrypt(plaintext, stored, in binding);

        var pipe = new int[2];
        Assert.Equal(0, OpenPipe(pipe));
        Assert.Equal(12, Write(pipe[1], stored, 12));
        Assert.Equal(12, Read(pipe[0], stored, 12));
        Assert.Equal(0, Close(pipe[0]));
        Assert.Equal(0, Close(pipe[1]));
        Marshal.Prelink(typeof(ForkedProcessTests).GetMethod(nameof(Exit), BindingFlags.Static | BindingFlags.NonPublic)!);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int File;
        public short Wanted;
        public short Seen;
    }

    [DllImport("libc", EntryPoint = "fork")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fork();

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Exit(int code);

    [DllImport("libc", EntryPoint = "pipe")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenPipe([Out] int[] files);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);

    [DllImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int file, [Out] byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int file, byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollEntry entry, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "waitpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int WaitFor(int process, nint status, int options);
}
